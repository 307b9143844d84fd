#include "geo/base/paths.hpp"
#include "geo/command/cover_layers.hpp"
#include "geo/command/cover_spot.hpp"
#include "geo/command/json_cover.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

class CoverCommand final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "cover"; }
    void declare(CLI::App& app) override {
        app.add_option("workspace", m_workspace, help("workspace"));
        app.add_option("--unit", m_unit, help("unit"));
        app.add_option("--at", m_at, help("at"));
        app.add_option("--reach", m_reach_m, help("reach"))->check(CLI::Range(0.0, 100'000.0));
        app.add_option("--level", m_level, help("level"));
        app.add_option("--sliver", m_sliver_m, help("sliver"))->check(CLI::Range(0.0, 1000.0));
        app.add_option("-o,--output", m_output, help("flaws"));
    }

    int run() override {
        const auto level = read_level(m_level);
        const auto place = m_at.empty() ? std::nullopt : std::optional(read_place(m_at));
        const Loaded loaded = load_for(common, m_workspace);
        if (!loaded.snapshot) {
            return loaded.exit;
        }
        const Snapshot& snapshot = *loaded.snapshot;
        if (place) {
            print_spot(snapshot, *place, m_reach_m, common.json, lang());
            return loaded.exit;
        }
        m_scope = read_one_unit(snapshot.atlas->units, m_unit);
        CoverOptions options;
        options.sliver_width_m = m_sliver_m;
        const auto cover = find_cover(snapshot, options);
        if (!common.quiet) {
            for (const auto* issues : {cover->geometry ? &cover->geometry->issues : nullptr, &cover->issues}) {
                if (issues != nullptr) {
                    print_issues(*issues, lang(), Severity::warning);
                }
            }
        }
        const std::vector<UnitRef> units = chosen_units(snapshot, level, m_scope);
        if (common.json) {
            fmt::print("{}\n", printed(cover_json(snapshot, *cover, units, lang())));
        } else {
            print_text(snapshot, *cover, units);
        }
        if (m_output.empty()) {
            return loaded.exit;
        }
        const Issues written = write_cover(snapshot, *cover, units, text_path(m_output), lang());
        print_issues(written, lang(), Severity::info);
        return count_issues(written).errors == 0 ? loaded.exit : static_cast<int>(exit_input);
    }

private:
    std::string m_workspace = default_workspace;
    std::string m_unit, m_at, m_level, m_output;
    UnitRef m_scope;
    double m_reach_m = 20;
    double m_sliver_m = CoverOptions().sliver_width_m;

    static std::vector<UnitRef> chosen_units(const Snapshot& snapshot, std::optional<Level> asked, UnitRef scope) {
        const Units& units = snapshot.atlas->units;
        const Level level = std::max(asked.value_or(units.drawn), units.drawn);
        std::vector<UnitRef> chosen;
        for (std::uint32_t id = 0; id < units.count(level); ++id) {
            const UnitRef unit{level, id};
            if (!scope.valid() || units.ancestor(unit, scope.level) == scope) {
                chosen.push_back(unit);
            }
        }
        return chosen;
    }

    [[nodiscard]] std::string number(double value, int decimals = 0) const { return lang().number(value, decimals); }
    [[nodiscard]] std::string ha(double area_m2) const { return number(area_m2 / 10'000, area_m2 < 100'000 ? 2 : 1); }

    void print_text(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units) const {
        const Atlas& atlas = *snapshot.atlas;
        fmt::print("{} · {}\n", atlas.workspace.title,
                   lang().fill("sheet.as_of", {{"date", lang().date(snapshot.as_of)}}));
        if (atlas.workspace.illustrative) {
            fmt::print("{}\n", lang()["map.illustrative"]);
        }
        print_counts(snapshot);
        if (!cover.geometry) {
            fmt::print("{}\n", lang()["cover.no_layers"]);
            return;
        }
        if (!cover.known()) {
            fmt::print("{}\n", lang()["cover.no_plans"]);
        } else {
            print_area(snapshot, cover, units);
        }
        print_land_use(atlas, cover, m_scope, lang());
    }

    /// Counted from the register, and what documents print beside it.
    void print_counts(const Snapshot& snapshot) const {
        const PlanTally& plans = snapshot.plans;
        if (!snapshot.atlas->plans.present) {
            fmt::print("{}\n", lang()["summary.no_plans"]);
        } else {
            const auto count = [&](std::size_t value) { return number(static_cast<double>(value)); };
            fmt::print("{}\n", lang().fill("summary.plans",
                                           {{"from", std::to_string(snapshot.plan_period.from)},
                                            {"to", std::to_string(snapshot.plan_period.to)},
                                            {"required", count(plans.required)},
                                            {"approved", count(plans.approved)},
                                            {"share", plans.share() ? number(*plans.share() * 100, 2) + "%" : "–"},
                                            {"without", count(plans.without)},
                                            {"urban", count(plans.covered_by_urban_plan)},
                                            {"unknown", count(plans.period_unknown)}}));
        }
        for (const FigureCheck& check : check_figures(snapshot.atlas)) {
            const Figure& figure = *check.figure;
            if (figure.measure.find("quy_hoach") != std::string::npos && figure.kind != FigureKind::derived) {
                fmt::print("{}\n",
                           lang().fill("cover.printed", {{"measure", lang()["measure." + figure.measure]},
                                                         {"printed", number(figure.value)},
                                                         {"counted", number(check.counted, check.agrees() ? 0 : 2)},
                                                         {"document", figure.source.document}}));
            }
        }
    }

    void print_area(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units) const {
        const Atlas& atlas = *snapshot.atlas;
        UnitCover whole;
        std::size_t drawn = 0;
        for (const UnitRef unit : units) {
            const UnitCover& one = cover.units[static_cast<std::size_t>(unit.level)][unit.id];
            whole.area_m2 += one.area_m2;
            whole.covered_m2 += one.covered_m2;
            whole.urban_m2 += one.urban_m2;
            drawn += one.drawn_plans;
        }
        fmt::print("{}\n", lang().fill("cover.area", {{"area", ha(whole.area_m2)},
                                                      {"covered", ha(whole.covered_m2)},
                                                      {"share", number(whole.share() * 100, 2)},
                                                      {"urban", ha(whole.urban_m2)},
                                                      {"plans", number(static_cast<double>(drawn))}}));
        if (!cover.approval_known) {
            fmt::print("{}\n", lang()["cover.approval_unknown"]);
        }
        for (const UnitRef unit : units) {
            const UnitCover& one = cover.units[static_cast<std::size_t>(unit.level)][unit.id];
            if (one.drawn_m2 > 0) {
                fmt::print("{}\n", lang().fill("cover.row", {{"name", short_name(atlas.units, unit)},
                                                             {"code", atlas.units.code(unit)},
                                                             {"area", ha(one.area_m2)},
                                                             {"covered", ha(one.covered_m2)},
                                                             {"share", number(one.share() * 100, 2)}}));
            }
        }
        print_flaws(atlas, cover, units, "cover.overlaps", cover.overlaps, cover.overlap_slivers);
        print_flaws(atlas, cover, units, "cover.outside", cover.outside, cover.outside_slivers);
        print_flaws(atlas, cover, units, "cover.gaps", cover.gaps, cover.gap_slivers);
        print_flaws(atlas, cover, units, "cover.uncovered", cover.holes, {});
    }

    void print_flaws(const Atlas& atlas, const Cover& cover, const std::vector<UnitRef>& units, const char* key,
                     const std::vector<PlanFlaw>& flaws, const Slivers& slivers) const {
        constexpr std::size_t most = 20;
        std::vector<const PlanFlaw*> wanted;
        double sum_m2 = 0;
        for (const PlanFlaw& flaw : flaws) {
            if (std::any_of(units.begin(), units.end(),
                            [&](UnitRef unit) { return concerns(flaw, cover, atlas.units, unit); })) {
                wanted.push_back(&flaw);
                sum_m2 += flaw.area_m2;
            }
        }
        fmt::print("{}\n", lang().fill(key, {{"count", number(static_cast<double>(wanted.size()))},
                                             {"area", ha(sum_m2)},
                                             {"slivers", number(static_cast<double>(slivers.count))},
                                             {"width", number(cover.options.sliver_width_m, 1)}}));
        for (std::size_t i = 0; i < std::min(most, wanted.size()); ++i) {
            const PlanFlaw& flaw = *wanted[i];
            std::string names;
            const auto add = [&](UnitRef unit) {
                names += (names.empty() ? "" : " – ") +
                         (unit.valid() ? fmt::format("{} ({})", short_name(atlas.units, unit), atlas.units.code(unit))
                                       : lang()["cover.nowhere"]);
            };
            if (flaw.shapes.size() == 1) {
                add(cover.geometry->shapes[flaw.shapes.front()].home);
            }
            for (const UnitRef unit : flaw.units) {
                if (flaw.shapes.size() != 1 || unit != cover.geometry->shapes[flaw.shapes.front()].home) {
                    add(unit);
                }
            }
            fmt::print("{}\n", lang().fill("cover.flaw", {{"units", names},
                                                          {"area", ha(flaw.area_m2)},
                                                          {"width", number(flaw.width_m, 1)},
                                                          {"lat", fmt::format("{:.5f}", flaw.at.y)},
                                                          {"lon", fmt::format("{:.5f}", flaw.at.x)}}));
        }
        if (wanted.size() > most) {
            fmt::print("{}\n", lang().fill("cover.more", {{"count", std::to_string(wanted.size() - most)}}));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_cover() {
    return std::make_unique<CoverCommand>();
}

} // namespace ntm
