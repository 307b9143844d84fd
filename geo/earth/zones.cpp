#include "geo/earth/zones.hpp"

#include "geo/base/paths.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace ntm {

namespace {

// Header: province_code,name,epsg,central_meridian_deg
std::optional<ProvinceZone> read_zone(const std::string& line) {
    const auto first = line.find(',');
    const auto second = line.find(',', first + 1);
    const auto third = line.find(',', second + 1);
    if (first == std::string::npos || second == std::string::npos || third == std::string::npos) {
        return std::nullopt;
    }
    ProvinceZone zone;
    zone.province_code = line.substr(0, first);
    zone.crs = "EPSG:" + line.substr(second + 1, third - second - 1);
    const char* const number = line.data() + third + 1;
    const char* const end = line.data() + line.size();
    return std::from_chars(number, end, zone.central_meridian_deg).ec == std::errc() ? std::optional(zone)
                                                                                     : std::nullopt;
}

std::vector<ProvinceZone> read_zones() {
    std::vector<ProvinceZone> zones;
    const auto folder = find_data_folder();
    if (!folder) {
        return zones;
    }
    std::ifstream in(*folder / "crs_provinces.csv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        if (auto zone = read_zone(line)) {
            zones.push_back(std::move(*zone));
        }
    }
    return zones;
}

} // namespace

const std::vector<ProvinceZone>& province_zones() {
    static const std::vector<ProvinceZone> zones = read_zones();
    return zones;
}

const ProvinceZone* zone_of_province(std::string_view province_code) {
    const auto& zones = province_zones();
    const auto found = std::find_if(zones.begin(), zones.end(),
                                    [&](const ProvinceZone& zone) { return zone.province_code == province_code; });
    return found != zones.end() ? &*found : nullptr;
}

std::vector<Zone> vn2000_zones() {
    constexpr double utm = 0.9996, three_degrees = 0.9999;
    std::vector<Zone> zones{{"EPSG:3405", 105, utm}, {"EPSG:3406", 111, utm}};
    for (const ProvinceZone& province : province_zones()) {
        const bool known =
            std::any_of(zones.begin(), zones.end(), [&](const Zone& z) { return z.crs == province.crs; });
        if (!known) {
            zones.push_back({province.crs, province.central_meridian_deg, three_degrees});
        }
    }
    zones.push_back({"EPSG:5896", 102, three_degrees});
    return zones;
}

std::vector<Zone> zones_of_vietnam() {
    constexpr double utm = 0.9996;
    std::vector<Zone> zones = vn2000_zones();
    zones.push_back({"EPSG:32648", 105, utm});
    zones.push_back({"EPSG:32649", 111, utm});
    zones.push_back({"EPSG:3148", 105, utm});
    zones.push_back({"EPSG:3149", 111, utm});
    zones.push_back({"EPSG:2044", 105, 1, 18'500'000});
    zones.push_back({"EPSG:2045", 111, 1, 19'500'000});
    return zones;
}

} // namespace ntm
