#include "geo/insight/change.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/insight/plan_ends.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "geo/insight/summary.hpp"
#include "tests/geo/insight/made_workspace.hpp"

#include <algorithm>

using namespace ntm;

// Three whole provinces, loaded as a user's folder is, each worked out on paper beside its tables.
namespace {

std::size_t at(Tier tier) {
    return static_cast<std::size_t>(tier);
}

std::size_t count_code(const Atlas& atlas, std::string_view code) {
    return static_cast<std::size_t>(std::count_if(atlas.issues.begin(), atlas.issues.end(),
                                                  [&](const Issue& issue) { return issue.code == code; }));
}

const MeasureProgress& measure_of(const Summary& summary, std::string_view measure) {
    const auto found = std::find_if(summary.targets.begin(), summary.targets.end(),
                                    [&](const MeasureProgress& one) { return one.measure == measure; });
    REQUIRE(found != summary.targets.end());
    return *found;
}

std::string failing(const Gaps& gaps, std::string_view criterion_no, const MadeWorkspace& made) {
    for (const CriterionGaps& one : gaps.by_criterion) {
        if (gaps.set->criteria[one.criterion].no == criterion_no) {
            return made.codes(one.units_not_met);
        }
    }
    return "no such criterion";
}

// Twelve communes in two districts. Set CU until 31/12/2021, BO from 1/1/2022:
//   CU  1 a verdict; 2 at least 90%
//   BO  1 a verdict; 2 at least 98%, TDMNPB 95%; 3 at most 6% (a key criterion); 4 at least 55% (recalled)
//
//          recognitions                          BO on 30/6/2022            met  what it shows
//   01001  ntm 2016; nâng cao 10/2/2022 of 2021  đạt 99 6 55~               4    title year against decision, both
//   edges 01002  nâng cao 2021, no row for ntm         K 98 6,5 9,18~             1    implied lower tier; fails 1, 3,
//   4: case b 01003  ntm 2015, revoked 2021, again 2022    Đ Đ K Đ (whole criteria)   3    verdicts without values;
//   re-recognised 01004  ntm 2018                              a ward since 1/7/2022           never counted from that
//   day on 01005  none                                  n/a, h, o and no row       –    the four absences: withheld
//   stands for it 01006  ntm 2019                              đạt, 90 reported as đạt, 5, 60   4    the report stands
//   against its value 01007  ntm 1/5/2022                          no row                     –    missing 01008  none;
//   TDMNPB                          đạt 95 12 54,9~            2    regional override; short by 6 and by 0,1 01009  ntm
//   2020                              đạt 49/50 3/40 K           2    parts; 3 and 4 fail: half, case b 01010  ntm,
//   nâng cao, kiểu mẫu 3/3/2022      only under CU              –    two sets 01011  none đạt . K .                  1
//   01012  a town                                                                out of the programme
// 01009 had 4 reported as met on 15/1/2022.
MadeWorkspace twelve_communes() {
    std::vector<MadeWorkspace::Commune> communes;
    for (int i = 1; i <= 12; ++i) {
        const bool first = i <= 6;
        communes.push_back({"010" + std::string(i < 10 ? "0" : "") + std::to_string(i),
                            std::string("Xã ") + static_cast<char>('A' + i - 1), i == 12 ? "Thị trấn" : "Xã",
                            first ? "911" : "912", first ? "Huyện Thượng" : "Huyện Hạ"});
    }
    return MadeWorkspace(
        "title = \"Tỉnh Mẫu\"\nregion = \"BTB\"\nas_of = 2022-08-31\ndeadline = 2022-12-31", communes,
        {{"id = \"CU\"",
          "criterion_no|criterion_vi|indicator_no|kind|comparison|threshold|level|tier|effective_from|effective_to\n"
          "1|Quy hoạch|1.1|boolean|==|Đạt|commune|ntm|2016-01-01|2021-12-31\n2|Điện|2.1|percent|>=|90||||",
          true},
         {"id = \"BO\"",
          "criterion_no|criterion_vi|key_for_revocation|indicator_no|kind|unit|comparison|threshold|region|confidence|"
          "level|tier|effective_from\n"
          "1|Quy hoạch||1.1|boolean||==|Đạt||high|commune|ntm|2022-01-01\n"
          "2|Điện||2.1|percent|%|>=|98||high|||\n2|||2.1||||95|TDMNPB|high|||\n"
          "3|Nghèo|1|3.1|percent|%|<=|6||high|||\n4|Nước||4.1|percent|%|>=|55||low|||",
          true},
         {"kind = \"unit\"", "unit_code|type|region|valid_from\n01004|Xã||2010-01-01\n01004|Phường||2022-07-01\n"
                             "01008||TDMNPB|"},
         {"kind = \"recognition\"",
          "unit_code|tier|decision_no|decision_date|title_year|revoked_date\n"
          "01001|ntm|1|2016-06-01||\n01001|nang_cao|2|2022-02-10|2021|\n01002|nang_cao|3|2021-05-05||\n"
          "01003|ntm|4|2015-06-01||2021-03-01\n01003|ntm|5|2022-06-01|2022|\n01004|ntm|6|2018-01-01||\n"
          "01006|ntm|7|2019-01-01||\n01007|ntm|8|2022-05-01||\n01009|ntm|9|2020-01-01||\n01010|ntm|10|2015-01-01||\n"
          "01010|nang_cao|11|2020-01-01||\n01010|kieu_mau|12|2022-03-03||"},
         {"kind = \"assessment\"",
          "unit_code|criteria_set|criterion_no|indicator_no|verdict|value|numerator|denominator|assessed_date\n"
          "01001|BO||1.1|đạt||||2022-06-30\n01001|BO||2.1||99|||2022-06-30\n01001|BO||3.1||6|||2022-06-30\n"
          "01001|BO||4.1||55|||2022-06-30\n"
          "01002|BO||1.1|K||||2022-06-30\n01002|BO||2.1||98|||2022-06-30\n01002|BO||3.1||6,5|||2022-06-30\n"
          "01002|BO||4.1||9,18|||2022-06-30\n"
          "01003|BO|1||Đ||||2022-06-30\n01003|BO|2||Đ||||2022-06-30\n01003|BO|3||K||||2022-06-30\n"
          "01003|BO|4||Đ||||2022-06-30\n01004|BO|1||K||||2022-06-30\n"
          "01005|BO|1||chưa đánh giá||||2022-06-30\n01005|BO|2||không áp dụng||||2022-06-30\n"
          "01005|BO|3||không công bố||||2022-06-30\n"
          "01006|BO||1.1|đạt||||2022-06-30\n01006|BO||2.1|đạt|90|||2022-06-30\n01006|BO||3.1||5|||2022-06-30\n"
          "01006|BO||4.1||60|||2022-06-30\n"
          "01008|BO||1.1|đạt||||2022-06-30\n01008|BO||2.1||95|||2022-06-30\n01008|BO||3.1||12|||2022-06-30\n"
          "01008|BO||4.1||54,9|||2022-06-30\n"
          "01009|BO||4.1|đạt||||2022-01-15\n01009|BO||1.1|đạt||||2022-06-30\n"
          "01009|BO||2.1|||49|50|2022-06-30\n01009|BO||3.1|||3|40|2022-06-30\n01009|BO||4.1|K||||2022-06-30\n"
          "01010|CU||1.1|đạt||||2021-06-30\n01010|CU||2.1||92|||2021-06-30\n"
          "01011|BO||1.1|đạt||||2022-06-30\n01011|BO||3.1|K||||2022-06-30"},
         {"kind = \"target\"",
          "unit_code|unit_name|year|measure|value|carry_over_year\n"
          "|Tổng|2022|xa_ntm|3|\n911||2022|xa_ntm|ít nhất 2|\n912||2022|xa_ntm|1|\n912||2022|xa_ntm_nang_cao||\n"
          "01008||2022|xa_ntm||2021"},
         {"kind = \"assignment\"", "unit_code|body\n911|Sở LĐTBXH\n912|Sở Lao động, TB và xã hội"}});
}

} // namespace

TEST_CASE("twelve communes and two districts: tiers on three days", "[whole]") {
    const MadeWorkspace made = twelve_communes();
    CHECK(count_issues(made.atlas().issues).errors == 0);
    CHECK(count_code(made.atlas(), "verdict_against_value") == 1); // 01006

    const auto august = made.on("2022-08-31");
    CHECK(august->tiers.total == 12);
    CHECK(august->tiers.in_scope == 10); // not the ward, not the town
    CHECK(august->tiers.held[at(Tier::ntm)] == 7);
    CHECK(august->tiers.held[at(Tier::nang_cao)] == 3);
    CHECK(august->tiers.held[at(Tier::kieu_mau)] == 1);
    CHECK(august->tiers.exclusive[at(Tier::ntm)] == 4);
    CHECK(august->tiers.exclusive[at(Tier::none)] == 3);
    CHECK(august->tiers.new_in_year[at(Tier::ntm)] == 2);      // 01003 again, 01007
    CHECK(august->tiers.new_in_year[at(Tier::nang_cao)] == 0); // 01001 is of 2021
    CHECK(august->tiers.new_in_year[at(Tier::kieu_mau)] == 1);
    CHECK(august->tier[made.unit("01002").id].implied[at(Tier::ntm)]);

    const auto january = made.on("2022-01-31");
    CHECK(january->tiers.in_scope == 11); // 01004 is still a xã
    CHECK(january->tiers.held[at(Tier::ntm)] == 6);
    CHECK(january->tiers.held[at(Tier::nang_cao)] == 2);
    CHECK(made.on("2020-12-31")->tiers.held[at(Tier::ntm)] == 6); // 1, 3, 4, 6, 9, 10
}

TEST_CASE("twelve communes and two districts: criteria, risk and targets", "[whole]") {
    const MadeWorkspace made = twelve_communes();
    const auto august = made.on("2022-08-31");
    const Gaps gaps = find_gaps(*august, {});
    REQUIRE(gaps.set != nullptr);
    CHECK(gaps.set->id == "BO");
    CHECK(gaps.in_scope == 10);
    CHECK(gaps.judged == 7);
    CHECK(gaps.mean_met.value() == Approx(17.0 / 7));
    CHECK(gaps.least_met == 1U);
    CHECK(failing(gaps, "1", made) == "01002");
    CHECK(failing(gaps, "2", made).empty());
    CHECK(failing(gaps, "3", made) == "01002 01003 01008 01009 01011");
    CHECK(failing(gaps, "4", made) == "01002 01008 01009");
    REQUIRE(gaps.units.size() == 5);
    REQUIRE(gaps.without_results.size() == 3);
    CHECK(gaps.without_results[0] == std::pair(made.unit("01005"), ItemState::withheld));
    CHECK(gaps.without_results[1] == std::pair(made.unit("01007"), ItemState::missing));
    CHECK(gaps.without_results[2] == std::pair(made.unit("01010"), ItemState::missing));

    const UnitEvaluation eighth = evaluate_unit(*august, made.unit("01008"), gaps.set);
    CHECK(eighth.criteria[1].state == ItemState::met); // 95 is enough in the mountains
    CHECK(eighth.indicators[2].distance.value() == Approx(6));
    CHECK(eighth.indicators[3].distance.value() == Approx(0.1));
    CHECK(eighth.criteria[3].provisional);
    CHECK(
        evaluate_unit(*august, made.unit("01010"), find_set(made.atlas().criteria_sets, "CU")).count(ItemState::met) ==
        2);

    const auto risks = find_risks(*august);
    REQUIRE(risks.size() == 2);
    CHECK(risks[0].unit == made.unit("01002"));
    CHECK(risks[0].failing.size() == 3);
    CHECK(risks[1].unit == made.unit("01009"));
    CHECK(risks[1].revocation_case == RevocationCase::b);

    const Summary summary = summarise(*august);
    const MeasureProgress& ntm = measure_of(summary, "xa_ntm");
    CHECK(ntm.target == 3);
    CHECK(ntm.achieved == 2);
    CHECK(ntm.units == 2);
    CHECK(ntm.units_reached == 1); // Hạ: 01007
    CHECK(ntm.most_remaining == 1);
    CHECK(made.codes(ntm.farthest) == "911"); // two at least, 01003 alone came
    REQUIRE(summary.carried_over.size() == 1);
    CHECK(summary.carried_over[0].target->unit == made.unit("01008"));
    CHECK(summary.targets.size() == 1); // an empty cell is no target
    CHECK(summary.latest_recognition == Date::parse("2022-06-01"));
    REQUIRE(summary.criteria);
    CHECK(summary.criteria->incomplete == 1U); // 01011: nothing is known of 2 and 4
    CHECK(years_without_recognition(summarise(*made.on("2025-06-30"))) == "2023, 2024");

    const auto bodies = body_totals(*august, 2022);
    REQUIRE(bodies.size() == 1);          // two writings, one body
    CHECK(bodies[0].body == "Sở LĐTBXH"); // as met first
    CHECK(made.codes(bodies[0].units) == "911 912");
    REQUIRE(bodies[0].measures.size() == 1);
    CHECK(bodies[0].measures[0].target == 3);
    CHECK(bodies[0].measures[0].remaining == 1);
    CHECK(bodies[0].carried_over.size() == 1); // 01008 lies in Hạ
}

TEST_CASE("twelve communes and two districts: what changed between two days", "[whole]") {
    const MadeWorkspace made = twelve_communes();
    const auto january = made.on("2022-01-31"), august = made.on("2022-08-31");
    const Changes changes = find_changes(*january, *august);
    std::string told;
    for (const Change& change : changes.rows) {
        told += made.atlas().units.code(change.unit) + " " + std::string(change_kind_word(change.kind)) + " " +
                change.before + ">" + change.after + " " + (change.date ? change.date->iso() : "-") + "\n";
    }
    CHECK(told == "01001 tier ntm>nang_cao 2022-02-10\n"
                  "01003 tier none>ntm 2022-06-01\n"
                  "01004 scope true>false 2022-07-01\n"
                  "01004 type xa>phuong 2022-07-01\n"
                  "01007 tier none>ntm 2022-05-01\n"
                  "01009 criterion met>not_met 2022-06-30\n"
                  "01010 tier nang_cao>kieu_mau 2022-03-03\n");
    CHECK(changes.first_results == 6); // 01001, 2, 3, 6, 8, 11
    CHECK_FALSE(changes.sets.changed());
    CHECK(find_changes(*january, *august, made.unit("912")).rows.size() == 3);

    const Changes back = find_changes(*made.on("2021-01-31"), *january); // CU, then BO; 01003 revoked on 1/3/2021
    CHECK(back.sets.changed());
    CHECK(back.set == nullptr);
    REQUIRE(back.counts[static_cast<std::size_t>(ChangeKind::tier)] == 2); // 01002 rose, 01003 fell
    CHECK(back.rows[1].direction == -1);
    CHECK(back.rows[1].date == Date::parse("2021-03-01"));

    const auto became = [&](const Snapshot& before, const Snapshot& after, const char* code) {
        const auto id = made.unit(code).id;
        return tier_change(before.tier[id].tier, after.tier[id].tier);
    };
    CHECK(became(*january, *august, "01001") == TierChange::rose);
    CHECK(became(*january, *august, "01005") == TierChange::none);
    CHECK(became(*january, *august, "01006") == TierChange::same);
    CHECK(became(*made.on("2021-01-31"), *january, "01003") == TierChange::fell);
}

// A province after 1/7/2025: no districts, twenty criteria, headers and words as offices write them, names for codes.
//   Sông Đà  nâng cao 1/9/2025     20 of 20 (12 model gardens where 10 are asked)
//   Đồi Cao  NTM 15/10/2025        19: 7,5 gardens, short by 2,5
//   Bến Đò   NTM 1/12/2025         14: 15 to 20 fail, 30%, the key criterion 17 among them: case a
//   Hòn Chè  NTM 10/1/2026, later  10
//   Ao Sen   none                  not assessed
//   Chợ Mới  a ward
TEST_CASE("a province without districts, with twenty criteria and Vietnamese headers", "[whole]") {
    std::string set = "criterion_no|criterion_vi|key_for_revocation|indicator_no|kind|unit|comparison|threshold|level|"
                      "tier|effective_from\n1|Tiêu chí 1|||||||commune|ntm|2025-01-01";
    for (int i = 2; i <= 19; ++i) {
        set += "\n" + std::to_string(i) + "|Tiêu chí " + std::to_string(i) + (i == 17 ? "|1" : "|") + "||||||||";
    }
    set += "\n20|Vườn mẫu||20.1|number|vườn|>=|10|||";
    std::string results = "Tên xã|Ngày đánh giá|Kết quả|Tiêu chí|Chỉ tiêu|Giá trị|Bộ tiêu chí";
    const auto add = [&](const std::string& name, int from, int to, const std::string& word) {
        for (int i = from; i <= to; ++i) {
            results += "\n" + name + "|30/11/2025|" + word + "|" + std::to_string(i) + "|||B20";
        }
    };
    add("Sông Đà", 1, 19, "Đạt");
    results += "\nSông Đà|30/11/2025|||20.1|12|B20";
    add("Xã Đồi Cao", 1, 19, "x");
    results += "\nĐồi Cao|30/11/2025|||20.1|7,5|B20";
    add("Bến Đò", 1, 14, "Đ");
    add("Bến Đò", 15, 20, "Không đạt");
    add("Hòn Chè", 1, 10, "1");
    add("Hòn Chè", 11, 20, "0");
    add("Ao Sen", 1, 20, "Chưa đánh giá");
    const MadeWorkspace made(
        "title = \"Tỉnh Mới\"\nas_of = 2025-12-31",
        {{"20001", "Xã Sông Đà", "Xã", "", ""},
         {"20002", "Xã Đồi Cao", "Xã", "", ""},
         {"20003", "Xã Bến Đò", "Xã", "", ""},
         {"20004", "Xã Hòn Chè", "Xã", "", ""},
         {"20005", "Xã Ao Sen", "Xã", "", ""},
         {"20006", "Phường Chợ Mới", "Phường", "", ""}},
        {{"id = \"B20\"", set, true},
         {"kind = \"recognition\"", "Ngày QĐ|Số QĐ|Năm đạt chuẩn|Tên xã|Mức độ\n"
                                    "01/09/2025|1/QĐ|2025|Sông Đà|Xã đạt chuẩn NTM nâng cao\n"
                                    "15/10/2025|2/QĐ|2025|Đồi Cao|Xã đạt chuẩn NTM\n"
                                    "01/12/2025|3/QĐ||Bến Đò|NTM\n10/01/2026|4/QĐ|2025|Hòn Chè|NTM"},
         {"kind = \"assessment\"", results},
         {"kind = \"target\"", "Đơn vị|Năm|Xã đạt chuẩn NTM|Xã NTM nâng cao|Sản phẩm OCOP\n"
                               "Toàn tỉnh|2025|ít nhất 4|2|–\nSông Đà|2025||1|3"},
         {"kind = \"assignment\"", "Tên xã|Cơ quan phụ trách|Từ ngày\nSông Đà|Sở NN&PTNT|01/07/2025\n"
                                   "Bến Đò|Sở Nông nghiệp và Phát triển nông thôn|01/07/2025"},
         {"kind = \"task\"", "Nội dung|Cơ quan|Thời hạn|Ngày hoàn thành\nBáo cáo năm|Sở NNPTNT|15/12/2025|\n"
                             "Rà soát|UBND xã|31/12/2025|20/12/2025"}});
    CHECK(count_issues(made.atlas().issues).errors == 0);
    const auto end = made.on("2025-12-31");
    CHECK(end->tiers.in_scope == 5);
    CHECK(end->tiers.held[at(Tier::ntm)] == 3);
    CHECK(end->tiers.held[at(Tier::nang_cao)] == 1);
    const Gaps gaps = find_gaps(*end, {});
    REQUIRE(gaps.set != nullptr);
    CHECK(gaps.set->numbered_criteria() == 20);
    CHECK(gaps.judged == 4);
    CHECK(gaps.mean_met.value() == Approx((20 + 19 + 14 + 10) / 4.0));
    CHECK(gaps.least_met == 10U);
    REQUIRE(gaps.without_results.size() == 1);
    CHECK(gaps.without_results[0] == std::pair(made.unit("20005"), ItemState::not_assessed));
    CHECK(failing(gaps, "20", made) == "20002 20003 20004");
    const UnitEvaluation hill = evaluate_unit(*end, made.unit("20002"), gaps.set);
    CHECK(hill.indicators.back().distance.value() == Approx(2.5));
    const auto risks = find_risks(*end, gaps.set);
    REQUIRE(risks.size() == 1);
    CHECK(risks[0].unit == made.unit("20003"));
    CHECK(risks[0].revocation_case == RevocationCase::a);
    CHECK(judge_districts(*end).empty());

    const Summary summary = summarise(*end);
    CHECK(measure_of(summary, "xa_ntm").target == 4);
    CHECK(measure_of(summary, "xa_ntm").floor);
    CHECK(measure_of(summary, "xa_ntm").achieved == 2); // Đồi Cao, Bến Đò; Hòn Chè is decided later
    CHECK(measure_of(summary, "xa_ntm_nang_cao").remaining == 1);
    CHECK(measure_of(summary, "ocop").target == 3); // a dash is no target of the whole: its units are added up
    const auto bodies = body_totals(*end, 2025);
    REQUIRE(bodies.size() == 1);
    CHECK(made.codes(bodies[0].units) == "20001 20003");
    const auto due = due_items(*end);
    REQUIRE(due.size() == 2);
    CHECK(due[0].state == DueState::overdue);
    CHECK(due[0].task->body == "Sở NN&PTNT"); // one name in all tables
    CHECK(made.atlas().duties.body_names.means(due[0].task->body, "Nông nghiệp"));
    CHECK(due[1].state == DueState::done);

    const auto ranked = rank_units(*end, Level::district, "criteria_met"); // communes stand in
    REQUIRE(ranked.size() == 5);
    CHECK(ranked[0].unit == made.unit("20004"));
    CHECK(ranked[4].unit == made.unit("20005"));
    CHECK(ranked[4].place == 0); // nothing known: no place
    CHECK(crosses_reform(*Date::parse("2025-06-30"), end->as_of));
    CHECK_FALSE(crosses_reform(*Date::parse("2025-07-01"), end->as_of));
}

// One district, columns in another order, thousands and decimals as a Vietnamese table writes them, English in another.
//   31001  1.234 of 1.250 households (98,72%), 45,0 million, 5,00% poor    3 of 3; plan until 30/6/2023
//   31002  1.100 of 1.250 (88%, short by 10), 44,25 (short by 0,75), 4,2   1; plan of 2021-2030, no last day
//   31003  98,5%, else no row                                             1; no plan
TEST_CASE("a district with shuffled columns and mixed numbers", "[whole]") {
    const MadeWorkspace made(
        "title = \"Huyện Cửa Sông\"\nas_of = 2023-01-15",
        {{"31001", "Xã Một Bến", "Xã", "931", "Huyện Cửa Sông"},
         {"31002", "Xã Hai Bến", "Xã", "931", "Huyện Cửa Sông"},
         {"31003", "Xã Ba Bến", "Xã", "931", "Huyện Cửa Sông"}},
        {{"id = \"C3\"",
          "threshold|comparison|unit|kind|indicator_no|criterion_vi|criterion_no|level|tier|effective_from\n"
          "98|>=|%|percent|1.1|Điện|1|commune|ntm|2022-01-01\n45|>=|triệu đồng|currency|2.1|Thu nhập|2|||\n"
          "5|<=|%|percent|3.1|Nghèo|3|||",
          true},
         {"kind = \"assessment\"",
          "mau_so|thoi_diem|gia_tri|chi_tieu|tu_so|ma_xa|bo_tieu_chi\n"
          "1.250|31/12/2022||1.1|1.234|31001|C3\n|31/12/2022|45,0|2.1||31001|C3\n|31/12/2022|5,00|3.1||31001|C3\n"
          "1.250|31/12/2022||1.1|1.100|31002|C3\n|31/12/2022|44,25|2.1||31002|C3\n|31/12/2022|4,2|3.1||31002|C3\n"
          "|31/12/2022|98,5|1.1||31003|C3"},
         {"kind = \"recognition\"", "tier|decision_date|unit_code|revoked_date\nntm|2021-01-01|31001|\n"
                                    "ntm|2020-01-01|31002|2022-05-05\nntm|2022-12-01|931|"},
         {"kind = \"plan\"", "Hiệu lực đến|Trạng thái|Ngày trạng thái|Từ năm|Đến năm|Mã xã|Loại quy hoạch\n"
                             "30/06/2023|6|01/02/2021|2021|2030|31001|\n|6|01/02/2021|2021|2030|31002|\n"
                             "31/12/2045|6|14/10/2021|2021|2045|931|Quy hoạch vùng huyện"},
         {"kind = \"capital\"", "unit_of_money|planned|source|year\ntỷ đồng|1,095.207|Ngân sách tỉnh|2023\n"
                                "tỷ đồng|12.5|Ngân sách xã|2023"},
         {"kind = \"target\"", "chuyen_tiep_tu|chi_tieu|gia_tri|nam|ma_huyen\n|Xã NTM|2|2024|931"}});
    CHECK(count_issues(made.atlas().issues).errors == 0);
    const auto day = made.on("2023-01-15");
    const Gaps gaps = find_gaps(*day, {});
    REQUIRE(gaps.set != nullptr);
    CHECK(gaps.judged == 3);
    CHECK(gaps.mean_met.value() == Approx(5.0 / 3));
    const UnitEvaluation first = evaluate_unit(*day, made.unit("31001"), gaps.set);
    CHECK(first.count(ItemState::met) == 3);
    CHECK(first.indicators[0].value.value() == Approx(98.72)); // thousands, beside "45,0"
    const UnitEvaluation second = evaluate_unit(*day, made.unit("31002"), gaps.set);
    CHECK(second.indicators[0].distance.value() == Approx(10));
    CHECK(second.indicators[1].distance.value() == Approx(0.75));
    CHECK(made.atlas().duties.capital[0].planned.value() == Approx(1095.207));

    const auto soon = plans_ending(*day, months_after(day->as_of, 6));
    REQUIRE(soon.size() == 1);
    CHECK(soon[0].unit == made.unit("31001"));
    CHECK_FALSE(soon[0].of_period);
    const auto all = plans_ending(*day, *Date::parse("2030-12-31"));
    REQUIRE(all.size() == 2);
    CHECK(all[1].ends == Date::parse("2030-12-31"));
    CHECK(all[1].of_period);
    CHECK(months_after(*Date::parse("2023-08-31"), 6) == Date::parse("2024-02-29"));

    const auto districts = judge_districts(*day); // 31002 was revoked: one of three communes
    REQUIRE(districts.size() == 1);
    CHECK(districts[0].revoked == 1);
    CHECK(districts[0].communes == 3);
    CHECK(districts[0].case_word() == "a");
    CHECK_FALSE(districts[0].judged);

    const auto targets = target_progress(*day, target_year(*day)); // of 2024: a year that has not begun
    REQUIRE(targets.size() == 1);
    CHECK(targets[0].not_begun);
    CHECK_FALSE(targets[0].achieved);
    CHECK(targets[0].remaining == 2);
    CHECK(targets[0].per_month.value() == Approx(2.0 / 12));
}
