#pragma once

#include "geo/base/columns.hpp"

#include <cstdint>
#include <string>

namespace made {

/// A coverage of a kind that real files have, for tests of what must hold of any.
struct Coverage {
    std::string words; ///< kind and seed, to find it again
    ntm::PolygonColumns polygons;
    bool clean = true; ///< features neither overlap nor cross themselves
};

/// Thousands of small ones: number `seed` is always the same.
Coverage any_coverage(std::uint32_t seed);

/// Points rounded to the 1 mm grid, so that nothing is left to snapping.
ntm::PolygonColumns on_millimetres(ntm::PolygonColumns polygons);

/// Sum of the areas of all features, and of one, by the shoelace formula.
double total_area(const ntm::PolygonColumns& polygons);

} // namespace made
