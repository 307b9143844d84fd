#include "viewer/panels/panels.hpp"

#include <imgui.h>

#include <cmath>

namespace ntm::viewer {

namespace {

constexpr double wheel_step = 1.25;
constexpr float click_slack_px = 4; ///< a hand is never quite still

/// Shift and the mouse draw a box; let go, the units with their name point inside are selected, with Ctrl added.
void draw_box(Point at, Commands& commands, const Ui& ui) {
    auto& box = ui.scratch.box_px;
    box[2] = static_cast<float>(at.x);
    box[3] = static_cast<float>(at.y);
    if (!ImGui::IsMouseDown(0)) {
        ui.scratch.boxing = false;
        commands.push(MarkBox{{double(box[0]), double(box[1])}, at, ImGui::GetIO().KeyCtrl});
    }
}

} // namespace

void handle_map_mouse(const AppState& state, Commands& commands, const Ui& ui, const MapLayer& map) {
    const ImGuiIO& io = ImGui::GetIO();
    const auto& rect = ui.layout.map;
    const Point at{static_cast<double>(io.MousePos.x) - rect.x, static_cast<double>(io.MousePos.y) - rect.y};
    const bool inside = !io.WantCaptureMouse && at.x >= 0 && at.y >= 0 && at.x < rect.width && at.y < rect.height;
    auto& scratch = ui.scratch;

    if (inside && io.KeyShift && ImGui::IsMouseClicked(0)) {
        scratch.boxing = true;
        scratch.box_px = {static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(at.x),
                          static_cast<float>(at.y)};
    } else if (scratch.boxing) {
        draw_box(at, commands, ui);
    } else if (inside && ImGui::IsMouseDoubleClicked(0)) {
        commands.push(FitUnit{map.pick(state, at)});
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
            const UnitRef unit = map.pick(state, at);
            if (!io.KeyCtrl) {
                commands.push(SelectUnit{unit});
            } else if (unit.valid()) {
                commands.push(ToggleUnit{unit});
            }
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
