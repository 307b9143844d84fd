#pragma once

#include "tests/hard/made_hard.hpp"

#include <string>

namespace made {

/// A DXF as CAD programs write it, by hand: outlines as closed polylines, names as MTEXT.
struct Drawing {
    std::string crs = "EPSG:5897";
    bool borders_once = false; ///< each side as a line of its own, as surveyors draw shared borders
    bool type_apart = false;   ///< "Xã" and "Hoằng Đạo" as two texts
    bool with_areas = false;   ///< a second text in each outline
    Encoder encode = as_utf8;
    std::string version = "AC1021"; ///< texts in UTF-8; AC1018 and before: in the code page
};
std::string as_escapes(const std::string& text); ///< \U+1EA1 for every letter beyond ASCII
std::string dxf(const std::vector<Unit>& units, const Drawing& drawing);

/// A DGN of version 7, written by GDAL.
std::filesystem::path write_dgn(const std::filesystem::path& folder, const std::vector<Unit>& units,
                                const std::string& crs, const Encoder& encode);

} // namespace made
