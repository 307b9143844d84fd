#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/actions.hpp"

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

struct Row {
    std::string keys, words;
    bool head = false;
};

/// The table of actions by group, then what the mouse does.
std::vector<Row> rows_of(const Lang& lang) {
    std::vector<Row> rows;
    for (int group = 0; group <= static_cast<int>(ActionGroup::window); ++group) {
        std::vector<Row> of_group;
        for (const Action& action : actions()) {
            if (static_cast<int>(action.group) == group && action.chord.key != 0) {
                of_group.push_back({chord_text(action.chord), action_words(action, lang), false});
            }
        }
        if (!of_group.empty()) {
            rows.push_back(
                {{}, lang["keys.group." + std::string(action_group_word(static_cast<ActionGroup>(group)))], true});
            rows.insert(rows.end(), of_group.begin(), of_group.end());
        }
    }
    rows.push_back({{}, lang["keys.group.mouse"], true});
    for (const char* name : {"click", "ctrl_click", "shift_drag", "double_click", "wheel", "list_shift", "legend"}) {
        const std::string key = "keys.mouse." + std::string(name);
        rows.push_back({lang[key + ".press"], lang[key + ".does"], false});
    }
    return rows;
}

void draw_rows(const std::vector<Row>& rows, std::size_t from, std::size_t to, float keys_width, const Ui& ui) {
    for (std::size_t i = from; i < to; ++i) {
        if (rows[i].head) {
            section(ui, rows[i].words);
            continue;
        }
        const float x = ImGui::GetCursorPosX();
        ImGui::PushFont(ui.fonts.strong);
        ImGui::TextUnformatted(rows[i].keys.c_str());
        ImGui::PopFont();
        ImGui::SameLine(x + keys_width);
        plain(rows[i].words);
    }
}

} // namespace

void draw_keys_box(Commands& commands, const Ui& ui) {
    static_cast<void>(commands);
    const float whole = static_cast<float>(ui.layout.top.width);
    const float height = static_cast<float>(ui.layout.status.y) - ui.px(60);
    const float width = std::min(ui.px(1080), whole - ui.px(40));
    ImGui::SetNextWindowPos({(whole - width) / 2, ui.px(40)});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 6);
    ImGui::Begin("keys", nullptr,
                 (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings);
    heading(ui, ui.lang["keys.title"]);
    secondary(ui.lang["keys.help"]);
    const auto rows = rows_of(ui.lang);
    const bool two = width > ui.px(800);
    // Columns of about the same length, parted before a head.
    std::size_t middle = rows.size();
    if (two) {
        middle = rows.size() / 2;
        while (middle < rows.size() && !rows[middle].head) {
            ++middle;
        }
    }
    const float column = two ? ImGui::GetContentRegionAvail().x / 2 - ui.px(10) : ImGui::GetContentRegionAvail().x;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, colour(tokens::panel));
    const float keys_width = ui.px(200);
    const auto draw_column = [&](const char* id, std::size_t from, std::size_t to) {
        ImGui::BeginChild(id, {column, ImGui::GetContentRegionAvail().y});
        draw_rows(rows, from, to, keys_width, ui);
        ImGui::EndChild();
    };
    draw_column("first keys", 0, middle);
    if (two) {
        ImGui::SameLine(0, ui.px(20));
        draw_column("second keys", middle, rows.size());
    }
    ImGui::PopStyleColor();
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace ntm::viewer
