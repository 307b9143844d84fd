// What init makes of a pile as it arrives, and how what it wrote is kept and changed.

#include "geo/atlas/hierarchy_check.hpp"
#include "geo/atlas/known_province.hpp"
#include "geo/atlas/proposal.hpp"
#include "geo/atlas/workspace_edit.hpp"
#include "geo/base/lang.hpp"
#include "geo/base/paths.hpp"
#include "geo/units/confirmed_joins.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"
#include "tests/geo/source/made_files.hpp"
#include "tests/geo/source/made_sheets.hpp"
#include "tests/hard/made_hard.hpp"
#include "tests/temporary_folder.hpp"

#include <fmt/format.h>

using namespace ntm;
namespace fs = std::filesystem;

namespace {

Lang vietnamese() {
    return std::move(*Lang::load(fs::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi));
}

std::shared_ptr<const Atlas> load(const fs::path& path) {
    const auto atlas = load_atlas(path_text(path));
    for (const Issue& issue : atlas.issues()) {
        INFO(issue.code << " " << issue.where.file << " " << issue.detail);
        CHECK(issue.severity != Severity::error);
    }
    REQUIRE(atlas);
    return *atlas;
}

/// Squares side by side under made-up names: nothing in them tells where they lie.
std::string squares(const std::vector<std::string>& properties, double x0 = 105, double size = 0.1) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const double x = x0 + size * static_cast<double>(i);
        text += fmt::format(R"({}{{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":)"
                            R"([[[{:.3f},19],[{:.3f},19],[{:.3f},19.1],[{:.3f},19.1],[{:.3f},19]]]}}}})",
                            i > 0 ? "," : "", properties[i], x, x + size, x + size, x, x);
    }
    return text + "]}";
}

} // namespace

TEST_CASE("a pile without codes, system or encoding, its table in a zip, becomes a workspace that says all", "[hard]") {
    const TemporaryFolder folder;
    const auto units = made::communes_of("399"); // Hoằng Hóa in Thanh Hóa
    made::Layer layer;
    layer.crs = "EPSG:5897";
    layer.with_codes = false;
    layer.encode = made::as_tcvn3;
    layer.file = "ranh_gioi_xa.shp";
    made::write(folder.path(), units, layer);
    std::string table = "STT,Tên xã,Danh hiệu,Ngày quyết định\n";
    for (std::size_t i = 0; i < 5; ++i) {
        table += fmt::format("{},{},Đạt chuẩn NTM,03/06/2019\n", i + 1, units[i].name);
    }
    write_zip(folder.path() / "gui.zip", {{"bieu/cong nhan.csv", table}});
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    REQUIRE(proposal.boundaries.size() == 1);
    CHECK(proposal.province == "38"); // by the names alone
    CHECK(proposal.boundaries[0].entry.crs == "EPSG:5897");
    CHECK(proposal.boundaries[0].entry.encoding == "TCVN3");
    REQUIRE(proposal.tables.size() == 1);
    CHECK(proposal.tables[0].joined == 5);
    folder.file("workspace.toml", workspace_text(proposal, folder.path(), vietnamese()));
    const auto atlas = load(folder.path());
    REQUIRE(atlas->places.size() == 1);
    CHECK(atlas->places[0].asked); // what was written is what is used
    CHECK(atlas->places[0].choice.crs.definition == "EPSG:5897");
    CHECK(atlas->recognitions.rows.size() == 5);
    REQUIRE_FALSE(atlas->joins.empty());
    CHECK(atlas->joins[0].file.ends_with("gui.zip/bieu/cong nhan.csv"));
}

// The habits of reports, each seen to cost rows: criteria judged "Đạt" taken for titles, codes behind apostrophes
// unknown, dashes for empty cells refused, number and day of a decision in one cell lost, one table counted twice.
TEST_CASE("the sheets of an office become what they are", "[hard]") {
    const TemporaryFolder folder;
    const auto units = made::communes_of("193"); // Hạ Long in Quảng Ninh
    made::Layer layer;
    layer.crs = "EPSG:5899";
    layer.numbers = true;
    made::write(folder.path(), units, layer);
    std::string recognised = "TT;Tên xã;Danh hiệu NTM;QĐ số, ngày\n";
    std::string criteria = "Kết quả thực hiện bộ tiêu chí đến 30/6/2022;;;;;\nSTT;Mã xã;Đơn vị;TC 1;TC 2;TC 3\n";
    std::size_t titles = 0, verdicts = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const bool has = i % 3 == 0;
        titles += has ? 1 : 0;
        recognised += fmt::format("{};{};{};{}\n", i + 1, units[i].name, has ? "Đạt chuẩn" : "-",
                                  has ? fmt::format("{}/QĐ-UBND ngày 12/5/2019", i + 1) : "–");
        criteria +=
            fmt::format("{};'{};{};Đạt;{};Đạt\n", i + 1, units[i].code, units[i].name, i % 2 == 0 ? "Không đạt" : "-");
        verdicts += i % 2 == 0 ? 3 : 2;
    }
    folder.file("cong nhan.csv", recognised);
    folder.file("cong nhan (1).csv", recognised);
    folder.file("tieu chi.csv", criteria);
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    CHECK(proposal.province == "22");
    REQUIRE(proposal.tables.size() == 2);
    CHECK(std::any_of(proposal.left_out.begin(), proposal.left_out.end(),
                      [](const LeftOut& left) { return left.reason.key == "same_rows"; }));
    folder.file("workspace.toml", workspace_text(proposal, folder.path(), vietnamese()));
    const auto atlas = load(folder.path());
    CHECK(atlas->recognitions.rows.size() == titles);
    for (const Recognition& row : atlas->recognitions.rows) {
        CHECK(row.decision_date == Date::from_ymd(2019, 5, 12));
        CHECK(row.decision_no.ends_with("/QĐ-UBND"));
    }
    CHECK(std::count_if(atlas->assessments.rows.begin(), atlas->assessments.rows.end(),
                        [](const Assessment& row) { return !row.lent; }) == static_cast<std::ptrdiff_t>(verdicts));
}

TEST_CASE("the encoding of a table is written down where a person can change it", "[hard]") {
    const TemporaryFolder folder;
    const auto units = made::communes_of("193");
    made::Layer layer;
    layer.crs = "EPSG:5899";
    made::write(folder.path(), units, layer);
    std::string table = "Tên xã;Danh hiệu;Năm đạt chuẩn\n";
    for (const made::Unit& unit : units) {
        table += unit.name + ";Đạt chuẩn nông thôn mới;2019\n";
    }
    folder.file("cong nhan.csv", made::as_tcvn3(table));
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    REQUIRE(proposal.tables.size() == 1);
    CHECK(proposal.tables[0].entry.choice.encoding == "TCVN3");
    const std::string text = workspace_text(proposal, folder.path(), vietnamese());
    const std::string line = "encoding = \"TCVN3\"\n";
    REQUIRE(text.find(line) != std::string::npos);
    folder.file("workspace.toml", text);
    CHECK(load(folder.path())->recognitions.rows.size() == units.size());
    std::string changed = text; // a person says otherwise, and is believed
    changed.replace(text.find(line), line.size(), "encoding = \"VNI\"\n");
    folder.file("workspace.toml", changed);
    const auto other = load_atlas(path_text(folder.path()));
    CHECK((!other || (*other)->recognitions.rows.size() < units.size()));
}

TEST_CASE("a system that is not clear is offered, not written, and taken when a person says it", "[hard]") {
    const TemporaryFolder folder;
    // Metres of VN-2000 near Thanh Hóa: the zone of the province or UTM 48N, 660 m apart.
    std::string metres = squares({R"("ten_xa":"Xã Mẫu Một")", R"("ten_xa":"Xã Mẫu Hai")"}, 580, 0.1);
    const auto replace_all = [&](const std::string& from, const std::string& to) {
        for (std::size_t at = metres.find(from); at != std::string::npos; at = metres.find(from, at + to.size())) {
            metres.replace(at, from.size(), to);
        }
    };
    replace_all(",19.1]", ",2191000]");
    replace_all(",19]", ",2190000]");
    replace_all("[580.000", "[580000");
    replace_all("[580.100", "[581000");
    replace_all("[580.200", "[582000");
    folder.file("xa.geojson", metres);
    folder.file("workspace.toml", "province = \"38\"\n# a remark\n[[boundaries]]\nlevel = \"commune\"\n"
                                  "source = \"xa.geojson\"\n\n# the end\n");
    const fs::path file = folder.path() / "workspace.toml";
    const auto before = load_atlas(path_text(folder.path()));
    REQUIRE(before);
    REQUIRE((*before)->places.size() == 1);
    const CrsChoice& choice = (*before)->places[0].choice;
    REQUIRE_FALSE(choice.clear); // GeoJSON means degrees by itself: refuted by the numbers
    REQUIRE(choice.candidates.size() >= 2);
    const std::string second = choice.candidates[1].crs.definition;
    REQUIRE(write_boundary_crs(file, 0, second).empty());
    const auto after = load(folder.path());
    CHECK(after->places[0].asked);
    CHECK(after->places[0].choice.crs.definition == second);
    REQUIRE(write_boundary_crs(file, 0, choice.crs.definition).empty()); // another answer replaces the first
    const std::string written = bytes_of(file);
    CHECK(written.find("# a remark\n") != std::string::npos);
    CHECK(written.find("# the end") != std::string::npos);
    CHECK(written.find("crs = ") == written.rfind("crs = "));
    CHECK(find_issue(write_boundary_crs(file, 1, "EPSG:3405"), "workspace_not_editable") != nullptr);
    CHECK(find_issue(write_boundary_crs(file, 0, "a\"\nb = 1"), "workspace_not_editable") != nullptr);
    CHECK(bytes_of(file) == written);
}

TEST_CASE("the province of units by the official list: agreed by most, else none", "[hard]") {
    const auto table_of = [](const std::vector<std::string>& names) {
        BoundaryInput input;
        input.table.names = {"ten_xa"};
        input.table.columns.resize(1);
        for (const std::string& name : names) {
            input.table.columns[0].append(name);
            input.table.row_number.push_back(static_cast<std::int64_t>(input.table.row_number.size() + 1));
        }
        return input;
    };
    std::vector<std::string> names;
    for (const made::Unit& unit : made::communes_of("446")) { // Hà Tĩnh
        names.push_back(unit.name);
    }
    CHECK(province_of_units({table_of(names)}).code == "42");
    CHECK(
        province_of_units({table_of({"Xã Tân Lập", "Xã Tân Tiến", "Xã Minh Tân"})}).code.empty()); // of many provinces
    CHECK(province_of_units({table_of({"Xã Mẫu Một", "Xã Mẫu Hai", "Xã Mẫu Ba"})}).code.empty());
    CHECK(province_of_units({}).code.empty());
}

TEST_CASE("units against the layer of their parents: codes that are not there, places outside", "[hard]") {
    const TemporaryFolder folder;
    // Two districts of two communes each; the third commune lies in the second and says the first, the fourth says
    // none.
    folder.file("xa.geojson", squares({R"("ma_xa":"00001","ten_xa":"Xã A","ma_huyen":"901")",
                                       R"("ma_xa":"00002","ten_xa":"Xã B","ma_huyen":"901")",
                                       R"("ma_xa":"00003","ten_xa":"Xã C","ma_huyen":"901")",
                                       R"("ma_xa":"00004","ten_xa":"Xã D","ma_huyen":"999")"}));
    folder.file("huyen.geojson", squares({R"("ma_huyen":"901","ten_huyen":"Huyện Một","ma_tinh":"90")",
                                          R"("ma_huyen":"902","ten_huyen":"Huyện Hai","ma_tinh":"90")"},
                                         105, 0.2));
    folder.file("workspace.toml", "[[boundaries]]\nlevel = \"commune\"\nsource = \"xa.geojson\"\n"
                                  "[[boundaries]]\nlevel = \"district\"\nsource = \"huyen.geojson\"\n");
    const auto atlas = load(folder.path());
    const Issues issues = check_hierarchy(*atlas);
    const Issue* unknown = find_issue(issues, "parent_unknown");
    REQUIRE(unknown != nullptr);
    CHECK(unknown->where.value == "999");
    CHECK(unknown->detail == "1: Xã D");
    const Issue* empty = find_issue(issues, "parent_without_units");
    REQUIRE(empty != nullptr);
    CHECK(empty->where.value == "902");
    const Issue* outside = find_issue(issues, "unit_outside_parent");
    REQUIRE(outside != nullptr);
    CHECK(outside->where.value == "00003 Xã C");
    CHECK(outside->detail.find("902") != std::string::npos);
    CHECK(count_code(issues, "unit_outside_parent") == 1);
}

TEST_CASE("decisions about joins are added to those of before", "[hard][joining]") {
    const TemporaryFolder folder;
    folder.file("joins.csv", "file,given,parent_given,code,confirmed\na.csv,Xã Một,,00001,x\na.csv,Xã Hai,,00002,\n");
    REQUIRE(write_confirmed_joins(folder.path(), {{"a.csv", "Xã Ba", "=1+1", "00003"}, {"a.csv", "Xã Một", "", ""}})
                .empty());
    Issues issues;
    const auto table = read_table(folder.path() / "joins.csv");
    REQUIRE(table);
    const auto joins = read_confirmed_joins(*table, issues);
    CHECK(issues.empty());
    REQUIRE(joins.size() == 2); // what nobody confirmed is no decision
    CHECK(joins[0].given == "Xã Ba");
    CHECK(joins[0].parent_given == "=1+1"); // as it was, though no spreadsheet computes it
    CHECK(bytes_of(folder.path() / "joins.csv").find("'=1+1") != std::string::npos);
    CHECK(joins[1].code.empty()); // refused now
    folder.file("joins.csv", "nothing of the kind\n1\n");
    CHECK_FALSE(write_confirmed_joins(folder.path(), {{"a.csv", "Xã Ba", "", "00003"}}).empty());
    CHECK(bytes_of(folder.path() / "joins.csv") == "nothing of the kind\n1\n"); // not written over
}
