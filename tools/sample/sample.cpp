#include "tools/sample/sample.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"
#include "tools/sample/coverage.hpp"
#include "tools/sample/tables.hpp"

#include <system_error>

namespace ntm::sample {
namespace {

Table attribute_table(const Facts& facts) {
    Table table;
    table.names = {"ma_xa", "ten_xa", "loai_xa", "ma_huyen", "ten_huyen", "ma_tinh", "ten_tinh"};
    table.columns.resize(table.names.size());
    std::int64_t row = 0;
    for (const Commune& commune : facts.communes) {
        table.columns[0].append(commune.code);
        table.columns[1].append(commune.type + " " + commune.name);
        table.columns[2].append(commune.type);
        const District& district = facts.districts[commune.district];
        table.columns[3].append(district.code);
        table.columns[4].append(district.type + " " + district.name);
        table.columns[5].append("38");
        table.columns[6].append("Tỉnh Thanh Hóa");
        table.row_number.push_back(++row);
    }
    return table;
}

} // namespace

Issues write_sample(const std::filesystem::path& facts_folder, const std::filesystem::path& folder) {
    const auto facts = read_facts(facts_folder);
    if (!facts) {
        return facts.issues();
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    Issues issues = write_polygons(folder / "units.gpkg", "commune", make_coverage(*facts), attribute_table(*facts),
                                   Crs{"EPSG:4326"});
    const std::pair<const char*, std::string> files[] = {{"workspace.toml", workspace_toml()},
                                                         {"units.csv", unit_table(*facts)},
                                                         {"recognitions.csv", recognition_table(*facts)},
                                                         {"plans.csv", plan_table(*facts)},
                                                         {"figures.csv", figure_table()}};
    for (const auto& [name, bytes] : files) {
        append_issues(issues, write_file_atomically(folder / name, bytes));
    }
    return issues;
}

} // namespace ntm::sample
