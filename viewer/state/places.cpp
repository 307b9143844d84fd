#include "viewer/state/places.hpp"

#include "geo/earth/geodesic.hpp"

#include <array>
#include <cmath>

namespace ntm::viewer {

namespace {

/// A step by hand that is worth coming back from: to another scale, or out of half the picture.
bool is_elsewhere(const MapView& a, const MapView& b) {
    const double zoom = a.metres_per_px / b.metres_per_px;
    return zoom > 2 || zoom < 0.5 || std::fabs(a.center.x - b.center.x) > 0.5 * a.width_px * a.metres_per_px ||
           std::fabs(a.center.y - b.center.y) > 0.5 * a.height_px * a.metres_per_px;
}

std::optional<MapView> step(std::vector<MapView>& from, std::vector<MapView>& to, const MapView& now) {
    if (from.empty()) {
        return std::nullopt;
    }
    to.push_back(now);
    const MapView view = from.back();
    from.pop_back();
    return view;
}

} // namespace

std::string_view hit_kind_word(HitKind kind) {
    constexpr std::array<std::string_view, 5> words{"unit", "place", "criterion", "decision", "body"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view map_tool_word(MapTool tool) {
    constexpr std::array<std::string_view, 4> words{"none", "distance", "area", "lasso"};
    return words[static_cast<std::size_t>(tool)];
}

void ViewTrail::leave(const MapView& from, bool jump) {
    m_forward.clear();
    if (!jump && m_by_hand && !m_back.empty() && !is_elsewhere(m_back.back(), from)) {
        return;
    }
    if (m_back.empty() || m_back.back() != from) {
        m_back.push_back(from);
    }
    if (m_back.size() > most) {
        m_back.erase(m_back.begin());
    }
    m_by_hand = !jump;
}

std::optional<MapView> ViewTrail::back(const MapView& now) {
    m_by_hand = false;
    return step(m_back, m_forward, now);
}

std::optional<MapView> ViewTrail::forward(const MapView& now) {
    m_by_hand = false;
    return step(m_forward, m_back, now);
}

void Measure::measure() {
    legs_m.clear();
    length_m = 0;
    for (std::size_t i = 1; i < lon_lat.size(); ++i) {
        legs_m.push_back(geodesic_distance_m(lon_lat[i - 1], lon_lat[i]));
        length_m += legs_m.back();
    }
    const bool ring = lon_lat.size() > 2;
    closing_m = ring ? geodesic_distance_m(lon_lat.back(), lon_lat.front()) : 0;
    area_m2 = ring ? geodesic_ring_area_m2(lon_lat) : 0;
}

} // namespace ntm::viewer
