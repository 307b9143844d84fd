#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/geo/sample/shipped.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace ntm;
using namespace ntm::sample_test;

// The rows of the sample, counted here by plain code, against the printed figures. "000" is the letter of the
// provincial people's committee on the first eight months of 2022, "004" the report of Triệu Sơn for 2021; F-numbers
// are those in the notes of figures.csv.
namespace {

struct Sample {
    Table recognitions = load_table(shipped_folder() / "recognitions.csv");
    Table plans = load_table(shipped_folder() / "plans.csv");
    Table figures = load_table(shipped_folder() / "figures.csv");
    std::map<std::string, std::string> district_of; ///< of every xã
    std::set<std::string> districts;

    Sample() {
        const auto units = load_units(shipped_folder());
        for (std::size_t row = 0; row < units.attributes.rows(); ++row) {
            districts.insert(cell(units.attributes, row, "ma_huyen"));
            if (cell(units.attributes, row, "loai_xa") == "Xã") {
                district_of[cell(units.attributes, row, "ma_xa")] = cell(units.attributes, row, "ma_huyen");
            }
        }
    }

    /// Xã with a row of the tier by a date. Dates are ISO, so texts compare as dates.
    [[nodiscard]] std::set<std::string> xa_at(const std::string& tier, const std::string& date) const {
        std::set<std::string> found;
        for (std::size_t row = 0; row < recognitions.rows(); ++row) {
            const auto unit = cell(recognitions, row, "unit_code");
            if (district_of.count(unit) != 0 && cell(recognitions, row, "tier") == tier &&
                cell(recognitions, row, "decision_date") <= date) {
                found.insert(unit);
            }
        }
        return found;
    }
    [[nodiscard]] std::set<std::string> districts_at(const std::string& date) const {
        std::set<std::string> found;
        for (std::size_t row = 0; row < recognitions.rows(); ++row) {
            const auto unit = cell(recognitions, row, "unit_code");
            if (districts.count(unit) != 0 && cell(recognitions, row, "decision_date") <= date) {
                found.insert(unit);
            }
        }
        return found;
    }
    [[nodiscard]] int titles_of_2022(const std::string& tier, bool of_districts) const {
        int count = 0;
        for (std::size_t row = 0; row < recognitions.rows(); ++row) {
            const bool is_district = districts.count(cell(recognitions, row, "unit_code")) != 0;
            count += is_district == of_districts && cell(recognitions, row, "title_year") == "2022" &&
                             (of_districts || cell(recognitions, row, "tier") == tier)
                         ? 1
                         : 0;
        }
        return count;
    }
    [[nodiscard]] std::set<std::string> districts_without(const std::string& tier, const std::string& date) const {
        auto without = districts;
        for (const auto& xa : xa_at(tier, date)) {
            without.erase(district_of.at(xa));
        }
        return without;
    }
    /// The latest status of each xã's plan for 2021-2030 (or its urban plan) by a date.
    [[nodiscard]] std::map<std::string, int> plan_status(const std::string& date) const {
        std::map<std::string, std::pair<std::string, int>> latest;
        for (std::size_t row = 0; row < plans.rows(); ++row) {
            const auto day = cell(plans, row, "status_date");
            if (day <= date && cell(plans, row, "period_to") >= "2030") {
                auto& known = latest[cell(plans, row, "unit_code")];
                known = std::max(known, {day, std::stoi(cell(plans, row, "status"))});
            }
        }
        std::map<std::string, int> status;
        for (const auto& [unit, state] : latest) {
            status[unit] = state.second;
        }
        return status;
    }
    /// The values in figures.csv whose note names the figure.
    [[nodiscard]] std::multiset<double> printed(const std::string& number) const {
        std::multiset<double> values;
        for (std::size_t row = 0; row < figures.rows(); ++row) {
            if (cell(figures, row, "note").starts_with(number)) {
                values.insert(std::stod(cell(figures, row, "value")));
            }
        }
        return values;
    }
};

std::size_t of_district(const Sample& sample, const std::set<std::string>& units, const std::string& district) {
    std::size_t count = 0;
    for (const auto& unit : units) {
        count += sample.district_of.at(unit) == district ? 1U : 0U;
    }
    return count;
}

constexpr const char* end_of_august = "2022-08-31";
constexpr const char* trieu_son = "397";

} // namespace

TEST_CASE("the sample's recognitions add up to document 000", "[sample]") {
    const Sample sample;
    CHECK(sample.xa_at("ntm", end_of_august).size() == 346);                               // F008
    CHECK(sample.xa_at("nang_cao", end_of_august).size() == 56);                           // F011
    CHECK(sample.xa_at("kieu_mau", end_of_august).size() == 9);                            // F012
    CHECK(sample.titles_of_2022("", true) == 1);                                           // F001
    CHECK(sample.titles_of_2022("ntm", false) == 5);                                       // F002
    CHECK(sample.titles_of_2022("nang_cao", false) == 8);                                  // F003
    CHECK(sample.titles_of_2022("kieu_mau", false) == 4);                                  // F004
    CHECK(sample.districts_at(end_of_august).size() == 12);                                // F007
    CHECK(sample.districts_without("ntm", end_of_august) == std::set<std::string>{"384"}); // F016: Mường Lát
    // F017: Bỉm Sơn, Sầm Sơn, Mường Lát, Quan Hóa, Bá Thước, Quan Sơn, Lang Chánh, Cẩm Thủy, Như Xuân, Nghi Sơn
    CHECK(sample.districts_without("nang_cao", end_of_august) ==
          std::set<std::string>{"381", "382", "384", "385", "386", "387", "388", "390", "402", "407"});
    CHECK(sample.districts_without("kieu_mau", end_of_august).size() == 21); // F018
}

TEST_CASE("the sample's recognitions agree with document 004 and grow over the years", "[sample]") {
    const Sample sample;
    const std::string end_of_2021 = "2021-12-31";
    CHECK(of_district(sample, sample.xa_at("ntm", end_of_2021), trieu_son) == 32);     // F065
    CHECK(of_district(sample, sample.xa_at("nang_cao", end_of_2021), trieu_son) == 3); // F066
    CHECK(of_district(sample, sample.xa_at("kieu_mau", end_of_2021), trieu_son) == 0);
    // End of 2021: the totals of August 2022 less the titles of 2022. Mid-2021: Báo Thanh Hóa.
    CHECK(sample.xa_at("ntm", end_of_2021).size() == 341);
    CHECK(sample.xa_at("nang_cao", end_of_2021).size() == 48);
    CHECK(sample.xa_at("kieu_mau", end_of_2021).size() == 5);
    CHECK(sample.xa_at("ntm", "2021-06-30").size() == 330);
    CHECK(sample.xa_at("nang_cao", "2021-06-30").size() == 30);
    CHECK(sample.xa_at("kieu_mau", "2021-06-30").size() == 2);
    CHECK(sample.districts_at("2021-06-30").size() == 8);
    CHECK(sample.xa_at("ntm", "2020-01-01").size() < 300);
}

TEST_CASE("the sample's recognitions are in order: tier after tier, district after its communes", "[sample]") {
    const Sample sample;
    std::map<std::string, std::map<std::string, std::string>> decided; // unit, tier
    for (std::size_t row = 0; row < sample.recognitions.rows(); ++row) {
        const auto unit = cell(sample.recognitions, row, "unit_code");
        const auto date = cell(sample.recognitions, row, "decision_date");
        CHECK((sample.district_of.count(unit) + sample.districts.count(unit)) == 1);
        CHECK(date <= end_of_august);
        CHECK(cell(sample.recognitions, row, "title_year") <= date.substr(0, 4));
        CHECK(cell(sample.recognitions, row, "source_document").starts_with("số liệu minh họa"));
        CHECK(decided[unit].emplace(cell(sample.recognitions, row, "tier"), date).second);
    }
    for (const auto& [unit, tiers] : decided) {
        INFO(unit);
        if (sample.districts.count(unit) != 0) {
            continue;
        }
        REQUIRE(tiers.count("ntm") == 1);
        CHECK((tiers.count("nang_cao") == 0 || tiers.at("ntm") < tiers.at("nang_cao")));
        CHECK((tiers.count("kieu_mau") == 0 || tiers.at("nang_cao") < tiers.at("kieu_mau")));
        const auto district = decided.find(sample.district_of.at(unit));
        CHECK((district == decided.end() || tiers.at("ntm") <= district->second.begin()->second));
    }
}

TEST_CASE("the sample leaves room for every target of 2024", "[sample]") {
    const Sample sample;
    const auto targets = load_table(facts_folder() / "targets_2024.csv");
    REQUIRE(targets.rows() == 27);
    for (std::size_t row = 0; row < targets.rows(); ++row) {
        const auto district = cell(targets, row, "district");
        std::set<std::string> all;
        for (const auto& [xa, parent] : sample.district_of) {
            all.insert(xa);
        }
        for (const auto* tier : {"ntm", "nang_cao", "kieu_mau"}) {
            INFO(district << " " << tier);
            const auto left =
                of_district(sample, all, district) - of_district(sample, sample.xa_at(tier, end_of_august), district);
            CHECK(left >= std::stoul(cell(targets, row, tier)));
        }
    }
}

TEST_CASE("the sample's plans add up to document 000 and to the 32 of document 004", "[sample]") {
    const Sample sample;
    std::map<int, std::size_t> count;
    for (const auto& [unit, status] : sample.plan_status(end_of_august)) {
        CHECK(sample.district_of.count(unit) == 1); // wards and towns are not in the programme
        ++count[status];
    }
    const std::size_t approved = count[6] + count[7];
    const std::size_t without = count[0] + count[1] + count[2] + count[3] + count[4] + count[5];
    CHECK(count[10] == 82);
    CHECK(without == 232);                              // F019
    CHECK(approved == 155);                             // F021, derived
    CHECK(approved + without == 387);                   // F021, derived
    CHECK(100 * approved / (approved + without) == 40); // F020
    std::set<std::string> approved_2021;
    for (const auto& [unit, status] : sample.plan_status("2021-12-31")) {
        if (status == 6 || status == 7) {
            approved_2021.insert(unit);
        }
    }
    CHECK(of_district(sample, approved_2021, trieu_son) == 32); // F068
}

TEST_CASE("the sample's old plans have run out, its new ones are valid", "[sample]") {
    const Sample sample;
    int old_plans = 0;
    for (std::size_t row = 0; row < sample.plans.rows(); ++row) {
        const auto status = cell(sample.plans, row, "status");
        const auto period_to = cell(sample.plans, row, "period_to");
        if (status == "6" || status == "7" || status == "10") {
            CHECK(cell(sample.plans, row, "valid_to") == period_to + "-12-31");
            CHECK_FALSE(cell(sample.plans, row, "decision_no").empty());
            CHECK_FALSE(cell(sample.plans, row, "approver").empty());
            CHECK(cell(sample.plans, row, "decision_date") <= cell(sample.plans, row, "status_date"));
        }
        CHECK(cell(sample.plans, row, "status_date") <= end_of_august);
        old_plans += period_to == "2020" ? 1 : 0;
    }
    CHECK(old_plans > 100);
}

TEST_CASE("figures.csv carries the printed figures and marks the derived ones", "[sample]") {
    const Sample sample;
    const std::map<std::string, std::multiset<double>> expected{
        {"F001", {1}},  {"F002", {5}},  {"F003", {8}},   {"F004", {4}},   {"F007", {12}},  {"F008", {346}},
        {"F005", {78}}, {"F006", {0}},  {"F009", {902}}, {"F010", {690}}, {"F013", {242}}, {"F014", {236}},
        {"F015", {1}},  {"F022", {1}},  {"F023", {13}},  {"F024", {14}},  {"F025", {3}},   {"F026", {42}},
        {"F027", {18}}, {"F028", {22}}, {"F029", {7}},   {"F030", {120}}, {"F011", {56}},  {"F012", {9}},
        {"F016", {1}},  {"F017", {10}}, {"F018", {21}},  {"F019", {232}}, {"F020", {40}},  {"F021", {155, 387}},
        {"F065", {32}}, {"F066", {3}},  {"F068", {32}}};
    std::size_t rows = 0;
    for (const auto& [number, values] : expected) {
        INFO(number);
        CHECK(sample.printed(number) == values);
        rows += values.size();
    }
    CHECK(sample.figures.rows() == rows);
    for (std::size_t row = 0; row < sample.figures.rows(); ++row) {
        const std::string number = cell(sample.figures, row, "note").substr(0, 4);
        const bool derived = number == "F021" || (number >= "F027" && number <= "F030");
        CHECK((cell(sample.figures, row, "kind") == "derived") == derived);
        CHECK_FALSE(cell(sample.figures, row, "source_document").empty());
    }
}
