#include "geo/command/json.hpp"

#include "geo/picture/labels.hpp"

#include <fmt/format.h>

namespace ntm {

namespace {

/// The table of the language files that holds the words of a kind of change.
std::string word_of(const Lang& lang, const Change& change, const std::string& word) {
    switch (change.kind) {
    case ChangeKind::tier:
        return lang[(change.unit.level == Level::commune ? "tier." : "title.") + word];
    case ChangeKind::plan:
        return lang["plan." + word];
    case ChangeKind::criterion:
        return lang["item_state." + word];
    case ChangeKind::scope:
        return lang[word == "true" ? "change.in_scope" : "tier.not_in_scope"];
    case ChangeKind::type:
        break;
    }
    return lang["unit_type." + word];
}

} // namespace

Json json_changes(const Units& units, const Changes& changes) {
    Json json = {{"since", changes.from.iso()},
                 {"set", changes.set != nullptr ? Json(changes.set->id) : Json(nullptr)},
                 {"sets",
                  {{"before", changes.sets.before != nullptr ? Json(changes.sets.before->id) : Json(nullptr)},
                   {"after", changes.sets.after != nullptr ? Json(changes.sets.after->id) : Json(nullptr)},
                   {"changed", changes.sets.changed()}}},
                 {"crosses_reform", crosses_reform(changes.from, changes.to)}};
    json["counts"] = Json::object();
    for (const ChangeKind kind : all_change_kinds) {
        json["counts"][std::string(change_kind_word(kind))] = changes.counts[static_cast<std::size_t>(kind)];
    }
    json["first_results"] = changes.first_results;
    json["rows"] = Json::array();
    for (const Change& change : changes.rows) {
        Json row = json_unit(units, change.unit);
        row["change"] = change_kind_word(change.kind);
        row["criterion_no"] = json_text(change.criterion_no);
        row["before"] = change.before;
        row["after"] = change.after;
        row["direction"] = change.direction;
        row["date"] = json_date(change.date);
        row["decision_no"] = json_text(change.decision_no);
        row["source"] = change.source ? json_source(*change.source) : Json(nullptr);
        json["rows"].push_back(std::move(row));
    }
    return json;
}

std::string change_text(const Lang& lang, const Units& units, const Change& change) {
    const UnitRef up = units.parent(change.unit);
    std::string text = fmt::format("{} ({}){}: ", short_name(units, change.unit), units.code(change.unit),
                                   up.valid() && up.level == Level::district ? ", " + short_name(units, up) : "");
    if (!change.criterion_no.empty()) {
        text += lang.fill("change.criterion", {{"no", change.criterion_no}}) + ": ";
    }
    text += fmt::format("{} → {}", word_of(lang, change, change.before), word_of(lang, change, change.after));
    if (change.date) {
        text += " · " + lang.date(*change.date);
    }
    text += change.decision_no.empty() ? "" : " · " + change.decision_no;
    if (change.source && !change.source->document.empty()) {
        text += " [" + change.source->document + "]";
    }
    return text;
}

} // namespace ntm
