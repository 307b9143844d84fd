#include "geo/base/paths.hpp"
#include "geo/insight/summary.hpp"
#include "tests/catch.hpp"
#include "tests/shared_data.hpp"
#include "tests/temporary_folder.hpp"

#include <fmt/format.h>

#include <functional>

using namespace ntm;

// The figures that the built-in sample must give, each with the number of its fact and the document that prints it:
// 000 is the letter of the people's committee of Thanh Hóa on the first eight months of 2022, 004 the report of the
// district Triệu Sơn for 2021.
namespace {

struct Day {
    std::shared_ptr<const Snapshot> snapshot;
    Summary summary;
};

struct Fact {
    const char* id;
    const char* what;
    const char* document;
    double printed;
    std::function<double(const Day&)> ours;
};

std::size_t at(Tier tier) {
    return static_cast<std::size_t>(tier);
}

double number(std::size_t count) {
    return static_cast<double>(count);
}

UnitRef unit_of(const Day& day, const char* code) {
    return UnitMatcher(day.snapshot->atlas->units).by_code(code).unit;
}

auto held(Tier tier) {
    return [tier](const Day& day) { return number(day.summary.communes.held[at(tier)]); };
}
auto new_in_year(Tier tier) {
    return [tier](const Day& day) { return number(day.summary.communes.new_in_year[at(tier)]); };
}
auto districts_without(Tier tier) {
    return [tier](const Day& day) { return number(day.summary.districts.value().without[at(tier)].size()); };
}
auto trieu_son_held(Tier tier) {
    return [tier](const Day& day) { return number(day.snapshot->tiers_of[1][unit_of(day, "397").id].held[at(tier)]); };
}

std::vector<Fact> facts_of_august_2022() {
    return {
        {"F001", "district units newly recognised in 2022: Sầm Sơn", "000", 1,
         [](const Day& day) { return number(day.summary.districts.value().new_in_year.value()); }},
        {"F002", "communes newly NTM", "000", 5, new_in_year(Tier::ntm)},
        {"F003", "communes newly nâng cao", "000", 8, new_in_year(Tier::nang_cao)},
        {"F004", "communes newly kiểu mẫu", "000", 4, new_in_year(Tier::kieu_mau)},
        {"F007", "district units recognised", "000", 12,
         [](const Day& day) { return number(day.summary.districts.value().recognised.value()); }},
        {"F008", "communes NTM", "000", 346, held(Tier::ntm)},
        {"F011", "communes nâng cao", "000", 56, held(Tier::nang_cao)},
        {"F012", "communes kiểu mẫu", "000", 9, held(Tier::kieu_mau)},
        {"F016", "districts without an NTM commune", "000", 1, districts_without(Tier::ntm)},
        {"F017", "districts without a nâng cao commune", "000", 10, districts_without(Tier::nang_cao)},
        {"F018", "districts without a kiểu mẫu commune", "000", 21, districts_without(Tier::kieu_mau)},
        {"F019", "communes without an approved plan of 2021-2030", "000", 232,
         [](const Day& day) { return number(day.summary.plans.without); }},
        {"F020", "share of plans, percent, printed without decimals", "000", 40,
         [](const Day& day) { return std::floor(day.summary.plans.share().value() * 100); }},
        {"F021", "communes that owe a plan (derived: 232 / 0.60)", "000", 387,
         [](const Day& day) { return number(day.summary.plans.required); }},
        {"F021", "communes with an approved plan (derived: 387 - 232)", "000", 155,
         [](const Day& day) { return number(day.summary.plans.approved); }},
        // Not printed, but what the tables must show beside them.
        {"units", "communes, wards and towns", "list of units 2022", 559,
         [](const Day& day) { return number(day.summary.communes.total); }},
        {"scope", "xã in the programme", "list of units 2022", 469,
         [](const Day& day) { return number(day.summary.communes.in_scope); }},
        {"districts", "district units", "list of units 2022", 27,
         [](const Day& day) { return number(day.summary.districts.value().total); }},
        {"urban", "xã inside an urban plan: 469 - 387", "000", 82,
         [](const Day& day) { return number(day.summary.plans.covered_by_urban_plan); }},
    };
}

std::vector<Fact> facts_of_trieu_son() {
    return {
        {"F065", "Triệu Sơn: communes NTM, 32 of 32", "004", 32, trieu_son_held(Tier::ntm)},
        {"F066", "Triệu Sơn: communes nâng cao", "004", 3, trieu_son_held(Tier::nang_cao)},
        {"F068", "Triệu Sơn: communes with an approved plan", "004", 32,
         [](const Day& day) { return number(day.snapshot->plans_of[1][unit_of(day, "397").id].approved); }},
        {"kieu_mau", "Triệu Sơn: communes kiểu mẫu", "004", 0, trieu_son_held(Tier::kieu_mau)},
    };
}

Day on(const std::shared_ptr<const Atlas>& atlas, const char* date) {
    Day day;
    day.snapshot = make_snapshot(atlas, *Date::parse(date), {2021, 2030});
    day.summary = summarise(*day.snapshot);
    return day;
}

void check(const std::vector<Fact>& facts, const Day& day) {
    for (const Fact& fact : facts) {
        INFO(fact.id << ", document " << fact.document << ": " << fact.what);
        CHECK(fact.ours(day) == fact.printed);
    }
}

void check_all(const std::shared_ptr<const Atlas>& atlas) {
    const Day august = on(atlas, "2022-08-31");
    check(facts_of_august_2022(), august);
    check(facts_of_trieu_son(), on(atlas, "2021-12-31"));
    // F016 names the district, and the derived numbers are marked as such.
    REQUIRE(august.summary.districts.value().without[at(Tier::ntm)].size() == 1);
    CHECK(atlas->units.name(august.summary.districts->without[at(Tier::ntm)][0]) == "Huyện Mường Lát");
    CHECK(august.summary.derived_plan_figures == std::vector<std::string>{"required", "approved"});
    // Every figure of the figure table agrees with the rows on its own day.
    const auto checks = check_figures(atlas);
    CHECK(checks.size() == 18);
    for (const FigureCheck& one : checks) {
        INFO(one.figure->measure << " " << one.figure->value << " counted " << one.counted);
        CHECK(one.agrees());
    }
}

std::filesystem::path sample_folder() {
    return std::filesystem::path(NTM_SOURCE_DIR) / "data" / "samples" / "thanh-hoa-2022";
}

} // namespace

TEST_CASE("the built-in sample gives the figures of its documents", "[facts]") {
    const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    CHECK(count_issues((*atlas)->issues).errors == 0);
    CHECK(count_issues((*atlas)->issues).warnings == 0);
    CHECK((*atlas)->workspace.illustrative);
    CHECK((*atlas)->default_date() == *Date::parse("2022-08-31"));
    check_all(*atlas);
}

TEST_CASE("the sample's tables over the real boundaries give the same figures", "[facts]") {
    const auto boundaries = shared_file("data/thanh_hoa_2022.gpkg");
    if (!boundaries) {
        return;
    }
    std::string toml = fmt::format("title = \"Thanh Hóa thật\"\nprovince = \"38\"\nas_of = 2022-08-31\n"
                                   "plan_period = [2021, 2030]\nillustrative = true\n\n"
                                   "[[boundaries]]\nlevel = \"commune\"\nsource = '{}'\nlayer = \"commune\"\n",
                                   path_text(*boundaries));
    for (const char* kind : {"unit", "recognition", "plan", "figure"}) {
        toml += fmt::format("\n[[tables]]\nkind = \"{}\"\nsource = '{}'\n", kind,
                            path_text(sample_folder() / fmt::format("{}s.csv", kind)));
    }
    const TemporaryFolder folder;
    folder.file("workspace.toml", toml);
    const auto atlas = load_atlas(path_text(folder.path()));
    REQUIRE(atlas);
    CHECK(count_issues((*atlas)->issues).errors == 0);
    check_all(*atlas);
}

TEST_CASE("moving the date from 2020 to 2022 shows progress in the sample", "[facts]") {
    const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    std::size_t ntm = 0, nang_cao = 0, approved = 0;
    for (const char* date : {"2020-01-01", "2020-12-31", "2021-06-30", "2021-12-31", "2022-08-31"}) {
        INFO(date);
        const Summary summary = on(*atlas, date).summary;
        CHECK(summary.communes.held[at(Tier::ntm)] > ntm);
        CHECK(summary.communes.held[at(Tier::nang_cao)] > nang_cao);
        CHECK(summary.plans.approved >= approved);
        ntm = summary.communes.held[at(Tier::ntm)];
        nang_cao = summary.communes.held[at(Tier::nang_cao)];
        approved = summary.plans.approved;
    }
}
