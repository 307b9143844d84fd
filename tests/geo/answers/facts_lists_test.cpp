#include "geo/source/source.hpp"
#include "tests/geo/answers/answers.hpp"
#include "tests/geo/sample/shipped.hpp"
#include "tests/shared_data.hpp"

#include <set>

using namespace ntm;
using namespace ntm::answers;

// The lists of the documents: tasks with deadlines, districts that lag, capital by source.
namespace {

constexpr const char* letter = "thanh-hoa-2022";
constexpr const char* notice = "ha-tinh-2021";
constexpr const char* plan = "thanh-hoa-2024";
constexpr const char* half_year = "thai-nguyen-2020";

struct DueTask {
    std::string id;
    const char* document;
    const char* sample;
    const char* body;     ///< words of it
    const char* deadline; ///< empty: the document gives no day
    std::size_t rows;     ///< one for each unit it is asked of
};

/// `query PROVINCE --json tasks` lists them, overdue first.
std::vector<DueTask> tasks() {
    return {
        {"T01", "000", letter, "Giám đốc các sở, ngành phụ trách tiêu chí", "2022-09-15", 1},
        {"T02", "000", letter, "Sở Tài chính", "2022-09-30", 1},
        {"T03", "000", letter, "Sở Kế hoạch và Đầu tư", "2022-09-25", 1},
        {"T04", "000", letter, "Sở Xây dựng", "", 1},
        {"T05", "000", letter, "Công an tỉnh", "", 1},
        {"T06", "000", letter, "Văn phòng Điều phối NTM tỉnh", "2022-09-20", 1},
        {"T07", "000", letter, "Văn phòng Điều phối NTM tỉnh", "", 1},
        {"T08", "000", letter, "UBND", "2022-12-01", 2},
        {"T09", "000", letter, "OCOP công nhận từ năm 2021", "", 1},
        {"T10", "000", letter, "UBND cấp huyện", "", 1},
        {"T11", "000", letter, "UBND cấp huyện", "2022-12-31", 1},
        {"T12", "001", notice, "UBND cấp huyện và các xã", "2022-05-31", 1},
        {"T13", "001", notice, "Sở, ngành và địa phương", "", 1},
        {"T14", "001", notice, "Huyện ủy, UBND huyện Hương Khê", "2022-12-31", 1},
        {"T15", "001", notice, "Huyện Kỳ Anh", "", 1},
        {"T16", "003", half_year, "Văn phòng Điều phối NTM tỉnh", "2020-07-17", 1},
        {"T17", "003", half_year, "Văn phòng Điều phối NTM tỉnh", "2020-07-15", 1},
        {"T18", "003", half_year, "Sở, ngành", "", 1},
        {"T19", "003", half_year, "UBND cấp huyện", "2020-12-31", 1},
        {"T20", "003", half_year, "UBND cấp huyện", "2020-12-31", 9},
        {"T21", "002", plan, "Văn phòng Điều phối NTM tỉnh; UBND huyện", "2024-03-31", 2},
        {"T22", "002", plan, "UBND huyện Thọ Xuân", "2024-06-30", 1},
        {"T23", "002", plan, "UBND huyện Quảng Xương", "2024-09-30", 1},
        {"T24", "002", plan, "UBND huyện Như Thanh", "2024-12-31", 1},
        {"T25", "002", plan, "Văn phòng Điều phối NTM tỉnh", "2024-10-30", 1},
        {"T26", "002", plan, "Văn phòng Điều phối NTM tỉnh", "2024-02-29", 1},
        {"T27", "002", plan, "Sở Nông nghiệp và PTNT", "", 1},
        {"T28", "002", plan, "Sở Nông nghiệp và PTNT", "2024-03-31", 1},
        {"T29", "002", plan, "Sở Nông nghiệp và PTNT", "2024-03-31", 1},
        {"T30", "002", plan, "Sở Kế hoạch và Đầu tư", "", 1},
        {"T31", "002", plan, "Sở Tài chính", "", 1},
        {"T32", "002", plan, "UBND cấp huyện", "2024-12-05", 1},
        {"T33", "002", plan, "Các ngành, địa phương", "2024-12-31", 1},
        {"T34", "002", plan, "UBND cấp huyện", "", 1},
    };
}

/// Districts without a commune nâng cao on 31/08/2022, as document 000 lists them.
std::set<std::string> lagging_districts() {
    return {
        "Thị xã Nghi Sơn", "Thị xã Bỉm Sơn", "Thành phố Sầm Sơn", "Huyện Cẩm Thủy", "Huyện Lang Chánh",
        "Huyện Bá Thước",  "Huyện Như Xuân", "Huyện Quan Hóa",    "Huyện Quan Sơn", "Huyện Mường Lát",
    };
}

struct Money {
    const char* source;
    const char* part_of;
    double printed; ///< as meant, billion đồng
    double percent; ///< printed beside it; 0: none
    const char* share;
};

constexpr const char* state_budget = "Ngân sách Nhà nước trực tiếp cho Chương trình";

/// `query 38 --json capital`; the shares under `summary --json figures` on 31/12/2024.
std::vector<Money> capital() {
    return {
        {state_budget, "", 4899.644, 65.26, "ty_trong_ngan_sach_nha_nuoc_percent"},
        {"Ngân sách trung ương", state_budget, 644.87, 0, ""},
        {"Ngân sách tỉnh", state_budget, 182.5, 0, ""},
        {"Ngân sách địa phương (huyện, xã)", state_budget, 4072.266, 0, ""}, // printed 4.072.266
        {"Vốn lồng ghép", "", 681.5, 9.08, "ty_trong_von_long_ghep_percent"},
        {"Vốn tín dụng", "", 730.539, 9.73, "ty_trong_von_tin_dung_percent"},
        {"Vốn doanh nghiệp, HTX", "", 100.55, 1.34, "ty_trong_von_doanh_nghiep_percent"},
        {"Vốn huy động từ cộng đồng dân cư", "", 1095.207, 14.59, "ty_trong_von_cong_dong_percent"},
        {"Tổng vốn", "", 7507.44, 0, ""},
    };
}

} // namespace

TEST_CASE("the 34 tasks of four documents are listed with body and deadline", "[answers]") {
    CHECK(tasks().size() == 34);
    for (const DueTask& task : tasks()) {
        INFO(task.id << ", document " << task.document);
        std::size_t found = 0;
        for (const DueItem& item : due_items(*view(task.sample).snapshot)) {
            if (item.task == nullptr || !item.task->source.note.starts_with(task.id)) {
                continue;
            }
            ++found;
            // In the writing that the workspace uses first: T30 says Đầu tư, the annex đầu tư.
            CHECK(view(task.sample).atlas().duties.body_names.means(item.task->body, task.body));
            CHECK((item.task->deadline ? item.task->deadline->iso() : "") == task.deadline);
            CHECK((item.state == DueState::no_deadline) == std::string(task.deadline).empty());
            CHECK_FALSE(item.task->what.empty());
            CHECK(item.task->source.document.find(std::string("(số ") + task.document + ")") != std::string::npos);
        }
        CHECK(found == task.rows);
    }
}

TEST_CASE("the ten districts that lag are named", "[answers]") {
    // `summary --json districts.without`, `rank --by share_nang_cao`.
    const View& august = view(letter, "2022-08-31");
    const auto& without = august.summary.districts.value().without;
    const auto ours = names(august.units(), without[at(Tier::nang_cao)]);
    CHECK(std::set<std::string>(ours.begin(), ours.end()) == lagging_districts());
    CHECK(names(august.units(), without[at(Tier::ntm)]) == std::vector<std::string>{"Huyện Mường Lát"});
    std::set<std::string> ranked;
    for (const RankRow& row : rank_units(*august.snapshot, Level::district, "share_nang_cao")) {
        if (row.terms.front().value == 0.0) {
            ranked.insert(august.units().name(row.unit));
            CHECK(row.place == 1); // ties share a place
        }
    }
    CHECK(ranked == lagging_districts());
}

TEST_CASE("the capital of 2024 by source, as printed and as it adds up", "[answers]") {
    const View& at_end = view(plan, "2024-12-31");
    const auto& rows = at_end.atlas().duties.capital;
    REQUIRE(rows.size() == capital().size());
    double shares = 0;
    for (const Money& money : capital()) {
        INFO(money.source);
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const Capital& one) { return one.source_of_money == money.source; });
        REQUIRE(row != rows.end());
        CHECK(row->part_of == money.part_of);
        CHECK(row->year == 2024);
        CHECK(row->unit_of_money == "tỷ đồng");
        const bool slip =
            money.printed == 4072.266; // a number that may be a slip is not counted, its likely value is named
        CHECK(row->planned.has_value() != slip);
        CHECK((slip ? row->likely[0] : row->planned) == money.printed);
        if (money.percent > 0) {
            CHECK(figure(money.share, FigureKind::target)(at_end) == money.percent);
            CHECK(std::round(money.printed / 7507.44 * 10000) == std::round(money.percent * 100)); // C04
            shares += money.percent;
        }
    }
    CHECK(std::round(shares * 100) == 10000);
}

TEST_CASE("no task, lagging district or source of money is forgotten", "[answers]") {
    const auto task_file = shared_file("domain/facts/tasks.csv");
    const auto lagging_file = shared_file("domain/facts/lagging_districts.csv");
    const auto capital_file = shared_file("domain/facts/capital_2024.csv");
    if (!task_file || !lagging_file || !capital_file) {
        return;
    }
    const Table of_tasks = sample_test::load_table(*task_file);
    REQUIRE(of_tasks.rows() == tasks().size());
    for (std::size_t row = 0; row < of_tasks.rows(); ++row) {
        INFO(tasks()[row].id);
        CHECK(sample_test::cell(of_tasks, row, "task_id") == tasks()[row].id);
        CHECK(sample_test::cell(of_tasks, row, "seed_file").substr(0, 3) == tasks()[row].document);
        CHECK(sample_test::cell(of_tasks, row, "deadline_iso") == tasks()[row].deadline);
    }
    const Table lagging = sample_test::load_table(*lagging_file);
    std::set<std::string> districts;
    for (std::size_t row = 0; row < lagging.rows(); ++row) {
        const auto name = sample_test::cell(lagging, row, "district_vi");
        districts.insert(name);
        CHECK((sample_test::cell(lagging, row, "also_no_commune_ntm") == "1") == (name == "Huyện Mường Lát"));
    }
    CHECK(districts == lagging_districts());
    const Table money = sample_test::load_table(*capital_file);
    REQUIRE(money.rows() == capital().size());
    for (std::size_t row = 0; row < money.rows(); ++row) {
        const Money typed = capital()[row];
        INFO(typed.source);
        CHECK(std::stod(sample_test::cell(money, row, "value_ty_dong")) == typed.printed);
        const auto percent = sample_test::cell(money, row, "percent_printed");
        CHECK((percent.empty() ? 0 : std::stod(percent)) == typed.percent);
    }
}
