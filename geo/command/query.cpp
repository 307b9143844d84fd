#include "geo/base/viet_text.hpp"
#include "geo/command/json.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/unit_report.hpp"
#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

/// Of the units a text may mean those it names: by code, by name with its marks, else by name without.
std::vector<UnitRef> units_named(const Units& units, const std::string& text, const std::vector<UnitRef>& found) {
    const std::string tone = tone_key(split_type_word(text).name);
    const std::string fold = fold_key(split_type_word(text).name);
    const UnitType type = parse_unit_type(split_type_word(text).type);
    const UnmarkedName unmarked = split_unmarked_type_word(text);
    std::vector<UnitRef> by_code, by_tone, by_fold;
    for (const UnitRef unit : found) {
        if (units.code(unit) == clean_text(text)) {
            by_code.push_back(unit);
        }
        if (type != UnitType::unknown && units.at(unit.level).type[unit.id] != type) {
            continue;
        }
        if (tone_key(split_type_word(units.name(unit)).name) == tone) {
            by_tone.push_back(unit);
        }
        const UnitColumns& columns = units.at(unit.level);
        if (columns.fold[unit.id] == fold ||
            (unmarked.type != UnitType::unknown && columns.type[unit.id] == unmarked.type && columns.fold[unit.id] == unmarked.name)) {
            by_fold.push_back(unit);
        }
    }
    return !by_code.empty() ? by_code : !by_tone.empty() ? by_tone : by_fold;
}

class Query final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "query"; }
    void declare(CLI::App& app) override {
        app.add_option("unit", m_unit, help("unit"))->required();
        app.add_option("workspace", m_workspace, help("workspace"));
    }

    int run() override {
        const Loaded loaded = load_for(common, m_workspace);
        if (!loaded.snapshot) {
            return loaded.exit;
        }
        const Snapshot& snapshot = *loaded.snapshot;
        const Units& units = snapshot.atlas->units;
        const std::vector<UnitRef> found = search_units(units, m_unit, 50);
        const std::vector<UnitRef> named = units_named(units, m_unit, found);
        if (named.empty()) {
            std::string candidates;
            for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i) {
                candidates += fmt::format("{}{} ({})", i > 0 ? ", " : "", units.name(found[i]), units.code(found[i]));
            }
            throw UsageError{candidates.empty() ? "cli.unit_unknown" : "cli.unit_did_you_mean", m_unit, candidates};
        }
        if (common.json) {
            Json json = json_head(snapshot);
            json["rows"] = Json::array();
            for (const UnitRef unit : named) {
                json["rows"].push_back(row_json(snapshot, report_unit(snapshot, unit)));
            }
            fmt::print("{}\n", json.dump(1));
        } else {
            for (const UnitRef unit : named) {
                print_report(snapshot, report_unit(snapshot, unit));
            }
        }
        return loaded.exit;
    }

private:
    std::string m_unit;
    std::string m_workspace = default_workspace;

    static Json row_json(const Snapshot& snapshot, const UnitReport& report) {
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
            row["plan"] = plan_json(snapshot, report);
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
        for (const char* part : {"criteria", "targets", "bodies", "tasks"}) {
            row[part] = nullptr;
        }
        return row;
    }

    static Json plan_json(const Snapshot& snapshot, const UnitReport& report) {
        const PlanState& plan = *report.plan;
        Json json = {{"state", plan_class_word(snapshot.plan_class[report.unit.id])},
                     {"in_force", plan.in_force() && report.in_scope},
                     {"required", report.in_scope && plan.required && plan.plan_class != PlanClass::urban},
                     {"since", json_date(plan.since)},
                     {"asked_period", {snapshot.plan_period.from, snapshot.plan_period.to}}};
        json["status"] = nullptr;
        if (const PlanRow* row = plan.row) {
            json["status"] = row->status;
            json["plan_kind"] = json_text(row->plan_kind);
            json["period"] = row->period ? Json({row->period->from, row->period->to}) : Json(nullptr);
            json["valid_to"] = json_date(row->valid_to);
            json["decision_no"] = json_text(row->decision_no);
            json["decision_date"] = json_date(row->decision_date);
            json["approver"] = json_text(row->approver);
            json["source"] = json_source(row->source);
        }
        return json;
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
        if (!commune) {
            print_tallies(atlas, report);
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
        }
        line(lang()["unit.recognition"], text + (row.source.document.empty() ? "" : " [" + row.source.document + "]"));
    }

    void print_plan(const Snapshot& snapshot, const PlanState& plan, PlanClass plan_class) const {
        std::string text = lang()[fmt::format("plan.{}", plan_class_word(plan_class))];
        if (const PlanRow* row = plan.row) {
            text += row->decision_no.empty() ? "" : " · " + row->decision_no;
            text += row->decision_date ? ", " + lang().date(*row->decision_date) : "";
            text += row->approver.empty() ? "" : " · " + row->approver;
            text += row->period ? fmt::format(" · {}-{}", row->period->from, row->period->to) : "";
            text += row->valid_to ? " · " + lang().fill("unit.valid_to", {{"date", lang().date(*row->valid_to)}}) : "";
            text += row->source.document.empty() ? "" : " [" + row->source.document + "]";
        }
        if (plan.since && !plan.in_force()) {
            text += " · " + lang().fill("unit.since", {{"date", lang().date(*plan.since)}});
        }
        line(lang().fill("unit.plan", {{"from", std::to_string(snapshot.plan_period.from)},
                                       {"to", std::to_string(snapshot.plan_period.to)}}),
             text);
    }

    void print_tallies(const Atlas& atlas, const UnitReport& report) const {
        const auto number = [&](std::size_t value) { return lang().number(static_cast<double>(value)); };
        fmt::print("  {}\n", lang().fill("summary.communes", {{"total", number(report.tiers.total)}, {"in_scope", number(report.tiers.in_scope)}}));
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

std::unique_ptr<Subcommand> make_query() { return std::make_unique<Query>(); }

} // namespace ntm
