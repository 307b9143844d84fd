#include "tools/sample/sample.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"
#include "tools/sample/assessments.hpp"
#include "tools/sample/coverage.hpp"
#include "tools/sample/land_plans.hpp"
#include "tools/sample/recognition_rows.hpp"
#include "tools/sample/tables.hpp"

#include <map>
#include <sstream>
#include <system_error>

namespace ntm::sample {
namespace {

using Maker = std::string (*)(const Facts&);

/// A table of a sample and how it is made from its province.
struct Made {
    const char* sample;
    const char* province; ///< folder of facts
    const char* file;
    Maker make;
};

std::string recognitions_trieu_son(const Facts& facts) {
    std::vector<RecognitionRow> rows;
    for (RecognitionRow& row : recognise_thanh_hoa(facts)) {
        bool inside = row.unit_code == "397";
        for (const Commune& commune : facts.communes) {
            inside = inside || (commune.code == row.unit_code && facts.districts[commune.district].code == "397");
        }
        if (inside && (row.decided.year() <= 2021 || row.title_year == 2021)) {
            rows.push_back(std::move(row));
        }
    }
    return recognition_table(std::move(rows));
}

constexpr Made tables[] = {
    {"thanh-hoa-2022", "thanh-hoa", "units.csv", [](const Facts& f) { return unit_table(f); }},
    {"thanh-hoa-2022", "thanh-hoa", "recognitions.csv",
     [](const Facts& f) { return recognition_table(recognise_thanh_hoa(f)); }},
    {"thanh-hoa-2022", "thanh-hoa", "plans.csv", [](const Facts& f) { return plan_table(f); }},
    {"thanh-hoa-2022", "thanh-hoa", "assessments.csv",
     [](const Facts& f) { return assess_thanh_hoa_2022(f, recognise_thanh_hoa(f)); }},
    {"thanh-hoa-2024", "thanh-hoa", "units.csv", [](const Facts& f) { return unit_table_with_zones(f); }},
    {"thanh-hoa-2024", "thanh-hoa", "recognitions.csv",
     [](const Facts& f) { return recognition_table(recognise_thanh_hoa_2024(f)); }},
    {"thanh-hoa-2024", "thanh-hoa", "assessments.csv",
     [](const Facts& f) { return assess_thanh_hoa_2024(f, recognise_thanh_hoa(f)); }},
    {"trieu-son-2021", "thanh-hoa", "recognitions.csv", recognitions_trieu_son},
    {"trieu-son-2021", "thanh-hoa", "plans.csv", [](const Facts& f) { return plan_table(f, "397"); }},
    {"trieu-son-2021", "thanh-hoa", "assessments.csv", assess_trieu_son_2021},
    {"ha-tinh-2021", "ha-tinh", "units.csv", [](const Facts& f) { return unit_table(f); }},
    {"ha-tinh-2021", "ha-tinh", "recognitions.csv",
     [](const Facts& f) { return recognition_table(recognise_ha_tinh(f)); }},
    {"ha-tinh-2021", "ha-tinh", "assessments.csv",
     [](const Facts& f) { return assess_ha_tinh_2021(f, recognise_ha_tinh(f)); }},
    {"thai-nguyen-2020", "thai-nguyen", "units.csv", [](const Facts& f) { return unit_table(f); }},
    {"thai-nguyen-2020", "thai-nguyen", "recognitions.csv",
     [](const Facts& f) { return recognition_table(recognise_thai_nguyen(f)); }},
    {"thai-nguyen-2020", "thai-nguyen", "assessments.csv",
     [](const Facts& f) { return assess_thai_nguyen_2020(f, recognise_thai_nguyen(f)); }},
};

/// Outlines: of a whole province, or of one district of it.
struct Drawn {
    const char* sample;
    const char* province;
    const char* district;
};
constexpr Drawn outlines[] = {{"thanh-hoa-2022", "thanh-hoa", ""},
                              {"trieu-son-2021", "thanh-hoa", "397"},
                              {"ha-tinh-2021", "ha-tinh", ""},
                              {"thai-nguyen-2020", "thai-nguyen", ""}};

struct Province {
    std::string name;
    Facts facts;
    PolygonColumns polygons;
};

void append_commune(Table& table, PolygonColumns& polygons, const Province& province, std::size_t c) {
    const Facts& facts = province.facts;
    const Commune& commune = facts.communes[c];
    const District& district = facts.districts[commune.district];
    const std::string cells[] = {commune.code,        commune.type + " " + commune.name,   commune.type,
                                 district.code,       district.type + " " + district.name, facts.code,
                                 "Tỉnh " + facts.name};
    for (std::size_t column = 0; column < std::size(cells); ++column) {
        table.columns[column].append(cells[column]);
    }
    table.row_number.push_back(static_cast<std::int64_t>(table.row_number.size()) + 1);
    for (std::size_t r = province.polygons.feature_ring[c]; r < province.polygons.feature_ring[c + 1]; ++r) {
        const auto ring = province.polygons.ring(r);
        polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
        polygons.end_ring();
    }
    polygons.end_feature();
}

Issues write_outlines(const Province& province, const std::string& district, const std::filesystem::path& folder) {
    Table table;
    table.names = {"ma_xa", "ten_xa", "loai_xa", "ma_huyen", "ten_huyen", "ma_tinh", "ten_tinh"};
    table.columns.resize(table.names.size());
    PolygonColumns polygons;
    for (std::size_t c = 0; c < province.facts.communes.size(); ++c) {
        if (district.empty() || province.facts.districts[province.facts.communes[c].district].code == district) {
            append_commune(table, polygons, province, c);
        }
    }
    return write_polygons(folder / "units.gpkg", "commune", polygons, table, Crs{"EPSG:4326"});
}

/// The number of the decision by which each commune's plan for 2021-2030 was approved, out of the plan table.
std::map<std::string, std::string> approving_decisions(const std::string& table) {
    std::map<std::string, std::string> decisions;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells;
        std::istringstream parts(line);
        for (std::string cell; std::getline(parts, cell, ',');) {
            cells.push_back(cell);
        }
        if (cells.size() > 7 && (cells[2] == "6" || cells[2] == "7") && cells[4] == "2021") {
            decisions[cells[0]] = cells[7];
        }
    }
    return decisions;
}

/// Drawings of the plans of one district, with a few flaws: illustrative, all of it.
Issues write_drawings(const Province& province, const std::string& district, const std::filesystem::path& folder) {
    const auto decisions = approving_decisions(plan_table(province.facts));
    std::vector<PlanWish> wishes;
    for (std::uint32_t c = 0; c < province.facts.communes.size(); ++c) {
        const Commune& commune = province.facts.communes[c];
        const auto decision = decisions.find(commune.code);
        if (province.facts.districts[commune.district].code == district && decision != decisions.end()) {
            wishes.push_back({c, commune.code, decision->second});
        }
    }
    LandPlanOptions options;
    options.seed = 397;
    options.parcel_ha = 14;
    options.flaw_every = 4;
    const LandPlans plans = make_land_plans(province.polygons, wishes, options);
    const Crs degrees{"EPSG:4326"};
    Issues issues = write_polygons(folder / "drawings.gpkg", "plan", plans.outlines, plans.outline_table, degrees);
    append_issues(issues,
                  write_polygons(folder / "land_use.gpkg", "land_use", plans.parcels, plans.parcel_table, degrees));
    append_issues(issues, write_file_atomically(folder / "planted_flaws.csv", flaw_table(plans)));
    return issues;
}

Issues write_province(const Province& province, const std::filesystem::path& samples_folder) {
    Issues issues;
    for (const Drawn& drawn : outlines) {
        if (province.name == drawn.province) {
            std::error_code error;
            std::filesystem::create_directories(samples_folder / drawn.sample, error);
            append_issues(issues, write_outlines(province, drawn.district, samples_folder / drawn.sample));
        }
    }
    if (province.name == std::string("thanh-hoa")) {
        append_issues(issues, write_drawings(province, "397", samples_folder / "thanh-hoa-2022"));
    }
    for (const Made& table : tables) {
        if (province.name == table.province) {
            std::error_code error;
            std::filesystem::create_directories(samples_folder / table.sample, error);
            append_issues(
                issues, write_file_atomically(samples_folder / table.sample / table.file, table.make(province.facts)));
        }
    }
    return issues;
}

} // namespace

Issues write_samples(const std::filesystem::path& facts_folder, const std::filesystem::path& samples_folder) {
    Issues issues;
    for (const char* name : {"thanh-hoa", "ha-tinh", "thai-nguyen"}) {
        auto facts = read_facts(facts_folder / name);
        append_issues(issues, std::move(facts.issues()));
        if (facts) {
            const Province province{name, *facts, make_coverage(*facts)};
            append_issues(issues, write_province(province, samples_folder));
        }
    }
    return issues;
}

std::vector<std::pair<std::string, std::string>> written_tables() {
    std::vector<std::pair<std::string, std::string>> names;
    for (const Made& table : tables) {
        names.emplace_back(table.sample, table.file);
    }
    return names;
}

} // namespace ntm::sample
