#pragma once

#include "geo/atlas/atlas.hpp"

#include <map>
#include <string>
#include <vector>

using Outline = std::vector<std::vector<ntm::Point>>;
Outline outline_of(const ntm::PolygonColumns& polygons, std::size_t feature);
std::vector<ntm::Point> points_of(const Outline& outline);

/// The drawn units of an atlas where they lie, in degrees, by name.
struct Placed {
    std::string code, name;
    Outline lon_lat;
};
std::vector<Placed> placed_units(const ntm::Atlas& atlas);

/// The largest distance in metres from a point of `found` to the outline it must lie on.
double farthest_m(const std::vector<ntm::Point>& found, const Outline& truth);
