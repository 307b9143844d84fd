#include "geo/command/json.hpp"

#include <fmt/format.h>

namespace ntm {

Json json_plan(const Snapshot& snapshot, const PlanState& plan, PlanClass plan_class, bool required) {
    Json json = {{"state", plan_class_word(plan_class)},
                 {"in_force", plan.in_force() && plan_class != PlanClass::not_applicable},
                 {"required", required},
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

std::string plan_text(const Lang& lang, const PlanState& plan, PlanClass plan_class) {
    const bool of_other_period = plan_class == PlanClass::missing && plan.row != nullptr;
    std::string text =
        of_other_period ? lang["ui.unit.plan_other_period"] : lang[fmt::format("plan.{}", plan_class_word(plan_class))];
    if (const PlanRow* row = plan.row) {
        text += row->decision_no.empty() ? "" : " · " + row->decision_no;
        text += row->decision_date ? ", " + lang.date(*row->decision_date) : "";
        text += row->approver.empty() ? "" : " · " + row->approver;
        text += row->period ? fmt::format(" · {}-{}", row->period->from, row->period->to) : "";
        text += row->valid_to ? " · " + lang.fill("unit.valid_to", {{"date", lang.date(*row->valid_to)}}) : "";
        text += row->source.document.empty() ? "" : " [" + row->source.document + "]";
    }
    if (plan.since && !plan.in_force()) {
        text += " · " + lang.fill("unit.since", {{"date", lang.date(*plan.since)}});
    }
    return text;
}

} // namespace ntm
