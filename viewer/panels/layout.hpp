#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// Where the fixed parts of the window stand; the map gets what is left.
struct Layout {
    WindowRect top;
    WindowRect left; ///< no width while folded away
    WindowRect right;
    WindowRect status;
    WindowRect drawer; ///< under the legend and the map
    WindowRect map;
    WindowRect beside; ///< left of the map, as large: the day compared with; no width while there is one map
};
enum class DrawerSize { none, tabs_only, open };
[[nodiscard]] Layout lay_out(int width_px, int height_px, float scale, bool left_open, bool right_open,
                             DrawerSize drawer = DrawerSize::none, int drawer_height = usual_drawer_height);

/// Parts the map's room in two of the same size.
void lay_two_maps(Layout& layout, float scale);

} // namespace ntm::viewer
