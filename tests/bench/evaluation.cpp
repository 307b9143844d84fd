#include "geo/base/paths.hpp"
#include "geo/programme/assessment.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>
#include <vector>

namespace ntm::bench {

namespace {

constexpr std::uint32_t communes = 11'000;
constexpr std::array<std::string_view, 7> regions{"TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL"};

/// Every indicator of every commune in two years, half of them verdicts and half values, without a pattern.
struct Country {
    std::vector<CriteriaSet> sets;
    std::size_t set = 0;
    AssessmentRegister assessments;
    std::vector<ThresholdKeys> keys;
    std::array<Date, 2> dates;
};

Country made_country_of_verdicts(std::vector<CriteriaSet> sets, std::size_t set) {
    Country country;
    country.sets = std::move(sets);
    country.set = set;
    std::mt19937 random(20220831);
    for (std::size_t year = 0; year < 2; ++year) {
        country.dates[year] = *Date::from_ymd(2022 + static_cast<int>(year), 12, 31);
    }
    for (std::uint32_t commune = 0; commune < communes; ++commune) {
        country.keys.push_back({std::string(regions[random() % regions.size()]), "", "", 0});
        for (std::size_t indicator = 0; indicator < country.sets[set].indicators.size(); ++indicator) {
            for (const Date date : country.dates) {
                Assessment row;
                row.unit = {Level::commune, commune};
                row.set = static_cast<std::uint16_t>(set);
                row.item = static_cast<std::uint16_t>(indicator);
                row.date = date;
                if (random() % 2 == 0) {
                    row.verdict = random() % 2 == 0 ? Verdict::met : Verdict::not_met;
                } else {
                    row.value = static_cast<double>(random() % 101);
                }
                country.assessments.rows.push_back(std::move(row));
            }
        }
    }
    static_cast<void>(finish(country.assessments));
    return country;
}

std::vector<ItemState> all_at_once(const Country& country) {
    std::vector<ItemState> states;
    for (const Date date : country.dates) {
        const auto all = evaluate_all(country.sets[country.set], country.set, country.assessments, Level::commune,
                                      communes, date, country.keys);
        states.insert(states.end(), all.state.begin(), all.state.end());
    }
    return states;
}

/// As a plain program does it, and as ours does for one panel: object by object, with rows and distances.
std::vector<ItemState> one_by_one(const Country& country) {
    std::vector<ItemState> states;
    for (const Date date : country.dates) {
        for (std::uint32_t commune = 0; commune < communes; ++commune) {
            const auto rows = country.assessments.of({Level::commune, commune}, country.set);
            const auto one = evaluate(country.sets[country.set], rows, date, country.keys[commune]);
            for (const JudgedItem& criterion : one.criteria) {
                states.push_back(criterion.state);
            }
        }
    }
    return states;
}

} // namespace

void measure_evaluation(Report& report) {
    const auto data = find_data_folder();
    auto sets = data ? read_criteria_sets(*data / "criteria") : Result<std::vector<CriteriaSet>>(data.issues());
    const CriteriaSet* set = sets ? find_set(*sets, "XA-NTMNC-2021") : nullptr;
    if (set == nullptr) {
        return;
    }
    const auto index = static_cast<std::size_t>(set - sets->data());
    const Country country = made_country_of_verdicts(std::move(*sets), index);
    const std::size_t rows = country.assessments.rows.size();
    Row row;
    row.what = "evaluation";
    row.data = fmt::format("{} communes x {} indicators x 2 dates", communes, country.sets[index].indicators.size());
    row.agree = all_at_once(country) == one_by_one(country);
    row.ours_ms = median_ms([&] { static_cast<void>(all_at_once(country)); });
    row.rival = "unit by unit, with rows and distances";
    row.rival_ms = median_ms([&] { static_cast<void>(one_by_one(country)); });
    constexpr std::size_t bytes_of_row = sizeof(double) + sizeof(Date) + 2 * sizeof(std::uint16_t) + 1;
    row.floor_ms = floor_ms(2 * rows * bytes_of_row, country.sets[index].criteria.size() * communes * 2);
    row.note = fmt::format("{} rows; one core; thresholds chosen by region on the way", rows);
    report.add(std::move(row));
}

} // namespace ntm::bench
