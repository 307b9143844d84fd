#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/issue.hpp"

#include <filesystem>

namespace ntm::bench {

/// A coverage of columns x rows units with winding borders of `steps` vertices a side, which neighbours share vertex by
/// vertex. In degrees, six decimals; the same on every machine.
struct MadeSize {
    int columns = 0;
    int rows = 0;
    int steps = 0;
    double cell_deg = 0;
};
/// About as large as the country at 8 m: 3,300 units, 1.4 million vertices.
inline constexpr MadeSize made_country{50, 66, 106, 0.08};
/// 50,000 units of few vertices: for tables.
inline constexpr MadeSize made_for_tables{200, 250, 3, 0.02};
/// 44,000 units, 23 million vertices.
inline constexpr MadeSize made_continent{200, 220, 131, 0.02};

[[nodiscard]] PolygonColumns make_polygons(const MadeSize& size);
[[nodiscard]] Issues write_made_country(const std::filesystem::path& gpkg, const MadeSize& size = made_country);

} // namespace ntm::bench
