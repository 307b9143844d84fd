#include "viewer/panels/theme_detail.hpp"

#include "geo/insight/gaps.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

namespace {

const CriteriaSet* set_of_theme(const AppState& state) {
    const Snapshot& snapshot = *state.insight->snapshot;
    const auto id = state.theme_under_set().set_id;
    const auto* asked = id.empty() ? nullptr : find_set(snapshot.atlas->criteria_sets, id);
    return asked != nullptr ? asked : commune_set(snapshot);
}

void draw_criteria(const AppState& state, Commands& commands, const Lang& lang, float width) {
    const CriteriaSet* set = set_of_theme(state);
    if (set == nullptr) {
        return;
    }
    // Nothing asked: the map shows the first one.
    const auto asked = state.theme.of.empty() ? set->criteria.front().no : state.theme.of;
    const auto found = set->find_criterion(asked);
    const auto words = [&](const Criterion& criterion) {
        return criterion.no + ". " + name_in(lang, criterion.name_vi, criterion.name_en);
    };
    ImGui::SetNextItemWidth(width);
    const float room = width - ImGui::GetFrameHeight() - 2 * ImGui::GetStyle().FramePadding.x;
    const auto preview = elided(found ? words(set->criteria[*found]) : asked, room);
    if (!ImGui::BeginCombo("##criterion", preview.c_str(), ImGuiComboFlags_HeightLarge)) {
        return;
    }
    for (const Criterion& criterion : set->criteria) {
        if (!criterion.entry_condition && ImGui::Selectable(words(criterion).c_str(), criterion.no == asked)) {
            commands.push(SetTheme{{Theme::criterion, criterion.no, state.theme.set_id}});
        }
    }
    ImGui::EndCombo();
}

void draw_measures(const AppState& state, Commands& commands, const Lang& lang, float width) {
    const auto words = [&](const std::string& measure) {
        return measure.empty() ? lang["panel.theme.any_measure"] : measure_words(lang, measure);
    };
    ImGui::SetNextItemWidth(width);
    const float room = width - ImGui::GetFrameHeight() - 2 * ImGui::GetStyle().FramePadding.x;
    if (!ImGui::BeginCombo("##measure", elided(words(state.theme.of), room).c_str(), ImGuiComboFlags_HeightLarge)) {
        return;
    }
    if (ImGui::Selectable(words({}).c_str(), state.theme.of.empty())) {
        commands.push(SetTheme{Theme::target});
    }
    for (const auto measure : target_measures()) {
        if (ImGui::Selectable(words(std::string(measure)).c_str(), state.theme.of == measure)) {
            commands.push(SetTheme{{Theme::target, std::string(measure)}});
        }
    }
    ImGui::EndCombo();
}

/// The day compared with: ends of years within the facts, beside the one chosen.
void draw_since(const AppState& state, Commands& commands, const Ui& ui, float width) {
    const Lang& lang = ui.lang;
    const Date since = change_since(*state.insight->snapshot, state.theme);
    ImGui::SetNextItemWidth(width);
    if (!ImGui::BeginCombo("##since", lang.fill("compare.with", {{"date", lang.date(since)}}).c_str())) {
        return;
    }
    const auto range = state.atlas()->fact_range();
    const int first = range ? range->first.year() : state.as_of.year() - 1;
    for (int year = state.as_of.year() - 1; year >= first - 1; --year) {
        const auto day = Date::from_ymd(year, 12, 31);
        if (day && ImGui::Selectable(lang.date(*day).c_str(), *day == since)) {
            commands.push(SetSince{*day});
        }
    }
    ImGui::EndCombo();
}

} // namespace

bool theme_asks_more(const AppState& state) {
    if (!state.insight || !state.document || state.insight->snapshot->atlas != state.document->atlas) {
        return false;
    }
    return state.theme.theme == Theme::target || state.theme.theme == Theme::change ||
           (state.theme.theme == Theme::criterion && set_of_theme(state) != nullptr);
}

void draw_theme_detail(const AppState& state, Commands& commands, const Ui& ui, float width) {
    if (state.theme.theme == Theme::change) {
        draw_since(state, commands, ui, width);
    } else if (state.theme.theme == Theme::criterion) {
        draw_criteria(state, commands, ui.lang, width);
    } else {
        draw_measures(state, commands, ui.lang, width);
    }
}

} // namespace ntm::viewer
