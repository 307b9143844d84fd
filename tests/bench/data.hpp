#pragma once

#include "geo/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ntm::bench {

/// A polygon layer to measure on.
struct Layer {
    std::string label;
    std::filesystem::path file;
    std::string layer;
    std::string class_column;
};

/// What is there to measure on: real boundaries where this machine has them, else the built-in sample and a coverage
/// made up here with about as many units and vertices as the country. The largest coverage is always made up.
struct Data {
    std::filesystem::path work; ///< build/bench: requests, pictures, unpacked files
    Layer sample;
    Layer province;            ///< S
    Layer country;             ///< M: 10,593 communes
    std::optional<Layer> full; ///< L: every vertex there is
    [[nodiscard]] std::vector<Layer> files() const;
};
[[nodiscard]] Result<Data> find_data();

} // namespace ntm::bench
