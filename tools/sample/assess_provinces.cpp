#include "tools/sample/assessments.hpp"
#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace ntm::sample {
namespace {

constexpr const char* illustrative = "số liệu minh họa";
constexpr int criteria_2016 = 19;

std::uint64_t seed(const Facts& facts, std::size_t commune, std::uint64_t use) {
    return hash(seed_of(facts.communes[commune]), use);
}

/// Verdicts of all xã on one day: all criteria met by those with a tier, `sum_of_others` by the others together.
/// Gives what each of the others lacks.
std::map<std::size_t, std::vector<int>> assess_all(VerdictTable& table, const Facts& facts,
                                                   const std::vector<RecognitionRow>& recognitions, Date date,
                                                   int sum_of_others, int least, int most) {
    for (const std::size_t commune : with_tier(facts, recognitions, date)) {
        table.add(facts.communes[commune].code, criteria_2016, {}, date);
    }
    std::map<std::size_t, std::vector<int>> lacking;
    const auto others = without_tier(facts, recognitions, date);
    const auto met = spread_met(others.size(), sum_of_others, least, most);
    for (std::size_t i = 0; i < others.size(); ++i) {
        const auto failing = choose_failing(criteria_2016 - met[i], std::span(common_failures).first(criteria_2016),
                                            seed(facts, others[i], 60));
        table.add(facts.communes[others[i]].code, criteria_2016, failing, date);
        lacking[others[i]] = failing;
    }
    return lacking;
}

/// What a xã still lacked is met by the time of its decision.
void complete(VerdictTable& table, const Facts& facts, const std::vector<RecognitionRow>& recognitions,
              const std::map<std::size_t, std::vector<int>>& lacking) {
    for (const auto& [commune, failing] : lacking) {
        for (const RecognitionRow& row : recognitions) {
            if (row.unit_code == facts.communes[commune].code && row.tier == "ntm") {
                for (const int criterion : failing) {
                    table.add_one(row.unit_code, criterion, true, row.decided.plus_days(-3));
                }
            }
        }
    }
}

/// The review of 2022 under the new set: what it added to criteria 13, 15 and 17 is mostly missing still.
std::vector<int> failing_in_review(const Facts& facts, std::size_t commune, bool advanced, int at_risk) {
    if (at_risk > 0) {
        std::array<int, criteria_2016> weights{};
        std::copy_n(common_failures, criteria_2016, weights.begin());
        auto failing = choose_failing(at_risk - 1, std::span(weights).first(16), seed(facts, commune, 61));
        failing.push_back(17); // a key criterion of Article 21
        return failing;
    }
    const auto chance = [&](std::uint64_t use) { return seed(facts, commune, use) % 100; };
    std::vector<int> failing;
    for (const auto& [criterion, percent] : {std::pair{13, 72U}, {15, 58U}, {17, 83U}}) {
        if (chance(70U + static_cast<std::uint64_t>(criterion)) < (advanced ? percent / 2 : percent)) {
            failing.push_back(criterion);
        }
    }
    if (!advanced && chance(90) < 22) {
        const auto more = choose_failing(1, std::span(common_failures).first(12), seed(facts, commune, 62));
        failing.insert(failing.end(), more.begin(), more.end());
    }
    return failing;
}

bool holds(const std::vector<RecognitionRow>& recognitions, const std::string& code, const char* tier, Date from) {
    return std::any_of(recognitions.begin(), recognitions.end(), [&](const RecognitionRow& row) {
        return row.unit_code == code && row.tier == tier && row.decided >= from;
    });
}

/// How many criteria fail at those who would be at risk under Article 21: seven of the weakest, every second one.
std::map<std::size_t, int> choose_at_risk(const Facts& facts, const std::vector<RecognitionRow>& recognitions,
                                          const std::vector<std::size_t>& held) {
    constexpr int failing[] = {10, 0, 6, 0, 7, 0, 8, 0, 6, 0, 7, 0, 8};
    std::map<std::size_t, int> at_risk;
    for (auto weakest = held.rbegin(); at_risk.size() < std::size(failing); ++weakest) {
        const std::string& code = facts.communes[*weakest].code;
        if (!holds(recognitions, code, "nang_cao", day_of(2010, 1, 1)) &&
            !holds(recognitions, code, "ntm", day_of(2022, 1, 1))) {
            at_risk.emplace(*weakest, failing[at_risk.size()]);
        }
    }
    return at_risk;
}

/// The xã recognised in 2022 met the new set already; the others recognised are reviewed under it.
void review_recognised(VerdictTable& table, const Facts& facts, const std::vector<RecognitionRow>& recognitions,
                       const std::vector<std::size_t>& held, Date date) {
    auto at_risk = choose_at_risk(facts, recognitions, held);
    for (const std::size_t commune : held) {
        const std::string& code = facts.communes[commune].code;
        std::vector<int> failing;
        if (!holds(recognitions, code, "ntm", day_of(2022, 1, 1))) {
            const bool advanced = holds(recognitions, code, "nang_cao", day_of(2010, 1, 1));
            failing = failing_in_review(facts, commune, advanced, at_risk[commune]);
        }
        table.add(code, criteria_2016, failing, date);
    }
}

/// What the others lacked under the old set, and what the new one adds.
void review_others(VerdictTable& table, const Facts& facts, const std::vector<std::size_t>& others,
                   std::map<std::size_t, std::vector<int>> lacking, Date date) {
    for (const std::size_t commune : others) {
        auto& failing = lacking[commune];
        const auto added = failing_in_review(facts, commune, false, 0);
        failing.insert(failing.end(), added.begin(), added.end());
        table.add(facts.communes[commune].code, criteria_2016, failing, date);
    }
}

} // namespace

std::string assess_thanh_hoa_2022(const Facts& facts, const std::vector<RecognitionRow>& recognitions) {
    VerdictTable table("XA-NTM-2016", illustrative);
    // 17.57 of 19 on the average of 469 xã in mid-2021 (Báo Thanh Hóa): 8240, of which 330 recognised have 6270.
    const auto lacking = assess_all(table, facts, recognitions, day_of(2021, 6, 30), 8240 - 330 * 19, 8, 18);
    complete(table, facts, recognitions, lacking);
    const Date review = day_of(2022, 7, 29);
    const Date end_of_august = day_of(2022, 8, 31);
    table.change_set("XA-NTM-2021");
    review_recognised(table, facts, recognitions, with_tier(facts, recognitions, end_of_august), review);
    review_others(table, facts, without_tier(facts, recognitions, end_of_august), lacking, review);
    return table.take();
}

std::string assess_thai_nguyen_2020(const Facts& facts, const std::vector<RecognitionRow>& recognitions) {
    VerdictTable table("XA-NTM-2016", "số liệu minh họa; bình quân khớp văn bản số 003");
    // 17.23 of 19 on the average of 137 xã: 2360; 103 recognised have 1957, the others 403, none under 10.
    assess_all(table, facts, recognitions, day_of(2020, 6, 30), 2360 - 103 * 19, 10, 17);
    return table.take();
}

std::string assess_ha_tinh_2021(const Facts& facts, const std::vector<RecognitionRow>& recognitions) {
    const Date date = day_of(2021, 12, 31);
    constexpr int criteria = 20; // the last one is the province's own: khu dân cư mẫu, vườn mẫu
    VerdictTable table("XA-NTM-HA-TINH-2016", illustrative);
    for (const std::size_t commune : with_tier(facts, recognitions, date)) {
        table.add(facts.communes[commune].code, criteria, {}, date);
    }
    const auto others = without_tier(facts, recognitions, date);
    const auto met = spread_met(others.size(), static_cast<int>(others.size()) * 16, 13, 18);
    for (std::size_t i = 0; i < others.size(); ++i) {
        table.add(facts.communes[others[i]].code, criteria,
                  choose_failing(criteria - met[i], common_failures, seed(facts, others[i], 60)), date);
    }
    return table.take();
}

std::string assess_thanh_hoa_2024(const Facts& facts, const std::vector<RecognitionRow>& recognitions) {
    const Date date = day_of(2023, 12, 29);
    VerdictTable table("XA-NTM-THANH-HOA-2024", illustrative);
    const auto others = without_tier(facts, recognitions, date);
    const auto met = spread_met(others.size(), static_cast<int>(others.size()) * 14, 9, 17);
    for (std::size_t i = 0; i < others.size(); ++i) {
        const std::string& code = facts.communes[others[i]].code;
        const auto failing = choose_failing(criteria_2016 - met[i], std::span(common_failures).first(criteria_2016),
                                            seed(facts, others[i], 63));
        table.add(code, criteria_2016, failing, date);
        // What is behind the verdicts where the set has a threshold of its own: income, poverty, water from a central
        // supply.
        const bool zone_1 = facts.districts[facts.communes[others[i]].district].mountain == "1";
        const auto fails = [&](int criterion) {
            return std::find(failing.begin(), failing.end(), criterion) != failing.end();
        };
        const int extra = static_cast<int>(seed(facts, others[i], 64) % 9);
        const int water_percent = (zone_1 ? 15 : 20) + (fails(17) ? -2 - extra : extra);
        const int poor_percent = (zone_1 ? 13 : 5) + (fails(11) ? 1 + extra : -extra / 2);
        const int income_million = (zone_1 ? 42 : 51) + (fails(10) ? -1 - extra : extra);
        table.add_value(code, "10", std::to_string(income_million), date);
        table.add_value(code, "17.13", std::to_string(water_percent), date);
        table.add_value(code, "11", std::to_string(poor_percent), date);
    }
    return table.take();
}

} // namespace ntm::sample
