#include "geo/command/json.hpp"

#include "geo/base/viet_text.hpp"

#include <cmath>

namespace ntm {

std::string printed(const Json& json) {
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

Json json_text(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json json_date(const std::optional<Date>& date) {
    return date ? Json(date->iso()) : Json(nullptr);
}

Json json_head(const Snapshot& snapshot) {
    return {{"workspace", snapshot.atlas->workspace.name},
            {"as_of", snapshot.as_of.iso()},
            {"illustrative", snapshot.atlas->workspace.illustrative}};
}

Json json_brief(const Units& units, UnitRef unit) {
    const TypedName typed = split_type_word(units.name(unit));
    return {{"code", json_text(units.code(unit))}, {"name", typed.name.empty() ? units.name(unit) : typed.name}};
}

Json json_unit(const Units& units, UnitRef unit) {
    Json json = json_brief(units, unit);
    json["full_name"] = units.name(unit);
    json["level"] = level_word(unit.level);
    const UnitRef parent = units.parent(unit);
    json["parent"] = parent.valid() ? json_brief(units, parent) : Json(nullptr);
    return json;
}

Json json_source(const Source& source) {
    return {{"document", json_text(source.document)},
            {"page", json_text(source.page)},
            {"note", json_text(source.note)},
            {"file", json_text(source.file)},
            {"row", source.row}};
}

Json json_issue_counts(const Issues& issues) {
    const IssueCounts counts = count_issues(issues);
    return {{"errors", counts.errors}, {"warnings", counts.warnings}};
}

Json json_issue(const Issue& issue, const Lang& lang) {
    constexpr std::string_view severities[] = {"info", "warning", "error"};
    return {{"severity", severities[static_cast<std::size_t>(issue.severity)]},
            {"code", issue.code},
            {"file", json_text(issue.where.file)},
            {"layer", json_text(issue.where.layer)},
            {"row", issue.where.row > 0 ? Json(issue.where.row) : Json(nullptr)},
            {"field", json_text(issue.where.field)},
            {"value", json_text(issue.where.value)},
            {"text", lang.issue_text(issue)},
            {"remedy", json_text(lang.issue_remedy(issue))}};
}

Json json_plans(const PlanTally& tally) {
    Json json = {{"in_scope", tally.in_scope},         {"covered_by_urban_plan", tally.covered_by_urban_plan},
                 {"not_required", tally.not_required}, {"required", tally.required},
                 {"approved", tally.approved},         {"period_unknown", tally.period_unknown},
                 {"without", tally.without},           {"missing", tally.missing}};
    json["share"] = tally.share() ? Json(std::round(*tally.share() * 10000) / 10000) : Json(nullptr);
    return json;
}

Json json_tiers(const std::array<std::size_t, 6>& counts) {
    Json json;
    for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai}) {
        const std::size_t count = counts[static_cast<std::size_t>(tier)];
        if (tier != Tier::hien_dai || count > 0) {
            json[std::string(tier_word(tier))] = count;
        }
    }
    return json;
}

Json json_figure(const Units& units, const Figure& figure) {
    return {{"measure", figure.measure},
            {"level", json_text(figure.level)},
            {"unit", figure.unit ? json_brief(units, *figure.unit) : Json(nullptr)},
            {"kind", figure_kind_word(figure.kind)},
            {"period", json_text(figure.period)},
            {"date", json_date(figure.date)},
            {"value", figure.value},
            {"value_unit", json_text(figure.value_unit)},
            {"source", json_text(figure.source.document)}};
}

} // namespace ntm
