#include "geo/atlas/hierarchy_check.hpp"

#include "geo/base/paths.hpp"
#include "geo/earth/crs_choice.hpp"
#include "geo/source/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace ntm {

namespace {

/// Even-odd over all rings of a feature.
bool is_inside(const PolygonColumns& polygons, std::size_t feature, Point p) {
    bool inside = false;
    for (auto r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
            const Point a = ring[before], b = ring[i];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
                inside = !inside;
            }
        }
    }
    return inside;
}

/// The outlines of a level above the drawn one, in degrees, with their codes.
struct Parents {
    PolygonColumns polygons;
    std::vector<std::string> codes; ///< by feature
    std::vector<Box> boxes;
    std::string file;

    [[nodiscard]] bool has(const std::string& code) const {
        return std::find(codes.begin(), codes.end(), code) != codes.end();
    }
    /// The code of the feature around a place, the given one first; empty: none.
    [[nodiscard]] std::string around(Point p, const std::string& likely) const {
        std::string found;
        for (std::size_t f = 0; f < codes.size() && found != likely; ++f) {
            const Box& box = boxes[f];
            const bool near = p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
            if ((found.empty() || codes[f] == likely) && near && is_inside(polygons, f, p)) {
                found = codes[f];
            }
        }
        return found;
    }
};

void add_layer(Parents& parents, const Workspace::Boundary& boundary, const LayerPlace& place) {
    auto layer = read_polygons(boundary.source, boundary.layer, boundary.encoding);
    const auto into = Transformation::create(place.choice.crs, lon_lat_crs);
    if (!layer || !into) {
        return; // said when it was loaded
    }
    const auto columns = guess_boundary_columns(layer->attributes, place.level, boundary.columns);
    const auto code = layer->attributes.find(columns.code);
    if (!code) {
        return;
    }
    if (place.choice.swapped) {
        swap_axes(layer->polygons);
    }
    into->forward(layer->polygons.points);
    for (std::size_t f = 0; f < layer->polygons.features(); ++f) {
        parents.codes.emplace_back(layer->attributes.columns[*code][f]);
        parents.boxes.push_back(layer->polygons.box(f));
        append_feature(parents.polygons, layer->polygons, f);
    }
    parents.file = place.file;
}

class HierarchyCheck {
public:
    explicit HierarchyCheck(const Atlas& atlas)
        : m_atlas(atlas)
        , m_to_lon_lat(Transformation::create(atlas.display_crs, lon_lat_crs)) {}

    Issues check() {
        for (const LayerPlace& place : m_atlas.places) {
            m_drawn_file = place.level == m_atlas.units.drawn ? place.file : m_drawn_file;
        }
        for (const Level level : {Level::district, Level::province}) {
            if (level > m_atlas.units.drawn) {
                check_level(level);
            }
        }
        return std::move(m_issues);
    }

private:
    const Atlas& m_atlas;
    Result<Transformation> m_to_lon_lat;
    std::string m_drawn_file;
    Issues m_issues;

    void check_level(Level level) {
        Parents parents;
        const auto& boundaries = m_atlas.workspace.boundaries;
        for (const LayerPlace& place : m_atlas.places) {
            const auto entry = std::find_if(boundaries.begin(), boundaries.end(), [&](const auto& each) {
                return place.level == level && place.file.starts_with(path_text(each.source)) &&
                       (each.layer.empty() || each.layer == place.layer);
            });
            if (entry != boundaries.end()) {
                add_layer(parents, *entry, place);
            }
        }
        if (parents.codes.empty()) {
            return;
        }
        check_codes(level, parents);
        check_places(level, parents);
    }

    void tell(Severity severity, const char* code, const std::string& file, std::string value, std::string detail) {
        m_issues.push_back({severity, code, {file, {}, 0, {}, std::move(value)}, std::move(detail)});
    }

    void check_codes(Level level, const Parents& parents) {
        std::map<std::string, std::vector<std::string>> named; ///< code -> units under it
        const Units& units = m_atlas.units;
        for (std::uint32_t id = 0; id < units.count(units.drawn); ++id) {
            if (const UnitRef up = units.ancestor({units.drawn, id}, level); up.valid()) {
                named[units.code(up)].push_back(units.name({units.drawn, id}));
            }
        }
        for (const auto& [code, names] : named) {
            if (!parents.has(code)) {
                tell(Severity::error, "parent_unknown", m_drawn_file, code, few_of(names));
            }
        }
        for (const std::string& code : parents.codes) {
            if (!named.contains(code)) {
                tell(Severity::warning, "parent_without_units", parents.file, code, {});
            }
        }
    }

    void check_places(Level level, const Parents& parents) {
        const Units& units = m_atlas.units;
        const auto& points = m_atlas.label_points[static_cast<std::size_t>(units.drawn)];
        for (std::uint32_t id = 0; m_to_lon_lat && id < std::min<std::size_t>(points.size(), units.count(units.drawn));
             ++id) {
            const UnitRef unit{units.drawn, id}, up = units.ancestor(unit, level);
            const Point at = points[id].at;
            if (!up.valid() || !std::isfinite(at.x) || !parents.has(units.code(up))) {
                continue;
            }
            const Point lon_lat = m_to_lon_lat->forward(at);
            if (const std::string around = parents.around(lon_lat, units.code(up)); around != units.code(up)) {
                tell(Severity::warning, "unit_outside_parent", m_drawn_file,
                     fmt::format("{} {}", units.code(unit), units.name(unit)),
                     fmt::format("{} {} ≠ {} ({:.5f}, {:.5f})", units.code(up), units.name(up),
                                 around.empty() ? "–" : around, lon_lat.x, lon_lat.y));
            }
        }
    }

    static std::string few_of(const std::vector<std::string>& names) {
        constexpr std::size_t few = 3;
        const std::vector<std::string> first(names.begin(),
                                             names.begin() + static_cast<std::ptrdiff_t>(std::min(few, names.size())));
        return fmt::format("{}: {}{}", names.size(), fmt::join(first, ", "), names.size() > few ? ", …" : "");
    }
};

} // namespace

Issues check_hierarchy(const Atlas& atlas) {
    return HierarchyCheck(atlas).check();
}

} // namespace ntm
