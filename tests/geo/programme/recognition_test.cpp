#include "geo/programme/before_units.hpp"

#include "tests/catch.hpp"
#include "tests/geo/made_tables.hpp"

#include <map>
#include <random>

using namespace ntm;

// The rules of a tier on a date, worked out by hand from the rules of the programme: the highest unrevoked tier counts,
// a higher one implies the lower ones, revoking a lower one ends the higher ones.
namespace {

Date day(std::string_view text) {
    return *Date::parse(text);
}

const Units& units() {
    static const Units made = made_units("ma_xa|ten_xa\n00001|Xã A\n00002|Xã B\n00003|Phường C\n00004|Xã D");
    return made;
}

struct Read {
    RecognitionRegister recognitions;
    Issues issues;
    [[nodiscard]] std::span<const Recognition> of(std::uint32_t id) const {
        return recognitions.of({Level::commune, id});
    }
};

Read read(const std::string& lines) {
    MadeReader made(units(), lines);
    Read result;
    read_recognitions(result.recognitions, units(), made.reader);
    result.issues = made.reader.take_issues();
    append_issues(result.issues, finish(result.recognitions));
    return result;
}

/// A commune's rows as "tier decided [revoked]".
Read history(const std::vector<std::string>& rows) {
    std::string lines = "unit_code|tier|decision_date|revoked_date";
    for (const std::string& row : rows) {
        std::istringstream words(row);
        std::string tier, decided, revoked;
        words >> tier >> decided >> revoked;
        lines += "\n00001|" + tier + "|" + decided + "|" + revoked;
    }
    return read(lines);
}

std::string held_words(const TierState& state) {
    std::string words;
    for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai}) {
        const auto i = static_cast<std::size_t>(tier);
        if (state.held[i]) {
            words += (words.empty() ? "" : " ") + std::string(tier_word(tier)) + (state.implied[i] ? "*" : "");
        }
    }
    return words;
}

std::size_t at(Tier tier) {
    return static_cast<std::size_t>(tier);
}

} // namespace

TEST_CASE("the tier on a date, case by case", "[programme]") {
    struct Case {
        const char* what;
        std::vector<std::string> rows;
        const char* date;
        const char* tier;
        const char* held; ///< * = implied, without a row of its own
    };
    const std::vector<std::string> full{"ntm 2015-05-15", "nang_cao 2019-06-01", "kieu_mau 2022-03-01"};
    const std::vector<std::string> fallen{"ntm 2015-05-15 2021-03-01", "nang_cao 2019-06-01"};
    const std::vector<std::string> again{"ntm 2015-05-15 2021-03-01", "nang_cao 2019-06-01", "ntm 2022-02-02"};
    const std::vector<Case> cases{
        {"no row", {}, "2022-08-31", "none", ""},
        {"the day before the decision", full, "2015-05-14", "none", ""},
        {"the day of the decision counts", full, "2015-05-15", "ntm", "ntm"},
        {"two tiers", full, "2022-02-28", "nang_cao", "ntm nang_cao"},
        {"three tiers", full, "2022-03-01", "kieu_mau", "ntm nang_cao kieu_mau"},
        {"a higher tier implies the lower", {"nang_cao 2019-06-01"}, "2020-01-01", "nang_cao", "ntm* nang_cao"},
        {"the highest implies both", {"kieu_mau 2019-06-01"}, "2020-01-01", "kieu_mau", "ntm* nang_cao* kieu_mau"},
        {"implied from its own day only", {"nang_cao 2019-06-01"}, "2019-05-31", "none", ""},
        {"the day before a revocation", fallen, "2021-02-28", "nang_cao", "ntm nang_cao"},
        {"revoking the lower tier ends the higher one", fallen, "2021-03-01", "none", ""},
        {"revoking the higher tier leaves the lower",
         {"ntm 2015-05-15", "nang_cao 2019-06-01 2021-03-01"},
         "2021-03-01",
         "ntm",
         "ntm"},
        {"revoking the middle tier ends the top, not the bottom",
         {"ntm 2015-05-15", "nang_cao 2018-01-01 2021-03-01", "kieu_mau 2019-01-01"},
         "2021-03-01",
         "ntm",
         "ntm"},
        {"recognised again: the lower tier only", again, "2022-08-31", "ntm", "ntm"},
        {"between revocation and the new decision", again, "2022-02-01", "none", ""},
        {"a higher tier decided after the fall stands",
         {"ntm 2015-05-15 2021-03-01", "ntm 2022-02-02", "nang_cao 2022-06-01"},
         "2022-08-31",
         "nang_cao",
         "ntm nang_cao"},
        {"revoking a tier that only implied the lower leaves none",
         {"nang_cao 2019-06-01 2021-03-01"},
         "2021-03-01",
         "none",
         ""},
        {"the order in the file does not matter",
         {"kieu_mau 2022-03-01", "ntm 2015-05-15", "nang_cao 2019-06-01"},
         "2022-08-31",
         "kieu_mau",
         "ntm nang_cao kieu_mau"},
        {"hiện đại rests on NTM alone", {"hien_dai 2026-03-01"}, "2026-12-31", "hien_dai", "ntm* hien_dai"},
    };
    for (const Case& c : cases) {
        INFO(c.what);
        const Read made = history(c.rows);
        const TierState state = tier_on(made.of(0), day(c.date));
        CHECK(tier_word(state.tier) == c.tier);
        CHECK(held_words(state) == c.held);
        CHECK((state.row == nullptr) == (state.tier == Tier::none));
    }
}

// Document 004: Triệu Sơn has the title of the year 2021, but its decision fell in 2022.
TEST_CASE("a title of 2021 decided in 2022 is stock from the decision on and never new in 2022", "[programme]") {
    const Read made = read("unit_code|tier|decision_date|title_year\n00001|ntm|2022-05-25|2021");
    CHECK(made.issues.empty());
    CHECK(tier_on(made.of(0), day("2021-12-31")).tier == Tier::none);
    CHECK(tier_on(made.of(0), day("2022-05-24")).tier == Tier::none);
    const TierState state = tier_on(made.of(0), day("2022-08-31"));
    CHECK(state.tier == Tier::ntm);
    CHECK_FALSE(state.new_in_year[at(Tier::ntm)]);
    CHECK(made.of(0)[0].title_year == 2021);
    CHECK_FALSE(made.of(0)[0].title_year_derived);
}

TEST_CASE("new in the year counts title years, and only tiers with a decision of their own", "[programme]") {
    const Read made = read("unit_code|tier|decision_date|title_year\n00001|ntm|2015-05-15|2015\n"
                           "00001|kieu_mau|2022-03-01|2022\n00002|ntm|2022-06-01|");
    const TierState state = tier_on(made.of(0), day("2022-08-31"));
    CHECK(state.new_in_year[at(Tier::kieu_mau)]);
    CHECK_FALSE(state.new_in_year[at(Tier::nang_cao)]); // implied: nobody decided it
    CHECK_FALSE(state.new_in_year[at(Tier::ntm)]);
    CHECK(tier_on(made.of(1), day("2022-08-31")).new_in_year[at(Tier::ntm)]);
    CHECK_FALSE(tier_on(made.of(1), day("2023-01-01")).new_in_year[at(Tier::ntm)]);
    CHECK(made.of(1)[0].title_year == 2022);
    CHECK(made.of(1)[0].title_year_derived);
}

TEST_CASE("contradictions are told with their row; what is sound is loaded", "[programme]") {
    const Read made = read("unit_code|tier|decision_date|title_year|revoked_date\n"
                           "00001|ntm|2015-05-15|2015|\n"
                           "00001|ntm|2016-05-15|2016|\n" // 3: doubled
                           "00002|nang_cao|2019-01-01||\n"
                           "00002|ntm|2020-01-01||\n"           // 5: the lower after the higher
                           "00004|ntm|2020-01-01||2019-01-01\n" // 6: revoked before decided
                           "00004|nang_cao|31/02/2022|2022|\n"  // 7: no such day: not guessed from the year
                           "00004|kieu_mau|||\n"                // 8: no day at all
                           "00004|siêu chuẩn|2022-01-01||\n"    // 9: no such tier
                           "00003|ntm|2020-01-01||\n"           // 10: a ward
                           "77777|ntm|2020-01-01||\n"           // 11: no such unit
                           "00004|ntm|2021-06-01|2022|");       // 12: title after the decision
    const auto row_of = [&](const char* code) { return issue_of(made.issues, code).where.row; };
    CHECK(row_of("recognition_doubled") == 3);
    CHECK(row_of("tier_order") == 5);
    CHECK(row_of("date_order") == 6);
    CHECK(row_of("date_invalid") == 7);
    CHECK(row_of("decision_date_missing") == 8);
    CHECK(row_of("tier_unknown") == 9);
    CHECK(issue_of(made.issues, "tier_unknown").where.value == "siêu chuẩn");
    CHECK(row_of("recognition_out_of_scope") == 10);
    CHECK(row_of("unit_unmatched") == 11);
    CHECK(row_of("title_year_after_decision") == 12);
    CHECK(made.issues.size() == 9);
    CHECK(made.recognitions.rows.size() == 6);
    CHECK(tier_on(made.of(0), day("2022-08-31")).tier == Tier::ntm);
    CHECK(tier_on(made.of(3), day("2022-08-31")).tier == Tier::ntm); // by its one sound row
}

TEST_CASE("a title year without a day is taken as its last day, and said", "[programme]") {
    const Read made = read("unit_code|tier|decision_date|title_year\n00001|ntm||2019");
    CHECK(issue_of(made.issues, "decision_date_assumed").severity == Severity::warning);
    CHECK(tier_on(made.of(0), day("2019-12-30")).tier == Tier::none);
    CHECK(tier_on(made.of(0), day("2019-12-31")).tier == Tier::ntm);
}

TEST_CASE("a table without a tier column is no table of recognitions", "[programme]") {
    const Read made = read("unit_code|decision_date\n00001|2020-01-01");
    CHECK_FALSE(made.recognitions.present);
    CHECK(issue_of(made.issues, "column_missing").where.field == "tier");
}

TEST_CASE("tiers are read from the words of offices", "[programme]") {
    const std::map<std::string, std::string> words{
        {"ntm", "ntm"},
        {"nang_cao", "nang_cao"},
        {"NTM nâng cao", "nang_cao"},
        {"Xã đạt chuẩn NTM kiểu mẫu", "kieu_mau"},
        {"Đạt chuẩn", "ntm"},
        {"đạt chuẩn nông thôn mới", "ntm"},
        {"Hoàn thành nhiệm vụ xây dựng NTM", "hoan_thanh"},
        {"NTM hiện đại", "hien_dai"},
        {"none", "none"},
        {"Chưa đạt", "none"},
        {"Xã chưa đạt chuẩn NTM", "none"},
        {"Không đạt chuẩn NTM", "none"},
        {"Chưa hoàn thành nhiệm vụ", "none"},
        {"siêu chuẩn", "?"},
        {"", "?"},
    };
    for (const auto& [text, expected] : words) {
        INFO(text);
        const auto tier = parse_tier(text);
        CHECK((tier ? std::string(tier_word(*tier)) : "?") == expected);
    }
}

// The same rules told another way: walk the days of all decisions and revocations in order and keep a set of rows.
TEST_CASE("random histories: tiers nest, and a walk through the days gives the same state", "[programme]") {
    std::mt19937 random(2022);
    const std::array tiers{Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai};
    for (int round = 0; round < 2000; ++round) {
        std::vector<int> days(12);
        for (int i = 0; i < 12; ++i) {
            days[static_cast<std::size_t>(i)] = 15000 + 10 * i + static_cast<int>(random() % 10); // all different
        }
        std::shuffle(days.begin(), days.end(), random);
        RecognitionRegister recognitions;
        const std::size_t count = random() % 6;
        for (std::size_t i = 0; i < count; ++i) {
            Recognition row;
            row.unit = {Level::commune, 0};
            row.tier = tiers[random() % tiers.size()];
            row.effective = Date().plus_days(std::min(days[2 * i], days[2 * i + 1]));
            row.title_year = row.effective.year();
            if (random() % 2 == 0) {
                row.revoked_date = Date().plus_days(std::max(days[2 * i], days[2 * i + 1]));
            }
            recognitions.rows.push_back(row);
        }
        static_cast<void>(finish(recognitions));
        const auto rows = std::span<const Recognition>(recognitions.rows);
        const Date date = Date().plus_days(15000 + static_cast<int>(random() % 130));

        std::map<Date, std::pair<std::size_t, bool>> events; // row, revoked
        for (std::size_t i = 0; i < rows.size(); ++i) {
            events[rows[i].effective] = {i, false};
            if (rows[i].revoked_date) {
                events[*rows[i].revoked_date] = {i, true};
            }
        }
        std::vector<bool> active(rows.size());
        for (const auto& [when, event] : events) {
            if (when > date) {
                break;
            }
            active[event.first] = !event.second;
            for (std::size_t i = 0; event.second && i < rows.size(); ++i) {
                active[i] = active[i] && !implies(rows[i].tier, rows[event.first].tier);
            }
        }
        const TierState state = tier_on(rows, date);
        for (const Tier tier : tiers) {
            bool held = false;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                held = held || (active[i] && implies(rows[i].tier, tier));
            }
            REQUIRE(state.held[at(tier)] == held);
        }
        REQUIRE((!state.held[at(Tier::kieu_mau)] || state.held[at(Tier::nang_cao)]));
        REQUIRE((!state.held[at(Tier::nang_cao)] || state.held[at(Tier::ntm)]));
        REQUIRE((state.tier == Tier::none) == !state.held[at(Tier::ntm)]);
    }
}

TEST_CASE("a recognition before the unit existed is listed and taken out", "[programme]") {
    Units dated = made_units("ma_xa|ten_xa\n00001|Xã Một\n00002|Xã Hai\n00003|Xã Ba");
    MadeReader facts(dated, "unit_code|type|valid_from\n00001|xã|2020-01-01\n00002|xã|\n00002|phường|2022-04-01");
    read_unit_facts(dated, facts.reader);
    MadeReader table(dated, "unit_code|tier|decision_date\n00001|ntm|2015-06-01\n00001|ntm|2021-06-01\n"
                            "00002|ntm|2015-06-01\n00003|ntm|2015-06-01");
    RecognitionRegister read;
    read_recognitions(read, dated, table.reader);
    const Issues issues = drop_before_units(read, dated);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "recognition_before_unit");
    CHECK(issues[0].where.row == 2);
    CHECK(issues[0].detail == "2020-01-01");
    CHECK(read.rows.size() == 3); // 00002 was a xã since always, of 00003 nothing is said
}
