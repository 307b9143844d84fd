#include "geo/picture/labels.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

const MeasureProgress* find(const BodyTotals& totals, std::string_view measure) {
    const auto found = std::find_if(totals.measures.begin(), totals.measures.end(),
                                    [&](const MeasureProgress& one) { return one.measure == measure; });
    return found == totals.measures.end() ? nullptr : &*found;
}

/// The measure that the ranking is by, or else every one that any body has a target of, in their fixed order.
std::vector<std::string> measures_of(const DrawerLists& lists) {
    std::vector<std::string> measures;
    for (const auto measure : target_measures()) {
        const bool used = std::any_of(lists.bodies.begin(), lists.bodies.end(), [&](const BodyTotals& one) {
            const auto* progress = find(one, measure);
            return progress != nullptr && progress->target;
        });
        if (used) {
            measures.emplace_back(measure);
        }
    }
    if (std::find(measures.begin(), measures.end(), lists.rank.key) != measures.end()) {
        return {lists.rank.key};
    }
    return measures;
}

/// Bodies by name; by what remains, most first, where the ranking is by one measure.
std::vector<const BodyTotals*> in_order(const DrawerLists& lists, const std::vector<std::string>& measures) {
    std::vector<const BodyTotals*> bodies;
    for (const BodyTotals& one : lists.bodies) {
        bodies.push_back(&one);
    }
    if (measures.size() == 1 && measures.front() == lists.rank.key) {
        const auto left = [&](const BodyTotals* one) {
            const auto* progress = find(*one, measures.front());
            return progress != nullptr ? progress->remaining.value_or(-1) : -2;
        };
        std::stable_sort(bodies.begin(), bodies.end(),
                         [&](const BodyTotals* a, const BodyTotals* b) { return left(a) > left(b); });
    }
    return bodies;
}

/// "3/8, còn 5"; a target whose year lies ahead, or that cannot be counted, shows "–" for what was achieved.
std::string progress_words(const Lang& lang, const MeasureProgress* progress) {
    if (progress == nullptr || !progress->target) {
        return "–";
    }
    auto text = (progress->achieved ? number_words(lang, *progress->achieved) : std::string("–")) + "/" +
                number_words(lang, *progress->target);
    if (progress->remaining && *progress->remaining > 0) {
        text += ", " + lang.fill("panel.bodies.left", {{"count", number_words(lang, *progress->remaining)}});
    }
    return text;
}

std::string unit_names(const Units& units, const std::vector<UnitRef>& refs) {
    std::vector<std::string> names;
    for (const UnitRef unit : refs) {
        names.push_back(short_name(units, unit));
    }
    return joined(names, ", ");
}

/// The units of a body become the selection: its part of the province is seen on the map.
void mark_units(const BodyTotals& body, Commands& commands) {
    UnitSet set;
    for (const UnitRef unit : body.units) {
        if (set.empty() || unit.level == set.level) {
            set.add(unit);
        }
    }
    commands.push(MarkUnits{std::move(set)});
}

} // namespace

void draw_bodies_list(const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (lists.bodies.empty()) {
        secondary(lang["rank.no_bodies"]);
        return;
    }
    secondary(lang.fill("rank.by_body", {{"year", std::to_string(lists.target_year)}}));
    const auto measures = measures_of(lists);
    std::vector<ListColumn> columns{{lang["panel.rank.column.bodies"], 0, 1.2F}, {lang["panel.bodies.units"], 0, 1}};
    for (const auto& measure : measures) {
        const auto title = measure_words(lang, measure);
        columns.push_back({title, std::clamp(ImGui::CalcTextSize(title.c_str()).x + ui.px(10), ui.px(96), ui.px(150))});
    }
    if (!begin_list("bodies", columns, 0)) {
        return;
    }
    for (const BodyTotals* body : in_order(lists, measures)) {
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        const auto& name = body->body.empty() ? lang["rank.nobody"] : body->body;
        if (ImGui::Selectable(elided(name, ImGui::GetContentRegionAvail().x).c_str(), false,
                              ImGuiSelectableFlags_SpanAllColumns)) {
            mark_units(*body, commands);
        }
        text_cell(unit_names(lists.snapshot->atlas->units, body->units));
        for (const auto& measure : measures) {
            number_cell(progress_words(lang, find(*body, measure)));
        }
    }
    end_list();
}

} // namespace ntm::viewer
