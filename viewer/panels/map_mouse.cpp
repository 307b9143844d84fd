#include "viewer/panels/panels.hpp"

#include <imgui.h>

#include <cmath>

namespace ntm::viewer {

namespace {

constexpr double wheel_step = 1.25;
constexpr float click_slack_px = 4; ///< a hand is never quite still

bool is_click(Point from, Point to) {
    constexpr double slack_px = click_slack_px;
    return std::fabs(from.x - to.x) < slack_px && std::fabs(from.y - to.y) < slack_px;
}

/// Shift and the mouse draw a box; let go, the units with their name point inside are selected, with Ctrl added. Shift
/// and a click add the unit, or take it away.
void draw_box(const AppState& state, Point at, Commands& commands, const Ui& ui, const MapLayer& map) {
    auto& box = ui.scratch.box_px;
    box[2] = static_cast<float>(at.x);
    box[3] = static_cast<float>(at.y);
    if (ImGui::IsMouseDown(0)) {
        return;
    }
    ui.scratch.boxing = false;
    const Point from{double(box[0]), double(box[1])};
    if (!is_click(from, at)) {
        commands.push(MarkBox{from, at, ImGui::GetIO().KeyCtrl});
    } else if (const UnitRef unit = map.pick(state, at); unit.valid()) {
        commands.push(ToggleUnit{unit});
    }
}

/// A line drawn by hand around units; let go, those inside are selected, with Ctrl added.
void draw_lasso(Point at, Commands& commands, const Ui& ui) {
    auto& line = ui.scratch.lasso_px;
    if (!is_click(line.back(), at)) {
        line.push_back(at);
    }
    if (!ImGui::IsMouseDown(0)) {
        if (line.size() > 2) {
            commands.push(MarkLasso{line, ImGui::GetIO().KeyCtrl});
        }
        line.clear();
    }
}

bool measures(const AppState& state) {
    return state.tool == MapTool::distance || state.tool == MapTool::area;
}

void click_map(const AppState& state, Point at, Commands& commands, const MapLayer& map) {
    const UnitRef unit = map.pick(state, at);
    if (measures(state)) {
        commands.push(AddMeasurePoint{at});
    } else if (state.scan_pane.scan) {
        commands.push(ScanCommand(PickScanPlace{at}));
    } else if (!ImGui::GetIO().KeyCtrl) {
        commands.push(SelectUnit{unit});
        commands.push(LookAt{at});
    } else if (unit.valid()) {
        commands.push(ToggleUnit{unit});
    }
}

/// The buttons beside the thumb, as browsers have them.
void take_side_buttons(Commands& commands) {
    constexpr ImGuiMouseButton back = 3, forward = 4;
    if (ImGui::IsMouseClicked(back)) {
        commands.push(BackView{});
    } else if (ImGui::IsMouseClicked(forward)) {
        commands.push(ForwardView{});
    }
}

/// Of two maps the one under the mouse; while a button is held, the one on which it went down.
WindowRect map_under_mouse(const Ui& ui) {
    const auto& beside = ui.layout.beside;
    const bool held = ui.scratch.pressing_map || ui.scratch.boxing || !ui.scratch.lasso_px.empty();
    if (held && (ui.scratch.pressed_map == beside || ui.scratch.pressed_map == ui.layout.map)) {
        return ui.scratch.pressed_map;
    }
    const float x = ImGui::GetIO().MousePos.x;
    const bool left = beside.width > 0 && x < static_cast<float>(beside.x + beside.width);
    return left ? beside : ui.layout.map;
}

} // namespace

void handle_map_mouse(const AppState& state, Commands& commands, const Ui& ui, const MapLayer& map) {
    const ImGuiIO& io = ImGui::GetIO();
    const WindowRect rect = map_under_mouse(ui);
    ui.scratch.pressed_map = rect;
    const Point at{static_cast<double>(io.MousePos.x) - rect.x, static_cast<double>(io.MousePos.y) - rect.y};
    const bool inside = !io.WantCaptureMouse && at.x >= 0 && at.y >= 0 && at.x < rect.width && at.y < rect.height;
    auto& scratch = ui.scratch;

    if (inside) {
        take_side_buttons(commands);
    }
    if (!scratch.lasso_px.empty()) {
        draw_lasso(at, commands, ui);
    } else if (scratch.boxing) {
        draw_box(state, at, commands, ui, map);
    } else if (inside && state.tool == MapTool::lasso && ImGui::IsMouseClicked(0)) {
        scratch.lasso_px = {at};
    } else if (inside && io.KeyShift && ImGui::IsMouseClicked(0)) {
        scratch.boxing = true;
        scratch.box_px = {static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(at.x),
                          static_cast<float>(at.y)};
    } else if (inside && ImGui::IsMouseDoubleClicked(0)) {
        commands.push(measures(state) ? Command(EndMeasure{}) : Command(FitUnit{map.pick(state, at)}));
    } else if (inside && ImGui::IsMouseClicked(0)) {
        scratch.pressing_map = true;
        scratch.dragging_map = false;
        scratch.dragged_px = {};
    }
    if (scratch.pressing_map && ImGui::IsMouseDragging(0, click_slack_px)) {
        // The whole way since the button went down, so that the ground stays under the hand.
        const ImVec2 way = ImGui::GetMouseDragDelta(0, click_slack_px);
        const PanMap pan{static_cast<double>(way.x - scratch.dragged_px[0]),
                         static_cast<double>(way.y - scratch.dragged_px[1])};
        scratch.dragging_map = true;
        scratch.dragged_px = {way.x, way.y};
        if (pan.dx_px != 0 || pan.dy_px != 0) {
            commands.push(pan);
        }
    }
    if (scratch.pressing_map && !ImGui::IsMouseDown(0)) {
        if (!scratch.dragging_map && inside) {
            click_map(state, at, commands, map);
        }
        scratch.pressing_map = false;
        scratch.dragging_map = false;
    }
    if (inside && io.MouseWheel != 0) {
        commands.push(ZoomMap{std::pow(wheel_step, static_cast<double>(io.MouseWheel)), at});
    }
    // A script or a test may hold the cursor somewhere: only a mouse that moves speaks.
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
        if (inside) {
            commands.push(MoveCursor{at});
        } else if (state.cursor) {
            commands.push(MoveCursor{});
        }
    }
}

} // namespace ntm::viewer
