#include "geo/atlas/atlas.hpp"
#include "geo/atlas/proposal.hpp"
#include "geo/base/lang.hpp"
#include "geo/base/paths.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"
#include "tests/geo/scans/made_scans.hpp"
#include "tests/geo/source/made_sheets.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>

using namespace ntm;

namespace {

namespace fs = std::filesystem;

Lang vietnamese() {
    return std::move(*Lang::load(fs::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi));
}

/// The boundaries of the small province, in a folder with whatever tables a test adds.
void lay_units(const TemporaryFolder& folder) {
    fs::copy_file(fs::path(NTM_TEST_DATA) / "small-province" / "units.geojson", folder.path() / "ranh_gioi_xa.geojson");
}

const ProposedTable* table_of_kind(const WorkspaceProposal& proposal, std::string_view kind) {
    const auto found = std::find_if(proposal.tables.begin(), proposal.tables.end(),
                                    [&](const ProposedTable& table) { return table.entry.kind == kind; });
    return found == proposal.tables.end() ? nullptr : &*found;
}

/// What init does: propose, write, open.
std::shared_ptr<const Atlas> opened(const TemporaryFolder& folder, const WorkspaceProposal& proposal) {
    folder.file("workspace.toml", workspace_text(proposal, folder.path(), vietnamese()));
    auto atlas = load_atlas(path_text(folder.path()));
    for (const Issue& issue : atlas.issues()) {
        INFO(issue.code << " " << issue.where.value << " " << issue.detail);
        CHECK(issue.severity != Severity::error);
    }
    REQUIRE(atlas);
    return *atlas;
}

} // namespace

TEST_CASE("a list of recognitions with Vietnamese headers becomes a table of recognitions", "[init]") {
    const TemporaryFolder folder;
    lay_units(folder);
    write_xlsx(folder.path() / "cong nhan.xlsx",
               {{"DS",
                 {{"DANH SÁCH XÃ ĐƯỢC CÔNG NHẬN"},
                  {},
                  {"STT", "Tên xã", "Danh hiệu", "Số QĐ", "Ngày quyết định", "Năm đạt chuẩn", "Ghi chú"},
                  {"#1", "Xã Hai", "Đạt chuẩn NTM", "15/QĐ-UBND", "03/6/2019", "#2019"},
                  {"#2", "Sáu", "NTM nâng cao", "99/QĐ-UBND", "@43994", "#2020"},
                  {"", "Tổng cộng: 2 xã"}},
                 {}}});
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    const ProposedTable* table = table_of_kind(proposal, "recognition");
    REQUIRE(table != nullptr);
    CHECK(table->joined == 2);
    CHECK(table->entry.shape.columns == ColumnNames{{"decision_date", "Ngày quyết định"},
                                                    {"decision_no", "Số QĐ"},
                                                    {"tier", "Danh hiệu"},
                                                    {"title_year", "Năm đạt chuẩn"},
                                                    {"unit_name", "Tên xã"}});
    const auto atlas = opened(folder, proposal);
    REQUIRE(atlas->recognitions.rows.size() == 2);
    CHECK(atlas->recognitions.rows[0].decision_no == "15/QĐ-UBND");
    CHECK(atlas->recognitions.rows[1].tier == Tier::nang_cao);
    CHECK(atlas->recognitions.rows[1].decision_date == Date::from_ymd(2020, 6, 12)); // day 43994 of Excel
}

TEST_CASE("one column a criterion becomes assessments of the day in the title", "[init]") {
    const TemporaryFolder folder;
    lay_units(folder);
    MadeSheet sheet{"TC",
                    {{"KẾT QUẢ RÀ SOÁT TIÊU CHÍ (tính đến 30/6/2022)"},
                     {"TT", "Xã, thị trấn", "Tiêu chí"},
                     {"", ""},
                     {"#1", "Xã Hai"},
                     {"#2", "Sáu"}},
                    {"A2:A3", "B2:B3", "C2:U2"}};
    for (int i = 1; i <= 19; ++i) {
        if (i > 1) {
            sheet.rows[1].emplace_back();
        }
        sheet.rows[2].push_back("TC" + std::to_string(i));
        sheet.rows[3].emplace_back(i == 17 ? "K" : "Đ");
        sheet.rows[4].emplace_back(i > 10 ? "" : i % 2 == 0 ? "x" : "#1");
    }
    write_xlsx(folder.path() / "tieu chi.xlsx", {sheet});
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    const ProposedTable* table = table_of_kind(proposal, "assessment");
    REQUIRE(table != nullptr);
    CHECK(table->entry.shape.values.size() == 19);
    CHECK(table->entry.shape.values.at("17") == "Tiêu chí / TC17");
    const auto atlas = opened(folder, proposal);
    CHECK(atlas->assessments.rows.size() == 19 + 10); // an empty cell is no verdict
    const auto not_met = std::count_if(atlas->assessments.rows.begin(), atlas->assessments.rows.end(),
                                       [](const Assessment& row) { return row.verdict == Verdict::not_met; });
    CHECK(not_met == 1);
    CHECK(atlas->assessments.rows.front().date == Date::from_ymd(2022, 6, 30));
}

TEST_CASE("a wide sheet of targets by district, its total checked and kept for the whole", "[init]") {
    const TemporaryFolder folder;
    lay_units(folder);
    write_ods(folder.path() / "chi tieu.ods",
              {{"PL",
                {{"CHỈ TIÊU GIAO NĂM 2023"},
                 {"STT", "Địa phương", "Số xã đạt chuẩn NTM", "Số xã đạt chuẩn NTM nâng cao", "Sản phẩm OCOP"},
                 {"#1", "Đông", "#2", "#1", "#5"},
                 {"#2", "H. Tây", "#1", "-", "#4"},
                 {"", "Toàn tỉnh", "#3", "#1", "#8"}},
                {}}});
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    const ProposedTable* table = table_of_kind(proposal, "target");
    REQUIRE(table != nullptr);
    CHECK(table->entry.shape.level == Level::district);
    CHECK(table->entry.shape.constants == ColumnNames{{"year", "2023"}});
    const auto atlas = opened(folder, proposal);
    CHECK(atlas->duties.targets.size() == 8);             // five of districts, three of the whole
    CHECK(count_code(atlas->issues, "sum_differs") == 1); // 5 + 4 products are not 8
}

TEST_CASE("what cannot be used is left out with its reason, never silently", "[init]") {
    const TemporaryFolder folder;
    lay_units(folder);
    fs::copy_file(folder.path() / "ranh_gioi_xa.geojson", folder.path() / "xa_ban_sao.geojson");
    folder.file("anh.png", "no map");
    folder.file("danh ba.csv", "Họ tên,Điện thoại\nNguyễn Văn A,0912\nTrần Thị B,0913\n");
    folder.file("~$mo.xlsx", "lock file of Excel");
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    CHECK(proposal.boundaries.size() == 1);
    CHECK(proposal.tables.empty());
    std::vector<std::string> left;
    for (const LeftOut& each : proposal.left_out) {
        left.push_back(path_text(each.file.filename()) + " " + each.reason.key);
    }
    std::sort(left.begin(), left.end());
    CHECK(left ==
          std::vector<std::string>{"anh.png unreadable", "danh ba.csv no_units", "xa_ban_sao.geojson same_units"});
    const WorkspaceProposal none = propose_workspace({folder.path() / "danh ba.csv"});
    CHECK(none.boundaries.empty());
    CHECK(count_code(none.issues, "proposal_no_boundaries") == 1);
}

TEST_CASE("a picture of the pile is proposed as a scan, with or without position", "[init]") {
    const TemporaryFolder folder;
    lay_units(folder);
    write_scan(
        folder.path() / "to 1.tif",
        {.geotransform = {{500000, 10, 0, 2200000, 0, -10}}, .epsg = 3405, .value = [](int, int, int) { return 5; }});
    write_scan(folder.path() / "to 2.tif", {.value = [](int, int, int) { return 5; }});
    folder.file("to 2.tfw.txt", "no world file");
    const WorkspaceProposal proposal = propose_workspace({folder.path()});
    REQUIRE(proposal.scans.size() == 2);
    CHECK(proposal.scans[0].placed);
    CHECK_FALSE(proposal.scans[1].placed);
    const auto atlas = opened(folder, proposal);
    REQUIRE(atlas->scans.size() == 2);
    CHECK(atlas->scans[0].name == "to 1");
    CHECK(atlas->scans[0].place);
    CHECK(count_code(atlas->issues, "scan_without_position") == 1);
}

TEST_CASE("a confirmed join is used from then on", "[init][joining]") {
    const TemporaryFolder folder;
    lay_units(folder);
    folder.file("cong nhan.csv", "unit_name,tier,decision_date\nXã Sàu,ntm,2019-06-03\n");
    folder.file("workspace.toml", "[[boundaries]]\nlevel = \"commune\"\nsource = \"ranh_gioi_xa.geojson\"\n"
                                  "[[tables]]\nkind = \"recognition\"\nsource = \"cong nhan.csv\"\n");
    const auto before = load_atlas(path_text(folder.path()));
    REQUIRE(before);
    CHECK((*before)->recognitions.rows.empty());
    REQUIRE((*before)->joins.size() == 1);
    CHECK((*before)->joins[0].outcome == JoinOutcome::probable);
    // Nothing is known of the commune's tier till then: it is not "not recognised".
    REQUIRE((*before)->tier_waits.size() == 1);
    CHECK((*before)->units.code((*before)->tier_waits[0]) == "00006");
    folder.file("joins.csv", "file,given,parent_given,code,confirmed\ncong nhan.csv,Xã Sàu,,00006,x\n");
    const auto after = load_atlas(path_text(folder.path()));
    REQUIRE(after);
    CHECK((*after)->recognitions.rows.size() == 1);
    CHECK((*after)->tier_waits.empty());
}

TEST_CASE("strings of a workspace cannot break out of their quotes", "[init]") {
    WorkspaceProposal proposal;
    proposal.title = "a\"\n[[tables]]\\ \x01";
    proposal.boundaries.push_back({});
    proposal.boundaries[0].entry.level = Level::commune;
    proposal.boundaries[0].entry.source = "x\".gpkg";
    proposal.boundaries[0].reasons.push_back({"columns_found", "a\nb = 1"});
    const TemporaryFolder folder;
    const auto file = folder.file("workspace.toml", workspace_text(proposal, folder.path(), vietnamese()));
    const auto workspace = read_workspace(file);
    REQUIRE(workspace);
    CHECK(workspace.issues().empty());
    CHECK(workspace->boundaries.size() == 1);
    CHECK(workspace->tables.empty());
    CHECK(workspace->title.starts_with("a\" [[tables]]\\"));
}
