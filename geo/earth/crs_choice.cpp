#include "geo/earth/crs_choice.hpp"

#include "geo/earth/feature_boxes.hpp"
#include "geo/earth/geodesic.hpp"
#include "geo/earth/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace ntm {

namespace {

constexpr double metres_a_degree = 111'000;
constexpr double unknown_m = std::numeric_limits<double>::infinity();
constexpr std::size_t most_candidates = 5;
const Box vietnam{101.9, 6.3, 118.0, 23.6};

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

bool contains(const Box& box, Point p) {
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

Box swapped_box(const Box& box) {
    return {box.min_y, box.min_x, box.max_y, box.max_x};
}

bool in_degrees(const Box& box) {
    return box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -180 && box.max_y <= 180;
}

// Northing before easting over Vietnam; the ranges of the two do not meet.
bool looks_swapped(const Box& box) {
    const Point middle = box.center();
    const bool degrees = middle.x > 7 && middle.x < 25 && middle.y > 101 && middle.y < 119;
    const bool metres = middle.x > 880'000 && middle.x < 2'660'000 && middle.y > 90'000 && middle.y < 860'000;
    return in_degrees(box) ? degrees : metres;
}

/// How one system places the data.
struct Placing {
    Crs crs;
    Point middle;             ///< of the extent, degrees
    bool possible = false;    ///< corners and middle can be moved, and lie where the data must lie
    double off_m = unknown_m; ///< by which the known places are off as a whole
    double error_m = 0;       ///< how well that is known

    [[nodiscard]] bool fits() const { return possible && off_m <= 25 + 3 * error_m; }
    [[nodiscard]] bool worse_than(const Placing& other) const {
        return off_m > std::max(60.0, other.off_m + 3 * error_m);
    }
    /// Known places speak against it, not only their own coarseness.
    [[nodiscard]] bool refuted() const { return !possible || off_m > std::max(60.0, 5 * error_m); }
};

class Chooser {
public:
    explicit Chooser(const CrsEvidence& evidence)
        : m_evidence(evidence) {
        for (const KnownPlace& place : evidence.places) {
            m_known.push_back(place.lon_lat);
        }
    }

    CrsChoice choose() {
        m_choice.places = m_known.size();
        if (m_evidence.extent.empty()) {
            m_choice.crs = m_evidence.stated;
            return m_choice;
        }
        const bool stands = weigh_stated();
        if (!stands) {
            search();
        }
        describe();
        return m_choice;
    }

private:
    const CrsEvidence& m_evidence;
    std::vector<Point> m_known;
    CrsChoice m_choice;
    std::vector<Placing> m_ranked; ///< the chosen first

    [[nodiscard]] Box extent() const { return m_choice.swapped ? swapped_box(m_evidence.extent) : m_evidence.extent; }

    [[nodiscard]] Placing place(const Crs& crs) const {
        Placing placing{crs, {}, false, unknown_m, 0};
        const auto transformation = Transformation::create(crs, lon_lat_crs);
        const Box box = extent();
        if (!transformation) {
            return placing;
        }
        if (transformation->source_geographic() &&
            (box.min_x < -180.5 || box.max_x > 360.5 || box.min_y < -90.5 || box.max_y > 90.5)) {
            return placing;
        }
        std::vector<Point> points{box.center(), {box.min_x, box.min_y}, {box.max_x, box.max_y}};
        for (const KnownPlace& known : m_evidence.places) {
            points.push_back(m_choice.swapped ? Point{known.in_file.y, known.in_file.x} : known.in_file);
        }
        if (crs != lon_lat_crs) {
            transformation->forward(points);
        }
        placing.middle = points[0];
        placing.possible = std::all_of(points.begin(), points.begin() + 3,
                                       [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
        if (placing.possible && !m_evidence.expected_lon_lat.empty()) {
            placing.possible = contains(m_evidence.expected_lon_lat, placing.middle);
        }
        if (placing.possible && !m_known.empty()) {
            compare(placing, std::span(points).subspan(3));
        }
        return placing;
    }

    // The places are off together by a wrong system, each by itself by coarse outlines: medians tell them apart.
    void compare(Placing& placing, std::span<const Point> moved) const {
        std::vector<double> east, north, coarse;
        for (std::size_t i = 0; i < moved.size(); ++i) {
            if (std::isfinite(moved[i].x) && std::isfinite(moved[i].y)) {
                const double shrink = std::cos(m_known[i].y * 3.14159265358979 / 180);
                east.push_back((moved[i].x - m_known[i].x) * metres_a_degree * shrink);
                north.push_back((moved[i].y - m_known[i].y) * metres_a_degree);
                coarse.push_back(m_evidence.places[i].coarse_m);
            }
        }
        if (east.empty()) {
            return;
        }
        const double x = median(east), y = median(north);
        std::vector<double> scatter;
        for (std::size_t i = 0; i < east.size(); ++i) {
            scatter.push_back(std::hypot(east[i] - x, north[i] - y));
        }
        constexpr double table_rounding_m = 12;
        const double least_scatter_m = std::max(east.size() < 5 ? 150.0 : 60.0, median(coarse));
        placing.off_m = std::hypot(x, y);
        placing.error_m = table_rounding_m + 1.5 * std::max(median(scatter), least_scatter_m) /
                                                 std::sqrt(static_cast<double>(east.size()));
    }

    /// True when what the file says, perhaps completed, stands.
    bool weigh_stated() {
        const auto facts =
            m_evidence.stated.definition.empty() ? Result<CrsFacts>(Issue{}) : describe_crs(m_evidence.stated);
        m_choice.stated_usable = facts.has_value();
        m_choice.swapped = !m_choice.stated_usable && looks_swapped(m_evidence.extent);
        if (!facts) {
            return false;
        }
        const auto [completed, grounds] = complete(*facts);
        Placing stated = place(completed);
        if (!stated.possible && looks_swapped(m_evidence.extent)) {
            m_choice.swapped = true;
            stated = place(completed);
        }
        if (!stated.possible || (!m_known.empty() && stated.refuted())) {
            m_ranked.push_back(stated);
            return false;
        }
        m_choice.grounds = grounds;
        m_ranked.push_back(stated);
        return true;
    }

    [[nodiscard]] std::pair<Crs, CrsGrounds> complete(const CrsFacts& facts) const {
        const Crs& stated = m_evidence.stated;
        if (facts.vn2000 && !facts.deprecated) {
            const Crs full = facts.authority.empty() ? on_vn2000(stated) : Crs{facts.authority};
            const bool same = full.definition.empty() || full == stated;
            return {same ? stated : full, same ? CrsGrounds::stated : CrsGrounds::completed};
        }
        // The scale 0.9999 belongs to the 3-degree zones of VN-2000; on WGS 84 nobody uses it.
        const auto& tm = facts.transverse_mercator;
        const bool zone = tm && std::abs(tm->scale - 0.9999) < 1e-7 && std::abs(tm->false_easting_m - 500'000) < 1 &&
                          std::abs(tm->false_northing_m) < 1 && tm->central_meridian_deg >= 101.9 &&
                          tm->central_meridian_deg <= 112.1;
        if (zone) {
            if (Crs full = on_vn2000(stated); !full.definition.empty()) {
                return {std::move(full), CrsGrounds::datum_dropped};
            }
        }
        return {stated, CrsGrounds::stated};
    }

    /// All systems that put the data into place; the best first.
    void search() {
        const std::optional<Placing> stated = m_ranked.empty() ? std::nullopt : std::optional(m_ranked.front());
        std::vector<Placing> found;
        for (const Crs& crs : systems()) {
            Placing placing = place(crs);
            const bool near_home = !m_evidence.expected_lon_lat.empty() || contains(vietnam, placing.middle);
            if (placing.possible && near_home && (!stated || placing.crs != stated->crs)) {
                found.push_back(std::move(placing));
            }
        }
        if (!m_known.empty()) {
            std::stable_sort(found.begin(), found.end(),
                             [](const Placing& a, const Placing& b) { return a.off_m < b.off_m; });
        }
        if (stated && stated->possible) {
            decide_against(*stated, std::move(found));
        } else {
            decide_among(std::move(found));
        }
    }

    /// Known places contradict the file: only a clearly better system takes its place.
    void decide_against(const Placing& stated, std::vector<Placing> found) {
        const bool better = !found.empty() && found.front().fits() && found.front().off_m < stated.off_m / 3;
        m_choice.grounds = better ? CrsGrounds::known_places : CrsGrounds::stated;
        m_ranked = better ? std::vector<Placing>{} : std::vector<Placing>{stated};
        std::move(found.begin(), found.end(), std::back_inserter(m_ranked));
        if (better) {
            m_ranked.insert(m_ranked.begin() + 1, stated);
        }
    }

    void decide_among(std::vector<Placing> found) {
        m_ranked = std::move(found);
        if (m_ranked.empty()) {
            m_choice.grounds = CrsGrounds::nothing;
            m_choice.clear = false;
        } else if (!m_known.empty() && m_ranked.front().fits()) {
            m_choice.grounds = CrsGrounds::known_places;
            m_choice.clear = m_ranked.size() == 1 || m_ranked[1].worse_than(m_ranked[0]);
        } else if (!m_known.empty()) {
            m_choice.grounds = CrsGrounds::usual_zone;
            m_choice.clear = false;
        } else {
            m_choice.clear = m_ranked.size() == 1;
            m_choice.grounds = m_choice.clear ? CrsGrounds::only_one : CrsGrounds::usual_zone;
        }
    }

    /// Systems worth trying, the likelier first.
    [[nodiscard]] std::vector<Crs> systems() const {
        if (in_degrees(m_evidence.extent)) {
            return {lon_lat_crs, {"EPSG:4756"}};
        }
        std::vector<Crs> likely;
        if (!m_evidence.usual.definition.empty()) {
            likely.push_back(m_evidence.usual);
        }
        std::vector<Zone> zones = zones_of_vietnam();
        const double x = extent().center().x, y = extent().center().y;
        std::erase_if(zones, [&](const Zone& zone) { return !may_hold(zone, x, y); });
        // Nearer its own meridian a zone is the likelier one; of equal ones the order of the list tells.
        std::stable_sort(zones.begin(), zones.end(), [&](const Zone& a, const Zone& b) {
            return std::abs(x - a.false_easting_m) < std::abs(x - b.false_easting_m);
        });
        for (const Zone& zone : zones) {
            if (std::find(likely.begin(), likely.end(), Crs{zone.crs}) == likely.end()) {
                likely.push_back({zone.crs});
            }
        }
        if (x > 1.1e7 && x < 1.35e7) {
            likely.push_back({"EPSG:3857"});
        }
        return likely;
    }

    /// A glance before PROJ is asked: the longitude to some kilometres.
    [[nodiscard]] bool may_hold(const Zone& zone, double x, double y) const {
        const double lat = y / zone.scale / 110'600;
        if (lat < 6 || lat > 24) {
            return false;
        }
        const double east_m = (x - zone.false_easting_m) / zone.scale;
        const double lon = zone.central_meridian_deg + east_m / (111'320 * std::cos(lat * 3.14159265358979 / 180));
        Box near = m_evidence.expected_lon_lat.empty() ? vietnam : m_evidence.expected_lon_lat;
        for (const Point& known : m_known) {
            near.add(known);
        }
        constexpr double margin_deg = 0.3;
        return std::abs(east_m) < 600'000 && lon > near.min_x - margin_deg && lon < near.max_x + margin_deg;
    }

    void describe() {
        if (m_ranked.empty()) {
            m_choice.crs = m_choice.stated_usable ? m_evidence.stated : Crs{};
            return;
        }
        m_choice.crs = m_ranked.front().crs;
        for (const Placing& placing : m_ranked) {
            if (m_choice.candidates.size() == most_candidates) {
                break;
            }
            const double apart = placing.possible ? geodesic_distance_m(m_ranked.front().middle, placing.middle)
                                                  : std::numeric_limits<double>::quiet_NaN();
            const bool same_place = !m_choice.candidates.empty() && apart < 0.5;
            if (!same_place) {
                m_choice.candidates.push_back({placing.crs, name_of(placing.crs), apart,
                                               std::isfinite(placing.off_m) ? placing.off_m : std::nan("")});
            }
        }
        if (const auto into = Transformation::create(m_choice.crs, lon_lat_crs); into && m_choice.crs != lon_lat_crs) {
            const OperationFacts& facts = into->facts();
            m_choice.operation =
                facts.authority.empty() ? facts.name : fmt::format("{}, {}", facts.name, facts.authority);
            m_choice.accuracy_m = facts.accuracy_m >= 0 ? facts.accuracy_m : std::nan("");
        }
    }

    static std::string name_of(const Crs& crs) {
        const auto facts = describe_crs(crs);
        return facts ? facts->name : std::string();
    }
};

} // namespace

CrsChoice choose_crs(const CrsEvidence& evidence) {
    return Chooser(evidence).choose();
}

void swap_axes(PolygonColumns& polygons) {
    for (Point& point : polygons.points) {
        std::swap(point.x, point.y);
    }
}

Box finite_extent(const PolygonColumns& polygons) {
    Box extent;
    for (const Box& box : feature_boxes(polygons)) {
        if (!box.empty()) {
            extent.add(box);
        }
    }
    if (all_finite(polygons.points)) {
        return extent;
    }
    Box finite;
    for (const Point& point : polygons.points) {
        if (std::isfinite(point.x) && std::isfinite(point.y)) {
            finite.add(point);
        }
    }
    return finite;
}

} // namespace ntm
