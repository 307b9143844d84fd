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
constexpr int least_map_px = 160;

} // namespace

Layout lay_out(int width_px, int height_px, float scale, bool left_open, bool right_open) {
    const auto px = [scale](float value) { return static_cast<int>(std::lround(value * scale)); };
    Layout layout;
    layout.top = {0, 0, width_px, std::min(px(top_height), height_px)};
    layout.status = {0, std::max(height_px - px(status_height), 0), width_px, px(status_height)};
    const int y = layout.top.height;
    const int height = std::max(layout.status.y - y, 1);
    // A window too narrow for all shows the map rather than the rails.
    const int left = left_open && width_px >= px(left_width) + least_map_px ? px(left_width) : 0;
    const int right = right_open && width_px >= left + px(right_width) + least_map_px ? px(right_width) : 0;
    layout.left = {0, y, left, height};
    layout.right = {width_px - right, y, right, height};
    layout.map = {left, y, std::max(width_px - left - right, 1), height};
    return layout;
}

} // namespace ntm::viewer
