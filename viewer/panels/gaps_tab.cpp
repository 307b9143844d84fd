#include "viewer/panels/drawer.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr float nearly_part = 0.31F; ///< of the width

std::string department_of(const CriteriaSet& set, const Criterion& criterion) {
    if (!criterion.lead_department.empty()) {
        return criterion.lead_department;
    }
    for (const std::size_t i : criterion.indicators) {
        if (!set.indicators[i].lead_department.empty()) {
            return set.indicators[i].lead_department;
        }
    }
    return {};
}

std::string head(const DrawerLists& lists, const Lang& lang) {
    const Gaps& gaps = lists.gaps;
    auto text = lists.gaps_of.valid() ? lists.snapshot->atlas->units.name(lists.gaps_of) + " · " : std::string();
    if (gaps.mean_met) {
        text += lang.fill("panel.gaps.mean", {{"mean", number_words(lang, *gaps.mean_met)},
                                              {"of", lang.number(double(gaps.set->numbered_criteria()))},
                                              {"least", lang.number(double(gaps.least_met.value_or(0)))}}) +
                " · ";
    }
    return text +
           lang.fill("panel.gaps.judged",
                     {{"judged", lang.number(double(gaps.judged))}, {"in_scope", lang.number(double(gaps.in_scope))}}) +
           (gaps.incomplete > 0
                ? " · " + lang.fill("panel.gaps.incomplete", {{"count", lang.number(double(gaps.incomplete))}})
                : "");
}

/// The set that the lists go by; the checklist of a commune and the map go by it too.
void draw_set_choice(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    std::vector<const CriteriaSet*> sets;
    for (const CriteriaSet& set : state.atlas()->criteria_sets) {
        if (set.level == Level::commune && !set.criteria.empty()) {
            sets.push_back(&set);
        }
    }
    draw_set_combo(state, lists.gaps.set, sets, ui.lang["panel.criteria.in_force"], ui.px(360), commands, ui);
}

void draw_by_criterion(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui, float width) {
    const Lang& lang = ui.lang;
    const CriteriaSet& set = *lists.gaps.set;
    const std::vector<ListColumn> columns{{lang["panel.gaps.column.criterion"], 0, 1.6F},
                                          {lang["panel.gaps.column.not_met"], ui.px(74)},
                                          {lang["panel.gaps.column.missing"], ui.px(70)},
                                          {lang["panel.gaps.column.department"], 0}};
    if (!begin_list("by criterion", columns, width)) {
        return;
    }
    for (const CriterionGaps& gaps : lists.gaps.by_criterion) {
        const Criterion& criterion = set.criteria[gaps.criterion];
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        const bool on = state.theme.theme == Theme::criterion && state.theme.of == criterion.no;
        const auto text = criterion.no + ". " + name_in(lang, criterion.name_vi, criterion.name_en);
        ImGui::PushID(static_cast<int>(gaps.criterion));
        const auto shown = elided(text, ImGui::GetContentRegionAvail().x);
        if (ImGui::Selectable(shown.c_str(), on, ImGuiSelectableFlags_SpanAllColumns)) {
            commands.push(SetTheme{on ? ThemeChoice(Theme::tier) : ThemeChoice(Theme::criterion, criterion.no)});
        }
        ImGui::PopID();
        if (shown != text && ImGui::IsItemHovered() &&
            ImGui::TableGetColumnFlags(0) & ImGuiTableColumnFlags_IsHovered) {
            ImGui::SetTooltip("%s", text.c_str());
        }
        number_cell(lang.number(double(gaps.units_not_met.size())));
        number_cell(lang.number(double(gaps.units_missing.size())));
        text_cell(department_of(set, criterion));
    }
    end_list();
}

void draw_nearly(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const CriteriaSet& set = *lists.gaps.set;
    const auto title = lang.fill("panel.gaps.column.nearly", {{"count", lang.number(double(lists.nearly.size()))}});
    if (!begin_list("nearly", {{title, 0}, {lang["panel.gaps.column.lacks"], ui.px(76)}}, 0)) {
        return;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lists.nearly.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const UnitGaps& gaps = lists.nearly[static_cast<std::size_t>(i)];
            auto lacks = gaps.not_met;
            for (const auto* unknown : {&gaps.missing, &gaps.not_assessed, &gaps.withheld}) {
                lacks.insert(lacks.end(), unknown->begin(), unknown->end());
            }
            ImGui::TableNextRow();
            unit_cell(state, commands, ui, gaps.unit, place_words(lists.snapshot->atlas->units, gaps.unit));
            text_cell(criterion_numbers(set, lacks));
        }
    }
    end_list();
}

/// Those that lack one criterion: not met, then those of whom it is not known.
void draw_lacking(const AppState& state, const DrawerLists& lists, const CriterionGaps& gaps, Commands& commands,
                  const Ui& ui) {
    const Lang& lang = ui.lang;
    const Units& units = lists.snapshot->atlas->units;
    const std::size_t count = gaps.units_not_met.size() + gaps.units_missing.size();
    const auto title = lang.fill("panel.gaps.column.lacking", {{"no", lists.gaps.set->criteria[gaps.criterion].no},
                                                               {"count", lang.number(double(count))}});
    if (!begin_list("lacking", {{title, 0}, {lang["panel.gaps.column.state"], ui.px(86)}}, 0)) {
        return;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const bool not_met = at < gaps.units_not_met.size();
            const UnitRef unit = not_met ? gaps.units_not_met[at] : gaps.units_missing[at - gaps.units_not_met.size()];
            ImGui::TableNextRow();
            unit_cell(state, commands, ui, unit, place_words(units, unit));
            text_cell(lang[not_met ? "panel.gaps.column.not_met" : "panel.gaps.column.missing"]);
        }
    }
    end_list();
}

/// Of the criterion that the map shows, nothing where it shows something else.
const CriterionGaps* gaps_on_map(const AppState& state, const DrawerLists& lists) {
    const auto& all = lists.gaps.by_criterion;
    const auto found = std::find_if(all.begin(), all.end(), [&](const CriterionGaps& each) {
        return state.theme.theme == Theme::criterion && lists.gaps.set->criteria[each.criterion].no == state.theme.of;
    });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

void draw_gaps_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    if (lists.gaps.set == nullptr || !lists.snapshot->atlas->assessments.present) {
        secondary(ui.lang[lists.snapshot->atlas->assessments.present ? "gaps.no_set" : "ui.summary.criteria_unknown"]);
        return;
    }
    draw_set_choice(state, lists, commands, ui);
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const auto words = head(lists, ui.lang);
    ImGui::TextUnformatted(elided(words, ImGui::GetContentRegionAvail().x).c_str());
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", words.c_str());
    }
    const float whole = ImGui::GetContentRegionAvail().x;
    draw_by_criterion(state, lists, commands, ui, whole * (1 - nearly_part) - ui.px(12));
    ImGui::SameLine(0, ui.px(12));
    if (const CriterionGaps* gaps = gaps_on_map(state, lists); gaps != nullptr) {
        draw_lacking(state, lists, *gaps, commands, ui);
    } else {
        draw_nearly(state, lists, commands, ui);
    }
}

} // namespace ntm::viewer
