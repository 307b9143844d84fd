#include "viewer/panels/panels.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_rows = 9;

struct HitWords {
    std::string name, place;
};

HitWords words_of(const AppState& state, const Ui& ui, const SearchHit& hit) {
    const Lang& lang = ui.lang;
    const auto kind = lang["ui.hit." + std::string(hit_kind_word(hit.kind))];
    const auto units = lang.fill("ui.hit.units", {{"count", lang.number(double(hit.units.size()))}});
    switch (hit.kind) {
    case HitKind::unit:
        return {state.atlas()->units.name(hit.unit), place_line(state, ui, hit.unit)};
    case HitKind::place:
        return {hit.text, kind + " · " + (hit.geographic ? lang["ui.go.lon_lat"] : state.document->crs_name)};
    case HitKind::criterion: {
        const auto& name = lang.language() == Language::en && !hit.name_en.empty() ? hit.name_en : hit.name_vi;
        return {hit.text + ". " + name, kind + " · " + lang["ui.hit.criterion_help"]};
    }
    case HitKind::decision:
        return {hit.text, kind + (hit.date ? " · " + lang.date(*hit.date) : std::string()) + " · " + units};
    case HitKind::body:
        return {hit.text, kind + " · " + units};
    }
    return {};
}

void draw_hit(const AppState& state, Commands& commands, const Ui& ui, std::size_t index) {
    ImGui::PushID(static_cast<int>(index));
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Selectable("##hit", index == state.search.choice, 0, {0, 2 * line + ui.px(6)})) {
        commands.push(MoveSearchChoice{static_cast<int>(index) - static_cast<int>(state.search.choice)});
        commands.push(TakeSearchChoice{});
    }
    const HitWords words = words_of(state, ui, state.search.hits[index]);
    const float room = ImGui::GetContentRegionAvail().x - ui.px(8);
    auto* list = ImGui::GetWindowDrawList();
    ImGui::PushFont(ui.fonts.strong);
    const auto name = elided(words.name, room);
    ImGui::PopFont();
    list->AddText(ui.fonts.strong, ui.fonts.strong->FontSize, {at.x + ui.px(4), at.y + ui.px(2)}, colour(tokens::text),
                  name.c_str());
    list->AddText({at.x + ui.px(4), at.y + ui.px(3) + line}, colour(tokens::secondary),
                  elided(words.place, room).c_str());
    ImGui::PopID();
}

bool pressed_elsewhere(const Ui& ui) {
    return ImGui::IsMouseClicked(0) && ImGui::GetMousePos().y > static_cast<float>(ui.layout.top.height);
}

} // namespace

void draw_search_results(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& search = state.search;
    const bool recent = search.text.empty();
    if (!search.open || state.atlas() == nullptr || search.hits_for != search.text || (recent && search.hits.empty())) {
        if (search.open && recent && pressed_elsewhere(ui)) {
            commands.push(CloseSearch{});
        }
        return;
    }
    const float whole = static_cast<float>(ui.layout.top.width) - 2 * ui.px(14);
    const float width = std::min(ui.px(560), whole); // a name with its parents needs more than the box
    ImGui::SetNextWindowPos({ui.px(14) + (whole - width) / 2, ui.px(46)});
    const float row = 2 * ImGui::GetTextLineHeight() + ui.px(6) + ImGui::GetStyle().ItemSpacing.y;
    const auto rows = static_cast<float>(std::clamp<std::size_t>(search.hits.size(), 1, most_rows));
    const float head = recent ? ImGui::GetTextLineHeightWithSpacing() : 0;
    const float height = search.hits.empty() ? ui.px(120) : rows * row + head + ui.px(16);
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::Begin("search results", nullptr,
                 (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    if (search.hits.empty()) {
        strong(ui, ui.lang["ui.search.none"]);
        secondary(ui.lang["ui.search.none_help"]);
    } else if (recent) {
        secondary(ui.lang["ui.search.recent"]);
    }
    for (std::size_t i = 0; i < search.hits.size(); ++i) {
        draw_hit(state, commands, ui, i);
    }
    const bool elsewhere = pressed_elsewhere(ui) && !ImGui::IsWindowHovered();
    ImGui::End();
    ImGui::PopStyleVar();
    if (elsewhere) {
        commands.push(CloseSearch{});
    }
}

} // namespace ntm::viewer
