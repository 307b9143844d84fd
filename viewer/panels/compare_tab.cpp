#include "viewer/panels/drawer.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/compare.hpp"

#include "geo/picture/labels.hpp"

#include <algorithm>
#include <cstring>

namespace ntm::viewer {

namespace {

void draw_since_box(const AppState& state, Commands& commands, const Ui& ui) {
    auto& scratch = ui.scratch;
    const Date since = state.since();
    if (scratch.since_shown != since || scratch.since_language != ui.lang.language()) {
        scratch.since_shown = since;
        scratch.since_language = ui.lang.language();
        const auto text = ui.lang.date(since);
        const std::size_t length = std::min(text.size(), scratch.since.size() - 1);
        std::memcpy(scratch.since.data(), text.data(), length);
        scratch.since[length] = '\0';
    }
    ImGui::SetNextItemWidth(ui.px(116));
    const bool entered = ImGui::InputText("##since", scratch.since.data(), scratch.since.size(),
                                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    if (entered || ImGui::IsItemDeactivatedAfterEdit()) {
        const auto date = Date::parse(scratch.since.data());
        if (date) {
            commands.push(SetSince{*date});
        } else {
            scratch.since_shown = {};
        }
    }
}

void draw_choice(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(lang["compare.from"].c_str());
    ImGui::SameLine();
    draw_since_box(state, commands, ui);
    ImGui::SameLine();
    ImGui::TextUnformatted(lang.fill("compare.to", {{"date", lang.date(state.as_of)}}).c_str());
    const bool on_map = state.theme.theme == Theme::change;
    flow(button_width(lang["compare.on_map"]));
    if (toggle("change map", lang["compare.on_map"], on_map)) {
        commands.push(SetTheme{on_map ? ThemeChoice(Theme::tier) : ThemeChoice(Theme::change, state.since().iso())});
    }
    flow(button_width(lang["compare.swipe"]));
    const bool beside = state.swipe.on && state.swipe.beside, swiped = state.swipe.on && !beside;
    if (toggle("swipe", lang["compare.swipe"], swiped)) {
        commands.push(SetSwipe{!swiped});
    }
    flow(button_width(lang["compare.beside"]));
    if (toggle("beside", lang["compare.beside"], beside)) {
        commands.push(SetSwipe{!beside, !beside});
    }
    const float end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    float x = 0;
    for (const int years : {0, 1, 2}) {
        const auto day = Date::from_ymd(state.as_of.year() - years - 1, 12, 31);
        const auto text = day ? lang.date(*day) : std::string();
        x = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x;
        const float foot = x + ImGui::CalcTextSize(text.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
        if (day && *day != state.since() && foot <= end) { // what has no room is typed
            ImGui::SameLine();
            if (ImGui::Button((text + "##since" + std::to_string(years)).c_str())) {
                commands.push(SetSince{*day});
            }
        }
    }
}

/// The word of a class, its short form where that one has no room.
std::string short_head(const Lang& lang, Level level, std::uint8_t state, float width) {
    const auto key = compared_key(level, state);
    const auto short_key = "compare.short." + key.substr(key.find('.') + 1);
    const bool fits = ImGui::CalcTextSize(lang[key].c_str()).x <= width;
    return fits || !lang.has(short_key) ? lang[key] : lang[short_key];
}

/// Tells a head whole while the mouse is on it.
void head_hovered(const std::string& words) {
    const ImVec2 from = ImGui::GetWindowPos();
    const float foot = from.y + ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
    if (ImGui::GetMousePos().y >= from.y && ImGui::GetMousePos().y < foot) {
        ImGui::SetTooltip("%s", words.c_str());
    }
}

void mark_cell(const DateComparison& made, std::uint8_t from, std::uint8_t to, Commands& commands) {
    UnitSet set{made.level, {}};
    for (const DateComparison::Row& row : made.changed) {
        if (row.from == from && row.to == to) {
            set.add(row.unit);
        }
    }
    commands.push(MarkUnits{std::move(set), false});
}

/// Rows: what it was. Columns: what it is. A number that changed selects its units.
void draw_matrix(const DateComparison& made, Commands& commands, const Ui& ui, float width) {
    const Lang& lang = ui.lang;
    // Words that do not fit above a number stand whole under the cursor; the same words lead the rows.
    const float each = (width - ui.px(170)) / static_cast<float>(std::max<std::size_t>(made.states.size(), 1));
    std::vector<ListColumn> columns{{lang["compare.before_now"], ui.px(150)}};
    for (const std::uint8_t state : made.states) {
        columns.push_back({short_head(lang, made.level, state, each - ui.px(12)), 0});
    }
    if (!begin_list("from to", columns, width)) {
        return;
    }
    const auto& heads = made.states;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        if (ImGui::TableGetColumnFlags(static_cast<int>(i) + 1) & ImGuiTableColumnFlags_IsHovered) {
            head_hovered(lang[compared_key(made.level, heads[i])]);
        }
    }
    for (const std::uint8_t from : made.states) {
        ImGui::TableNextRow();
        text_cell(lang[compared_key(made.level, from)]);
        for (const std::uint8_t to : made.states) {
            const std::size_t count = made.counts[from][to];
            const auto text = count == 0 ? std::string("–") : lang.number(double(count));
            if (from == to || count == 0) {
                if (from == to) {
                    ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::secondary));
                }
                number_cell(text);
                if (from == to) {
                    ImGui::PopStyleColor();
                }
                continue;
            }
            ImGui::TableNextColumn();
            ImGui::SetCursorPosX(
                ImGui::GetCursorPosX() +
                std::max(ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x, 0.0F));
            if (link((std::to_string(from) + " " + std::to_string(to)).c_str(), text)) {
                mark_cell(made, from, to, commands);
            }
        }
    }
    end_list();
}

/// "Chưa đạt chuẩn → Đạt chuẩn NTM", with the short words of the matrix where that has no room.
void change_cell(const Lang& lang, Level level, const DateComparison::Row& row) {
    ImGui::TableNextColumn();
    const auto words = [&](float room) {
        return short_head(lang, level, row.from, room) + " → " + short_head(lang, level, row.to, room);
    };
    const float room = ImGui::GetContentRegionAvail().x;
    const auto whole = words(1e9F);
    const bool fits = ImGui::CalcTextSize(whole.c_str()).x <= room;
    ImGui::TextUnformatted(fits ? whole.c_str() : words(0).c_str());
    if (!fits && ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", whole.c_str());
    }
}

void draw_changed(const AppState& state, const DateComparison& made, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const auto title = lang.fill("compare.changed", {{"count", lang.number(double(made.changed.size()))}});
    if (!begin_list("changed", {{title, 0, 1.15F}, {lang["compare.column"], 0, 1}}, 0)) {
        return;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(made.changed.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const DateComparison::Row& row = made.changed[static_cast<std::size_t>(i)];
            ImGui::TableNextRow();
            unit_cell(state, commands, ui, row.unit, place_words(made.snapshot->atlas->units, row.unit));
            change_cell(lang, made.level, row);
        }
    }
    end_list();
}

} // namespace

void draw_compare_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    draw_choice(state, commands, ui);
    if (!state.atlas()->recognitions.present) {
        secondary(ui.lang["ui.summary.tiers_unknown"]);
        return;
    }
    if (!lists.comparison) {
        return;
    }
    if (lists.comparison->changed.empty()) {
        secondary(ui.lang["compare.no_change"]);
    }
    const float whole = ImGui::GetContentRegionAvail().x;
    draw_matrix(*lists.comparison, commands, ui, whole * 0.62F - ui.px(12));
    ImGui::SameLine(0, ui.px(12));
    draw_changed(state, *lists.comparison, commands, ui);
}

} // namespace ntm::viewer
