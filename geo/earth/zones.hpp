#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// The VN-2000 3-degree zone of a province, as data/crs_provinces.csv has it.
struct ProvinceZone {
    std::string province_code; ///< GSO
    std::string crs;           ///< "EPSG:5897"
    double central_meridian_deg = 0;
};
[[nodiscard]] const std::vector<ProvinceZone>& province_zones();

/// The zone of one province; nothing for a code that is not in the table.
[[nodiscard]] const ProvinceZone* zone_of_province(std::string_view province_code);

/// A transverse Mercator projection that data over Vietnam may be in.
struct Zone {
    std::string crs;
    double central_meridian_deg = 0;
    double scale = 1;
    double false_easting_m = 500'000;
};
/// VN-2000 in UTM and 3-degree zones.
[[nodiscard]] std::vector<Zone> vn2000_zones();
/// These, WGS 84 / UTM, Indian 1960 / UTM and Hanoi 1972 / Gauss-Krüger; by likelihood.
[[nodiscard]] std::vector<Zone> zones_of_vietnam();

} // namespace ntm
