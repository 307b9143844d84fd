#include "viewer/panels/box.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include "geo/base/paths.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

void draw_look(const ScanChoice& choice, Commands& commands, const Ui& ui) {
    ImGui::SetNextItemWidth(ui.px(120));
    int percent = static_cast<int>(std::lround(choice.opacity * 100));
    if (ImGui::SliderInt("##opacity", &percent, 5, 100, "%d%%")) {
        commands.push(ScanCommand(ChangeScan{choice.scan, std::nullopt, std::nullopt, percent / 100.0}));
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang["plan_layers.opacity"].c_str());
    }
    for (const bool over : {false, true}) {
        if (over) {
            ImGui::SameLine(0, ui.px(3));
        }
        if (toggle(over ? "over" : "under", ui.lang[over ? "scans.over" : "scans.under"], choice.over == over)) {
            commands.push(ScanCommand(ChangeScan{choice.scan, std::nullopt, over, std::nullopt}));
        }
    }
}

/// How well it lies where it lies.
void draw_place(const AppState& state, const ScanChoice& choice, const Ui& ui) {
    const Scan& scan = state.atlas()->scans[choice.scan];
    if (!scan.reader) {
        warning(ui.lang["scans.unreadable"]);
        return;
    }
    const auto place = state.place_of_scan(choice.scan);
    if (!place) {
        secondary(ui.lang["scans.no_place"]);
    } else if (place->fit) {
        secondary(ui.lang.fill("scans.fit", {{"count", ui.lang.number(double(choice.points.points.size()))},
                                             {"rms", ui.lang.number(place->fit->rms, 2)}}));
    }
    if (!state.scan_is_saved(choice)) {
        warning(ui.lang["scans.unsaved"]);
    }
    const ShownScans* shown = state.current_scans();
    if (shown != nullptr && choice.shown) {
        for (const Issue& issue : scan_issues(*shown->picture, shown->document->atlas->scans)) {
            if (issue.where.file == path_text(scan.file)) {
                warning(ui.lang.issue_text(issue));
            }
        }
    }
}

void draw_scan(const AppState& state, std::size_t place, Commands& commands, const Ui& ui) {
    const ScanChoice& choice = state.scans[place];
    const Scan& scan = state.atlas()->scans[choice.scan];
    ImGui::PushID(static_cast<int>(choice.scan) + 5000);
    bool shown = choice.shown;
    const float buttons = 2 * ImGui::GetFrameHeight() + ui.px(10);
    const float room = ImGui::GetContentRegionAvail().x - buttons - ImGui::GetFrameHeight() - ui.px(10);
    if (ImGui::Checkbox((broken_into_lines(scan.name, room, 3) + "###shown").c_str(), &shown)) {
        commands.push(ScanCommand(ChangeScan{choice.scan, shown, std::nullopt, std::nullopt}));
    }
    if (ImGui::IsItemHovered()) {
        std::string words = scan.name + "\n" + path_text(scan.file.filename());
        words += scan.plan.empty() ? "" : "\n" + scan.plan;
        words += scan.date ? "\n" + ui.lang.date(*scan.date) : "";
        ImGui::SetTooltip("%s", words.c_str());
    }
    ImGui::SameLine(ImGui::GetContentRegionMax().x - buttons);
    if (ImGui::ArrowButton("up", ImGuiDir_Up)) {
        commands.push(ScanCommand(MoveScan{choice.scan, 1}));
    }
    ImGui::SameLine(0, ui.px(3));
    if (ImGui::ArrowButton("down", ImGuiDir_Down)) {
        commands.push(ScanCommand(MoveScan{choice.scan, -1}));
    }
    if (choice.shown) {
        draw_look(choice, commands, ui);
    }
    draw_place(state, choice, ui);
    if (state.place_of_scan(choice.scan)) {
        if (link("go there", ui.lang["scans.go"])) {
            commands.push(ScanCommand(FlyToScan{choice.scan}));
        }
        ImGui::SameLine(0, ui.px(14));
    }
    if (scan.reader && link("place", ui.lang["scans.place"])) {
        commands.push(ScanCommand(OpenScanPane{choice.scan}));
    }
    ImGui::Dummy({0, ui.px(6)});
    ImGui::PopID();
}

} // namespace

void draw_scans_part(const AppState& state, Commands& commands, const Ui& ui) {
    if (state.scans.empty() || state.atlas() == nullptr || state.scans.size() != state.atlas()->scans.size()) {
        return;
    }
    section(ui, ui.lang["scans.title"]);
    for (std::size_t place = state.scans.size(); place-- > 0;) { // the uppermost first
        draw_scan(state, place, commands, ui);
    }
}

void draw_scan_offer(const AppState& state, Commands& commands, const Ui& ui) {
    if (state.offered_scans.empty()) {
        return;
    }
    const auto& map = ui.layout.map;
    begin_box("scan offer", {float(map.x) + float(map.width) / 2, float(map.y) + ui.px(60)}, {0.5F, 0},
              std::min(ui.px(480), float(map.width) - ui.px(24)));
    strong(ui, ui.lang["scans.offer"]);
    for (const std::string& file : state.offered_scans) {
        plain(path_text(text_path(file).filename()));
    }
    secondary(ui.lang["scans.offer_help"]);
    if (toggle("take scans", ui.lang["scans.take"], true)) {
        commands.push(ScanCommand(TakeScans{}));
    }
    ImGui::SameLine();
    if (ImGui::Button(ui.lang["ui.export.cancel"].c_str())) {
        commands.push(ScanCommand(RefuseScans{}));
    }
    end_box();
}

} // namespace ntm::viewer
