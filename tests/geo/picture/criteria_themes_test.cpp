#include "geo/picture/sheet.hpp"
#include "geo/picture/theme.hpp"

#include "tests/geo/insight/judged_province.hpp"
#include "tests/geo/picture/colour_vision.hpp"

#include <map>

using namespace ntm;

namespace {

const JudgedProvince& province() {
    static const JudgedProvince made;
    return made;
}

/// "key count" of the entries that have units.
std::string legend_of(const StyledMap& map) {
    std::string text;
    for (const LegendEntry& entry : map.legend.entries) {
        if (entry.count > 0) {
            text += entry.label_key + " " + std::to_string(entry.count) + "\n";
        }
    }
    return text;
}

std::shared_ptr<const Snapshot> august() {
    return province().on("2022-08-31");
}

Lang vietnamese() {
    auto lang = Lang::load(std::filesystem::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi);
    REQUIRE(lang);
    return *lang;
}

} // namespace

// The communes of judged_province.hpp: met 10, 7, 7, 5, 5, 9, town, 7, none assessed, none known, 9, ward.
TEST_CASE("criteria met in bands; absences are no band", "[picture]") {
    CHECK(legend_of(apply_theme(*august(), Theme::criteria, Level::commune)) ==
          "criteria_band.all 1\ncriteria_band.high 2\ncriteria_band.middle 5\nabsence.missing 1\n"
          "absence.not_assessed 1\nabsence.not_applicable 2\n");
    // Means 43/6 and 16/2: the second reaches the band from 8.
    CHECK(legend_of(apply_theme(*august(), Theme::criteria, Level::district)) ==
          "criteria_mean.high 1\ncriteria_mean.middle 1\n");
    CHECK(legend_of(apply_theme(*august(), ThemeChoice(Theme::criteria, {}, "XA-NTM-2021"), Level::commune)) ==
          "criteria_band.few 1\nabsence.missing 9\nabsence.not_applicable 2\n");
}

TEST_CASE("one criterion: met, not met, provisional and each absence apart", "[picture]") {
    const StyledMap environment = apply_theme(*august(), ThemeChoice(Theme::criterion, "5"), Level::commune);
    CHECK(legend_of(environment) == "criterion.met 4\ncriterion.not_met 3\ncriterion.not_met_provisional 1\n"
                                    "absence.missing 1\nabsence.not_assessed 1\nabsence.not_applicable 2\n");
    CHECK(legend_of(apply_theme(*august(), ThemeChoice(Theme::criterion, "10"), Level::commune)) ==
          "criterion.met 6\ncriterion.not_met 1\nabsence.missing 1\nabsence.not_assessed 1\nabsence.not_applicable 2\n"
          "absence.withheld 1\n");
    // An indicator by its number: only two communes have a value of 2.1.
    CHECK(legend_of(apply_theme(*august(), ThemeChoice(Theme::criterion, "2.1"), Level::commune)) ==
          "criterion.met 1\ncriterion.not_met 1\nabsence.missing 8\nabsence.not_applicable 2\n");
    CHECK(legend_title(environment.legend, vietnamese()) == "Tiêu chí 5: Môi trường (MAU)");
    // Of the judged: 2 of 6 in the east, 2 of 2 in the west.
    CHECK(legend_of(apply_theme(*august(), ThemeChoice(Theme::criterion, "5"), Level::district)) ==
          "share.80_100 1\nshare.20_40 1\n");
}

TEST_CASE("risk on the map: cases, no case, and what cannot be said", "[picture]") {
    CHECK(
        legend_of(apply_theme(*august(), Theme::risk, Level::commune)) ==
        "risk.case_b 1\nrisk.case_a 2\nrisk.none 2\nrisk.not_recognised 4\nrisk.not_in_scope 2\nrisk.not_assessed 1\n");
    CHECK(legend_of(apply_theme(*august(), Theme::risk, Level::district)) == "risk_count.some 1\nrisk_count.none 1\n");
}

TEST_CASE("targets on the map: what is left of the year, and no target is not zero", "[picture]") {
    auto atlas = std::make_shared<Atlas>(*province().atlas());
    const auto add = [&](const char* code, const char* measure, double value,
                         std::optional<int> carried = std::nullopt) {
        Target target;
        target.unit = province().unit(code);
        target.year = 2022;
        target.measure = measure;
        target.value = value;
        target.carry_over_year = carried;
        atlas->duties.targets.push_back(target);
    };
    add("901", "xa_ntm", 1);    // 00005 in 2022: reached
    add("901", "thon_ntm", 40); // villages: not the question of this map
    add("902", "xa_ntm", 2);    // none
    const auto snapshot = snapshot_on(atlas, "2022-08-31");
    const StyledMap map = apply_theme(*snapshot, Theme::target, Level::district);
    CHECK(legend_of(map) == "target.reached 1\ntarget.two_left 1\n");
    CHECK(apply_theme(*snapshot, Theme::target, Level::commune).level == Level::district); // where the targets are
    CHECK(legend_of(apply_theme(*snapshot, ThemeChoice(Theme::target, "xa_ntm_nang_cao"), Level::district)) ==
          "target.no_target 2\n");
    // Where units have targets, and nowhere else: the choice of levels offers no empty map.
    CHECK(themed_levels(*snapshot, Theme::target) == std::vector<Level>{Level::district});
    CHECK(themed_levels(*snapshot, Theme::tier).size() > 1);
    CHECK(legend_note(map.legend, vietnamese()).find("thiếu nhiều nhất") != std::string::npos);

    // A unit carried over from an earlier year is due beside its targets of this one: hatched, counted and named,
    // whatever else its colour says.
    add("901", "huyen_ntm", 1, 2020); // recognised since: no longer due
    add("901", "huyen_ntm_nang_cao", 1, 2019);
    add("902", "huyen_ntm", 1, 2021);
    const StyledMap carried = apply_theme(*snapshot_on(atlas, "2022-08-31"), Theme::target, Level::district);
    CHECK(legend_of(carried) == "target.reached 1\ntarget.two_left 1\n");
    REQUIRE(carried.legend.overlays.size() == 1);
    CHECK(carried.legend.overlays.front().count == 2);
    const auto words = legend_label(carried.legend.overlays.front(), vietnamese());
    CHECK(words.find("(2020)") == std::string::npos);
    CHECK(words.find("(2019)") != std::string::npos);
    CHECK(words.find("(2021)") != std::string::npos);
}

TEST_CASE("new palettes can be told apart by every reader, absences too", "[picture]") {
    const auto check = [](const StyledMap& map) {
        for (const Sight& sight : kinds_of_sight) {
            for (const LegendEntry& a : map.legend.entries) {
                for (const LegendEntry& b : map.legend.entries) {
                    INFO(sight.name << ": " << a.label_key << " and " << b.label_key);
                    CHECK((a.label_key == b.label_key || a.style.pattern != b.style.pattern ||
                           delta_e(a.style.fill, b.style.fill, sight) >= 13));
                }
            }
        }
    };
    for (const Level level : {Level::commune, Level::district}) {
        check(apply_theme(*august(), Theme::criteria, level));
        check(apply_theme(*august(), ThemeChoice(Theme::criterion, "10"), level));
        check(apply_theme(*august(), Theme::risk, level));
    }
}

TEST_CASE("themes with their question are known by their words", "[picture]") {
    CHECK(parse_theme("criterion:17.8")->of == "17.8");
    CHECK(theme_word(ThemeChoice(Theme::criterion, "17.8")) == "criterion:17.8");
    CHECK(parse_theme("target:xa_ntm")->theme == Theme::target);
    CHECK_FALSE(parse_theme("tier:17").has_value());
    CHECK_FALSE(parse_theme("criterio:17").has_value());
    CHECK(map_title(*august(), Theme::risk, Level::commune, vietnamese()) == "Xã có nguy cơ bị thu hồi công nhận");
    CHECK(map_title(*august(), Theme::target, Level::commune, vietnamese()) == "Ranh giới hành chính"); // no targets
}
