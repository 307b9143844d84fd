#include "geo/source/source.hpp"
#include "tests/geo/answers/answers.hpp"
#include "tests/geo/sample/shipped.hpp"
#include "tests/shared_data.hpp"

#include <set>

using namespace ntm;
using namespace ntm::answers;

// Every headline figure of the five documents with the command that answers it. 000: letter of Thanh Hóa, 2022; 001:
// notice of Hà Tĩnh, April 2022; 002: plan of Thanh Hóa for 2024; 003: notice 58/TB-UBND of Thái Nguyên, 06/07/2020;
// 004: report of the district Triệu Sơn for 2021. A figure that rows can answer is counted; the rest is what the
// document prints, kept with its kind, date and source.
namespace {

constexpr const char* letter = "thanh-hoa-2022";
constexpr const char* notice = "ha-tinh-2021";
constexpr const char* plan = "thanh-hoa-2024";
constexpr const char* half_year = "thai-nguyen-2020";
constexpr const char* report = "trieu-son-2021";
constexpr auto stock = FigureKind::stock, increment = FigureKind::increment, aim = FigureKind::target,
               floor_aim = FigureKind::floor, derived = FigureKind::derived;

std::string count_of(const char* field) {
    return std::string("summary --json ") + field;
}
std::string printed(const char* measure) {
    return std::string("summary --json figures ") + measure;
}

Compute recognised_districts() {
    return [](const View& view) -> Number { return number(view.summary.districts.value().recognised.value()); };
}
Compute new_districts() {
    return [](const View& view) -> Number { return number(view.summary.districts.value().new_in_year.value()); };
}
Compute plans(std::size_t PlanTally::*part) {
    return [=](const View& view) -> Number { return number(view.summary.plans.*part); };
}

std::vector<Answer> letter_of_2022() {
    const char* day = "2022-08-31";
    const char* end = "2022-12-31";
    return {
        {"F001", "000", letter, day, 1, count_of("districts.new_in_year"), new_districts()},
        {"F002", "000", letter, day, 5, count_of("communes.new_in_year.ntm"), new_in_year(Tier::ntm)},
        {"F003", "000", letter, day, 8, count_of("communes.new_in_year.nang_cao"), new_in_year(Tier::nang_cao)},
        {"F004", "000", letter, day, 4, count_of("communes.new_in_year.kieu_mau"), new_in_year(Tier::kieu_mau)},
        {"F005", "000", letter, day, 78, printed("ocop"), figure("ocop", increment)},
        {"F006", "000", letter, day, 0, printed("thon_ntm"), figure("thon_ntm", increment)},
        {"F007", "000", letter, day, 12, count_of("districts.recognised"), recognised_districts()},
        {"F008", "000", letter, day, 346, count_of("communes.tier.ntm"), held(Tier::ntm)},
        {"F009", "000", letter, day, 902, printed("thon_ntm"), figure("thon_ntm", stock)},
        {"F010", "000", letter, day, 690, printed("thon_ntm_mien_nui"), figure("thon_ntm_mien_nui", stock)},
        {"F011", "000", letter, day, 56, count_of("communes.tier.nang_cao"), held(Tier::nang_cao)},
        {"F012", "000", letter, day, 9, count_of("communes.tier.kieu_mau"), held(Tier::kieu_mau)},
        {"F013", "000", letter, day, 242, printed("thon_ntm_kieu_mau"), figure("thon_ntm_kieu_mau", stock)},
        {"F014", "000", letter, day, 236, printed("ocop"), figure("ocop", stock)},
        {"F015", "000", letter, day, 1, printed("ocop_5_sao"), figure("ocop_5_sao", stock)},
        {"F016", "000", letter, day, 1, count_of("districts.without.ntm"), districts_without(Tier::ntm)},
        {"F017", "000", letter, day, 10, count_of("districts.without.nang_cao"), districts_without(Tier::nang_cao)},
        {"F018", "000", letter, day, 21, count_of("districts.without.kieu_mau"), districts_without(Tier::kieu_mau)},
        {"F019", "000", letter, day, 232, count_of("plans.without"), plans(&PlanTally::without)},
        {"F020", "000", letter, day, 40, count_of("plans.share"), // printed without decimals
         [](const View& view) -> Number { return std::floor(view.summary.plans.share().value() * 100); }},
        {"F021", "000", letter, day, 387, count_of("plans.required"), plans(&PlanTally::required)},
        {"F022", "000", letter, day, 1, count_of("targets.rows huyen_ntm remaining"), remaining("huyen_ntm")},
        {"F023", "000", letter, day, 13, count_of("targets.rows xa_ntm remaining"), remaining("xa_ntm")},
        {"F024", "000", letter, day, 14, count_of("targets.rows xa_ntm_nang_cao remaining"),
         remaining("xa_ntm_nang_cao")},
        {"F025", "000", letter, day, 3, count_of("targets.rows xa_ntm_kieu_mau remaining"),
         remaining("xa_ntm_kieu_mau")},
        {"F026", "000", letter, day, 42, count_of("targets.rows ocop remaining"), remaining("ocop")},
        {"F027", "000", letter, day, 18, count_of("targets.rows xa_ntm target"), target("xa_ntm")},
        {"F028", "000", letter, day, 22, count_of("targets.rows xa_ntm_nang_cao target"), target("xa_ntm_nang_cao")},
        {"F029", "000", letter, day, 7, count_of("targets.rows xa_ntm_kieu_mau target"), target("xa_ntm_kieu_mau")},
        {"F030", "000", letter, day, 120, count_of("targets.rows ocop target"), target("ocop")},
        // The same as the letter prints them: what is still to come, a floor.
        {"F022", "000", letter, end, 1, printed("huyen_ntm"), figure("huyen_ntm", floor_aim)},
        {"F023", "000", letter, end, 13, printed("xa_ntm"), figure("xa_ntm", floor_aim)},
        {"F024", "000", letter, end, 14, printed("xa_ntm_nang_cao"), figure("xa_ntm_nang_cao", floor_aim)},
        {"F025", "000", letter, end, 3, printed("xa_ntm_kieu_mau"), figure("xa_ntm_kieu_mau", floor_aim)},
        {"F026", "000", letter, end, 42, printed("ocop"), figure("ocop", floor_aim)},
    };
}

std::vector<Answer> plan_of_2024() {
    const char* day = "2024-01-31";
    const char* end = "2024-12-31";
    return {
        {"F031", "002", plan, day, 1, count_of("targets.rows huyen_ntm target"), target("huyen_ntm")},
        {"F032", "002", plan, day, 17, count_of("targets.rows xa_ntm target"), target("xa_ntm")},
        {"F033", "002", plan, day, 60, count_of("targets.rows thon_ntm target"), target("thon_ntm")},
        {"F034", "002", plan, day, 2, count_of("targets.rows huyen_ntm_nang_cao target"), target("huyen_ntm_nang_cao")},
        {"F035", "002", plan, day, 19, count_of("targets.rows xa_ntm_nang_cao target"), target("xa_ntm_nang_cao")},
        {"F036", "002", plan, day, 10, count_of("targets.rows xa_ntm_kieu_mau target"), target("xa_ntm_kieu_mau")},
        {"F037", "002", plan, day, 30, count_of("targets.rows thon_ntm_kieu_mau target"), target("thon_ntm_kieu_mau")},
        {"F038", "002", plan, day, 120, count_of("targets.rows ocop target"), target("ocop")},
        {"F039", "002", plan, day, 2, count_of("targets.carried_over"),
         [](const View& view) -> Number { return number(view.summary.carried_over.size()); }},
        {"F040", "002", plan, day, 11, printed("noi_dung_thanh_phan"), figure("noi_dung_thanh_phan", stock)},
        {"F041", "002", plan, day, 6, printed("chuong_trinh_chuyen_de"), figure("chuong_trinh_chuyen_de", stock)},
        {"F042", "002", plan, end, 100, printed("ty_le_giai_ngan_percent"), figure("ty_le_giai_ngan_percent", aim)},
    };
}

std::vector<Answer> notice_of_2022() {
    const char* day = "2021-12-31";
    const char* end = "2022-12-31";
    return {
        {"F043", "001", notice, day, 2, count_of("districts.new_in_year"), new_districts()},
        {"F044", "001", notice, day, 1, printed("huyen_ntm_cho_cong_nhan"),
         figure("huyen_ntm_cho_cong_nhan", increment)},
        {"F045", "001", notice, day, 25, count_of("communes.new_in_year.nang_cao"), new_in_year(Tier::nang_cao)},
        {"F046", "001", notice, day, 1, count_of("communes.new_in_year.kieu_mau"), new_in_year(Tier::kieu_mau)},
        {"F047", "001", notice, day, 2, count_of("communes.new_in_year.ntm"), new_in_year(Tier::ntm)},
        {"F048", "001", notice, day, 236, printed("khu_dan_cu_kieu_mau"), figure("khu_dan_cu_kieu_mau", increment)},
        {"F049", "001", notice, day, 95, printed("ocop"), figure("ocop", increment)},
        {"F050", "001", notice, day, 0, printed("ocop_5_sao"), figure("ocop_5_sao", stock)},
        {"F051", "001", notice, "2022-02-23", 8000, printed("dai_bieu_du_hoi_nghi"),
         figure("dai_bieu_du_hoi_nghi", stock)},
        {"F052", "001", notice, day, 5, count_of("targets.rows xa_ntm target"), target("xa_ntm")},
        {"F053", "001", notice, day, 15, count_of("targets.rows xa_ntm_nang_cao target"), target("xa_ntm_nang_cao")},
        {"F054", "001", notice, day, 3, count_of("targets.rows xa_ntm_kieu_mau target"), target("xa_ntm_kieu_mau")},
        {"F055", "001", notice, day, 1, count_of("targets.rows huyen_ntm target"), target("huyen_ntm")},
        {"F056", "001", notice, day, 200, count_of("targets.rows thon_ntm_kieu_mau target"),
         target("thon_ntm_kieu_mau")},
        {"F057", "001", notice, day, 50, count_of("targets.rows ocop target"), target("ocop")},
        {"F058", "001", notice, end, 5, printed("ocop_4_sao"), figure("ocop_4_sao", floor_aim)},
        {"F059", "001", notice, "2025-12-31", 1, printed("tinh_ntm"), figure("tinh_ntm", aim)},
    };
}

/// What every district is asked for alike; nothing where two differ or one has no target.
Number target_of_each_district(const View& view) {
    Number each;
    for (const RankRow& row : rank_units(*view.snapshot, Level::district, "xa_ntm_kieu_mau")) {
        for (const RankTerm& term : row.terms) {
            if (term.name == "target") {
                if (!term.value || (each && each != term.value)) {
                    return std::nullopt;
                }
                each = term.value;
            }
        }
    }
    return each;
}

std::vector<Answer> notice_of_2020() {
    const char* day = "2020-06-30";
    return {
        {"F060", "003", half_year, day, 103, count_of("communes.tier.ntm"), held(Tier::ntm)},
        {"F061", "003", half_year, day, 100, printed("muc_tieu_giai_doan_xa_ntm"),
         figure("muc_tieu_giai_doan_xa_ntm", derived)},
        {"F062", "003", half_year, day, 17.23, count_of("criteria.mean_met"),
         [](const View& view) -> Number {
             return std::round(view.summary.criteria.value().mean_met.value() * 100) / 100;
         }},
        {"F063", "003", half_year, day, 0, "gaps --json rows with criteria_met below 10",
         [](const View& view) -> Number {
             const Gaps gaps = find_gaps(*view.snapshot, {});
             std::size_t below = 0;
             for (const UnitGaps& one : gaps.units) {
                 below += one.criteria_met < 10 ? 1U : 0U;
             }
             return gaps.judged == 137 ? Number(number(below)) : std::nullopt; // of all, or it says nothing
         }},
        {"F064", "003", half_year, day, 1, "rank --by xa_ntm_kieu_mau --json rows target", target_of_each_district},
    };
}

std::vector<Answer> report_of_2021() {
    const char* day = "2021-12-31";
    return {
        {"F065", "004", report, day, 32, "query 397 --json communes.tier.ntm", held(Tier::ntm, "397")},
        {"F066", "004", report, day, 3, "query 397 --json communes.tier.nang_cao", held(Tier::nang_cao, "397")},
        {"F067", "004", report, day, 3, printed("thon_ntm_kieu_mau"), figure("thon_ntm_kieu_mau", stock)},
        {"F068", "004", report, day, 32, count_of("plans.approved"), plans(&PlanTally::approved)},
        {"F069", "004", report, day, 8, "query 397 --json products",
         [](const View& view) -> Number {
             std::size_t three_stars = 0;
             for (const Product& product : view.atlas().duties.products) {
                 three_stars += product.stars == 3 && product.unit == view.unit("397") ? 1U : 0U;
             }
             return number(three_stars);
         }},
        {"F070", "004", report, day, 6, printed("chi_tieu_nam_ocop"), figure("chi_tieu_nam_ocop", derived)},
        {"F071", "004", report, day, 6, "query 397 --json targets",
         [](const View& view) { return target_of(view, "397", "xa_ntm_nang_cao"); }},
        {"F072", "004", report, day, 1, "query 397 --json targets",
         [](const View& view) { return target_of(view, "397", "xa_ntm_kieu_mau"); }},
        {"F073", "004", report, day, 16, "query 397 --json targets",
         [](const View& view) { return target_of(view, "397", "thon_ntm_kieu_mau"); }},
    };
}

std::vector<Answer> all_answers() {
    std::vector<Answer> all;
    for (auto* part : {letter_of_2022, plan_of_2024, notice_of_2022, notice_of_2020, report_of_2021}) {
        const auto some = part();
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

} // namespace

TEST_CASE("every headline figure of the five documents is answered, and agrees", "[answers]") {
    const auto answers = all_answers();
    check(answers);
    std::set<std::string> ids;
    for (const Answer& answer : answers) {
        ids.insert(answer.id);
    }
    CHECK(ids.size() == 73); // F001 to F073
}

TEST_CASE("no headline figure is forgotten", "[answers]") {
    const auto file = shared_file("domain/facts/headline.csv");
    if (!file) {
        return;
    }
    const Table facts = sample_test::load_table(*file);
    const auto answers = all_answers();
    for (std::size_t row = 0; row < facts.rows(); ++row) {
        const auto id = sample_test::cell(facts, row, "fact_id");
        INFO(id);
        std::size_t answered = 0;
        for (const Answer& answer : answers) {
            if (answer.id == id) {
                ++answered;
                CHECK(answer.printed == std::stod(sample_test::cell(facts, row, "value")));
                CHECK(answer.document == sample_test::cell(facts, row, "seed_file").substr(0, 3));
            }
        }
        CHECK(answered > 0);
    }
}

TEST_CASE("floors stay floors, and what is derived says so", "[answers]") {
    for (const char* measure : {"xa_ntm", "xa_ntm_nang_cao", "xa_ntm_kieu_mau", "huyen_ntm", "ocop"}) {
        INFO(measure);
        CHECK(measure_of(view(notice), measure)->floor);
        CHECK(measure_of(view(letter), measure)->floor);
        CHECK_FALSE(measure_of(view(plan), measure)->floor);
    }
    CHECK(view(letter).summary.derived_plan_figures == std::vector<std::string>{"required", "approved"});
}
