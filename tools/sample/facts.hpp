#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/date.hpp"
#include "geo/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ntm::sample {

/// What is publicly known of a commune-level unit: names and codes of the national list, a point and an area, rounded.
struct Commune {
    std::string code, name, type;
    std::size_t district = 0; ///< index into Facts::districts
    Point lon_lat;
    double area_km2 = 0;
    std::optional<Date> ward_from; ///< the day on which this xã became a ward
    [[nodiscard]] bool is_xa() const { return type == "Xã"; }
};

/// A district-level unit, and what the sample lets happen in it (scenario.csv: illustrative numbers that add up to the
/// printed totals; districts in which the documents say something agree with them).
struct District {
    std::string code, name, type, alias;
    std::string mountain; ///< 1, 0, or empty where nothing says so
    std::string valid_to;
    int first_year = 0, last_year = 0; ///< title years of the communes recognised in the first span
    /// Communes recognised by span. Thanh Hóa: by 30/06/2021, in the second half of 2021, in 2022. Hà Tĩnh: by
    /// 31/12/2020, in 2021. Thái Nguyên: by 30/06/2020.
    int ntm[3] = {};
    int nang_cao[3] = {};
    int kieu_mau[4] = {}; ///< Thanh Hóa: 2020, first half of 2021, second half, 2022. Hà Tĩnh: by 2020, 2021.
    int in_2024[3] = {};  ///< Thanh Hóa: xã that reach ntm, nâng cao, kiểu mẫu in the course of 2024
    std::string title;    ///< ntm, hoan_thanh, or empty
    int title_year = 0;
    std::optional<Date> title_date;
    int plan_weight = 0; ///< share of communes with a plan for 2021-2030, in percent before scaling
};

struct OutlineCorner {
    int part = 0;
    bool coast = false; ///< the edge from this corner to the next
    Point lon_lat;
};

/// One province.
struct Facts {
    std::string code, name;
    std::string region;       ///< key of the criteria's threshold columns
    std::string island_owner; ///< code of the commune that holds the outline's second part; empty = there is none
    std::vector<District> districts;
    std::vector<Commune> communes;
    std::vector<OutlineCorner> outline;
};

/// Reads province.csv, districts.csv, scenario.csv, communes.csv and outline.csv of the folder.
[[nodiscard]] Result<Facts> read_facts(const std::filesystem::path& folder);

} // namespace ntm::sample
