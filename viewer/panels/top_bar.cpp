#include "viewer/panels/panels.hpp"
#include "viewer/panels/theme_detail.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cstring>

namespace ntm::viewer {

namespace {

constexpr float least_slider = 104; ///< at scale 1, with its button

template <std::size_t N>
void copy_text(std::array<char, N>& to, const std::string& text) {
    const std::size_t length = std::min(text.size(), N - 1);
    std::memcpy(to.data(), text.data(), length);
    to[length] = '\0';
}

void label(const char* text) {
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::secondary));
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
    ImGui::SameLine();
}

/// The title of what is open; pressed, it asks what to open instead.
void draw_title(const AppState& state, Commands& commands, const Ui& ui, float room) {
    std::string title = ui.lang["ui.app_name"];
    if (state.atlas() != nullptr) {
        const auto& workspace = state.atlas()->workspace;
        title = workspace.title.empty() ? workspace.name : workspace.title;
    }
    ImGui::PushFont(ui.fonts.heading);
    const float arrow = ImGui::GetFontSize() * 0.9F;
    const auto shown = elided(title, room - arrow);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = ImGui::CalcTextSize(shown.c_str());
    const bool pressed = ImGui::InvisibleButton("title", {size.x + arrow, ImGui::GetFrameHeight()});
    const bool hovered = ImGui::IsItemHovered();
    focus_rim();
    auto& list = *ImGui::GetWindowDrawList();
    const ImU32 ink = colour(hovered ? tokens::accent : tokens::text);
    list.AddText({at.x, at.y + ImGui::GetStyle().FramePadding.y}, ink, shown.c_str());
    const ImVec2 tip{at.x + size.x + arrow * 0.65F, at.y + ImGui::GetFrameHeight() * 0.6F};
    list.AddTriangleFilled({tip.x - ui.px(5), tip.y - ui.px(6)}, {tip.x + ui.px(5), tip.y - ui.px(6)}, tip,
                           colour(hovered ? tokens::accent : tokens::secondary));
    ImGui::PopFont();
    if (hovered) {
        ImGui::SetTooltip("%s",
                          (shown == title ? ui.lang["open.title"] : title + "\n" + ui.lang["open.title"]).c_str());
    }
    if (pressed) {
        commands.push(ShowPopup{Popup::open});
    }
}

void draw_search_box(const AppState& state, Commands& commands, const Ui& ui, float width) {
    auto& scratch = ui.scratch;
    ImGui::SetNextItemWidth(width);
    if (scratch.search_focus_seen != state.search.focus_requests) {
        scratch.search_focus_seen = state.search.focus_requests;
        // ImGui 1.90.1 looks for the field in the window that has the focus already, and nowhere else.
        ImGui::SetWindowFocus();
        ImGui::SetKeyboardFocusHere();
    }
    if (std::strcmp(scratch.search.data(), state.search.text.c_str()) != 0 && !ImGui::IsAnyItemActive()) {
        copy_text(scratch.search, state.search.text);
    }
    // The list of hits goes by the arrows. Without a callback for them ImGui carries the keyboard to the slider below,
    // which Enter then takes hold of, and no click is heard any more.
    const auto arrows_are_ours = [](ImGuiInputTextCallbackData*) { return 0; };
    const auto hint = elided(ui.lang["ui.search.hint"], width - 2 * ImGui::GetStyle().FramePadding.x);
    if (ImGui::InputTextWithHint("##search", hint.c_str(), scratch.search.data(), scratch.search.size(),
                                 ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CallbackHistory,
                                 arrows_are_ours)) {
        commands.push(SetSearch{scratch.search.data()});
    }
    if (ImGui::IsItemActivated() && !state.search.open) {
        commands.push(FocusSearch{});
    }
}

void draw_notices_button(const AppState& state, Commands& commands, const Ui& ui) {
    const auto counts = count_issues(state.issues);
    const auto text = ui.lang.fill("ui.notices.button", {{"count", ui.lang.number(double(state.issues.size()))}});
    if (counts.errors > 0) {
        ImGui::PushStyleColor(ImGuiCol_Text, colour(state.notices_open ? tokens::on_accent : tokens::error));
    }
    if (toggle("notices", text, state.notices_open)) {
        commands.push(ShowNotices{!state.notices_open});
    }
    if (counts.errors > 0) {
        ImGui::PopStyleColor();
    }
}

void draw_language_buttons(const AppState& state, Commands& commands) {
    if (toggle("vi", "VI", state.language == Language::vi)) {
        commands.push(SetLanguage{Language::vi});
    }
    ImGui::SameLine(0, 2);
    if (toggle("en", "EN", state.language == Language::en)) {
        commands.push(SetLanguage{Language::en});
    }
}

/// Looks, sizes, the list of keys: what is set once and then left alone.
void draw_window_menu(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (ImGui::Button("•••##window menu")) {
        ImGui::OpenPopup("window menu");
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", lang["ui.menu.title"].c_str());
    }
    if (!ImGui::BeginPopup("window menu")) {
        return;
    }
    if (ImGui::MenuItem(lang["action.open"].c_str(), "Ctrl+O")) {
        commands.push(ShowPopup{Popup::open});
    }
    ImGui::Separator();
    secondary(lang["ui.menu.look"]);
    for (const LookTheme theme : all_look_themes) {
        if (ImGui::MenuItem(lang["look." + std::string(look_word(theme))].c_str(), nullptr,
                            state.look.theme == theme)) {
            commands.push(SetLook{{theme, state.look.percent}});
        }
    }
    ImGui::Separator();
    secondary(lang["ui.menu.scheme"]);
    const auto& scheme = state.theme.scheme;
    for (const std::string_view each : colour_schemes) {
        const bool on = scheme == each || (scheme.empty() && each == own_scheme);
        if (ImGui::MenuItem(lang["scheme." + std::string(each)].c_str(), nullptr, on)) {
            commands.push(SetScheme{std::string(each)});
        }
    }
    ImGui::Separator();
    secondary(lang["ui.menu.size"]);
    for (const int percent : look_percents) {
        const auto text = std::to_string(percent) + "%";
        if (ImGui::MenuItem(text.c_str(), nullptr, state.look.percent == percent)) {
            commands.push(SetLook{{state.look.theme, percent}});
        }
    }
    ImGui::Separator();
    if (ImGui::MenuItem(lang["action.palette"].c_str(), "Ctrl+Shift+P")) {
        commands.push(ShowPopup{Popup::palette});
    }
    if (ImGui::MenuItem(lang["action.keys"].c_str(), "F1")) {
        commands.push(ShowPopup{Popup::keys});
    }
    if (ImGui::MenuItem(lang["action.about"].c_str())) {
        commands.push(ShowPopup{Popup::about});
    }
    ImGui::EndPopup();
}

float first_row_buttons_width(const AppState& state, const Ui& ui) {
    const auto& style = ImGui::GetStyle();
    const auto notices = ui.lang.fill("ui.notices.button", {{"count", ui.lang.number(double(state.issues.size()))}});
    float width = 3 * style.ItemSpacing.x + 2;
    for (const std::string& text :
         {ui.lang["ui.export.button"], notices, std::string("VI"), std::string("EN"), std::string("•••")}) {
        width += ImGui::CalcTextSize(text.c_str()).x + 2 * style.FramePadding.x;
    }
    return width;
}

void draw_first_row(const AppState& state, Commands& commands, const Ui& ui) {
    const float whole = ImGui::GetContentRegionAvail().x;
    const float buttons = first_row_buttons_width(state, ui);
    // In the middle, as wide as the buttons at the right leave it.
    const float most_search = std::max(whole - 2 * (buttons + ui.px(12)), ui.px(160));
    const float search_width = std::min(std::clamp(whole * 0.32F, ui.px(260), ui.px(520)), most_search);
    const float search_x = ImGui::GetCursorPosX() + (whole - search_width) / 2;
    const float end_x = ImGui::GetCursorPosX() + whole;
    draw_title(state, commands, ui, (whole - search_width) / 2 - ui.px(12));
    ImGui::SameLine(search_x);
    draw_search_box(state, commands, ui, search_width);
    ImGui::SameLine(end_x - buttons);
    ImGui::BeginDisabled(!state.styled);
    if (ImGui::Button(ui.lang["ui.export.button"].c_str())) {
        commands.push(AskExport{ExportKind::map_png});
    }
    ImGui::EndDisabled();
    ImGui::SameLine();
    draw_notices_button(state, commands, ui);
    ImGui::SameLine();
    draw_language_buttons(state, commands);
    ImGui::SameLine();
    draw_window_menu(state, commands, ui);
}

void draw_date_box(const AppState& state, Commands& commands, const Ui& ui) {
    auto& scratch = ui.scratch;
    if (scratch.date_shown != state.as_of || scratch.date_language != ui.lang.language() || scratch.date[0] == '\0') {
        scratch.date_shown = state.as_of;
        scratch.date_language = ui.lang.language();
        scratch.date_wrong = false;
        copy_text(scratch.date, ui.lang.date(state.as_of));
    }
    ImGui::SetNextItemWidth(ui.px(116));
    if (scratch.date_wrong) {
        ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::error));
    }
    const bool entered = ImGui::InputText("##date", scratch.date.data(), scratch.date.size(),
                                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    if (scratch.date_wrong) {
        ImGui::PopStyleColor();
    }
    if (entered || ImGui::IsItemDeactivatedAfterEdit()) {
        const auto date = Date::parse(scratch.date.data());
        scratch.date_wrong = !date;
        if (date) {
            commands.push(SetDate{*date});
        }
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang[scratch.date_wrong ? "ui.date.wrong" : "ui.date.hint"].c_str());
    }
}

void draw_step_button(const AppState& state, Commands& commands, const Ui& ui, int direction) {
    const bool possible =
        state.document && neighbour_fact_day(state.document->fact_days, state.as_of, direction) != state.as_of;
    ImGui::BeginDisabled(!possible);
    if (ImGui::ArrowButton(direction > 0 ? "##next" : "##previous", direction > 0 ? ImGuiDir_Right : ImGuiDir_Left)) {
        commands.push(StepDate{direction});
    }
    ImGui::EndDisabled();
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang[direction > 0 ? "ui.date.next" : "ui.date.previous"].c_str());
    }
}

/// A list to choose from; returns the new choice.
template <class Value, class Text>
std::optional<Value> combo(const char* id, float width, const std::vector<Value>& values, Value present,
                           const Text& text) {
    std::optional<Value> chosen;
    ImGui::SetNextItemWidth(width);
    if (ImGui::BeginCombo(id, text(present).c_str(), ImGuiComboFlags_HeightLarge)) {
        for (const Value value : values) {
            if (ImGui::Selectable(text(value).c_str(), value == present) && !(value == present)) {
                chosen = value;
            }
        }
        ImGui::EndCombo();
    }
    return chosen;
}

std::string period_text(PlanPeriod period) {
    return std::to_string(period.from) + "–" + std::to_string(period.to);
}

/// How wide the choices are: a narrow window drops their labels first, then takes from the lists.
struct ChoiceWidths {
    bool labels = true;
    float theme = 0, detail = 0, level = 0, period = 0;
    float whole = 0;
};

ChoiceWidths choice_widths(const AppState& state, const Ui& ui, float room) {
    const auto& style = ImGui::GetStyle();
    const bool more = theme_asks_more(state);
    float labels = 0;
    for (const char* key : {"ui.theme", "ui.level", "ui.period"}) {
        labels += ImGui::CalcTextSize(ui.lang[key].c_str()).x + style.ItemSpacing.x;
    }
    const float gaps = (more ? 4.0F : 3.0F) * style.ItemSpacing.x;
    float level_text = 0;
    for (const Level level : all_levels) {
        const auto& word = ui.lang["ui.level_short." + std::string(level_word(level))];
        level_text = std::max(level_text, ImGui::CalcTextSize(word.c_str()).x);
    }
    const float level_width = level_text + ImGui::GetFrameHeight() + 2 * style.FramePadding.x; // with its arrow
    ChoiceWidths widths;
    for (const auto& [with_labels, part] :
         {std::pair{true, 1.0F}, {false, 1.0F}, {false, 0.85F}, {false, 0.72F}, {false, 0.62F}}) {
        widths.labels = with_labels;
        widths.theme = ui.px(220 * part);
        widths.detail = more ? ui.px(230 * part) : 0;
        widths.level = std::max(ui.px(92), level_width);
        widths.period = ui.px(122);
        widths.whole = widths.theme + widths.detail + widths.level + widths.period + gaps + (with_labels ? labels : 0);
        if (widths.whole <= room) {
            break;
        }
    }
    return widths;
}

void name_of_choice(const Ui& ui, const char* key, bool labels) {
    if (!labels && ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang[key].c_str());
    }
}

void draw_choices(const AppState& state, Commands& commands, const Ui& ui, const ChoiceWidths& widths) {
    const auto& lang = ui.lang;
    if (widths.labels) {
        label(lang["ui.theme"].c_str());
    }
    if (const auto theme =
            combo("##theme", widths.theme, std::vector<Theme>(all_themes.begin(), all_themes.end()), state.theme.theme,
                  [&](Theme t) { return lang["theme." + std::string(theme_word(t))]; })) {
        commands.push(SetTheme{*theme});
    }
    name_of_choice(ui, "ui.theme", widths.labels);
    ImGui::SameLine();
    if (theme_asks_more(state)) {
        draw_theme_detail(state, commands, ui, widths.detail);
        ImGui::SameLine();
    }
    const bool counted = state.insight && state.insight->snapshot->atlas == state.document->atlas;
    const auto levels =
        counted ? themed_levels(*state.insight->snapshot, state.theme) : std::vector<Level>{state.level};
    if (widths.labels) {
        label(lang["ui.level"].c_str());
    }
    if (const auto level = combo("##level", widths.level, levels, state.shown_level(),
                                 [&](Level l) { return lang["ui.level_short." + std::string(level_word(l))]; })) {
        commands.push(SetLevel{*level});
    }
    name_of_choice(ui, "ui.level", widths.labels);
    ImGui::SameLine();
    if (widths.labels) {
        label(lang["ui.period"].c_str());
    }
    if (const auto period =
            combo("##period", widths.period, state.document->plan_periods, state.plan_period, period_text)) {
        commands.push(SetPlanPeriod{*period});
    }
    name_of_choice(ui, "ui.period", widths.labels);
}

void draw_second_row(const AppState& state, Commands& commands, const Ui& ui) {
    const float end = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    label(ui.lang["ui.date.label"].c_str());
    draw_step_button(state, commands, ui, -1);
    ImGui::SameLine(0, 2);
    draw_date_box(state, commands, ui);
    ImGui::SameLine(0, 2);
    draw_step_button(state, commands, ui, 1);
    ImGui::SameLine();
    const float room = end - ImGui::GetCursorPosX() - ui.px(24);
    const ChoiceWidths widths = choice_widths(state, ui, room - ui.px(least_slider));
    draw_time_slider(state, commands, ui, std::min(room - widths.whole, ui.px(460)));
    ImGui::SameLine(std::max(ImGui::GetCursorPosX(), end - widths.whole));
    draw_choices(state, commands, ui, widths);
}

} // namespace

void draw_top_bar(const AppState& state, Commands& commands, const Ui& ui) {
    if (begin_part("top", ui.layout.top, ui, false)) {
        draw_first_row(state, commands, ui);
        if (state.document) {
            draw_second_row(state, commands, ui);
        }
        const auto& rect = ui.layout.top;
        const float y = static_cast<float>(rect.y + rect.height) - 1;
        edge_line(y, static_cast<float>(rect.width));
    }
    end_part();
}

} // namespace ntm::viewer
