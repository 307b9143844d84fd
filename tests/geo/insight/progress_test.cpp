#include "geo/insight/progress_to_target.hpp"

#include "tests/geo/insight/small_province.hpp"
#include "tests/geo/made_tables.hpp"

using namespace ntm;

// The small province of two districts (small_province.hpp; Đông = 901, Tây = 902) with duties laid over it. Of its
// recognitions those of 2022 matter here, worked out on paper:
//   xã NTM      00005 title year 2022, decided 1/7/2022; 00011 title year 2022, decided 1/1/2023
//   nâng cao    00002 title year 2021, decided 1/2/2022
//   kiểu mẫu    00001 title year 2022, decided 1/3/2022
//   huyện       Đông title year 2021, decided 1/4/2022
namespace {

const std::string targets_2022 = "unit_code|unit_name|year|measure|value|floor|carry_over_year\n"
                                 "|Tổng|2022|xa_ntm|4||\n"
                                 "901||2022|xa_ntm|2||\n"
                                 "902||2022|xa_ntm|2|x|\n"
                                 "901||2022|xa_ntm_nang_cao|1||\n"
                                 "902||2022|xa_ntm_nang_cao|||\n"
                                 "901||2022|xa_ntm_kieu_mau|1||\n"
                                 "|Tổng|2022|huyen_ntm|1||\n"
                                 "902||2022|huyen_ntm|1||\n"
                                 "901||2022|huyen_ntm|||2021\n"
                                 "901||2022|ocop|2||\n"
                                 "902||2022|ocop|3||\n"
                                 "901||2022|thon_ntm|2||\n"
                                 "901||2021|xa_ntm_nang_cao|1||";

const std::string products = "unit_code|name|recognised_date\n"
                             "00001|Mắm tôm|2022-05-01\n"
                             "00001|Chè lam|2020-01-01\n"
                             "00001|Chè lam|2022-06-01\n"  // assessed again, not new
                             "00007|Bánh gai|2022-08-31\n" // a town makes products too
                             "00009|Nem chua|2022-10-10";

const std::string assignments = "body|unit_code|criterion_no|from|to\n"
                                "Sở Tư pháp|901|||2022-06-30\n"
                                "Sở Y tế|901||2022-07-01|\n"
                                "Tỉnh Đoàn|902|||\n"
                                "Sở Nông nghiệp||13; 14/17||\n"
                                "Sở Y tế||15||2021-12-31";

std::shared_ptr<Atlas> with_duties(const std::vector<std::pair<std::string, std::string>>& tables) {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    for (const auto& [kind, lines] : tables) {
        MadeReader made(atlas->units, lines);
        read_duties(atlas->duties, kind, made.reader);
        CHECK(made.reader.take_issues().empty());
    }
    return atlas;
}

std::shared_ptr<Atlas> province_2022() {
    return with_duties({{"target", targets_2022}, {"product", products}, {"assignment", assignments}});
}

/// "901 xa_ntm": the unit's code or "all", and the measure.
const TargetProgress& row_of(const std::vector<TargetProgress>& rows, const Snapshot& snapshot, const std::string& name,
                             bool carried_over = false) {
    for (const TargetProgress& row : rows) {
        const auto& unit = row.target->unit;
        const std::string own = (unit ? snapshot.atlas->units.code(*unit) : "all") + " " + row.target->measure;
        if (own == name && row.carried_over == carried_over) {
            return row;
        }
    }
    FAIL("no target " << name);
    return rows.front();
}

std::string names(const Snapshot& snapshot, const std::vector<RankRow>& rows) {
    std::string text;
    for (const RankRow& row : rows) {
        text += std::to_string(row.place) + " " + snapshot.atlas->units.name(row.unit) + "; ";
    }
    return text;
}

} // namespace

TEST_CASE("achieved counts title years, decided by the date", "[progress]") {
    const auto atlas = province_2022();
    const auto august = snapshot_on(atlas, "2022-08-31");
    const auto rows = target_progress(*august, 2022);
    CHECK(rows.size() == 11); // 13 rows less the empty cell and the row of 2021
    const TargetProgress all = row_of(rows, *august, "all xa_ntm");
    CHECK(all.achieved == 1.0);
    CHECK(all.remaining == 3.0);
    CHECK(row_of(rows, *august, "901 xa_ntm").remaining == 1.0);
    CHECK(row_of(rows, *august, "902 xa_ntm").achieved == 0.0); // 00011 is not decided yet
    CHECK(row_of(rows, *august, "902 xa_ntm").target->floor);
    CHECK(row_of(rows, *august, "901 xa_ntm_nang_cao").achieved == 0.0); // decided in 2022, title of 2021
    CHECK(row_of(rows, *august, "901 xa_ntm_kieu_mau").remaining == 0.0);
    const auto january = snapshot_on(atlas, "2023-01-31");
    const auto later = target_progress(*january, 2022);
    CHECK(row_of(later, *january, "all xa_ntm").achieved == 2.0);
    CHECK(row_of(later, *january, "902 xa_ntm").remaining == 1.0);
    // The title of 2021 counts for 2021, once it is decided.
    CHECK(row_of(target_progress(*august, 2021), *august, "901 xa_ntm_nang_cao").achieved == 1.0);
    const auto before = snapshot_on(atlas, "2021-12-31");
    CHECK(row_of(target_progress(*before, 2021), *before, "901 xa_ntm_nang_cao").achieved == 0.0);
}

TEST_CASE("the year's count is the one of the snapshot's tallies", "[progress]") {
    const auto atlas = with_duties({{"target", "unit_code|year|measure|value\n901|2022|xa_ntm|9\n902|2022|xa_ntm|9\n"
                                               "901|2022|xa_ntm_kieu_mau|9\n902|2022|xa_ntm_kieu_mau|9"}});
    for (const std::string date : {"2022-01-01", "2022-03-01", "2022-07-01", "2022-12-31"}) {
        const auto snapshot = snapshot_on(atlas, date);
        for (const TargetProgress& row : target_progress(*snapshot, 2022)) {
            const auto tier = row.target->measure == "xa_ntm" ? Tier::ntm : Tier::kieu_mau;
            const TierTally& tally = snapshot->tiers_of[1][row.target->unit->id];
            CHECK(row.achieved == static_cast<double>(tally.new_in_year[static_cast<std::size_t>(tier)]));
        }
    }
}

TEST_CASE("the pace to the deadline, in months of the calendar", "[progress]") {
    auto atlas = province_2022();
    const auto pace = [&](const std::string& date, const std::string& name) {
        const auto snapshot = snapshot_on(atlas, date);
        return row_of(target_progress(*snapshot, 2022), *snapshot, name).per_month;
    };
    CHECK(pace("2022-08-31", "all xa_ntm") == 0.75); // three communes in four months
    CHECK(pace("2022-06-30", "902 xa_ntm").value() == Approx(2.0 / 6));
    CHECK(pace("2022-09-15", "902 xa_ntm").value() == Approx(2 / 3.5));
    CHECK(pace("2022-08-31", "901 xa_ntm_kieu_mau") == 0.0);
    CHECK_FALSE(pace("2022-12-31", "902 xa_ntm")); // nothing left to spread over
    CHECK_FALSE(pace("2023-01-31", "902 xa_ntm"));
    atlas->workspace.deadline = day("2022-10-31");
    CHECK(pace("2022-08-31", "all xa_ntm") == 1.5);
}

TEST_CASE("a carried-over unit is listed and left out of the year's count", "[progress]") {
    const auto atlas = with_duties({{"target", targets_2022 + "\n00005||2022|xa_ntm|1||2021"}});
    const auto august = snapshot_on(atlas, "2022-08-31");
    const auto rows = target_progress(*august, 2022);
    const TargetProgress commune = row_of(rows, *august, "00005 xa_ntm", true);
    CHECK(commune.achieved == 1.0);
    CHECK(commune.remaining == 0.0);
    CHECK(row_of(rows, *august, "all xa_ntm").achieved == 0.0); // without it the target of the year is untouched
    CHECK(row_of(rows, *august, "901 xa_ntm").remaining == 2.0);
    // Đông was due in 2021; its cell is empty, the row itself says that it is due.
    const TargetProgress district = row_of(rows, *august, "901 huyen_ntm", true);
    CHECK(district.achieved == 1.0);
    CHECK(district.remaining == 0.0);
    CHECK(row_of(rows, *august, "all huyen_ntm").achieved == 0.0);
    const auto march = snapshot_on(atlas, "2022-03-31");
    CHECK(row_of(target_progress(*march, 2022), *march, "901 huyen_ntm", true).remaining == 1.0);
}

TEST_CASE("products are counted by their first recognition, villages only from printed increments", "[progress]") {
    auto atlas = province_2022();
    const auto on = [&](const std::string& date, const std::string& name) {
        const auto snapshot = snapshot_on(atlas, date);
        return row_of(target_progress(*snapshot, 2022), *snapshot, name).achieved;
    };
    CHECK(on("2022-08-30", "901 ocop") == 1.0);
    CHECK(on("2022-08-31", "901 ocop") == 2.0);
    CHECK(on("2022-08-31", "902 ocop") == 0.0);
    CHECK(on("2022-12-31", "902 ocop") == 1.0);
    CHECK_FALSE(on("2022-08-31", "901 thon_ntm")); // not known, not zero
    const auto snapshot = snapshot_on(atlas, "2022-08-31");
    CHECK_FALSE(row_of(target_progress(*snapshot, 2022), *snapshot, "901 thon_ntm").remaining);
    MadeReader figures(atlas->units, "unit_code|measure|level|kind|period|date|value\n"
                                     "901|thon_ban_ntm|village|stock|lũy kế|2022-06-30|40\n"
                                     "901|thon_ban_ntm|village|increment|2022-03|2022-03-31|1\n"
                                     "902|thon_ban_ntm|village|increment|2022|2022-06-30|7\n"
                                     "901|thon_ban_ntm|village|increment|2022-01..2022-05|2022-05-31|0\n"
                                     "901|thon_ban_ntm|village|increment|2022|2022-10-31|2");
    read_figures(atlas->figures, figures.reader);
    CHECK_FALSE(on("2022-04-30", "901 thon_ntm")); // March alone is not the year so far
    CHECK(on("2022-08-31", "901 thon_ntm") == 0.0);
    CHECK(on("2022-12-31", "901 thon_ntm") == 2.0);
}

TEST_CASE("without recognitions nothing is achieved or missed", "[progress]") {
    auto atlas = province_2022();
    atlas->recognitions = {};
    atlas->figures.clear();
    const auto snapshot = snapshot_on(atlas, "2022-08-31");
    const auto rows = target_progress(*snapshot, 2022);
    CHECK_FALSE(row_of(rows, *snapshot, "901 xa_ntm").achieved);
    CHECK_FALSE(row_of(rows, *snapshot, "901 huyen_ntm", true).achieved);
    CHECK_FALSE(rank_units(*snapshot, Level::district, "share_ntm")[0].terms[0].value);
}

TEST_CASE("who answers, on which day", "[progress]") {
    const auto atlas = province_2022();
    using Bodies = std::vector<std::string>;
    const UnitRef east = *atlas->duties.targets[1].unit;
    const auto june = snapshot_on(atlas, "2022-06-30");
    const auto july = snapshot_on(atlas, "2022-07-01");
    CHECK(bodies_of(*june, east) == Bodies{"Sở Tư pháp"});
    CHECK(bodies_of(*july, east) == Bodies{"Sở Y tế"});
    CHECK(bodies_of(*july, {Level::commune, 8}) == Bodies{"Tỉnh Đoàn"}); // 00009 in Tây: from its district
    CHECK(bodies_of(*july, {Level::province, 0}).empty());
    CHECK(row_of(target_progress(*july, 2022), *july, "902 ocop").bodies == Bodies{"Tỉnh Đoàn"});
    CHECK(bodies_of_criterion(*july, "14") == Bodies{"Sở Nông nghiệp"});
    CHECK(bodies_of_criterion(*july, "17.10") == Bodies{"Sở Nông nghiệp"});
    CHECK(bodies_of_criterion(*july, "1").empty());  // not 13, 14 or 17
    CHECK(bodies_of_criterion(*july, "15").empty()); // ended with 2021
    CHECK(bodies_of_criterion(*snapshot_on(atlas, "2021-12-31"), "15") == Bodies{"Sở Y tế"});
}

// Deadlines of document 000 (15/9, 30/9, 12/2022, "khẩn trương") seen from the day of its figures, with made ones
// beside.
TEST_CASE("what is due and what is overdue on 31 August 2022", "[progress]") {
    const auto atlas = with_duties({{"task", "body|what|deadline|done_date\n"
                                             "Sở Xây dựng|không ngày||\n"
                                             "UBND huyện|tháng 12|2022-12-01|\n"
                                             "Sở Tài chính|quý III|2022-09-30|\n"
                                             "Các sở|giữa tháng 9|2022-09-15|\n"
                                             "Sở A|hôm nay|2022-08-31|\n"
                                             "Sở B|xong|2022-08-01|2022-07-30\n"
                                             "Sở C|xong sau|2022-08-15|2022-09-10\n"
                                             "Sở D|năm sau|2023-08-31|"},
                                    {"process", "unit_code|tier|step|deadline\n901|ntm|thẩm tra|2022-03-31"}});
    const auto august = snapshot_on(atlas, "2022-08-31");
    std::vector<std::string> seen;
    for (const DueItem& item : due_items(*august)) {
        seen.push_back((item.task != nullptr ? item.task->what : item.step->step) + ": " +
                       std::string(due_state_word(item.state)) + " " + std::to_string(item.days_left));
    }
    CHECK(seen == std::vector<std::string>{"thẩm tra: overdue -153", "xong sau: overdue -16",
                                           "hôm nay: due_this_month 0", "giữa tháng 9: due_this_quarter 15",
                                           "quý III: due_this_quarter 30", "tháng 12: later 92", "năm sau: later 365",
                                           "không ngày: no_deadline 0", "xong: done 0"});
    // In September the same deadlines are due this month.
    for (const DueItem& item : due_items(*snapshot_on(atlas, "2022-09-11"))) {
        if (item.task != nullptr && item.task->body == "Sở Tài chính") {
            CHECK(item.state == DueState::due_this_month);
        }
        if (item.task != nullptr && item.task->body == "Sở C") {
            CHECK(item.state == DueState::done);
        }
    }
}

TEST_CASE("the lagging district first, every term shown, change since a date", "[progress]") {
    const auto atlas = province_2022();
    const auto august = snapshot_on(atlas, "2022-08-31");
    const auto december = snapshot_on(atlas, "2021-12-31");
    const auto rows = rank_units(*august, Level::district, "lagging", december.get());
    CHECK(names(*august, rows) == "1 Huyện Tây; 2 Huyện Đông; ");
    // Tây: two of four communes NTM, one nâng cao, none of four with a plan. Đông: four, two of six; two plans of four.
    REQUIRE(rows[0].terms.size() == 4);
    CHECK(rows[0].terms[0].name == "share_ntm");
    CHECK(rows[0].terms[0].value == 0.5);
    CHECK(rows[0].terms[1].value == 0.25);
    CHECK(rows[0].terms[2].value == 0.0);
    CHECK_FALSE(rows[0].terms[3].value); // nothing assessed
    CHECK(rows[1].terms[0].value == 4.0 / 6);
    CHECK(rows[1].terms[1].value == 2.0 / 6);
    CHECK(rows[1].terms[2].value == 0.5);
    CHECK(rows[0].change == 0.0);
    CHECK(rows[1].change.value() == Approx(1.0 / 6)); // 00005
    CHECK(rows[0].bodies == std::vector<std::string>{"Tỉnh Đoàn"});
    CHECK(names(*august, rank_units(*august, Level::district, "no such key")) == names(*august, rows));
}

TEST_CASE("equal units share a place, units without a value come behind and have none", "[progress]") {
    const auto atlas = province_2022();
    const auto august = snapshot_on(atlas, "2022-08-31");
    const auto communes = rank_units(*august, Level::commune, "share_kieu_mau");
    REQUIRE(communes.size() == 10); // town and ward are outside the programme
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(communes[i].place == 1);
    }
    CHECK(communes[9].place == 10);
    CHECK(august->atlas->units.code(communes[9].unit) == "00001");
    const auto advanced = rank_units(*august, Level::district, "xa_ntm_nang_cao");
    CHECK(names(*august, advanced) == "1 Huyện Đông; 0 Huyện Tây; "); // Tây has an empty cell: no place
    CHECK(advanced[0].terms[0].value == 1.0);
    CHECK_FALSE(advanced[1].terms[0].value);
    CHECK_FALSE(advanced[1].change);
    // Kiểu mẫu is reached in Đông and not asked for in Tây: reached is a value, none is none.
    CHECK(names(*august, rank_units(*august, Level::district, "xa_ntm_kieu_mau")) == "1 Huyện Đông; 0 Huyện Tây; ");
}

TEST_CASE("what remains of targets, never added up over kinds", "[progress]") {
    const auto atlas = province_2022();
    const auto august = snapshot_on(atlas, "2022-08-31");
    const auto communes = rank_units(*august, Level::district, "xa_ntm");
    CHECK(names(*august, communes) == "1 Huyện Tây; 2 Huyện Đông; ");
    CHECK(communes[0].terms[0].value == 2.0);
    CHECK_FALSE(communes[0].terms[0].higher_is_better);
    CHECK(communes[0].terms[1].value == 2.0); // the target
    CHECK(communes[0].terms[2].value == 0.0); // achieved
    const auto all = rank_units(*august, Level::district, "targets_open");
    CHECK(names(*august, all) == "1 Huyện Tây; 2 Huyện Đông; ");
    CHECK(all[0].terms[0].value == 3.0); // communes, the district, products
    CHECK(all[1].terms[0].value == 2.0); // communes, nâng cao; products and kiểu mẫu reached, villages not countable
    CHECK(all[0].terms.size() == 9);
    // Before the year begins every target counts as open; the villages, which nobody counts, are no progress since.
    const auto eve = snapshot_on(atlas, "2021-12-31");
    const auto since_eve = rank_units(*august, Level::district, "targets_open", eve.get());
    REQUIRE(since_eve[1].unit == all[1].unit);
    CHECK(since_eve[1].change == -2.0); // products and kiểu mẫu were reached
    const auto december = snapshot_on(atlas, "2022-12-31");
    const auto later = rank_units(*december, Level::district, "ocop", august.get());
    CHECK(later[0].terms[0].value == 2.0);
    CHECK(later[0].change == -1.0);
    // The province's own row is the one of the whole workspace.
    CHECK(rank_units(*august, Level::province, "xa_ntm")[0].terms[0].value == 3.0);
    // A ward with a target of its own is ranked beside the communes.
    CHECK(rank_units(*august, Level::commune, "ocop").size() == 10);
    const auto town =
        with_duties({{"target", "unit_code|year|measure|value\n00007|2022|ocop|2"}, {"product", products}});
    const auto towns = rank_units(*snapshot_on(town, "2022-08-31"), Level::commune, "ocop");
    REQUIRE(towns.size() == 11);
    CHECK(towns[0].terms[0].value == 1.0);
    CHECK(towns[1].place == 0); // no target, no place
}

TEST_CASE("mean criteria of the communes that were assessed", "[progress]") {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    CriteriaSet set;
    set.id = "TWO";
    for (const std::string no : {"1", "2"}) {
        Criterion criterion;
        criterion.no = no;
        set.criteria.push_back(criterion);
    }
    atlas->criteria_sets = {set};
    MadeReader made(atlas->units, "unit_code|criteria_set|criterion_no|verdict|assessed_date\n"
                                  "00001|TWO|1|đạt|2022-06-30\n00001|TWO|2|đạt|2022-06-30\n"
                                  "00002|TWO|1|đạt|2022-06-30\n00002|TWO|2|không đạt|2022-06-30\n"
                                  "00007|TWO|1|đạt|2022-06-30"); // a town: outside
    read_assessments(atlas->assessments, atlas->criteria_sets, made.reader);
    CHECK(count_issues(made.reader.take_issues()).errors == 0);
    CHECK(finish(atlas->assessments, atlas->criteria_sets).empty());
    const auto august = snapshot_on(atlas, "2022-08-31");
    const auto rows = rank_units(*august, Level::district, "criteria_met");
    CHECK(names(*august, rows) == "1 Huyện Đông; 0 Huyện Tây; "); // Tây was not assessed: no value, not zero
    CHECK(rows[0].terms[0].value == 1.5);
    CHECK_FALSE(rows[1].terms[0].value);
    CHECK(rank_units(*august, Level::district, "lagging")[1].terms[3].value == 1.5);
    const auto may = snapshot_on(atlas, "2022-05-31");
    CHECK_FALSE(rank_units(*august, Level::district, "criteria_met", may.get())[0].change); // nothing known then
}

TEST_CASE("a province without districts is ranked by communes", "[progress]") {
    auto atlas = std::make_shared<Atlas>();
    atlas->units = made_units("ma_xa|ten_xa\n00001|Xã Hai\n00002|Xã Ba\n00003|Phường Một\n00004|Xã Đá");
    MadeReader recognitions(atlas->units, "unit_code|tier|decision_date|title_year\n00001|ntm|2026-02-01|2026");
    read_recognitions(atlas->recognitions, atlas->units, recognitions.reader);
    CHECK(finish(atlas->recognitions).empty());
    MadeReader targets(atlas->units, "unit_code|year|measure|value\n|2026|xa_ntm|2\n00001|2026|xa_ntm|1\n"
                                     "00002|2026|xa_ntm|1\n|2026|huyen_ntm|1");
    read_duties(atlas->duties, "target", targets.reader);
    const auto march = snapshot_on(atlas, "2026-03-31");
    CHECK(names(*march, rank_units(*march, Level::district, "lagging")) == "1 Xã Ba; 1 Xã Đá; 3 Xã Hai; ");
    CHECK(names(*march, rank_units(*march, Level::commune, "xa_ntm")) == "1 Xã Ba; 2 Xã Hai; 0 Xã Đá; ");
    const auto rows = target_progress(*march, 2026);
    CHECK(rows[0].remaining == 1.0);
    CHECK(rows[1].remaining == 0.0);
    CHECK_FALSE(rows[3].achieved); // no district level: not countable
}

TEST_CASE("a plan read before its year begins, or after", "[progress]") {
    const auto atlas = province_2022();
    CHECK(target_year(*snapshot_on(atlas, "2022-08-31")) == 2022);
    CHECK(target_year(*snapshot_on(atlas, "2021-12-31")) == 2021);
    CHECK(target_year(*snapshot_on(atlas, "2020-12-31")) == 2021);
    CHECK(target_year(*snapshot_on(atlas, "2024-01-31")) == 2022);
    const auto none = load_small_province();
    CHECK(target_year(*snapshot_on(none, "2024-01-31")) == 2024);
    const auto later = snapshot_on(atlas, "2023-01-31");
    CHECK(rank_units(*later, Level::district, "xa_ntm")[0].terms[0].value == 1.0); // both districts lack one of 2022
}

TEST_CASE("keys of rankings", "[progress]") {
    const auto keys = rank_keys();
    CHECK(keys.front() == "lagging");
    CHECK(std::count(keys.begin(), keys.end(), "criteria_met") == 1);
    CHECK(std::count(keys.begin(), keys.end(), "ocop") == 1);
}
