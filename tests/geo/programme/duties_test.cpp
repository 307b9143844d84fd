#include "geo/programme/duties.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

using namespace ntm;

// Reading of the six kinds of duty tables, and the arithmetic of document 002 (plan of UBND tỉnh Thanh Hóa for 2024:
// the annex of 27 districts and the capital of section 2.1), typed off as printed.
namespace {

const Units& thanh_hoa() {
    static const Units made = made_units(R"(ma_huyen|ten_huyen
380|Thành phố Thanh Hóa
382|Thành phố Sầm Sơn
381|Thị xã Bỉm Sơn
407|Thị xã Nghi Sơn
406|Huyện Quảng Xương
399|Huyện Hoằng Hóa
401|Huyện Nga Sơn
400|Huyện Hậu Lộc
394|Huyện Yên Định
405|Huyện Đông Sơn
395|Huyện Thọ Xuân
398|Huyện Thiệu Hóa
404|Huyện Nông Cống
393|Huyện Vĩnh Lộc
392|Huyện Hà Trung
397|Huyện Triệu Sơn
391|Huyện Thạch Thành
403|Huyện Như Thanh
390|Huyện Cẩm Thủy
389|Huyện Ngọc Lặc
396|Huyện Thường Xuân
385|Huyện Quan Hóa
387|Huyện Quan Sơn
402|Huyện Như Xuân
388|Huyện Lang Chánh
386|Huyện Bá Thước
384|Huyện Mường Lát)",
                                         Level::district);
    return made;
}

const std::string annex_2024 =
    R"(unit_code|unit_name|year|huyen_ntm|huyen_ntm_nang_cao|xa_ntm|xa_ntm_nang_cao|xa_ntm_kieu_mau|thon_ntm|thon_ntm_kieu_mau|ocop
380||2024|||||1|||5
382||2024||||||||3
381||2024||||||||3
407||2024|||2|1|||1|5
406||2024||1||2|1||3|8
399||2024||||2|1||3|6
401||2024||||2|||2|6
400||2024||||1|||2|6
394||2024||||1|1||2|6
405||2024||||1|1||2|3
395||2024||1||2|1||2|7
398||2024||||1|1||2|8
404||2024||||1|||1|4
393||2024|||||||2|4
392||2024|||||||2|4
397||2024||||1|1||2|6
391||2024|||3|1||5|1|5
403||2024|1||2|1|1|2|1|3
390||2024|||3||||1|5
389||2024|||2|1||8|1|3
396||2024|||||1|5||3
385||2024|||1|||9||2
387||2024|||1|||2||2
402||2024|||1|||10||4
388||2024||||||5||4
386||2024|||1|1||5||3
384||2024|||1|||9||2
|Tổng toàn tỉnh|2024|1|2|17|19|10|60|30|120)";

/// Section 2.1, million millions of đồng; `local` is the cell that the document prints as 4.072.266.
std::string capital_2024(const std::string& local) {
    return "year|source|part_of|planned|unit_of_money\n"
           "2024|Ngân sách Nhà nước||4.899,644|tỷ đồng\n"
           "2024|Ngân sách trung ương|Ngân sách Nhà nước|644,870|tỷ đồng\n"
           "2024|Ngân sách tỉnh|Ngân sách Nhà nước|182,500|tỷ đồng\n"
           "2024|Ngân sách địa phương (huyện, xã)|Ngân sách Nhà nước|" +
           local +
           "|tỷ đồng\n"
           "2024|Vốn lồng ghép||681,500|tỷ đồng\n"
           "2024|Vốn tín dụng||730,539|tỷ đồng\n"
           "2024|Vốn doanh nghiệp, HTX||100,550|tỷ đồng\n"
           "2024|Vốn huy động từ cộng đồng dân cư||1.095,207|tỷ đồng\n"
           "2024|Tổng||7.507,44|tỷ đồng";
}

struct Read {
    Duties duties;
    Issues issues; ///< of the reading
};

Read read(std::string_view kind, const std::string& lines, const Units& units = thanh_hoa()) {
    MadeReader made(units, lines);
    Read result;
    read_duties(result.duties, kind, made.reader);
    result.issues = made.reader.take_issues();
    return result;
}

/// The measures of document 002's annex, summed over its districts in the order of its columns.
std::vector<double> sums(const Duties& duties) {
    std::vector<double> all;
    for (const std::string_view measure : {"huyen_ntm", "huyen_ntm_nang_cao", "xa_ntm", "xa_ntm_nang_cao",
                                           "xa_ntm_kieu_mau", "thon_ntm", "thon_ntm_kieu_mau", "ocop"}) {
        double sum = 0;
        for (const Target& target : duties.targets) {
            sum += target.unit && target.measure == measure ? target.value.value_or(0) : 0;
        }
        all.push_back(sum);
    }
    return all;
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    text.replace(text.find(from), from.size(), to);
}

Date day(std::string_view text) {
    return *Date::parse(text);
}

Issues settled_issues(Duties duties) {
    return settle_duties(duties);
}

} // namespace

TEST_CASE("document 002: the annex of 27 districts adds up to its printed total", "[duties]") {
    const Read annex = read("target", annex_2024);
    CHECK(annex.issues.empty());
    CHECK(annex.duties.targets.size() == 28 * 8);
    CHECK(sums(annex.duties) == std::vector<double>{1, 2, 17, 19, 10, 60, 30, 120});
    CHECK(check_sums(annex.duties).empty());
    Duties settled = annex.duties;
    CHECK(settle_duties(settled).empty());
    CHECK(settled.targets.size() == annex.duties.targets.size()); // no target of the plan is given twice
}

TEST_CASE("a total that its rows do not give is told with both numbers", "[duties]") {
    std::string changed = annex_2024;
    replace(changed, "toàn tỉnh|2024|1|2|17|", "toàn tỉnh|2024|1|2|18|");
    const Issues issues = check_sums(read("target", changed).duties);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "sum_differs");
    CHECK(issues[0].where.field == "xa_ntm");
    CHECK(issues[0].where.row == 29);
    CHECK(issues[0].where.value == "18");
    CHECK(issues[0].detail == "17");
    // "Ít nhất 16" is met by districts that are asked for 17 together, "ít nhất 18" is not.
    replace(changed, "toàn tỉnh|2024|1|2|18|", "toàn tỉnh|2024|1|2|ít nhất 16|");
    CHECK(check_sums(read("target", changed).duties).empty());
    replace(changed, "ít nhất 16", "ít nhất 18");
    CHECK(count_code(check_sums(read("target", changed).duties), "sum_differs") == 1);
}

TEST_CASE("an empty cell is no target, zero is one", "[duties]") {
    const Read made =
        read("target", "unit_code|year|measure|value\n380|2024|xa_ntm|\n382|2024|xa_ntm|0\n381|2024|xa_ntm|-");
    CHECK(made.issues.empty());
    REQUIRE(made.duties.targets.size() == 3);
    CHECK_FALSE(made.duties.targets[0].value);
    CHECK(made.duties.targets[1].value == 0.0);
    CHECK_FALSE(made.duties.targets[2].value);
}

TEST_CASE("document 002: Hậu Lộc and Hà Trung are carried over and stay out of the sum", "[duties]") {
    Read made = read("target", annex_2024);
    MadeReader more(thanh_hoa(), "unit_name|year|measure|value|carry_over_year\n"
                                 "Hậu Lộc|2024|huyen_ntm|1|2022\nHuyện Hà Trung|2024|huyen_ntm||2023");
    read_duties(made.duties, "target", more.reader);
    CHECK(more.reader.take_issues().empty());
    CHECK(made.duties.targets.back().carry_over_year == 2023);
    CHECK(check_sums(made.duties).empty());
    Duties settled = made.duties;
    const Issues issues = settle_duties(settled);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "carry_over_beside_target");
    CHECK(issues[0].severity == Severity::info);
    CHECK(issues[0].where.value == "2024");
    CHECK(issues[0].detail == "2");
}

TEST_CASE("document 002: the parts of the state budget miss the printed sum by 0.008", "[duties]") {
    const Read capital = read("capital", capital_2024("4.072,266"));
    CHECK(capital.issues.empty());
    REQUIRE(capital.duties.capital.size() == 9);
    CHECK(capital.duties.capital[3].planned == 4072.266);
    CHECK(capital.duties.capital[1].planned == 644.87);
    // The five sources of the top give 7507.440 exactly: only the state budget differs from its parts.
    const Issues issues = check_sums(capital.duties);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "sum_differs");
    CHECK(issues[0].where.row == 2);
    CHECK(issues[0].where.field == "planned");
    CHECK(issues[0].where.value == "4899.644");
    CHECK(issues[0].detail == "4899.636");
}

TEST_CASE("document 002: 4.072.266 is doubtful, not counted, and the sum is still tried", "[duties]") {
    const Read capital = read("capital", capital_2024("4.072.266"));
    REQUIRE(capital.issues.size() == 1);
    CHECK(capital.issues[0].code == "number_grouping_doubtful");
    CHECK(capital.issues[0].where.row == 5);
    CHECK(capital.issues[0].where.value == "4.072.266");
    CHECK(capital.issues[0].detail == "4072.266");
    CHECK_FALSE(capital.duties.capital[3].planned); // neither 4 million nor, in silence, 4 thousand
    CHECK(capital.duties.capital[3].likely[0] == 4072.266);
    CHECK(capital.duties.capital[0].planned == 4899.644); // what is printed stays
    const Issues issues = check_sums(capital.duties);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].detail == "4899.636");
}

TEST_CASE("capital written in English gives the same numbers", "[duties]") {
    std::string english = capital_2024("4,072.266");
    replace(english, "4.899,644", "4,899.644");
    replace(english, "644,870", "644.870");
    replace(english, "182,500", "182.500");
    replace(english, "681,500", "681.500");
    replace(english, "730,539", "730.539");
    replace(english, "100,550", "100.550");
    replace(english, "1.095,207", "1,095.207");
    replace(english, "7.507,44", "7,507.44");
    const Read here = read("capital", english);
    const Read there = read("capital", capital_2024("4.072,266"));
    CHECK(here.issues.empty());
    for (std::size_t i = 0; i < here.duties.capital.size(); ++i) {
        CHECK(here.duties.capital[i].planned == there.duties.capital[i].planned);
    }
}

TEST_CASE("thousands are thousands where the table shows its decimal sign", "[duties]") {
    const std::string head = "year|source|planned\n2024|Vốn A|";
    CHECK(read("capital", head + "1.095\n2024|Vốn B|7,5").duties.capital[0].planned == 1095.0);
    CHECK(read("capital", head + "1.095\n2024|Vốn B|7.5").duties.capital[0].planned == 1.095);
    const Read alone = read("capital", head + "1.095");
    CHECK(count_code(alone.issues, "number_ambiguous") == 1);
    const Read mixed = read("capital", head + "1.095,5\n2024|Vốn B|7.5");
    CHECK(mixed.duties.capital[0].planned == 1095.5);
    CHECK(mixed.duties.capital[1].planned == 7.5);
    CHECK(mixed.issues.empty());
}

TEST_CASE("groups are no slip in a table of đồng", "[duties]") {
    const Read made =
        read("capital", "year|source|planned\n2024|A|4.072.266.000\n2024|B|900.000.000\n2024|C|0\n2024|D|500");
    CHECK(made.issues.empty());
    CHECK(made.duties.capital[0].planned == 4072266000.0);
}

TEST_CASE("parts of a source that is not in the table, parts that are not all known", "[duties]") {
    const std::string head = "year|source|part_of|planned\n";
    CHECK(count_code(check_sums(read("capital", head + "2024|Vốn A|Vốn B|1").duties), "part_of_unknown") == 1);
    const std::string known = head + "2024|Vốn A||10\n2024|Phần 1|Vốn A|4\n2024|Phần 2|Vốn A|";
    CHECK(check_sums(read("capital", known).duties).empty()); // the second part may be 6
    CHECK(count_code(
              check_sums(read("capital", head + "2024|Vốn A||10\n2024|Phần 1|Vốn A|11\n2024|Phần 2|Vốn A|").duties),
              "sum_differs") == 1);
    // "Tổng công ty" is one who pays, not the sum of all.
    CHECK(check_sums(read("capital", head + "2024|Tổng công ty Điện lực||10\n2024|Vốn B||3").duties).empty());
}

TEST_CASE("what targets count, as offices write it", "[duties]") {
    const std::vector<std::pair<std::string, std::string>> written{{"Xã đạt chuẩn NTM", "xa_ntm"},
                                                                   {"xã NTM nâng cao", "xa_ntm_nang_cao"},
                                                                   {"Xã NTM kiểu mẫu", "xa_ntm_kieu_mau"},
                                                                   {"Huyện NTM", "huyen_ntm"},
                                                                   {"Huyện NTM nâng cao", "huyen_ntm_nang_cao"},
                                                                   {"Thôn, bản NTM", "thon_ntm"},
                                                                   {"thon_ban_ntm_kieu_mau", "thon_ntm_kieu_mau"},
                                                                   {"Sản phẩm OCOP", "ocop"},
                                                                   {"xa_ntm", "xa_ntm"}};
    for (const auto& [text, measure] : written) {
        CAPTURE(text);
        CHECK(parse_measure(text).value_or("") == measure);
    }
    for (const std::string text :
         {"huyen_trang_xa_ntm", "huyen_chua_co_xa_nang_cao", "Thôn NTM miền núi", "vườn mẫu", ""}) {
        CAPTURE(text);
        CHECK_FALSE(parse_measure(text));
    }
}

TEST_CASE("targets that cannot be right are listed and not counted", "[duties]") {
    const Read made = read("target", "unit_code|year|measure|value|carry_over_year|floor\n"
                                     "380|2024|xa_ntm|một|||\n"
                                     "380|2024|xa_ntm|-2||\n"
                                     "380|2024|xa_ntm|1,5||\n"
                                     "380|2024|xa_ntm|1|2024|\n"
                                     "380||xa_ntm|1||\n"
                                     "999|2024|xa_ntm|1||\n"
                                     "380|2024|vườn mẫu|5||x\n");
    for (const auto& [code, count] : std::vector<std::pair<std::string, std::size_t>>{{"number_invalid", 1},
                                                                                      {"target_not_a_count", 2},
                                                                                      {"carry_over_order", 1},
                                                                                      {"cell_absent", 1},
                                                                                      {"unit_unmatched", 1},
                                                                                      {"measure_unknown", 1}}) {
        CAPTURE(code);
        CHECK(count_code(made.issues, code) == count);
    }
    REQUIRE(made.duties.targets.size() == 1); // the office's own measure is kept
    CHECK(made.duties.targets[0].measure == "vườn mẫu");
    CHECK(made.duties.targets[0].floor);
}

TEST_CASE("one target given twice is told where the numbers differ", "[duties]") {
    const std::string once = "unit_code|year|measure|value\n380|2024|xa_ntm|2\n380|2024|xa_ntm|";
    Duties same = read("target", once + "2").duties;
    CHECK(settle_duties(same).empty());
    CHECK(same.targets.size() == 1);
    Duties other = read("target", once + "3").duties;
    const Issues issues = settle_duties(other);
    REQUIRE(other.targets.size() == 1); // counted once, as the notice says
    CHECK(other.targets[0].value == 2);
    CHECK(issue_of(issues, "target_doubled").where.value == "3");
    CHECK(issue_of(issues, "target_doubled").detail == "2");
}

TEST_CASE("more capital paid out than assigned is told", "[duties]") {
    const std::string head = "year|source|planned|assigned|disbursed|unit_of_money\n2024|Ngân sách tỉnh|";
    CHECK(check_sums(read("capital", head + "60|50|50|tỷ đồng").duties).empty());
    const Issues issues = check_sums(read("capital", head + "60|50|450|tỷ đồng").duties);
    CHECK(issue_of(issues, "capital_order").where.value == "450");
    CHECK(issue_of(issues, "capital_order").detail == "50");
}

TEST_CASE("assignments name a unit or a criterion, from when to when", "[duties]") {
    const Read made = read("assignment", "body|unit_code|criterion_no|from|to\n"
                                         "Hội Nông dân tỉnh|382||2024-01-01|31/12/2024\n"
                                         "Sở Y tế||15||\n"
                                         "Sở Xây dựng|399|1||\n"
                                         "Sở Nội vụ|381||2024-06-01|2024-01-01\n"
                                         "Sở Tài chính||||");
    REQUIRE(made.duties.assignments.size() == 2);
    CHECK(made.duties.assignments[0].to == day("2024-12-31"));
    CHECK_FALSE(made.duties.assignments[1].unit);
    CHECK(made.duties.assignments[1].criterion_no == "15");
    CHECK(count_code(made.issues, "assignment_of_two") == 1);
    CHECK(count_code(made.issues, "date_order") == 1);
    CHECK(count_code(made.issues, "unit_absent") == 1);
}

TEST_CASE("products: stars from one to five, dates in order", "[duties]") {
    const Read made = read("product", "unit_code|name|stars|recognised_date|expires\n"
                                      "380|Nem chua|4|2021-12-01|2024-12-01\n"
                                      "380|Mắm tôm|6|2021-12-01|\n"
                                      "380|Bánh gai|3|2021-12-01|2020-01-01\n"
                                      "380||3||\n"
                                      "380|Chè lam||31/02/2022|");
    REQUIRE(made.duties.products.size() == 2);
    CHECK(made.duties.products[0].stars == 4);
    CHECK_FALSE(made.duties.products[1].stars);
    CHECK(count_code(made.issues, "stars_out_of_range") == 1);
    CHECK(count_code(made.issues, "date_order") == 1);
    CHECK(count_code(made.issues, "cell_absent") == 1);
    CHECK(count_code(made.issues, "date_invalid") == 1);
}

TEST_CASE("tasks with and without a unit and a deadline", "[duties]") {
    const Read made = read("task", "body|what|unit_code|criterion_no|deadline|done_date\n"
                                   "Sở Tài chính|Cân đối ngân sách|||30/9/2022|\n"
                                   "UBND huyện Thọ Xuân|Hồ sơ NTM nâng cao|395||2024-06-30|2024-06-20\n"
                                   "Công an tỉnh|Rà soát||19||\n"
                                   "Sở Y tế||||2022-01-01|");
    REQUIRE(made.duties.tasks.size() == 3);
    CHECK(made.duties.tasks[0].deadline == day("2022-09-30"));
    CHECK(made.duties.tasks[1].done_date == day("2024-06-20"));
    CHECK(thanh_hoa().name(*made.duties.tasks[1].unit) == "Huyện Thọ Xuân");
    CHECK_FALSE(made.duties.tasks[2].deadline);
    CHECK(count_code(made.issues, "cell_absent") == 1);
}

// checks.csv C08: the plan gives the first quarter for the check by the province and for the hand-in to the centre.
TEST_CASE("document 002: two steps of one dossier due on one day are told, a reversed order warns", "[duties]") {
    const std::string head =
        "unit_code|tier|step|deadline\n400|ntm|thẩm tra|2024-03-31\n400|ntm|Trình Trung ương thẩm định|";
    const Read same = read("process", head + "2024-03-31");
    CHECK(same.issues.empty());
    CHECK(same.duties.steps[1].tier == Tier::ntm);
    const Issues issues = settled_issues(same.duties);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "step_deadline_order");
    CHECK(issues[0].severity == Severity::info);
    CHECK(issues[0].detail == "thẩm tra (2024-03-31)");
    CHECK(settled_issues(read("process", head + "2024-02-01").duties)[0].severity == Severity::warning);
    CHECK(settled_issues(read("process", head + "2024-04-30").duties).empty());
    CHECK(count_code(read("process", "unit_code|tier|step\n400|ntm|họp").issues, "step_unknown") == 1);
}

TEST_CASE("a table without the columns of its kind says which", "[duties]") {
    for (const std::string kind : {"target", "assignment", "process", "task", "product", "capital"}) {
        CAPTURE(kind);
        CHECK(count_code(read(kind, "unit_code\n380").issues, "column_missing") > 0);
    }
}
