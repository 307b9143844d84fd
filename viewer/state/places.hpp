#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/date.hpp"
#include "geo/shape/view.hpp"
#include "viewer/state/selection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ntm::viewer {

enum class HitKind : std::uint8_t { unit, place, criterion, decision, body };
[[nodiscard]] std::string_view hit_kind_word(HitKind kind); ///< "unit", "place", ...: language keys, JSON, sessions

/// Something that a search finds and that can be gone to.
struct SearchHit {
    HitKind kind = HitKind::unit;
    UnitRef unit;                 ///< of kind unit
    Point at;                     ///< place: longitude and latitude, or metres of the map
    bool geographic = false;      ///< `at` is in degrees
    std::string text;             ///< place: as typed; criterion: its number; decision: its number; body: its name
    std::string name_vi, name_en; ///< criterion
    UnitSet units;                ///< decision, body: whom it is about, of the level it is mostly about
    std::optional<Date> date;     ///< decision

    SearchHit() = default;
    SearchHit(UnitRef found) // NOLINT(google-explicit-constructor): a unit is what is mostly found
        : unit(found) {}
    bool operator==(const SearchHit&) const = default;
};

/// A place on the map that was gone to by coordinates.
struct Pin {
    Point metres;
    Point lon_lat;
};

/// Where the map stood before and after, as a browser keeps pages.
class ViewTrail {
public:
    static constexpr std::size_t most = 100;
    /// The view is about to leave `from`; `jump`: at once, else by hand, bit by bit.
    void leave(const MapView& from, bool jump);
    [[nodiscard]] std::optional<MapView> back(const MapView& now);
    [[nodiscard]] std::optional<MapView> forward(const MapView& now);
    [[nodiscard]] bool can_go_back() const { return !m_back.empty(); }
    [[nodiscard]] bool can_go_forward() const { return !m_forward.empty(); }
    void clear() { *this = {}; }

private:
    std::vector<MapView> m_back, m_forward;
    bool m_by_hand = false; ///< the last one kept was left by hand, and its neighbourhood belongs to it
};

/// What the mouse does on the map beside moving it.
enum class MapTool : std::uint8_t { none, distance, area, lasso };
[[nodiscard]] std::string_view map_tool_word(MapTool tool);

/// A line that is measured: along geodesics of WGS 84, whatever the map's projection does to it.
struct Measure {
    std::vector<Point> metres; ///< where it is drawn
    std::vector<Point> lon_lat;
    std::vector<double> legs_m;
    double length_m = 0;
    double closing_m = 0; ///< from the last point back to the first
    double area_m2 = 0;   ///< of the ring, from three points on
    bool ended = false;

    void measure(); ///< legs, length and area from lon_lat
};

} // namespace ntm::viewer
