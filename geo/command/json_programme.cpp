#include "geo/command/json_programme.hpp"

#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

std::string_view comparison_sign(Comparison comparison) {
    switch (comparison) {
    case Comparison::at_least:
        return ">=";
    case Comparison::at_most:
        return "<=";
    case Comparison::equal:
        return "==";
    case Comparison::none:
        break;
    }
    return "";
}

std::string_view confidence_word(Confidence confidence) {
    constexpr std::string_view words[] = {"high", "medium", "low"};
    return words[static_cast<std::size_t>(confidence)];
}

/// What is the same for a criterion and an indicator.
void put_state(Json& json, const JudgedItem& item) {
    json["state"] = item_state_word(item.state);
    json["reported"] = item.reported;
    json["provisional"] = item.provisional;
    json["disagrees"] = item.disagrees;
    json["assessed_date"] = item.row != nullptr ? Json(item.row->date.iso()) : Json(nullptr);
    json["source"] = item.row != nullptr ? json_source(item.row->source()) : Json(nullptr);
}

Json json_criterion(const Snapshot& snapshot, const UnitEvaluation& evaluation, std::size_t index, const Lang& lang) {
    const Criterion& criterion = evaluation.set->criteria[index];
    Json json = {{"criterion_no", criterion.no}, {"name", name_in(lang, criterion.name_vi, criterion.name_en)}};
    json["entry_condition"] = criterion.entry_condition;
    json["key_for_revocation"] = criterion.key_for_revocation;
    json["lead_department"] = json_text(criterion.lead_department);
    json["bodies"] = bodies_of_criterion(snapshot, criterion.no);
    put_state(json, evaluation.criteria[index]);
    json["indicators"] = Json::array();
    for (const std::size_t i : criterion.indicators) {
        json["indicators"].push_back(json_item(*evaluation.set, i, evaluation.indicators[i], lang));
    }
    return json;
}

std::vector<std::size_t> criteria_in(const UnitEvaluation& evaluation, ItemState state) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < evaluation.criteria.size(); ++i) {
        if (!evaluation.set->criteria[i].entry_condition && evaluation.criteria[i].state == state) {
            found.push_back(i);
        }
    }
    return found;
}

Json json_of_unit(const Units& units, const std::optional<UnitRef>& unit) {
    return unit ? json_brief(units, *unit) : Json(nullptr);
}

} // namespace

const std::string& name_in(const Lang& lang, const std::string& vi, const std::string& en) {
    return (lang.language() == Language::vi || en.empty()) && !vi.empty() ? vi : en;
}

Json json_number(const std::optional<double>& value, int decimals) {
    if (!value) {
        return nullptr;
    }
    const double scale = std::pow(10, decimals);
    const double rounded = std::round(*value * scale) / scale;
    if (rounded == std::floor(rounded) && std::abs(rounded) < 1e15) {
        return static_cast<std::int64_t>(rounded);
    }
    return rounded;
}

Json json_year(const std::optional<int>& year) {
    return year ? Json(*year) : Json(nullptr);
}

Json json_set(const CriteriaSet* set, const Lang& lang) {
    if (set == nullptr) {
        return {{"set", nullptr}, {"set_title", nullptr}, {"set_illustrative", nullptr}, {"of", nullptr}};
    }
    return {{"set", set->id},
            {"set_title", json_text(name_in(lang, set->title_vi, set->title_en))},
            {"set_illustrative", set->illustrative},
            {"of", set->numbered_criteria()}};
}

Json json_criterion_numbers(const CriteriaSet& set, const std::vector<std::size_t>& criteria) {
    Json numbers = Json::array();
    for (const std::size_t index : criteria) {
        numbers.push_back(set.criteria[index].no);
    }
    return numbers;
}

Json json_item(const CriteriaSet& set, std::size_t index, const JudgedItem& item, const Lang& lang) {
    const Indicator& indicator = set.indicators[index];
    Json json = {{"indicator_no", indicator.no}, {"name", name_in(lang, indicator.name_vi, indicator.name_en)}};
    put_state(json, item);
    json["value"] = json_number(item.value);
    json["numerator"] = item.row != nullptr ? json_number(item.row->numerator) : Json(nullptr);
    json["denominator"] = item.row != nullptr ? json_number(item.row->denominator) : Json(nullptr);
    json["unit"] = json_text(name_in(lang, indicator.unit, indicator.unit_en));
    json["comparison"] = json_text(std::string(comparison_sign(indicator.comparison)));
    const bool limited = item.threshold != nullptr && indicator.kind != IndicatorKind::boolean;
    json["threshold"] = limited ? json_number(item.threshold->value) : Json(nullptr);
    json["threshold_confidence"] =
        item.threshold != nullptr ? Json(confidence_word(item.threshold->confidence)) : Json(nullptr);
    json["distance"] = json_number(item.distance);
    json["lead_department"] = json_text(indicator.lead_department);
    json["decree"] = json_text(indicator.decree);
    return json;
}

Json json_evaluation(const Snapshot& snapshot, const UnitEvaluation& evaluation, const Lang& lang) {
    Json json = json_set(evaluation.set, lang);
    json["tier"] = tier_word(evaluation.set->tier);
    json["met"] = evaluation.judged() ? Json(evaluation.count(ItemState::met)) : Json(nullptr);
    for (const ItemState state : {ItemState::not_met, ItemState::missing, ItemState::not_assessed,
                                  ItemState::not_applicable, ItemState::withheld}) {
        json[std::string(item_state_word(state))] =
            json_criterion_numbers(*evaluation.set, criteria_in(evaluation, state));
    }
    json["shortfalls"] = json_shortfalls(snapshot, evaluation, lang);
    json["items"] = Json::array();
    for (std::size_t i = 0; i < evaluation.criteria.size(); ++i) {
        json["items"].push_back(json_criterion(snapshot, evaluation, i, lang));
    }
    return json;
}

Json json_shortfalls(const Snapshot& snapshot, const UnitEvaluation& evaluation, const Lang& lang) {
    Json list = Json::array();
    for (const Shortfall& one : shortfalls(evaluation)) {
        const Criterion& criterion = evaluation.set->criteria[one.criterion];
        Json json = {{"criterion_no", criterion.no}};
        if (one.indicator) {
            const Indicator& indicator = evaluation.set->indicators[*one.indicator];
            json["indicator_no"] = indicator.no;
            json["name"] = name_in(lang, indicator.name_vi, indicator.name_en);
            json["unit"] = json_text(name_in(lang, indicator.unit, indicator.unit_en));
        } else {
            json["indicator_no"] = nullptr;
            json["name"] = name_in(lang, criterion.name_vi, criterion.name_en);
            json["unit"] = nullptr;
        }
        json["state"] = item_state_word(one.item.state);
        json["provisional"] = one.item.provisional;
        json["distance"] = one.item.state == ItemState::not_met ? json_number(one.item.distance) : Json(nullptr);
        json["lead_department"] = json_text(one.lead_department);
        json["bodies"] = bodies_of_criterion(snapshot, criterion.no);
        list.push_back(std::move(json));
    }
    return list;
}

Json json_condition(const DistrictCondition& condition, const Lang& lang) {
    return {{"no", condition.indicator_no},
            {"name", name_in(lang, condition.name_vi, condition.name_en)},
            {"state", item_state_word(condition.state)},
            {"value", json_number(condition.value, 2)},
            {"comparison", json_text(std::string(comparison_sign(condition.comparison)))},
            {"threshold", json_number(condition.threshold)},
            {"provisional", condition.provisional},
            {"counted", condition.counted}};
}

Json json_target(const Units& units, const TargetProgress& progress) {
    const Target& target = *progress.target;
    return {{"measure", target.measure},
            {"year", target.year},
            {"unit", json_of_unit(units, target.unit)},
            {"target", json_number(target.value)},
            {"floor", target.floor},
            {"carry_over_year", json_year(target.carry_over_year)},
            {"achieved", json_number(progress.achieved)},
            {"remaining", json_number(progress.remaining)},
            {"not_begun", progress.not_begun},
            {"per_month", json_number(progress.per_month, 2)},
            {"bodies", progress.bodies},
            {"source", json_source(target.source)}};
}

Json json_measure(const Units& units, const MeasureProgress& progress) {
    Json json = {{"measure", progress.measure},
                 {"target", json_number(progress.target)},
                 {"floor", progress.floor},
                 {"added_up", progress.added_up},
                 {"achieved", json_number(progress.achieved)},
                 {"remaining", json_number(progress.remaining)},
                 {"not_begun", progress.not_begun},
                 {"per_month", json_number(progress.per_month, 2)},
                 {"units", progress.units},
                 {"units_reached", progress.units_reached},
                 {"most_remaining", json_number(progress.most_remaining)},
                 {"farthest", Json::array()}};
    for (const UnitRef unit : progress.farthest) {
        json["farthest"].push_back(json_brief(units, unit));
    }
    json["source"] = progress.row != nullptr ? json_source(progress.row->source) : Json(nullptr);
    return json;
}

std::string reached_text(const Lang& lang, bool not_begun, const std::optional<double>& achieved,
                         const std::optional<double>& remaining) {
    if (not_begun || !achieved) {
        return lang[not_begun ? "target_text.not_begun" : "target_text.not_countable"];
    }
    return lang.fill("target_text.achieved", {{"achieved", number_text(lang, *achieved)},
                                              {"remaining", remaining ? number_text(lang, *remaining) : "–"}});
}

std::string measure_text(const Lang& lang, const Units& units, const MeasureProgress& progress) {
    const auto text = [&](const std::optional<double>& value) { return value ? number_text(lang, *value) : "–"; };
    std::string line =
        lang.fill(progress.floor ? "target_text.floor" : "target_text.plain",
                  {{"measure", measure_name(lang, progress.measure)},
                   {"target", text(progress.target)},
                   {"reached", reached_text(lang, progress.not_begun, progress.achieved, progress.remaining)}});
    if (progress.units > 0 && !progress.not_begun && progress.achieved) {
        line += lang.fill("summary.target_units", {{"units", std::to_string(progress.units)},
                                                   {"reached", std::to_string(progress.units_reached)}});
    }
    if (progress.units > 1 && !progress.farthest.empty() && !progress.not_begun) {
        constexpr std::size_t named = 4;
        std::string names;
        for (std::size_t i = 0; i < std::min(named, progress.farthest.size()); ++i) {
            names += (names.empty() ? "" : ", ") + short_name(units, progress.farthest[i]);
        }
        const std::size_t more = progress.farthest.size() - std::min(named, progress.farthest.size());
        line += lang.fill(more > 0 ? "target_text.farthest_more" : "target_text.farthest",
                          {{"most", text(progress.most_remaining)}, {"names", names}, {"more", std::to_string(more)}});
    }
    return line;
}

std::string carried_text(const Lang& lang, const Units& units, const TargetProgress& progress) {
    const Target& target = *progress.target;
    return lang.fill("summary.carried_over",
                     {{"name", target.unit ? short_name(units, *target.unit) : "–"},
                      {"measure", measure_name(lang, target.measure)},
                      {"year", target.carry_over_year ? std::to_string(*target.carry_over_year) : "–"}});
}

Json json_due(const Units& units, const DueItem& item) {
    Json json;
    const bool is_task = item.task != nullptr;
    json["kind"] = is_task ? "task" : "step";
    json["unit"] = is_task ? json_of_unit(units, item.task->unit) : json_brief(units, item.step->unit);
    json["body"] = is_task ? json_text(item.task->body) : Json(nullptr);
    json["what"] = is_task ? json_text(item.task->what) : json_text(item.step->step);
    json["tier"] = is_task ? Json(nullptr) : Json(tier_word(item.step->tier));
    json["criterion_no"] = is_task ? json_text(item.task->criterion_no) : Json(nullptr);
    json["deadline"] = json_date(is_task ? item.task->deadline : item.step->deadline);
    json["done_date"] = json_date(is_task ? item.task->done_date : item.step->done_date);
    json["state"] = due_state_word(item.state);
    const bool has_days = item.state != DueState::done && item.state != DueState::no_deadline;
    json["days_left"] = has_days ? Json(item.days_left) : Json(nullptr);
    json["source"] = json_source(is_task ? item.task->source : item.step->source);
    return json;
}

Json json_product(const Units& units, const Product& product, Date as_of) {
    return {{"unit", json_brief(units, product.unit)},
            {"name", json_text(product.name)},
            {"stars", json_year(product.stars)},
            {"recognised_date", json_date(product.recognised_date)},
            {"expires", json_date(product.expires)},
            {"expired", product.expires ? Json(*product.expires < as_of) : Json(nullptr)},
            {"source", json_source(product.source)}};
}

Json json_capital(const Units& units, const Capital& capital) {
    return {{"unit", json_of_unit(units, capital.unit)},
            {"year", capital.year},
            {"source_of_money", json_text(capital.source_of_money)},
            {"part_of", json_text(capital.part_of)},
            {"planned", json_number(capital.planned)},
            {"assigned", json_number(capital.assigned)},
            {"disbursed", json_number(capital.disbursed)},
            {"unit_of_money", json_text(capital.unit_of_money)},
            {"source", json_source(capital.source)}};
}

std::string measure_name(const Lang& lang, const std::string& measure) {
    const std::string key = "measure." + measure;
    return lang.has(key) ? lang[key] : measure;
}

std::string step_text(const Lang& lang, const ProcessStep& step) {
    const std::string title =
        fmt::format("{}.{}", step.unit.level == Level::commune ? "tier" : "title", tier_word(step.tier));
    return lang.fill("panel.due.step", {{"tier", lang[title]}, {"step", step.step}});
}

std::string numbers_text(const CriteriaSet& set, const std::vector<std::size_t>& criteria) {
    std::string numbers;
    for (const std::size_t index : criteria) {
        numbers += (numbers.empty() ? "" : ", ") + set.criteria[index].no;
    }
    return numbers;
}

std::string number_text(const Lang& lang, double value) {
    const double rounded = std::round(value * 100) / 100;
    const int decimals = rounded == std::floor(rounded) ? 0 : rounded * 10 == std::floor(rounded * 10) ? 1 : 2;
    return lang.number(rounded, decimals);
}

std::string item_text(const CriteriaSet& set, std::optional<std::size_t> index, const JudgedItem& item,
                      const Lang& lang) {
    std::string text = lang[fmt::format("item_state.{}", item_state_word(item.state))];
    if (item.provisional) {
        text += " (" + lang["item.provisional"] + ")";
    }
    if (!index) {
        return text;
    }
    const Indicator& indicator = set.indicators[*index];
    const std::string unit = name_in(lang, indicator.unit, indicator.unit_en);
    if (item.value) {
        text += fmt::format(" · {} {}", number_text(lang, *item.value), unit);
        if (item.threshold != nullptr && indicator.kind != IndicatorKind::boolean) {
            text += lang.fill("item.asked", {{"sign", std::string(comparison_sign(indicator.comparison))},
                                             {"threshold", number_text(lang, item.threshold->value)}});
        }
        if (item.distance && *item.distance > 0) {
            text += lang.fill("item.distance", {{"distance", number_text(lang, *item.distance)}});
        }
    }
    if (item.disagrees) {
        text += " · " + lang["item.disagrees"];
    }
    return text;
}

} // namespace ntm
