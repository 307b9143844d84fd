#pragma once

#include "geo/earth/crs.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace ntm {

/// A point of a file whose true position is known from elsewhere: the middle of a unit's box.
struct KnownPlace {
    Point in_file;
    Point lon_lat;
    double coarse_m = 0; ///< a box turned by the grid's convergence has its middle elsewhere
};

/// What is known about where data lies, besides its own coordinates.
struct CrsEvidence {
    Crs stated; ///< by the file; empty where it does not say
    Box extent; ///< of the data, in its own coordinates
    std::vector<KnownPlace> places;
    Box expected_lon_lat; ///< where it must lie, such as its province; may be empty
    Crs usual;            ///< the official zone of its province; may be empty
};

/// One system the data may be in.
struct CrsCandidate {
    Crs crs;
    std::string name;
    double apart_m = 0;          ///< from where the chosen system puts the middle of the data
    double off_m = std::nan(""); ///< by which it moves the known places as a whole; NaN without such places
};

/// Why a system was chosen.
enum class CrsGrounds : std::uint8_t {
    stated,        ///< by the file, and nothing speaks against it
    completed,     ///< the file's own parameters are those of a registered system
    datum_dropped, ///< parameters that only VN-2000 has, on another or no datum, as MapInfo writers leave them
    known_places,  ///< units lie where they are known to lie
    only_one,      ///< no other system puts the data where it must lie
    usual_zone,    ///< several are possible; the official zone of the province, or of the country
    nothing        ///< no known system puts the data into place
};

struct CrsChoice {
    Crs crs;              ///< empty: nothing fits, and the file says nothing that can be used
    bool swapped = false; ///< the first coordinate is north, as surveyors in Vietnam write
    bool clear = true;    ///< false: a person should say which of the candidates it is
    bool stated_usable = false;
    CrsGrounds grounds = CrsGrounds::stated;
    std::size_t places = 0;               ///< known places compared
    std::vector<CrsCandidate> candidates; ///< the chosen first, then the next best; at most five
    std::string operation;                ///< into WGS 84: "VN-2000 to WGS 84 (2), EPSG:6960"; empty: none needed
    double accuracy_m = std::nan("");     ///< of the operation, by the register
};

/// Weighs what a file says against where its data is known to lie. What is stated stands unless it is impossible or
/// known places contradict it and agree with another system.
[[nodiscard]] CrsChoice choose_crs(const CrsEvidence& evidence);

/// Exchanges the two coordinates of every point.
void swap_axes(PolygonColumns& polygons);

/// The extent of all finite points.
[[nodiscard]] Box finite_extent(const PolygonColumns& polygons);

} // namespace ntm
