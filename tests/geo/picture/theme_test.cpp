#include "geo/picture/theme.hpp"

#include "geo/insight/summary.hpp"
#include "geo/insight/told_level.hpp"

#include "tests/geo/insight/small_province.hpp"
#include "tests/geo/picture/colour_vision.hpp"

#include <map>

using namespace ntm;

namespace {

const std::shared_ptr<const Snapshot>& august() {
    static const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    return snapshot;
}

/// The small province with a row more for each class that it lacks: a "modern" commune, a plan that was replaced.
std::shared_ptr<const Snapshot> with_every_class() {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    Recognition modern;
    modern.unit = {Level::commune, 9};
    modern.tier = Tier::hien_dai;
    modern.effective = day("2022-01-01");
    atlas->recognitions.rows.push_back(modern);
    static_cast<void>(finish(atlas->recognitions));
    PlanRow replaced;
    replaced.unit = {Level::commune, 10};
    replaced.status = 11;
    replaced.effective = day("2022-01-01");
    atlas->plans.rows.push_back(replaced);
    finish(atlas->plans);
    return snapshot_on(atlas, "2022-08-31");
}

std::map<std::string, UnitStyle> styles_of(const StyledMap& map) {
    std::map<std::string, UnitStyle> styles;
    for (const LegendEntry& entry : map.legend.entries) {
        styles[entry.label_key] = entry.style;
    }
    return styles;
}

double nearest_pair(const std::map<std::string, UnitStyle>& styles, const std::vector<std::string>& keys,
                    const Sight& sight) {
    double nearest = 1e9;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (std::size_t j = i + 1; j < keys.size(); ++j) {
            nearest = std::min(nearest, delta_e(styles.at(keys[i]).fill, styles.at(keys[j]).fill, sight));
        }
    }
    return nearest;
}

const std::vector<std::string> tier_keys{"tier.not_in_scope", "tier.none", "tier.ntm", "tier.nang_cao",
                                         "tier.kieu_mau"};
const std::vector<std::string> plan_keys{"plan.not_started", "plan.in_preparation", "plan.approved",
                                         "plan.to_adjust",   "plan.expired",        "plan.urban"};

} // namespace

// A mistake in the matrices would let every palette pass: two figures from outside hold the simulation itself.
TEST_CASE("the simulation of sight is right on known colours", "[picture]") {
    const auto white = lab_seen({255, 255, 255, 255}, kinds_of_sight[1]);
    CHECK(white[0] == Approx(100).margin(0.1)); // white stays white for everybody
    CHECK(std::abs(white[1]) < 0.5);
    const auto red = lab_seen({255, 0, 0, 255}, kinds_of_sight[0]);
    CHECK(red[0] == Approx(53.24).margin(0.05)); // CIE L*a*b* of sRGB red, D65
    CHECK(red[1] == Approx(80.09).margin(0.1));
    CHECK(red[2] == Approx(67.20).margin(0.1));
    CHECK(delta_e({255, 0, 0, 255}, {0, 160, 0, 255}, kinds_of_sight[2]) <
          delta_e({255, 0, 0, 255}, {0, 160, 0, 255}, kinds_of_sight[0]) / 2); // red and green run together
}

TEST_CASE("tier colours can be told apart by every reader and in grey print", "[picture]") {
    const auto styles = styles_of(apply_theme(*with_every_class(), Theme::tier, Level::commune));
    // The two nearest classes, as the guide of the look states them.
    const std::map<std::string, double> stated{{"normal", 28.8}, {"protan", 13.7}, {"deutan", 21.6}, {"tritan", 19.3}};
    for (const Sight& sight : kinds_of_sight) {
        INFO(sight.name);
        const double nearest = nearest_pair(styles, tier_keys, sight);
        CHECK(nearest >= 13);
        CHECK(nearest == Approx(stated.at(sight.name)).margin(0.06));
        auto all = tier_keys;
        all.emplace_back("tier.hien_dai");
        CHECK(nearest_pair(styles, all, sight) >= 13);
    }
    for (std::size_t i = 1; i < tier_keys.size(); ++i) {
        INFO(tier_keys[i]);
        CHECK(lab_seen(styles.at(tier_keys[i]).fill, kinds_of_sight[0])[0] <
              lab_seen(styles.at(tier_keys[i - 1]).fill, kinds_of_sight[0])[0] - 9); // darker is further on
    }
}

TEST_CASE("plan colours can be told apart by every reader", "[picture]") {
    const auto styles = styles_of(apply_theme(*with_every_class(), Theme::plan, Level::commune));
    double nearest = 1e9;
    for (const Sight& sight : kinds_of_sight) {
        nearest = std::min(nearest, nearest_pair(styles, plan_keys, sight));
    }
    CHECK(nearest == Approx(17.4).margin(0.06));               // as the guide of the look states it
    CHECK(styles.at("plan.expired").pattern != Pattern::none); // its grey is that of "to adjust"
}

TEST_CASE("classes with near colours differ in their pattern", "[picture]") {
    for (const Theme theme : {Theme::tier, Theme::plan}) {
        for (const Level level : {Level::commune, Level::district}) {
            const auto styles = styles_of(apply_theme(*with_every_class(), theme, level));
            for (const Sight& sight : kinds_of_sight) {
                for (const auto& [a, first] : styles) {
                    for (const auto& [b, second] : styles) {
                        INFO(sight.name << ": " << a << " and " << b);
                        CHECK((a == b || first.pattern != second.pattern ||
                               delta_e(first.fill, second.fill, sight) >= 13));
                    }
                }
            }
        }
    }
}

TEST_CASE("legend counts are those of the colours on the map", "[picture]") {
    const auto snapshot = with_every_class();
    for (const Theme theme : all_themes) {
        for (const Level level : all_levels) {
            INFO(theme_word(theme) << " " << level_word(level));
            const StyledMap map = apply_theme(*snapshot, theme, level);
            REQUIRE(map.level == level);
            REQUIRE(map.legend_entry.size() == 12);
            // Count units, not features: a district has several features of one class.
            const auto& unit_of = snapshot->atlas->unit_of_feature[static_cast<std::size_t>(level)];
            std::map<std::uint32_t, std::uint8_t> entry_of_unit;
            std::map<std::uint32_t, std::uint8_t> overlay_of_unit;
            for (std::size_t feature = 0; feature < 12; ++feature) {
                REQUIRE(map.legend_entry[feature] < map.legend.entries.size());
                const auto [place, is_new] = entry_of_unit.try_emplace(unit_of[feature], map.legend_entry[feature]);
                CHECK(place->second == map.legend_entry[feature]);
                overlay_of_unit[unit_of[feature]] = map.has_overlay[feature];
                CHECK(map.units[feature].fill == map.legend.entries[map.legend_entry[feature]].style.fill);
            }
            std::vector<std::size_t> counted(map.legend.entries.size());
            for (const auto& [unit, entry] : entry_of_unit) {
                ++counted[entry];
            }
            std::size_t total = 0;
            for (std::size_t i = 0; i < counted.size(); ++i) {
                CHECK(map.legend.entries[i].count == counted[i]);
                total += map.legend.entries[i].count;
            }
            CHECK(total == snapshot->atlas->units.count(level));
            std::size_t hatched = 0;
            for (const auto& [unit, overlay] : overlay_of_unit) {
                hatched += overlay;
            }
            CHECK(map.legend.overlays.size() == (theme == Theme::tier_plan ? 1U : 0U));
            CHECK((theme != Theme::tier_plan || map.legend.overlays[0].count == hatched));
        }
    }
}

TEST_CASE("the tier legend of the small province, exclusive and cumulative", "[picture]") {
    const StyledMap map = apply_theme(*august(), Theme::tier, Level::commune);
    std::string rows;
    for (const LegendEntry& entry : map.legend.entries) {
        rows += entry.label_key + " " + std::to_string(entry.count);
        rows += entry.cumulative ? "/" + std::to_string(*entry.cumulative) + "\n" : "\n";
    }
    CHECK(rows == "tier.kieu_mau 1/1\ntier.nang_cao 2/3\ntier.ntm 3/6\ntier.none 4\ntier.not_in_scope 2\n");
}

TEST_CASE("tier+plan hatches who owes a plan and has none in force, over the tier's own fill", "[picture]") {
    const StyledMap map = apply_theme(*august(), Theme::tier_plan, Level::commune);
    std::string hatched;
    for (const std::uint8_t overlay : map.has_overlay) {
        hatched += overlay != 0 ? '1' : '0';
    }
    // Approved, urban, not required, to adjust and out of scope are not hatched.
    CHECK(hatched == "011000011110");
    CHECK(map.units[1].pattern == Pattern::diagonal);
    CHECK(map.units[1].fill == rgb(0x2F8FA3));
    CHECK(map.units[1].ink != map.units[1].fill);
    CHECK(map.units[0].pattern == Pattern::none);
}

TEST_CASE("a file without tables is coloured by kind of unit, never by a tier or plan that nobody stated",
          "[picture]") {
    const auto atlas = load_atlas(path_text(small_province_folder() / "units.geojson"));
    REQUIRE(atlas);
    const auto snapshot = snapshot_on(*atlas, "2022-08-31");
    for (const Theme theme : all_themes) {
        const StyledMap map = apply_theme(*snapshot, theme, Level::commune);
        std::map<std::string, std::size_t> counts;
        for (const LegendEntry& entry : map.legend.entries) {
            counts[entry.label_key] = entry.count;
            CHECK_FALSE(entry.cumulative.has_value());
        }
        CHECK(counts == std::map<std::string, std::size_t>{
                            {"unit_type.xa", 10}, {"unit_type.phuong", 1}, {"unit_type.thi_tran", 1}});
        CHECK(map.legend.overlays.empty());
    }
}

TEST_CASE("themes are known by their words", "[picture]") {
    for (const Theme theme : all_themes) {
        CHECK(parse_theme(theme_word(theme)) == theme);
    }
    CHECK_FALSE(parse_theme("tir").has_value());
    CHECK_FALSE(parse_theme("").has_value());
}

// Five rows of an office's sheet waited for a person, and their districts were painted "not recognised".
TEST_CASE("a district whose row waits for a person is not shown as unrecognised") {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    REQUIRE(atlas->units.count(Level::district) > 0);
    const auto count_of = [](const StyledMap& map, const char* key) {
        for (const LegendEntry& entry : map.legend.entries) {
            if (entry.label_key == key) {
                return entry.count;
            }
        }
        return std::size_t{0};
    };
    std::uint32_t without = no_unit;
    const auto snapshot = snapshot_on(atlas, "2022-08-31");
    const auto& titles = snapshot->title[static_cast<std::size_t>(Level::district)];
    for (std::uint32_t id = 0; id < titles.size(); ++id) {
        without = titles[id].tier == Tier::none ? id : without;
    }
    REQUIRE(without != no_unit);
    const StyledMap before = apply_theme(*snapshot, {Theme::tier}, Level::district);
    auto waiting = std::make_shared<Atlas>(*atlas);
    waiting->tier_waits = {{Level::district, without}};
    const StyledMap after = apply_theme(*snapshot_on(waiting, "2022-08-31"), {Theme::tier}, Level::district);
    CHECK(count_of(before, "tier.missing") == 0);
    CHECK(count_of(after, "tier.missing") == 1);
    CHECK(count_of(after, "title.none") + 1 == count_of(before, "title.none"));
}

// A status sheet of districts opened on a map of communes without any data.
TEST_CASE("where only districts have facts they are shown first, and nothing is said of communes' plans") {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    CHECK(told_level(*atlas, Level::commune) == Level::commune);
    atlas->recognitions.rows.clear();
    atlas->assessments.rows.clear();
    atlas->plans.rows.clear();
    CHECK(told_level(*atlas, Level::commune) == Level::commune); // no facts at all: as usual
    PlanRow plan;
    plan.unit = {Level::district, 0};
    plan.status = 6;
    plan.effective = day("2022-01-01");
    atlas->plans.rows.push_back(plan);
    atlas->plans.present = true;
    finish(atlas->plans);
    CHECK(told_level(*atlas, Level::commune) == Level::district);
    CHECK(told_level(*atlas, Level::province) == Level::province); // asked for
    CHECK_FALSE(atlas->plans.present);
    CHECK_FALSE(summarise(*snapshot_on(atlas, "2022-08-31"), nullptr).plans_known);
}
