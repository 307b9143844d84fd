#include "viewer/panels/layout.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

// At scale 1.
constexpr float top_height = 96;
constexpr float status_height = 34;
constexpr float left_width = 300;
constexpr float right_width = 380;
constexpr float drawer_tabs_height = 42;
constexpr int least_map_px = 160;

} // namespace

Layout lay_out(int width_px, int height_px, float scale, bool left_open, bool right_open, DrawerSize drawer,
               int drawer_height) {
    const auto px = [scale](float value) { return static_cast<int>(std::lround(value * scale)); };
    Layout layout;
    layout.top = {0, 0, width_px, std::min(px(top_height), height_px)};
    layout.status = {0, std::max(height_px - px(status_height), 0), width_px, px(status_height)};
    const int y = layout.top.height;
    const int height = std::max(layout.status.y - y, 1);
    // A window too narrow for all shows the map rather than the rails.
    const int left = left_open && width_px >= px(left_width) + least_map_px ? px(left_width) : 0;
    const int right = right_open && width_px >= left + px(right_width) + least_map_px ? px(right_width) : 0;
    // A window too low for the lists keeps their tabs, a lower one only the map.
    const float wanted = drawer == DrawerSize::open ? static_cast<float>(drawer_height) : drawer_tabs_height;
    int below = drawer == DrawerSize::none ? 0 : px(wanted);
    if (drawer == DrawerSize::open && height - below < least_map_px && drawer_height > usual_drawer_height) {
        below = std::max(height - least_map_px, px(static_cast<float>(usual_drawer_height)));
    }
    if (height - below < least_map_px) {
        below = height - px(drawer_tabs_height) >= least_map_px && below > 0 ? px(drawer_tabs_height) : 0;
    }
    layout.left = {0, y, left, height - below};
    layout.right = {width_px - right, y, right, height};
    layout.map = {left, y, std::max(width_px - left - right, 1), height - below};
    layout.drawer = {0, y + height - below, std::max(width_px - right, 1), below};
    return layout;
}

void lay_two_maps(Layout& layout, float scale) {
    const int gap = std::max(static_cast<int>(std::lround(3 * scale)), 1);
    const WindowRect room = layout.map;
    const int width = std::max((room.width - gap) / 2, 1);
    layout.beside = {room.x, room.y, width, room.height};
    layout.map = {room.x + room.width - width, room.y, width, room.height};
}

} // namespace ntm::viewer
