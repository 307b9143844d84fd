#include "geo/insight/gaps.hpp"

#include "geo/insight/progress_to_target.hpp"
#include "geo/insight/summary.hpp"
#include "tests/geo/insight/judged_province.hpp"

#include <algorithm>

using namespace ntm;

namespace {

const JudgedProvince& province() {
    static const JudgedProvince made;
    return made;
}

std::shared_ptr<const Snapshot> august() {
    return province().on("2022-08-31");
}

std::string codes_of(const Snapshot& snapshot, const auto& rows) {
    std::string text;
    for (const auto& row : rows) {
        text += snapshot.atlas->units.code(row.unit) + " ";
    }
    return text;
}

std::string numbers_of(const CriteriaSet& set, const std::vector<std::size_t>& criteria) {
    std::string text;
    for (const std::size_t index : criteria) {
        text += set.criteria[index].no + " ";
    }
    return text;
}

const UnitGaps& gaps_of(const Gaps& gaps, std::string_view code) {
    const auto found = std::find_if(gaps.units.begin(), gaps.units.end(),
                                    [&](const UnitGaps& one) { return one.unit == province().unit(code); });
    REQUIRE(found != gaps.units.end());
    return *found;
}

std::string words_of(const std::vector<RiskClass>& classes) {
    std::string text;
    for (const RiskClass one : classes) {
        text += std::string(risk_class_word(one)) + " ";
    }
    return text;
}

} // namespace

TEST_CASE("the workspace's own set is in force before the national one, which still stands beside it", "[gaps]") {
    const auto snapshot = august();
    REQUIRE(commune_set(*snapshot) != nullptr);
    CHECK(commune_set(*snapshot)->id == "MAU");
    CHECK(commune_set(*snapshot)->numbered_criteria() == 10);
    CHECK(commune_set(*province().on("2021-06-30"))->id == "XA-NTM-2016"); // MAU begins in 2022
    CHECK(commune_set(*province().on("2010-06-30")) == nullptr);           // the set of 2009 is known by name only
}

TEST_CASE("a commune is shown the set of its next tier", "[gaps]") {
    const auto snapshot = august();
    const auto id_for = [&](const Snapshot& at, const char* code) {
        const CriteriaSet* set = set_for(at, province().unit(code));
        return set == nullptr ? std::string("none") : set->id;
    };
    CHECK(id_for(*snapshot, "00006") == "MAU");
    CHECK(id_for(*snapshot, "00004") == "MAU"); // revoked
    CHECK(id_for(*snapshot, "00003") == "XA-NTMNC-2021");
    CHECK(id_for(*snapshot, "00009") == "XA-NTMKM-2021");
    CHECK(id_for(*snapshot, "00001") == "XA-NTMKM-2021");
    CHECK(id_for(*snapshot, "00012") == "none"); // a ward
    CHECK(id_for(*snapshot, "901") == "HUYEN-NTMNC-2021");
    CHECK(id_for(*snapshot, "902") == "HUYEN-NTM-2021");
    CHECK(id_for(*province().on("2022-02-01"), "00003") == "MAU"); // no set for nâng cao yet: that of the tier held
    CHECK(set_for(*snapshot, province().unit("00003"), "XA-NTM-2016")->id == "XA-NTM-2016");
    CHECK(set_for(*snapshot, province().unit("00003"), "XA-NTM-1066") == nullptr);
}

TEST_CASE("gaps of the judged province, counted on paper", "[gaps]") {
    const auto snapshot = august();
    const Gaps gaps = find_gaps(*snapshot, {});
    REQUIRE(gaps.set != nullptr);
    CHECK(gaps.in_scope == 10);
    CHECK(gaps.judged == 8);
    CHECK(gaps.mean_met.value() == Approx(7.375));
    CHECK(gaps.least_met == 5U);
    CHECK(codes_of(*snapshot, gaps.units) == "00006 00002 00003 00008 00004 00005 "); // 00011: one not applicable
    REQUIRE(gaps.without_results.size() == 2);                                        // nobody knows what they lack
    CHECK(gaps.without_results[0] == std::pair(province().unit("00009"), ItemState::not_assessed));
    CHECK(gaps.without_results[1] == std::pair(province().unit("00010"), ItemState::missing));
    std::string by_criterion;
    for (const CriterionGaps& one : gaps.by_criterion) {
        by_criterion += gaps.set->criteria[one.criterion].no + ":" + std::to_string(one.units_not_met.size()) + " ";
        CHECK(one.units_missing.size() == 1); // 00010
    }
    CHECK(by_criterion == "2:4 4:4 5:4 1:3 3:3 10:1 6:0 7:0 8:0 9:0 ");
    CHECK(numbers_of(*gaps.set, gaps_of(gaps, "00003").not_met) == "2 4 5 ");
    CHECK(numbers_of(*gaps.set, gaps_of(gaps, "00006").withheld) == "10 ");
    CHECK(gaps_of(gaps, "00006").not_met.empty()); // 75 % reaches the threshold of the mountains
}

TEST_CASE("gaps of one district, of another set and of another day", "[gaps]") {
    const Gaps east = find_gaps(*august(), province().unit("901"));
    CHECK(east.in_scope == 6);
    CHECK(east.judged == 6);
    CHECK(east.mean_met.value() == Approx(43.0 / 6));
    const Gaps west = find_gaps(*august(), province().unit("902"));
    CHECK(west.in_scope == 4);
    CHECK(west.judged == 2);
    CHECK(west.mean_met.value() == Approx(8));
    const Gaps one = find_gaps(*august(), province().unit("00006"));
    CHECK(one.in_scope == 1);
    const Gaps national = find_gaps(*august(), {}, find_set(province().atlas()->criteria_sets, "XA-NTM-2021"));
    CHECK(national.judged == 1);
    CHECK(national.least_met == 1U);
    CHECK(find_gaps(*province().on("2022-12-31"), {}).mean_met.value() == Approx(7.5)); // 00008 meets 1 since December
    const Gaps before = find_gaps(*province().on("2022-06-29"), {});
    CHECK(before.judged == 0);
    CHECK_FALSE(before.mean_met.has_value());
    CHECK_FALSE(before.least_met.has_value());
}

TEST_CASE("what is left to do: distances in the indicator's own unit, and who leads", "[gaps]") {
    const auto snapshot = august();
    const CriteriaSet* set = commune_set(*snapshot);
    const auto left = shortfalls(evaluate_unit(*snapshot, province().unit("00003"), set));
    REQUIRE(left.size() == 3);
    CHECK(set->indicators[left[0].indicator.value()].no == "2.1");
    CHECK(left[0].item.value.value() == Approx(75));
    CHECK(left[0].item.distance.value() == Approx(5));
    CHECK(left[0].lead_department == "Sở Giao thông");
    CHECK(left[1].item.distance.value() == Approx(1.5)); // above what is allowed
    CHECK_FALSE(left[1].item.provisional);
    CHECK(left[2].item.provisional);
    const auto withheld = shortfalls(evaluate_unit(*snapshot, province().unit("00006"), set));
    REQUIRE(withheld.size() == 1);
    CHECK(withheld[0].item.state == ItemState::withheld);
    CHECK_FALSE(withheld[0].indicator.has_value());
    CHECK_FALSE(withheld[0].item.distance.has_value());
    CHECK(shortfalls(evaluate_unit(*snapshot, province().unit("00001"), set)).empty());
    CHECK(
        shortfalls(evaluate_unit(*snapshot, province().unit("00011"), set)).empty()); // not applicable is no shortfall
    const auto reported = shortfalls(evaluate_unit(*snapshot, province().unit("00005"), set));
    CHECK(reported.size() == 5); // by criterion: nobody reported its indicators
    CHECK_FALSE(reported[0].indicator.has_value());
    CHECK(shortfalls(UnitEvaluation()).empty());
}

TEST_CASE("a report against its value stands, and is an Issue with its row", "[gaps]") {
    std::size_t found = 0;
    for (const Issue& issue : province().atlas()->issues) {
        if (issue.code == "verdict_against_value") {
            ++found;
            CHECK(issue.where.file.ends_with("results.csv"));
            CHECK(issue.where.row > 1);
        }
    }
    CHECK(found == 1);
    const UnitEvaluation judged = evaluate_unit(*august(), province().unit("00011"), commune_set(*august()));
    CHECK(judged.criteria[3].state == ItemState::met);
    CHECK(judged.criteria[3].disagrees);
}

TEST_CASE("Article 21: recognised communes only, key criteria or half of all", "[gaps][risk]") {
    const auto snapshot = august();
    const auto risks = find_risks(*snapshot);
    CHECK(codes_of(*snapshot, risks) == "00005 00002 00003 ");
    REQUIRE(risks.size() == 3);
    CHECK(risks[0].revocation_case == RevocationCase::b);
    CHECK(numbers_of(*risks[0].set, risks[0].failing) == "1 2 3 4 5 ");
    CHECK(numbers_of(*risks[0].set, risks[0].failing_key) == "3 5 ");
    CHECK(risks[1].revocation_case == RevocationCase::a);
    CHECK(risks[1].tier == Tier::nang_cao);
    CHECK(risks[1].set->id == "MAU"); // of the tiers it holds, the one with results
    CHECK(words_of(risk_classes(*snapshot)) ==
          "none case_a case_a not_recognised case_b not_recognised not_in_scope none "
          "not_assessed not_recognised not_recognised not_in_scope ");
    // Before its recognition 00005 had nothing to lose; before the results nobody was at risk.
    CHECK(codes_of(*province().on("2022-06-30"), find_risks(*province().on("2022-06-30"))) == "00002 00003 ");
    CHECK(find_risks(*province().on("2022-06-29")).empty());
    CHECK(find_risks(*snapshot, find_set(province().atlas()->criteria_sets, "XA-NTM-2021")).empty());
}

TEST_CASE("conditions of a district: shares counted from recognitions, recalled ones provisional", "[gaps]") {
    const auto east = district_conditions(*august(), province().unit("901"), Tier::ntm);
    REQUIRE(east.size() > 9);
    CHECK(east[0].value.value() == Approx(100 * 4 / 6.0)); // 00001, 00002, 00003, 00005 of six
    CHECK(east[0].threshold == 100.0);
    CHECK(east[0].state == ItemState::not_met);
    CHECK(east[0].provisional);
    CHECK(east[0].counted);
    CHECK(east[1].value.value() == Approx(100 * 2 / 6.0)); // nâng cao: at least 10 %
    CHECK(east[1].state == ItemState::met);
    CHECK(east.back().state == ItemState::missing); // no results of the district itself
    CHECK_FALSE(east.back().counted);
    const auto further = district_conditions(*august(), province().unit("901"), Tier::nang_cao);
    REQUIRE(further.size() > 2);
    CHECK(further[0].state == ItemState::met); // it is an NTM district
    CHECK(further[1].state == ItemState::not_met);
    CHECK(district_conditions(*august(), province().unit("902"), Tier::nang_cao)[0].state == ItemState::not_met);
    CHECK(district_conditions(*province().on("2025-07-01"), province().unit("901"), Tier::ntm)
              .empty()); // the level ended
    CHECK(district_conditions(*august(), province().unit("00001"), Tier::ntm).empty());
}

TEST_CASE("the summary carries the criteria of the set in force, or of the one asked for", "[gaps]") {
    const Summary summary = summarise(*august());
    REQUIRE(summary.criteria.has_value());
    CHECK(summary.criteria->set->id == "MAU");
    CHECK(summary.criteria->of == 10);
    CHECK(summary.criteria->mean_met.value() == Approx(7.375));
    CHECK(summary.criteria->least_met == 5U);
    CHECK(summary.targets.empty());
    const auto national = summarise(*august(), find_set(province().atlas()->criteria_sets, "XA-NTM-2021"));
    CHECK(national.criteria->judged == 1);
    CHECK_FALSE(summarise(*snapshot_on(load_small_province(), "2022-08-31")).criteria.has_value());
}

TEST_CASE("a province without districts: gaps, risk and ranks work on communes alone", "[gaps]") {
    const TemporaryFolder folder;
    std::string features;
    for (int i = 1; i <= 3; ++i) {
        const std::string west = std::to_string(105 + 0.1 * i), east = std::to_string(105.1 + 0.1 * i);
        features += std::string(i > 1 ? "," : "") + R"({"type":"Feature","properties":{"ma_xa":"0000)" +
                    std::to_string(i) + R"(","ten_xa":"Xã )" + std::to_string(i) +
                    R"(","ma_tinh":"90","ten_tinh":"Tỉnh Mẫu"},)" +
                    R"("geometry":{"type":"Polygon","coordinates":[[[)" + west + ",19],[" + east + ",19],[" + east +
                    ",20],[" + west + ",20],[" + west + ",19]]]}}";
    }
    folder.file("communes.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}");
    folder.file("results.csv", "unit_code,criteria_set,criterion_no,verdict,assessed_date\n"
                               "00001,XA-NTM-2026,1,đạt,2026-06-30\n00001,XA-NTM-2026,2,K,2026-06-30\n"
                               "00002,XA-NTM-2026,1,x,2026-06-30\n00002,XA-NTM-2026,2,Đ,2026-06-30\n");
    folder.file("workspace.toml", "[[boundaries]]\nlevel = \"commune\"\nsource = \"communes.geojson\"\n"
                                  "[[tables]]\nkind = \"assessment\"\nsource = \"results.csv\"\n");
    const auto atlas = load_atlas(path_text(folder.path()));
    REQUIRE(atlas);
    REQUIRE((*atlas)->units.count(Level::district) == 0);
    const auto snapshot = snapshot_on(*atlas, "2026-07-01");
    const Gaps gaps = find_gaps(*snapshot, UnitMatcher((*atlas)->units).by_code("90").unit);
    REQUIRE(gaps.set != nullptr);
    CHECK(gaps.set->id == "XA-NTM-2026");
    CHECK(gaps.in_scope == 3);
    CHECK(gaps.judged == 2);
    CHECK(gaps.mean_met.value() == Approx(1.5));
    CHECK(find_risks(*snapshot).empty()); // nobody is known to be recognised
    CHECK(risk_classes(*snapshot) == std::vector<RiskClass>(3, RiskClass::missing));
    CHECK(rank_units(*snapshot, Level::district, "criteria_met").size() == 3);
}
