#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

// Small files of the kinds that are hard to read, made for tests: squares at the places of real units.

namespace made {

struct Unit {
    std::string code, name, type, district, district_name, province, province_name;
    double lon = 0, lat = 0; ///< middle, degrees
};

/// Every commune of a district (2022), from data/known_units.csv read by the test itself.
std::vector<Unit> communes_of(const std::string& district_code);

/// A square around a unit's middle as it lies in a file: side about 400 m, moved by some metres from the list's place.
struct Corner {
    double x, y;
};
std::vector<Corner> outline(const Unit& unit, double coarse_m);

using Encoder = std::function<std::string(const std::string&)>;
std::string as_utf8(const std::string& text);
std::string as_tcvn3(const std::string& text); ///< capitals with tone become small letters, then the C library's TCVN
std::string as_vni(const std::string& text);
std::string as_cp1258(const std::string& text);
std::string as_nfd(const std::string& text);

struct Layer {
    std::string driver = "ESRI Shapefile";
    std::string file = "xa.shp";
    std::string crs;      ///< of the coordinates, "EPSG:5897"
    std::string said;     ///< what the file says: definition, or empty = nothing
    bool swapped = false; ///< north first
    double coarse_m = 0;  ///< how far single outlines stray from the list's places
    bool with_codes = true;
    bool numbers = false;     ///< columns of codes are numbers
    bool odd_headers = false; ///< F1, F2, F3: code, name and name of the district, and nothing else
    Encoder encode = as_utf8;
    std::string cpg; ///< content of the .cpg file; empty = none
};
/// Writes the units with GDAL (which moves the coordinates by itself) and returns the file.
std::filesystem::path write(const std::filesystem::path& folder, const std::vector<Unit>& units, const Layer& layer);

} // namespace made
