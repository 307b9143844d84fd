#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

void draw_right_rail(const AppState& state, Commands& commands, const Ui& ui) {
    if (ui.layout.right.width == 0) {
        return;
    }
    if (begin_part("right", ui.layout.right, ui, true)) {
        if (state.notices_open) {
            draw_notices_panel(state, commands, ui);
        } else if (state.atlas() != nullptr && state.selected.valid()) {
            draw_unit_panel(state, commands, ui);
        } else {
            draw_summary_panel(state, commands, ui);
        }
    }
    end_part();
}

} // namespace ntm::viewer
