#include "geo/insight/summary.hpp"

#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/picture/labels.hpp"
#include "geo/picture/sheet.hpp"
#include "geo/report/comparison_notes.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ntm {

namespace {

/// Communes in scope whose plan is approved by a row without a day: part of the approved, and never of a day of its
/// own.
std::size_t approved_undated(const Snapshot& snapshot) {
    std::size_t count = 0;
    for (std::uint32_t id = 0; id < snapshot.plan.size(); ++id) {
        const PlanState& plan = snapshot.plan[id];
        count += snapshot.in_scope[id] != 0 && plan.required && plan.in_force() && !plan.row->dated() ? 1U : 0U;
    }
    return count;
}

constexpr std::array graded{Tier::ntm, Tier::nang_cao, Tier::kieu_mau};

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
        json["criteria"]["incomplete"] = criteria.incomplete;
        json["criteria"]["in_scope"] = criteria.in_scope;
        json["criteria"]["sources"] = source_documents(snapshot, Theme::criteria);
    }
    json["targets"] = nullptr;
    if (!duties.targets.empty()) {
        Json& targets = json["targets"];
        targets = {{"year", target_year(snapshot)}, {"rows", Json::array()}, {"carried_over", Json::array()}};
        for (const MeasureProgress& progress : summary.targets) {
            targets["rows"].push_back(json_measure(atlas.units, progress));
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
        communes["latest_recognition"] = json_date(summary.latest_recognition);
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
        json["plans"]["approved_undated"] = approved_undated(snapshot);
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

class SummaryCommand final : public WorkspaceCommand {
public:
    [[nodiscard]] std::string name() const override { return "summary"; }
    void declare(CLI::App& app) override {
        declare_workspace(app);
        app.add_option("--since", m_since, help("since_list"));
    }

private:
    std::string m_since;

    /// Counts the Issues of everything that the workspace names.
    [[nodiscard]] bool needs_drawings() const override { return true; }
    void answer(const Snapshot& snapshot) override {
        const CriteriaSet* set = commune_set_asked(snapshot);
        const auto before = earlier(snapshot, m_since);
        const Summary summary = summarise(snapshot, set);
        const auto changes = before ? std::optional(find_changes(*before, snapshot, {}, set)) : std::nullopt;
        if (common.json) {
            Json json = summary_json(snapshot, summary, lang());
            json["changes"] = changes ? json_changes(snapshot.atlas->units, *changes) : Json(nullptr);
            fmt::print("{}\n", printed(json));
            return;
        }
        print_text(snapshot, summary);
        if (changes) {
            print_changes(*before, snapshot, *changes);
        }
    }

    [[nodiscard]] std::string number(std::size_t value) const { return lang().number(static_cast<double>(value)); }

    void print_line(std::string_view key,
                    std::initializer_list<std::pair<std::string_view, std::string>> values) const {
        fmt::print("{}\n", lang().fill(key, values));
    }

    void print_text(const Snapshot& snapshot, const Summary& summary) const {
        const Atlas& atlas = *snapshot.atlas;
        print_head(snapshot);
        if (summary.communes.total > 0) {
            print_line("summary.communes",
                       {{"total", number(summary.communes.total)}, {"in_scope", number(summary.communes.in_scope)}});
            print_tiers(summary);
        }
        if (summary.districts) {
            print_districts(atlas, *summary.districts);
        }
        print_plans(summary, approved_undated(snapshot));
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
        print_latest(summary);
    }

    /// A stock is that of the last known decision: whole years without any are said, not left to be believed.
    void print_latest(const Summary& summary) const {
        if (!summary.latest_recognition) {
            print_line("summary.latest_none", {{"to", lang().date(summary.as_of)}});
            return;
        }
        const std::string years = years_without_recognition(summary);
        print_line(
            years.empty() ? "summary.latest" : "summary.latest_years_missing",
            {{"date", lang().date(*summary.latest_recognition)}, {"to", lang().date(summary.as_of)}, {"years", years}});
    }

    void print_changes(const Snapshot& before, const Snapshot& after, const Changes& changes) const {
        print_line("change.head", {{"from", lang().date(changes.from)},
                                   {"to", lang().date(changes.to)},
                                   {"count", number(changes.rows.size())}});
        for (const std::string& note : comparison_notes(lang(), before, after)) {
            fmt::print("  {}\n", note);
        }
        if (changes.first_results > 0) {
            print_line("change.first_results", {{"count", number(changes.first_results)}});
        }
        for (const ChangeKind kind : all_change_kinds) {
            if (const std::size_t count = changes.counts[static_cast<std::size_t>(kind)]; count > 0) {
                print_line("change.of_kind", {{"kind", lang()[fmt::format("change.kind.{}", change_kind_word(kind))]},
                                              {"count", number(count)}});
            }
            for (const Change& change : changes.rows) {
                if (change.kind == kind) {
                    fmt::print("    {}\n", change_text(lang(), after.atlas->units, change));
                }
            }
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

    void print_plans(const Summary& summary, std::size_t undated) const {
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
        if (undated > 0) {
            print_line("summary.plans_undated", {{"count", number(undated)}});
        }
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
        if (criteria.incomplete > 0) {
            print_line("gaps.incomplete", {{"count", number(criteria.incomplete)}});
        }
    }

    void print_targets(const Atlas& atlas, const Summary& summary) const {
        if (!summary.targets.empty()) {
            const bool ahead = summary.target_year > summary.as_of.year();
            print_line(ahead ? "summary.targets_ahead" : "summary.targets",
                       {{"year", std::to_string(summary.target_year)}});
        }
        for (const MeasureProgress& progress : summary.targets) {
            fmt::print("  {}\n", measure_text(lang(), atlas.units, progress));
        }
        for (const TargetProgress& progress : summary.carried_over) {
            fmt::print("  {}\n", carried_text(lang(), atlas.units, progress));
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
