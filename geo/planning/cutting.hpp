#pragma once

#include "geo/base/columns.hpp"

#include <span>
#include <string>
#include <vector>

namespace ntm {

// Exact cuts of polygons (GEOS), in the coordinates given. Results are appended as one feature, empty where nothing is
// left; false, with an empty feature, where GEOS cannot. All may run on many threads.

/// What two outlines have in common.
bool cut_common(PolygonColumns& to, const PolygonColumns& a, std::size_t in_a, const PolygonColumns& b,
                std::size_t in_b);
/// What is left of feature `from` of `of` without the features of `without`.
bool cut_away(PolygonColumns& to, const PolygonColumns& of, std::size_t from, const PolygonColumns& without);
/// All features together.
bool join(PolygonColumns& to, const PolygonColumns& parts);

/// The connected parts of a feature, each a feature of its own.
void split_parts(PolygonColumns& to, const PolygonColumns& from, std::size_t feature);
/// A point inside; NaN without area.
[[nodiscard]] Point point_within(const PolygonColumns& polygons, std::size_t feature);
/// Whether some length of the two borders, more than a hundred reaches, runs side by side within `reach`: meeting at a
/// corner is not enough.
[[nodiscard]] bool shares_border(const PolygonColumns& a, std::size_t in_a, const PolygonColumns& b, std::size_t in_b,
                                 double reach);
/// Groups of features that share borders: group of each feature, counted from 0.
[[nodiscard]] std::vector<std::uint32_t> adjoining_groups(const PolygonColumns& polygons, double reach);

struct OutlineFault {
    std::size_t feature = 0;
    std::string reason; ///< GEOS's words
    Point at;           ///< in the coordinates given
    bool kept = false;  ///< mended by the even-odd rule; else the feature has lost its rings
};
/// Looks at every outline as OGC validity sees it and mends what is not sound: what the even-odd rule calls inside
/// stays inside.
[[nodiscard]] std::vector<OutlineFault> make_sound(PolygonColumns& polygons);

} // namespace ntm
