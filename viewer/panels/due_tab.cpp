#include "geo/picture/labels.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_rows = 400; ///< rows of several lines are all drawn in every frame
constexpr int most_lines = 2;

std::string head(const DrawerLists& lists, const Lang& lang) {
    std::array<std::size_t, 6> counts{};
    for (const DueItem& item : lists.due) {
        ++counts[static_cast<std::size_t>(item.state)];
    }
    std::string text;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto state = static_cast<DueState>((i + 1) % counts.size()); // done last
        if (counts[static_cast<std::size_t>(state)] > 0) {
            text += (text.empty() ? "" : " · ") + lang["due." + std::string(due_state_word(state))] + ": " +
                    lang.number(double(counts[static_cast<std::size_t>(state)]));
        }
    }
    return text;
}

UnitRef unit_of(const DueItem& item) {
    return item.task != nullptr ? item.task->unit.value_or(UnitRef{}) : item.step->unit;
}

void draw_row(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui, std::size_t index) {
    const DueItem& item = lists.due[index];
    const Lang& lang = ui.lang;
    const UnitRef unit = unit_of(item);
    const auto deadline = deadline_of(item);
    const auto what = due_words(lang, item);
    const auto body = item.task != nullptr ? item.task->body : std::string();
    ImGui::TableNextRow();
    ImGui::PushID(static_cast<int>(index));
    const bool late = item.state == DueState::overdue;
    if (late) {
        ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::error));
    }
    unit_cell(state, commands, ui, unit, due_state_words(lang, item), most_lines * ImGui::GetTextLineHeight());
    if (late) {
        ImGui::PopStyleColor();
    }
    text_cell(deadline ? lang.date(*deadline) : "–");
    text_cell(what, most_lines);
    text_cell(unit.valid() ? short_name(lists.snapshot->atlas->units, unit) : lang["panel.due.everywhere"]);
    text_cell(body, most_lines);
    ImGui::PopID();
}

} // namespace

void draw_due_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (lists.due.empty()) {
        secondary(lang["panel.due.nothing"]);
        return;
    }
    plain(head(lists, lang));
    if (!begin_list("due",
                    {{lang["panel.due.column.state"], ui.px(204)},
                     {lang["panel.due.column.deadline"], ui.px(92)},
                     {lang["panel.due.column.what"], 0, 1.7F},
                     {lang["panel.due.column.unit"], ui.px(112)},
                     {lang["panel.due.column.body"], 0, 1}},
                    0, most_lines)) {
        return;
    }
    const std::size_t shown = std::min(lists.due.size(), most_rows);
    for (std::size_t i = 0; i < shown; ++i) {
        draw_row(state, lists, commands, ui, i);
    }
    if (shown < lists.due.size()) {
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        plain(lang.fill("panel.due.more", {{"count", lang.number(double(lists.due.size() - shown))}}));
    }
    end_list();
}

} // namespace ntm::viewer
