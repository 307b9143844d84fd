#pragma once

namespace ntm::viewer {

/// Several functions as one, for std::visit.
template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

} // namespace ntm::viewer
