#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace ntm {

/// Our column -> a Vietnamese header that means it; several for one column.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> header_aliases();

} // namespace ntm
