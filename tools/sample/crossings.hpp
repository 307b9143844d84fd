#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ntm::sample {

/// A position in millionths of a degree: exact, so that "left of" has no rounding.
struct MicroPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;
    bool operator==(const MicroPoint&) const = default;
};
using GridLine = std::vector<MicroPoint>;

/// Numbers, ascending, of the lines that cross, touch or run along another line or themselves. Lines may share their
/// ends, and a line may close on itself; nothing else.
[[nodiscard]] std::vector<std::size_t> find_crossing_lines(const std::vector<GridLine>& lines);

} // namespace ntm::sample
