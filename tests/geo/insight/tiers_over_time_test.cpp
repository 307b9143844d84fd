// Figures over time against snapshots of single days, which are tested against the documents.

#include "geo/insight/snapshot.hpp"
#include "geo/insight/tiers_over_time.hpp"

#include "tests/catch.hpp"

using namespace ntm;

TEST_CASE("on every day the figures over time are those of that day, and between two nothing changes") {
    for (const char* name : {"sample:thanh-hoa-2022", "sample:thai-nguyen-2020", "sample:ha-tinh-2022"}) {
        const auto loaded = load_atlas(name);
        if (!loaded) {
            continue; // a sample of another time of the project
        }
        const std::shared_ptr<const Atlas> atlas = *loaded;
        const auto days = tiers_over_time(*atlas);
        INFO(name);
        REQUIRE_FALSE(days.empty());
        for (std::size_t i = 0; i < days.size(); ++i) {
            CHECK((i == 0 || days[i - 1].day < days[i].day));
            const Date last = i + 1 < days.size() ? days[i + 1].day.plus_days(-1) : days[i].day.plus_days(400);
            for (const Date day : {days[i].day, last}) {
                const auto snapshot = make_snapshot(atlas, day, {2021, 2030});
                INFO(day.iso());
                CHECK(days[i].in_scope == snapshot->tiers.in_scope);
                for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
                    CHECK(days[i].held[static_cast<std::size_t>(tier)] ==
                          snapshot->tiers.held[static_cast<std::size_t>(tier)]);
                }
            }
        }
        // Before the first day nobody holds anything.
        const auto before = make_snapshot(atlas, days.front().day.plus_days(-1), {2021, 2030});
        CHECK(before->tiers.held[static_cast<std::size_t>(Tier::ntm)] == 0);
    }
}

TEST_CASE("the set of 2021 came into force in 2022: a day that no line of progress crosses unsaid") {
    const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    const auto days = days_of_other_sets(**atlas);
    REQUIRE_FALSE(days.empty());
    for (const Date day : days) {
        CHECK(set_in_force((*atlas)->criteria_sets, Level::commune, Tier::ntm, day) !=
              set_in_force((*atlas)->criteria_sets, Level::commune, Tier::ntm, day.plus_days(-1)));
    }
}
