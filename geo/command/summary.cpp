#include "geo/insight/summary.hpp"

#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/picture/labels.hpp"
#include "geo/picture/sheet.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ntm {

namespace {

constexpr std::array graded{Tier::ntm, Tier::nang_cao, Tier::kieu_mau};

Json target_json(const MeasureProgress& progress) {
    return {{"measure", progress.measure},
            {"target", json_number(progress.target)},
            {"floor", progress.floor},
            {"added_up", progress.added_up},
            {"achieved", json_number(progress.achieved)},
            {"remaining", json_number(progress.remaining)},
            {"per_month", json_number(progress.per_month, 2)},
            {"units", progress.units},
            {"units_reached", progress.units_reached},
            {"source", progress.row != nullptr ? json_source(progress.row->source) : Json(nullptr)}};
}

void put_programme(Json& json, const Snapshot& snapshot, const Summary& summary, const Lang& lang) {
    const Atlas& atlas = *snapshot.atlas;
    const Duties& duties = atlas.duties;
    json["criteria"] = nullptr;
    if (summary.criteria) {
        const Summary::Criteria& criteria = *summary.criteria;
        json["criteria"] = json_set(criteria.set, lang);
        json["criteria"]["mean_met"] = json_number(criteria.mean_met, 2);
        json["criteria"]["least_met"] = criteria.least_met ? Json(*criteria.least_met) : Json(nullptr);
        json["criteria"]["judged"] = criteria.judged;
        json["criteria"]["in_scope"] = criteria.in_scope;
        json["criteria"]["sources"] = source_documents(snapshot, Theme::criteria);
    }
    json["targets"] = nullptr;
    if (!duties.targets.empty()) {
        Json& targets = json["targets"];
        targets = {{"year", target_year(snapshot)}, {"rows", Json::array()}, {"carried_over", Json::array()}};
        for (const MeasureProgress& progress : summary.targets) {
            targets["rows"].push_back(target_json(progress));
        }
        for (const TargetProgress& progress : summary.carried_over) {
            targets["carried_over"].push_back(json_target(atlas.units, progress));
        }
        targets["sources"] = source_documents(snapshot, Theme::target);
    }
    json["due"] = nullptr;
    if (!duties.tasks.empty() || !duties.steps.empty()) {
        json["due"] = Json::object();
        for (std::size_t i = 0; i < summary.due.size(); ++i) {
            json["due"][std::string(due_state_word(static_cast<DueState>(i)))] = summary.due[i];
        }
    }
}

Json summary_json(const Snapshot& snapshot, const Summary& summary, const Lang& lang) {
    const Atlas& atlas = *snapshot.atlas;
    Json json = json_head(snapshot);
    json["plan_period"] = {summary.plan_period.from, summary.plan_period.to};
    json["units"] = Json::object();
    for (const Level level : all_levels) {
        if (atlas.units.count(level) > 0) {
            json["units"][std::string(level_word(level))] = atlas.units.count(level);
        }
    }
    if (summary.communes.total > 0) {
        Json& communes = json["communes"];
        communes = {{"total", summary.communes.total}, {"in_scope", summary.communes.in_scope}};
        communes["tier"] = summary.tiers_known ? json_tiers(summary.communes.held) : Json(nullptr);
        communes["exclusive"] = summary.tiers_known ? json_tiers(summary.communes.exclusive) : Json(nullptr);
        communes["new_in_year"] = summary.tiers_known ? json_tiers(summary.communes.new_in_year) : Json(nullptr);
        communes["sources"] = source_documents(snapshot, Theme::tier);
    } else {
        json["communes"] = nullptr;
    }
    if (summary.districts) {
        Json& districts = json["districts"];
        districts = {{"total", summary.districts->total}};
        districts["recognised"] = summary.districts->recognised ? Json(*summary.districts->recognised) : Json(nullptr);
        districts["new_in_year"] =
            summary.districts->new_in_year ? Json(*summary.districts->new_in_year) : Json(nullptr);
        districts["without"] = nullptr;
        if (summary.tiers_known) {
            districts["without"] = Json::object();
            for (const Tier tier : graded) {
                Json& list = districts["without"][std::string(tier_word(tier))];
                list = Json::array();
                for (const UnitRef unit : summary.districts->without[static_cast<std::size_t>(tier)]) {
                    list.push_back(json_brief(atlas.units, unit));
                }
            }
        }
    } else {
        json["districts"] = nullptr;
    }
    json["plans"] = nullptr;
    if (summary.plans_known) {
        json["plans"] = json_plans(summary.plans);
        json["plans"]["derived"] = summary.derived_plan_figures;
        json["plans"]["sources"] = source_documents(snapshot, Theme::plan);
    }
    put_programme(json, snapshot, summary, lang);
    json["figures"] = Json::array();
    for (const Figure* figure : summary.figures) {
        json["figures"].push_back(json_figure(atlas.units, *figure));
    }
    json["issues"] = json_issue_counts(atlas.issues);
    return json;
}

class SummaryCommand final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "summary"; }
    void declare(CLI::App& app) override { app.add_option("workspace", m_workspace, help("workspace")); }

    int run() override {
        const Loaded loaded = load_for(common, m_workspace);
        if (!loaded.snapshot) {
            return loaded.exit;
        }
        const CriteriaSet* set = read_set(*loaded.snapshot, common.set);
        if (set != nullptr && set->level != Level::commune) {
            throw UsageError{"cli.set_not_of_communes", common.set, {}};
        }
        const Summary summary = summarise(*loaded.snapshot, set);
        if (common.json) {
            fmt::print("{}\n", summary_json(*loaded.snapshot, summary, lang()).dump(1));
        } else {
            print_text(*loaded.snapshot, summary);
        }
        return loaded.exit;
    }

private:
    std::string m_workspace = default_workspace;

    [[nodiscard]] std::string number(std::size_t value) const { return lang().number(static_cast<double>(value)); }

    void print_line(std::string_view key,
                    std::initializer_list<std::pair<std::string_view, std::string>> values) const {
        fmt::print("{}\n", lang().fill(key, values));
    }

    void print_text(const Snapshot& snapshot, const Summary& summary) const {
        const Atlas& atlas = *snapshot.atlas;
        fmt::print("{} · {}\n", atlas.workspace.title,
                   lang().fill("sheet.as_of", {{"date", lang().date(summary.as_of)}}));
        if (atlas.workspace.illustrative) {
            fmt::print("{}\n", lang()["map.illustrative"]);
        }
        if (summary.communes.total > 0) {
            print_line("summary.communes",
                       {{"total", number(summary.communes.total)}, {"in_scope", number(summary.communes.in_scope)}});
            print_tiers(summary);
        }
        if (summary.districts) {
            print_districts(atlas, *summary.districts);
        }
        print_plans(summary);
        print_criteria(summary);
        print_targets(atlas, summary);
        print_figures(atlas, summary);
        const IssueCounts counts = count_issues(atlas.issues);
        print_line("summary.issues", {{"errors", number(counts.errors)}, {"warnings", number(counts.warnings)}});
    }

    void print_tiers(const Summary& summary) const {
        if (!summary.tiers_known) {
            fmt::print("{}\n", lang()["summary.no_recognitions"]);
            return;
        }
        for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai}) {
            const auto i = static_cast<std::size_t>(tier);
            if (tier == Tier::hien_dai && summary.communes.held[i] == 0) {
                continue;
            }
            print_line("summary.tier", {{"tier", lang()[fmt::format("tier.{}", tier_word(tier))]},
                                        {"held", number(summary.communes.held[i])},
                                        {"own", number(summary.communes.exclusive[i])},
                                        {"new", number(summary.communes.new_in_year[i])},
                                        {"year", std::to_string(summary.as_of.year())}});
        }
    }

    void print_districts(const Atlas& atlas, const Summary::Districts& districts) const {
        if (!districts.recognised) {
            print_line("summary.districts_only", {{"total", number(districts.total)}});
            return;
        }
        print_line("summary.districts", {{"total", number(districts.total)},
                                         {"recognised", number(*districts.recognised)},
                                         {"new", number(*districts.new_in_year)}});
        for (const Tier tier : graded) {
            const auto& without = districts.without[static_cast<std::size_t>(tier)];
            std::string names;
            for (const UnitRef unit : without) {
                names += names.empty() ? "" : ", ";
                names += short_name(atlas.units, unit);
            }
            print_line("summary.without", {{"count", number(without.size())},
                                           {"tier", lang()[fmt::format("tier.{}", tier_word(tier))]},
                                           {"names", names.empty() ? lang()["summary.nobody"] : names}});
        }
    }

    void print_plans(const Summary& summary) const {
        if (!summary.plans_known) {
            fmt::print("{}\n", lang()["summary.no_plans"]);
            return;
        }
        const PlanTally& plans = summary.plans;
        print_line("summary.plans", {{"from", std::to_string(summary.plan_period.from)},
                                     {"to", std::to_string(summary.plan_period.to)},
                                     {"required", number(plans.required)},
                                     {"approved", number(plans.approved)},
                                     {"share", plans.share() ? lang().number(*plans.share() * 100, 1) + "%" : "–"},
                                     {"without", number(plans.without)},
                                     {"urban", number(plans.covered_by_urban_plan)},
                                     {"unknown", number(plans.period_unknown)}});
        if (!summary.derived_plan_figures.empty()) {
            std::string names;
            for (const std::string& name : summary.derived_plan_figures) {
                names += names.empty() ? "" : ", ";
                names += lang()["derived." + name];
            }
            print_line("summary.derived", {{"names", names}});
        }
    }

    void print_criteria(const Summary& summary) const {
        if (!summary.criteria) {
            return;
        }
        const Summary::Criteria& criteria = *summary.criteria;
        print_line("gaps.head", {{"set", name_in(lang(), criteria.set->title_vi, criteria.set->title_en)},
                                 {"id", criteria.set->id},
                                 {"of", number(criteria.of)},
                                 {"mean", criteria.mean_met ? lang().number(*criteria.mean_met, 2) : "–"},
                                 {"least", criteria.least_met ? number(*criteria.least_met) : "–"},
                                 {"judged", number(criteria.judged)},
                                 {"in_scope", number(criteria.in_scope)}});
    }

    void print_targets(const Atlas& atlas, const Summary& summary) const {
        const auto text = [&](const std::optional<double>& value) { return value ? number_text(lang(), *value) : "–"; };
        if (!summary.targets.empty()) {
            print_line("summary.targets", {{"year", std::to_string(summary.target_year)}});
        }
        for (const MeasureProgress& progress : summary.targets) {
            const std::string units =
                lang().fill("summary.target_units",
                            {{"units", number(progress.units)}, {"reached", number(progress.units_reached)}});
            print_line(progress.floor ? "summary.target_floor" : "summary.target",
                       {{"measure", lang()["measure." + progress.measure]},
                        {"target", text(progress.target)},
                        {"achieved", text(progress.achieved)},
                        {"remaining", text(progress.remaining)},
                        {"units", progress.units > 0 ? units : std::string()}});
        }
        for (const TargetProgress& progress : summary.carried_over) {
            const Target& target = *progress.target;
            print_line("summary.carried_over",
                       {{"name", target.unit ? short_name(atlas.units, *target.unit) : "–"},
                        {"measure", lang()["measure." + target.measure]},
                        {"year", target.carry_over_year ? std::to_string(*target.carry_over_year) : "–"}});
        }
        std::string due;
        for (const DueState state :
             {DueState::overdue, DueState::due_this_month, DueState::due_this_quarter, DueState::later}) {
            if (const std::size_t count = summary.due[static_cast<std::size_t>(state)]; count > 0) {
                due += fmt::format("{}{}: {}", due.empty() ? "" : ", ",
                                   lang()["due." + std::string(due_state_word(state))], number(count));
            }
        }
        if (!due.empty()) {
            print_line("summary.due", {{"counts", due}});
        }
    }

    void print_figures(const Atlas& atlas, const Summary& summary) const {
        if (summary.figures.empty()) {
            return;
        }
        fmt::print("{}\n", lang()["summary.figures"]);
        for (const Figure* figure : summary.figures) {
            const std::string key = fmt::format("measure.{}", figure->measure);
            print_line("summary.figure",
                       {{"measure", lang().has(key) ? lang()[key] : figure->measure},
                        {"unit", figure->unit ? " · " + short_name(atlas.units, *figure->unit) : std::string()},
                        {"kind", lang()[fmt::format("figure_kind.{}", figure_kind_word(figure->kind))]},
                        {"value", lang().number(figure->value, figure->value == std::floor(figure->value) ? 0 : 2)},
                        {"date", figure->date ? lang().date(*figure->date) : "–"},
                        {"source", figure->source.document.empty() ? "–" : figure->source.document}});
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_summary() {
    return std::make_unique<SummaryCommand>();
}

} // namespace ntm
