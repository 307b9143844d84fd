#include "viewer/panels/plan_symbols.hpp"

#include "geo/picture/plan_picture.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

void symbol(const Ui& ui, GeometryKind geometry, const UnitStyle& style) {
    if (geometry == GeometryKind::polygon) {
        swatch(ui, style);
        return;
    }
    constexpr float px_of_pt = 96.0F / 72;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ui.px(26), height = ImGui::GetTextLineHeight(), middle = at.y + height / 2;
    auto* list = ImGui::GetWindowDrawList();
    if (geometry == GeometryKind::line) {
        list->AddLine({at.x, middle}, {at.x + width, middle}, colour(style.fill),
                      ui.px(static_cast<float>(stroke_pt) * px_of_pt));
    } else {
        list->AddCircleFilled({at.x + width / 2, middle}, ui.px(static_cast<float>(point_pt) * px_of_pt / 2),
                              colour(style.fill));
    }
    ImGui::Dummy({width, height});
}

} // namespace ntm::viewer
