#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/unit_report.hpp"
#include "geo/picture/labels.hpp"
#include "geo/report/comparison_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

/// The whole workspace, when there is one province or none.
bool is_whole(const Units& units, UnitRef unit) {
    return unit.level == Level::province && units.count(Level::province) == 1;
}

/// Tasks of a unit are its own and those of the units below it; those of nobody belong to the whole.
bool is_about(const Units& units, UnitRef unit, const std::optional<UnitRef>& about) {
    return about ? units.ancestor(*about, unit.level) == unit : is_whole(units, unit);
}

bool is_recognised(const Product& product, Date as_of) {
    return !product.recognised_date || *product.recognised_date <= as_of;
}

/// Towns and cities complete a task, rural districts are recognised.
bool title_of_type(const Snapshot& snapshot, UnitRef unit, Tier title) {
    const UnitType type = snapshot.atlas->units.type_on(unit, snapshot.as_of);
    const bool completes = type == UnitType::thi_xa || type == UnitType::thanh_pho || type == UnitType::tinh ||
                           unit.level == Level::province;
    return (title == Tier::hoan_thanh) == completes;
}

class Query final : public WorkspaceCommand {
public:
    [[nodiscard]] std::string name() const override { return "query"; }
    void declare(CLI::App& app) override {
        app.add_option("unit", m_unit, help("unit"))->required();
        declare_workspace(app);
        app.add_option("--since", m_since, help("since_list"));
    }

private:
    std::string m_unit, m_since;

    void answer(const Snapshot& snapshot) override {
        const std::vector<UnitRef> named = read_units(snapshot.atlas->units, m_unit);
        const auto before = earlier(snapshot, m_since);
        if (common.json) {
            Json json = json_head(snapshot);
            json["rows"] = Json::array();
            for (const UnitRef unit : named) {
                Json row = row_json(snapshot, report_unit(snapshot, unit));
                row["changes"] =
                    before ? json_changes(snapshot.atlas->units, find_changes(*before, snapshot, unit)) : Json(nullptr);
                json["rows"].push_back(std::move(row));
            }
            fmt::print("{}\n", printed(json));
            return;
        }
        print_head(snapshot);
        for (const UnitRef unit : named) {
            print_report(snapshot, report_unit(snapshot, unit));
            if (before) {
                print_changes(*before, snapshot, unit);
            }
        }
    }

    void print_changes(const Snapshot& before, const Snapshot& snapshot, UnitRef unit) const {
        const Changes changes = find_changes(before, snapshot, unit);
        fmt::print("  {}\n", lang().fill("change.head", {{"from", lang().date(changes.from)},
                                                         {"to", lang().date(changes.to)},
                                                         {"count", std::to_string(changes.rows.size())}}));
        for (const std::string& note : comparison_notes(lang(), before, snapshot)) {
            fmt::print("    {}\n", note);
        }
        for (const Change& change : changes.rows) {
            fmt::print("    {}\n", change_text(lang(), snapshot.atlas->units, change));
        }
    }

    Json row_json(const Snapshot& snapshot, const UnitReport& report) const {
        const Atlas& atlas = *snapshot.atlas;
        Json row = json_unit(atlas.units, report.unit);
        row["type"] = unit_type_word(report.type);
        row["area_ha"] = std::round(report.area_ha * 100) / 100;
        row["area_method"] = "geodesic, WGS 84";
        const bool commune = report.unit.level == Level::commune;
        row["in_scope"] = commune ? Json(report.in_scope) : Json(nullptr);
        const bool tier_known = atlas.recognitions.present && (!commune || report.in_scope);
        row["tier"] = tier_known ? Json(tier_word(report.tier.tier)) : Json(nullptr);
        row["recognitions"] = Json::array();
        for (const UnitReport::RecognitionLine& line : report.recognitions) {
            const Recognition& r = *line.row;
            row["recognitions"].push_back({{"tier", tier_word(r.tier)},
                                           {"field", json_text(r.field)},
                                           {"decision_no", json_text(r.decision_no)},
                                           {"decision_date", json_date(r.decision_date)},
                                           {"title_year", r.title_year},
                                           {"title_year_derived", r.title_year_derived},
                                           {"revoked_date", json_date(r.revoked_date)},
                                           {"criteria_set", json_text(r.criteria_set)},
                                           {"in_force", line.in_force},
                                           {"source", json_source(r.source)}});
        }
        row["plan"] = nullptr;
        if (report.plan && atlas.plans.present) {
            const PlanState& plan = *report.plan;
            row["plan"] = json_plan(snapshot, plan, snapshot.plan_class[report.unit.id],
                                    report.in_scope && plan.required && plan.plan_class != PlanClass::urban);
        } else if (report.own_plan) {
            row["plan"] = json_plan(snapshot, *report.own_plan, report.own_plan->plan_class, false);
        }
        if (!commune) {
            row["communes"] = {{"total", report.tiers.total}, {"in_scope", report.tiers.in_scope}};
            row["communes"]["tier"] = atlas.recognitions.present ? json_tiers(report.tiers.held) : Json(nullptr);
            row["communes"]["new_in_year"] =
                atlas.recognitions.present ? json_tiers(report.tiers.new_in_year) : Json(nullptr);
            row["plans"] = atlas.plans.present ? json_plans(report.plans) : Json(nullptr);
        }
        row["figures"] = Json::array();
        for (const Figure* figure : report.figures) {
            row["figures"].push_back(json_figure(atlas.units, *figure));
        }
        put_programme(row, snapshot, report.unit);
        return row;
    }

    /// Criteria, targets, bodies and tasks: null where the workspace has no such table.
    void put_programme(Json& row, const Snapshot& snapshot, UnitRef unit) const {
        const Atlas& atlas = *snapshot.atlas;
        const Duties& duties = atlas.duties;
        const UnitEvaluation evaluation = evaluate_unit(snapshot, unit, set_of(snapshot, unit));
        row["criteria"] = atlas.assessments.present && evaluation.set != nullptr
                              ? json_evaluation(snapshot, evaluation, lang())
                              : Json(nullptr);
        if (unit.level != Level::commune) {
            row["conditions"] = conditions_json(snapshot, unit);
        }
        row["targets"] = duties.targets.empty() ? Json(nullptr) : Json::array();
        for (const TargetProgress& progress : target_progress(snapshot, target_year(snapshot))) {
            if (progress.target->unit == unit) {
                row["targets"].push_back(json_target(atlas.units, progress));
            }
        }
        row["bodies"] = duties.assignments.empty() ? Json(nullptr) : Json(bodies_of(snapshot, unit));
        row["tasks"] = duties.tasks.empty() && duties.steps.empty() ? Json(nullptr) : Json::array();
        for (const DueItem& item : due_items(snapshot)) {
            if (is_about(atlas.units, unit, item.task != nullptr ? item.task->unit : item.step->unit)) {
                row["tasks"].push_back(json_due(atlas.units, item));
            }
        }
        row["products"] = duties.products.empty() ? Json(nullptr) : Json::array();
        for (const Product& product : duties.products) {
            if (atlas.units.ancestor(product.unit, unit.level) == unit && is_recognised(product, snapshot.as_of)) {
                row["products"].push_back(json_product(atlas.units, product, snapshot.as_of));
            }
        }
        row["capital"] = duties.capital.empty() ? Json(nullptr) : Json::array();
        for (const Capital& capital : duties.capital) {
            if (capital.unit ? *capital.unit == unit : is_whole(atlas.units, unit)) {
                row["capital"].push_back(json_capital(atlas.units, capital));
            }
        }
    }

    /// `--set` speaks for the units of its level only.
    [[nodiscard]] const CriteriaSet* set_of(const Snapshot& snapshot, UnitRef unit) const {
        const CriteriaSet* asked = read_set(snapshot, common.set);
        return asked != nullptr && asked->level == unit.level ? asked : nullptr;
    }

    [[nodiscard]] Json conditions_json(const Snapshot& snapshot, UnitRef unit) const {
        Json titles = Json::array();
        for (const Tier title : {Tier::ntm, Tier::nang_cao, Tier::hoan_thanh}) {
            if (!title_of_type(snapshot, unit, title)) {
                continue;
            }
            Json list = Json::array();
            for (const DistrictCondition& condition : district_conditions(snapshot, unit, title)) {
                list.push_back(json_condition(condition, lang()));
            }
            if (!list.empty()) {
                titles.push_back({{"title", tier_word(title)}, {"conditions", std::move(list)}});
            }
        }
        return titles;
    }

    void line(const std::string& label, const std::string& value) const { fmt::print("  {}: {}\n", label, value); }

    void print_report(const Snapshot& snapshot, const UnitReport& report) const {
        const Atlas& atlas = *snapshot.atlas;
        const Units& units = atlas.units;
        std::string parents;
        for (const UnitRef up : report.parents) {
            parents += (parents.empty() ? "" : ", ") + units.name(up);
        }
        fmt::print("{} ({}){}\n", units.name(report.unit), units.code(report.unit),
                   parents.empty() ? "" : " · " + parents);
        line(lang()["unit.area"], lang().number(report.area_ha, 1) + " ha");
        const bool commune = report.unit.level == Level::commune;
        if (commune && !report.in_scope) {
            line(lang()["unit.tier"], lang()["tier.not_in_scope"]);
        } else if (commune && atlas.recognitions.present && report.tier_class == TierClass::missing) {
            line(lang()["unit.tier"], lang()["tier.waiting"]);
        } else if (atlas.recognitions.present) {
            line(lang()["unit.tier"],
                 lang()[fmt::format("{}.{}", commune ? "tier" : "title", tier_word(report.tier.tier))]);
        } else {
            line(lang()["unit.tier"], lang()["tier.missing"]);
        }
        for (const UnitReport::RecognitionLine& item : report.recognitions) {
            print_recognition(item);
        }
        if (report.plan && report.in_scope) {
            print_plan(snapshot, *report.plan, snapshot.plan_class[report.unit.id]);
        }
        if (report.own_plan) {
            const std::string& kind = report.own_plan->row != nullptr ? report.own_plan->row->plan_kind : std::string();
            line(kind.empty() ? lang()["unit.own_plan"] : kind,
                 plan_text(lang(), *report.own_plan, report.own_plan->plan_class));
        }
        if (!commune) {
            print_tallies(atlas, report);
            print_conditions(snapshot, report.unit);
        }
        print_criteria(snapshot, report.unit);
        print_duties(snapshot, report.unit);
        print_means(snapshot, report.unit);
    }

    void print_conditions(const Snapshot& snapshot, UnitRef unit) const {
        for (const Tier title : {Tier::ntm, Tier::nang_cao, Tier::hoan_thanh}) {
            if (!snapshot.atlas->recognitions.present || !title_of_type(snapshot, unit, title)) {
                continue;
            }
            for (const DistrictCondition& condition : district_conditions(snapshot, unit, title)) {
                if (!condition.counted || !condition.value) {
                    continue;
                }
                line(lang().fill("unit.condition", {{"title", lang()[fmt::format("title.{}", tier_word(title))]},
                                                    {"no", condition.indicator_no}}),
                     fmt::format("{} {}%{} · {}{}", name_in(lang(), condition.name_vi, condition.name_en),
                                 number_text(lang(), *condition.value),
                                 condition.threshold
                                     ? lang().fill("item.asked",
                                                   {{"sign", condition.comparison == Comparison::at_most ? "<=" : ">="},
                                                    {"threshold", number_text(lang(), *condition.threshold) + "%"}})
                                     : "",
                                 lang()[fmt::format("item_state.{}", item_state_word(condition.state))],
                                 condition.provisional ? " (" + lang()["item.provisional"] + ")" : ""));
            }
        }
    }

    void print_criteria(const Snapshot& snapshot, UnitRef unit) const {
        const UnitEvaluation evaluation = evaluate_unit(snapshot, unit, set_of(snapshot, unit));
        if (!snapshot.atlas->assessments.present || evaluation.set == nullptr) {
            return;
        }
        const CriteriaSet& set = *evaluation.set;
        line(lang()["unit.criteria"],
             lang().fill(evaluation.judged() ? "unit.criteria_met" : "unit.criteria_not_judged",
                         {{"met", std::to_string(evaluation.count(ItemState::met))},
                          {"of", std::to_string(set.numbered_criteria())},
                          {"set", name_in(lang(), set.title_vi, set.title_en)}}));
        if (const auto risk = risk_of(snapshot, unit)) {
            line(lang()["unit.risk"],
                 lang().fill(risk->revocation_case == RevocationCase::b ? "panel.risk.case_b" : "panel.risk.case_a",
                             {{"count", std::to_string(risk->failing.size())},
                              {"of", std::to_string(risk->set->numbered_criteria())},
                              {"key", numbers_text(*risk->set, risk->failing_key)}}));
        }
        for (const Shortfall& one : shortfalls(evaluation)) {
            const bool known = one.item.state != ItemState::missing;
            const Criterion& criterion = set.criteria[one.criterion];
            const std::string& no = one.indicator ? set.indicators[*one.indicator].no : criterion.no;
            const std::string& name = one.indicator ? name_in(lang(), set.indicators[*one.indicator].name_vi,
                                                              set.indicators[*one.indicator].name_en)
                                                    : name_in(lang(), criterion.name_vi, criterion.name_en);
            if (known) {
                fmt::print("    {} {}: {}{}\n", no, name, item_text(set, one.indicator, one.item, lang()),
                           one.lead_department.empty() ? "" : " · " + one.lead_department);
            }
        }
    }

    void print_duties(const Snapshot& snapshot, UnitRef unit) const {
        const Units& units = snapshot.atlas->units;
        if (const auto bodies = bodies_of(snapshot, unit); !bodies.empty()) {
            line(lang()["unit.bodies"], fmt::format("{}", fmt::join(bodies, "; ")));
        }
        for (const TargetProgress& progress : target_progress(snapshot, target_year(snapshot))) {
            const Target& target = *progress.target;
            if (target.unit != unit) {
                continue;
            }
            const auto number = [&](const std::optional<double>& value) {
                return value ? number_text(lang(), *value) : "–";
            };
            line(lang().fill("unit.target", {{"year", std::to_string(target.year)}}),
                 lang().fill(target.floor ? "target_text.floor" : "target_text.plain",
                             {{"measure", measure_name(lang(), target.measure)},
                              {"target", number(target.value)},
                              {"reached", reached_text(lang(), progress.not_begun && !target.carry_over_year,
                                                       progress.achieved, progress.remaining)}}) +
                     (target.carry_over_year ? " · " + lang().fill("unit.carried_over",
                                                                   {{"year", std::to_string(*target.carry_over_year)}})
                                             : ""));
        }
        for (const DueItem& item : due_items(snapshot)) {
            const auto& about = item.task != nullptr ? item.task->unit : std::optional(item.step->unit);
            if (!is_about(units, unit, about)) {
                continue;
            }
            const auto& deadline = item.task != nullptr ? item.task->deadline : item.step->deadline;
            const auto& done = item.task != nullptr ? item.task->done_date : item.step->done_date;
            line(lang()["due." + std::string(due_state_word(item.state))] +
                     (item.state == DueState::done && done ? " " + lang().date(*done) : ""),
                 fmt::format("{}{}{}{}", deadline ? lang().date(*deadline) + " · " : "",
                             item.task != nullptr ? item.task->what : step_text(lang(), *item.step),
                             about && *about != unit ? " · " + units.name(*about) : "",
                             item.task != nullptr && !item.task->body.empty() ? " · " + item.task->body : ""));
        }
    }

    void print_means(const Snapshot& snapshot, UnitRef unit) const {
        const Units& units = snapshot.atlas->units;
        for (const Product& product : snapshot.atlas->duties.products) {
            if (units.ancestor(product.unit, unit.level) == unit && is_recognised(product, snapshot.as_of)) {
                line(lang()["unit.product"],
                     product.name +
                         (product.stars
                              ? " · " + lang().fill("panel.products.stars", {{"stars", std::to_string(*product.stars)}})
                              : "") +
                         (product.unit == unit ? "" : " · " + units.name(product.unit)));
            }
        }
        for (const Capital& row : snapshot.atlas->duties.capital) {
            if (row.unit ? *row.unit != unit : !is_whole(units, unit)) {
                continue;
            }
            const auto amount = [&](const std::optional<double>& value) {
                return value ? number_text(lang(), *value) : "–";
            };
            std::string text = fmt::format("{}{}: {} {}", row.part_of.empty() ? "" : row.part_of + " / ",
                                           row.source_of_money, amount(row.planned), row.unit_of_money);
            for (const auto& [key, value] : {std::pair{"panel.capital.assigned", &row.assigned},
                                             std::pair{"panel.capital.disbursed", &row.disbursed}}) {
                text += *value ? " · " + lang().fill(key, {{"value", amount(*value)}}) : "";
            }
            line(lang().fill("panel.capital.title", {{"year", std::to_string(row.year)}}),
                 text + (!row.planned && row.likely[0] ? " · " + lang()["panel.capital.doubtful"] : ""));
        }
    }

    void print_recognition(const UnitReport::RecognitionLine& item) const {
        const Recognition& row = *item.row;
        std::string text = fmt::format("{} · {}", lang()[fmt::format("tier.{}", tier_word(row.tier))],
                                       row.decision_no.empty() ? lang()["unit.no_decision_no"] : row.decision_no);
        if (row.decision_date) {
            text += ", " + lang().date(*row.decision_date);
        }
        text += " · " + lang().fill(row.title_year_derived ? "unit.title_year_derived" : "unit.title_year",
                                    {{"year", std::to_string(row.title_year)}});
        if (row.revoked_date) {
            text += " · " + lang().fill("unit.revoked", {{"date", lang().date(*row.revoked_date)}});
        } else if (item.future) {
            text += " · " + lang()["unit.future"];
        } else if (!item.in_force) {
            text += " · " + lang()["ui.unit.not_in_force"];
        }
        line(lang()["unit.recognition"], text + (row.source.document.empty() ? "" : " [" + row.source.document + "]"));
    }

    void print_plan(const Snapshot& snapshot, const PlanState& plan, PlanClass plan_class) const {
        line(lang().fill("unit.plan", {{"from", std::to_string(snapshot.plan_period.from)},
                                       {"to", std::to_string(snapshot.plan_period.to)}}),
             snapshot.atlas->plans.present ? plan_text(lang(), plan, plan_class) : lang()["plans.no_table"]);
    }

    void print_tallies(const Atlas& atlas, const UnitReport& report) const {
        const auto number = [&](std::size_t value) { return lang().number(static_cast<double>(value)); };
        fmt::print("  {}\n", lang().fill("summary.communes", {{"total", number(report.tiers.total)},
                                                              {"in_scope", number(report.tiers.in_scope)}}));
        if (atlas.recognitions.present) {
            for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
                line(lang()[fmt::format("tier.{}", tier_word(tier))],
                     number(report.tiers.held[static_cast<std::size_t>(tier)]));
            }
        }
        if (atlas.plans.present) {
            line(lang()["unit.plans"], lang().fill("unit.plan_share", {{"approved", number(report.plans.approved)},
                                                                       {"required", number(report.plans.required)}}));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_query() {
    return std::make_unique<Query>();
}

} // namespace ntm
