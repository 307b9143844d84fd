#include "geo/source/source.hpp"
#include "tests/geo/answers/answers.hpp"
#include "tests/geo/sample/shipped.hpp"
#include "tests/shared_data.hpp"

#include <array>
#include <map>

using namespace ntm;
using namespace ntm::answers;

// The annex of document 002, the plan of Thanh Hóa for 2024: what each of the 27 districts owes in eight measures, and
// who answers for it. `rank --by MEASURE --json` lists the targets of one measure, `query CODE --json` those of one
// district, `rank --body WORDS` the districts of one body.
namespace {

constexpr const char* sample = "thanh-hoa-2024";
constexpr const char* day = "2024-01-31";
constexpr std::array measures{"huyen_ntm", "huyen_ntm_nang_cao", "xa_ntm", "xa_ntm_nang_cao", "xa_ntm_kieu_mau",
                              "thon_ntm",  "thon_ntm_kieu_mau",  "ocop"};
constexpr std::array shared_columns{
    "huyen_ntm",    "huyen_ntm_nang_cao",    "xa_ntm",       "xa_ntm_nang_cao", "xa_ntm_kieu_mau",
    "thon_ban_ntm", "thon_ban_ntm_kieu_mau", "ocop_products"};
constexpr int xx = -1; ///< an empty cell: no target, not a target of zero

struct Line {
    const char* code;
    const char* name;
    std::array<int, 8> targets;
    const char* body;
};

std::vector<Line> annex() {
    return {
        {"380", "Thành phố Thanh Hóa", {xx, xx, xx, xx, 1, xx, xx, 5}, "Hội Cựu chiến binh tỉnh"},
        {"382", "Thành phố Sầm Sơn", {xx, xx, xx, xx, xx, xx, xx, 3}, "Hội Nông dân tỉnh"},
        {"381", "Thị xã Bỉm Sơn", {xx, xx, xx, xx, xx, xx, xx, 3}, "Sở Nội vụ"},
        {"407", "Thị xã Nghi Sơn", {xx, xx, 2, 1, xx, xx, 1, 5}, "Sở Tài nguyên và Môi trường"},
        {"406", "Huyện Quảng Xương", {xx, 1, xx, 2, 1, xx, 3, 8}, "Sở Nông nghiệp và PTNT"},
        {"399", "Huyện Hoằng Hóa", {xx, xx, xx, 2, 1, xx, 3, 6}, "Sở Y tế"},
        {"401", "Huyện Nga Sơn", {xx, xx, xx, 2, xx, xx, 2, 6}, "Sở Xây dựng"},
        {"400", "Huyện Hậu Lộc", {xx, xx, xx, 1, xx, xx, 2, 6}, "Hội Nông dân tỉnh"},
        {"394", "Huyện Yên Định", {xx, xx, xx, 1, 1, xx, 2, 6}, "Sở Giao thông vận tải"},
        {"405", "Huyện Đông Sơn", {xx, xx, xx, 1, 1, xx, 2, 3}, "Hội Liên hiệp phụ nữ tỉnh"},
        {"395", "Huyện Thọ Xuân", {xx, 1, xx, 2, 1, xx, 2, 7}, "Sở Tài chính"},
        {"398", "Huyện Thiệu Hóa", {xx, xx, xx, 1, 1, xx, 2, 8}, "Sở Kế hoạch và đầu tư"},
        {"404", "Huyện Nông Cống", {xx, xx, xx, 1, xx, xx, 1, 4}, "Sở Khoa học và công nghệ"},
        {"393", "Huyện Vĩnh Lộc", {xx, xx, xx, xx, xx, xx, 2, 4}, "Sở Thông tin và truyền thông"},
        {"392", "Huyện Hà Trung", {xx, xx, xx, xx, xx, xx, 2, 4}, "Sở Giáo dục và đào tạo"},
        {"397", "Huyện Triệu Sơn", {xx, xx, xx, 1, 1, xx, 2, 6}, "Sở Lao động, TB và xã hội"},
        {"391", "Huyện Thạch Thành", {xx, xx, 3, 1, xx, 5, 1, 5}, "Sở Lao động, TB và xã hội"},
        {"403", "Huyện Như Thanh", {1, xx, 2, 1, 1, 2, 1, 3}, "Tỉnh Đoàn"},
        {"390", "Huyện Cẩm Thủy", {xx, xx, 3, xx, xx, xx, 1, 5}, "Sở Tư pháp"},
        {"389", "Huyện Ngọc Lặc", {xx, xx, 2, 1, xx, 8, 1, 3}, "Ban Dân tộc"},
        {"396", "Huyện Thường Xuân", {xx, xx, xx, xx, 1, 5, xx, 3}, "Sở Công Thương"},
        {"385", "Huyện Quan Hóa", {xx, xx, 1, xx, xx, 9, xx, 2}, "Ban Dân tộc"},
        {"387", "Huyện Quan Sơn", {xx, xx, 1, xx, xx, 2, xx, 2}, "Sở Nông nghiệp và PTNT"},
        {"402", "Huyện Như Xuân", {xx, xx, 1, xx, xx, 10, xx, 4}, "Sở Công Thương"},
        {"388", "Huyện Lang Chánh", {xx, xx, xx, xx, xx, 5, xx, 4}, "Sở Nông nghiệp và PTNT"},
        {"386", "Huyện Bá Thước", {xx, xx, 1, 1, xx, 5, xx, 3}, "Sở Văn hóa, Thể thao và DL"},
        {"384", "Huyện Mường Lát", {xx, xx, 1, xx, xx, 9, xx, 2}, "Liên minh HTX tỉnh"},
    };
}

struct Body {
    const char* name;
    std::vector<std::string> districts;
};

std::vector<Body> bodies() {
    return {
        {"Sở Nông nghiệp và PTNT", {"Huyện Quảng Xương", "Huyện Quan Sơn", "Huyện Lang Chánh"}},
        {"Ban Dân tộc", {"Huyện Ngọc Lặc", "Huyện Quan Hóa"}},
        {"Hội Nông dân tỉnh", {"Thành phố Sầm Sơn", "Huyện Hậu Lộc"}},
        {"Sở Công Thương", {"Huyện Thường Xuân", "Huyện Như Xuân"}},
        {"Sở Lao động, TB và xã hội", {"Huyện Triệu Sơn", "Huyện Thạch Thành"}},
        {"Hội Cựu chiến binh tỉnh", {"Thành phố Thanh Hóa"}},
        {"Hội Liên hiệp phụ nữ tỉnh", {"Huyện Đông Sơn"}},
        {"Liên minh HTX tỉnh", {"Huyện Mường Lát"}},
        {"Sở Giao thông vận tải", {"Huyện Yên Định"}},
        {"Sở Giáo dục và đào tạo", {"Huyện Hà Trung"}},
        {"Sở Khoa học và công nghệ", {"Huyện Nông Cống"}},
        {"Sở Kế hoạch và đầu tư", {"Huyện Thiệu Hóa"}},
        {"Sở Nội vụ", {"Thị xã Bỉm Sơn"}},
        {"Sở Thông tin và truyền thông", {"Huyện Vĩnh Lộc"}},
        {"Sở Tài chính", {"Huyện Thọ Xuân"}},
        {"Sở Tài nguyên và Môi trường", {"Thị xã Nghi Sơn"}},
        {"Sở Tư pháp", {"Huyện Cẩm Thủy"}},
        {"Sở Văn hóa, Thể thao và DL", {"Huyện Bá Thước"}},
        {"Sở Xây dựng", {"Huyện Nga Sơn"}},
        {"Sở Y tế", {"Huyện Hoằng Hóa"}},
        {"Tỉnh Đoàn", {"Huyện Như Thanh"}},
    };
}

std::optional<double> term(const RankRow& row, std::string_view name) {
    for (const RankTerm& one : row.terms) {
        if (one.name == name) {
            return one.value;
        }
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("each of the 216 cells of the annex of 2024 is answered by rank and by query", "[answers]") {
    const View& at_start = view(sample, day);
    std::map<std::string, double> in_annex;
    std::size_t filled = 0;
    for (std::size_t m = 0; m < measures.size(); ++m) {
        std::map<std::string, RankRow> rows;
        for (RankRow& row : rank_units(*at_start.snapshot, Level::district, measures[m])) {
            rows.emplace(at_start.units().code(row.unit), std::move(row));
        }
        REQUIRE(rows.size() == 27);
        for (const Line& line : annex()) {
            INFO(line.name << ", " << measures[m]);
            const Number printed = line.targets[m] < 0 ? std::nullopt : Number(line.targets[m]);
            CHECK(term(rows.at(line.code), "target") == printed);
            CHECK(target_of(at_start, line.code, measures[m]) == printed);
            in_annex[measures[m]] += printed.value_or(0);
            filled += printed ? 1U : 0U;
        }
    }
    CHECK(annex().size() == 27);
    CHECK(filled == 92);
    // The row "Tổng toàn tỉnh" and the sum of the 27 rows, as printed and as counted.
    constexpr std::array<double, 8> printed_totals{1, 2, 17, 19, 10, 60, 30, 120};
    for (std::size_t m = 0; m < measures.size(); ++m) {
        INFO(measures[m]);
        CHECK(in_annex[measures[m]] == printed_totals[m]);
        REQUIRE(measure_of(at_start, measures[m]) != nullptr);
        CHECK(measure_of(at_start, measures[m])->target == printed_totals[m]);
        CHECK_FALSE(measure_of(at_start, measures[m])->added_up);
    }
    CHECK(issues_of(sample, "sum_differs", "targets.csv").empty()); // difference 0 in all eight
}

TEST_CASE("the body in charge of each district, and the districts of each body", "[answers]") {
    const View& at_start = view(sample, day);
    std::map<std::string, std::vector<std::string>> districts_of;
    for (const Line& line : annex()) {
        INFO(line.name);
        const UnitRef unit = at_start.unit(line.code);
        CHECK(at_start.units().name(unit) == line.name);
        CHECK(bodies_of(*at_start.snapshot, unit) == std::vector<std::string>{line.body});
        districts_of[bodies_of(*at_start.snapshot, unit).at(0)].push_back(at_start.units().name(unit));
    }
    CHECK(districts_of.size() == 21);
    REQUIRE(bodies().size() == 21);
    for (Body body : bodies()) {
        INFO(body.name);
        auto ours = districts_of[body.name];
        std::sort(ours.begin(), ours.end());
        std::sort(body.districts.begin(), body.districts.end());
        CHECK(ours == body.districts);
    }
}

TEST_CASE("the units carried over and the quarters of the dossiers", "[answers]") {
    const View& at_start = view(sample, day);
    const auto& carried = at_start.summary.carried_over; // `summary --json targets.carried_over`
    REQUIRE(carried.size() == 2);
    CHECK(at_start.units().name(*carried[0].target->unit) == "Huyện Hậu Lộc");
    CHECK(carried[0].target->carry_over_year == 2022);
    CHECK(at_start.units().name(*carried[1].target->unit) == "Huyện Hà Trung");
    CHECK(carried[1].target->carry_over_year == 2023);
    // `query CODE --json tasks`: the provincial check of each dossier.
    const std::map<std::string, std::string> due{{"400", "2024-03-31"},
                                                 {"392", "2024-03-31"},
                                                 {"395", "2024-06-30"},
                                                 {"406", "2024-09-30"},
                                                 {"403", "2024-12-31"}};
    std::map<std::string, std::string> ours;
    for (const DueItem& item : due_items(*at_start.snapshot)) {
        if (item.step != nullptr && item.step->step == "thẩm tra") {
            ours[at_start.units().code(item.step->unit)] = item.step->deadline.value().iso();
        }
    }
    CHECK(ours == due);
}

TEST_CASE("no row of the annex is forgotten", "[answers]") {
    const auto file = shared_file("domain/facts/targets_2024.csv");
    if (!file) {
        return;
    }
    const Table facts = sample_test::load_table(*file);
    REQUIRE(facts.rows() == annex().size());
    for (std::size_t row = 0; row < facts.rows(); ++row) {
        const Line line = annex()[row];
        INFO(line.name);
        CHECK(sample_test::cell(facts, row, "district_code") == line.code);
        CHECK(sample_test::cell(facts, row, "department_responsible_vi") == line.body);
        for (std::size_t m = 0; m < measures.size(); ++m) {
            const auto text = sample_test::cell(facts, row, shared_columns[m]);
            CHECK((text.empty() ? xx : std::stoi(text)) == line.targets[m]);
        }
    }
    const auto departments = shared_file("domain/facts/departments_2024.csv");
    REQUIRE(departments);
    const Table of_bodies = sample_test::load_table(*departments);
    REQUIRE(of_bodies.rows() == bodies().size());
    for (std::size_t row = 0; row < of_bodies.rows(); ++row) {
        CHECK(sample_test::cell(of_bodies, row, "department_vi") == bodies()[row].name);
    }
}
