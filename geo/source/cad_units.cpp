#include "geo/source/cad.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/earth/ring_nesting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace ntm {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Ring {
    const CadShape* shape = nullptr;
    Box box;
    double area = 0;
    std::size_t around = none; ///< the smallest ring that holds this one
    std::vector<const CadLabel*> labels;
};

Box box_of(const std::vector<Point>& points) {
    Box box;
    for (const Point& point : points) {
        box.add(point);
    }
    return box;
}

bool box_holds(const Box& box, Point p) {
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

bool holds(const Ring& ring, Point p) {
    if (!box_holds(ring.box, p)) {
        return false;
    }
    bool inside = false;
    const std::vector<Point>& points = ring.shape->ring;
    for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
        const Point a = points[i], b = points[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
            inside = !inside;
        }
    }
    return inside;
}

/// The same outline drawn a second time, from wherever and whichever way round.
bool same_outline(const Ring& a, const Ring& b) {
    const double near = 1e-3 + 1e-6 * std::max(a.box.width(), a.box.height());
    return std::abs(a.box.min_x - b.box.min_x) < near && std::abs(a.box.min_y - b.box.min_y) < near &&
           std::abs(a.box.max_x - b.box.max_x) < near && std::abs(a.box.max_y - b.box.max_y) < near &&
           std::abs(a.area - b.area) <= 1e-6 * std::max(a.area, b.area);
}

bool has_letters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool is_bare_type(std::string_view text) {
    const TypedName with_name = split_type_word(fmt::format("{} An", text));
    return !with_name.type.empty() && with_name.name == "An";
}

/// The word that names the column of the table: what most names say they are.
std::string name_column(const std::vector<std::string>& names) {
    std::map<std::string, std::size_t> counts;
    for (const std::string& name : names) {
        const std::string type = fold_key(split_type_word(name).type);
        if (type == "xa" || type == "phuong" || type == "thi tran" || type == "dac khu") {
            ++counts["ten_xa"];
        } else if (type == "huien" || type == "quan" || type == "thi xa" || type == "thanh pho") {
            ++counts["ten_huyen"];
        } else if (type == "tinh") {
            ++counts["ten_tinh"];
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most != counts.end() ? most->first : "ten";
}

/// The outlines of one layer, and the texts of one other, put together.
class LayerUnits {
public:
    LayerUnits(const CadDrawing& drawing, std::size_t layer)
        : m_drawing(drawing)
        , m_layer(layer) {
        for (const CadShape& shape : drawing.shapes) {
            if (shape.layer == layer && shape.ring.size() >= 3) {
                m_rings.push_back({&shape, box_of(shape.ring), std::abs(signed_planar_area(shape.ring)), none, {}});
            }
        }
        // From small to large: the first that holds a point is the smallest.
        std::stable_sort(m_rings.begin(), m_rings.end(), [](const Ring& a, const Ring& b) { return a.area < b.area; });
        drop_doubled();
        if (m_rings.size() > most_outlines) { // parcels, contours: no units are among the small ones
            m_left_out = m_rings.size() - most_outlines;
            m_rings.erase(m_rings.begin(), m_rings.begin() + static_cast<std::ptrdiff_t>(m_left_out));
        }
        nest();
    }

    [[nodiscard]] bool empty() const { return m_rings.empty(); }

    CadUnits build() {
        const std::size_t label_layer = best_label_layer();
        CadUnits units;
        units.layer = m_drawing.layers[m_layer];
        units.label_layer = label_layer != none ? m_drawing.layers[label_layer] : std::string();
        assign(label_layer, &units.issues);
        if (m_left_out > 0) {
            units.issues.push_back({Severity::warning, "cad_outlines_left_out", {}, fmt::to_string(m_left_out)});
        }
        std::vector<std::string> names(m_rings.size());
        for (std::size_t i = 0; i < m_rings.size(); ++i) {
            names[i] = name_of(m_rings[i], units.issues);
        }
        fill(units, names);
        return units;
    }

private:
    // More than any province has communes. What grows with their square stays within a second.
    static constexpr std::size_t most_outlines = 5'000;
    static constexpr std::size_t most_labels = 20'000;

    const CadDrawing& m_drawing;
    std::size_t m_layer;
    std::vector<Ring> m_rings;
    std::size_t m_left_out = 0;

    void drop_doubled() {
        std::vector<Ring> kept;
        for (Ring& ring : m_rings) {
            bool known = false;
            for (auto other = kept.rbegin(); other != kept.rend() && !known; ++other) {
                if (ring.area - other->area > 1e-6 * ring.area) {
                    break; // sorted by area: none further back is the same
                }
                known = same_outline(*other, ring);
            }
            if (!known && ring.area > 0) {
                kept.push_back(std::move(ring));
            }
        }
        m_rings = std::move(kept);
    }

    void nest() {
        for (std::size_t i = 0; i < m_rings.size(); ++i) {
            for (std::size_t j = i + 1; j < m_rings.size() && m_rings[i].around == none; ++j) {
                if (lies_in(m_rings[i], m_rings[j])) {
                    m_rings[i].around = j;
                }
            }
        }
    }

    /// Neighbours share corners, so corners alone do not tell: most of the middles of its sides lie inside.
    static bool lies_in(const Ring& inner, const Ring& outer) {
        if (!box_holds(outer.box, {inner.box.min_x, inner.box.min_y}) ||
            !box_holds(outer.box, {inner.box.max_x, inner.box.max_y})) {
            return false;
        }
        const std::vector<Point>& points = inner.shape->ring;
        const std::size_t step = std::max<std::size_t>(1, points.size() / 16);
        std::size_t inside = 0, asked = 0;
        for (std::size_t i = 0; i < points.size(); i += step) {
            const Point a = points[i], b = points[(i + 1) % points.size()];
            // A hair inside the inner ring, whichever way it runs round.
            const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            if (length == 0) {
                continue;
            }
            const double hair = 1e-3 * std::min(length, std::sqrt(inner.area));
            Point aside{middle.x - (b.y - a.y) / length * hair, middle.y + (b.x - a.x) / length * hair};
            if (!holds(inner, aside)) {
                aside = {2 * middle.x - aside.x, 2 * middle.y - aside.y};
            }
            ++asked;
            inside += holds(outer, aside) ? 1U : 0U;
        }
        return asked > 0 && inside * 2 > asked;
    }

    [[nodiscard]] std::size_t ring_at(Point p) const {
        for (std::size_t i = 0; i < m_rings.size(); ++i) {
            if (holds(m_rings[i], p)) {
                return i;
            }
        }
        return none;
    }

    /// Names come from the layer of texts that gives most outlines exactly one.
    std::size_t best_label_layer() {
        std::size_t best = none, most = 0;
        std::vector<std::size_t> layers;
        for (const CadLabel& label : m_drawing.labels) {
            if (has_letters(label.text) && std::find(layers.begin(), layers.end(), label.layer) == layers.end()) {
                layers.push_back(label.layer);
            }
        }
        constexpr std::size_t most_layers = 20;
        layers.resize(std::min(layers.size(), most_layers));
        for (const std::size_t layer : layers) {
            assign(layer, nullptr);
            std::size_t score = 0;
            for (const Ring& ring : m_rings) {
                Issues ignored;
                score += name_of(ring, ignored).empty() ? 0U : ring.labels.size() == 1 ? 2U : 1U;
            }
            if (score > most) {
                most = score;
                best = layer;
            }
        }
        return best;
    }

    void assign(std::size_t layer, Issues* issues) {
        for (Ring& ring : m_rings) {
            ring.labels.clear();
        }
        std::size_t taken = 0;
        for (const CadLabel& label : m_drawing.labels) {
            if (label.layer != layer || ++taken > most_labels) {
                continue;
            }
            const std::size_t at = ring_at(label.at);
            if (at != none) {
                m_rings[at].labels.push_back(&label);
            } else if (issues != nullptr && has_letters(label.text)) {
                issues->push_back({Severity::warning,
                                   "cad_label_outside",
                                   {{}, {}, 0, {}, label.text},
                                   fmt::format("{:.1f}, {:.1f}", label.at.x, label.at.y)});
            }
        }
    }

    /// The one text that can be the name; empty where there is none, or where two contend.
    std::string name_of(const Ring& ring, Issues& issues) const {
        std::vector<std::string> typed, plain;
        std::string bare;
        for (const CadLabel* label : ring.labels) {
            if (!has_letters(label->text)) {
                continue;
            }
            if (is_bare_type(label->text)) {
                bare = label->text;
                continue;
            }
            auto& list = split_type_word(label->text).type.empty() ? plain : typed;
            if (std::find(list.begin(), list.end(), label->text) == list.end()) {
                list.push_back(label->text);
            }
        }
        const auto& names = typed.empty() ? plain : typed;
        if (names.size() > 1) {
            issues.push_back({Severity::warning,
                              "cad_label_ambiguous",
                              {{}, {}, 0, {}, names[0]},
                              fmt::format("{}", fmt::join(names, "; "))});
            return {};
        }
        if (names.empty()) {
            return {};
        }
        return typed.empty() && !bare.empty() ? fmt::format("{} {}", bare, names[0]) : names[0];
    }

    void fill(CadUnits& units, const std::vector<std::string>& names) {
        units.table.names = {name_column(names), "nhan"};
        units.table.columns.resize(2);
        std::int64_t row = 0;
        // In the order of the drawing.
        std::vector<std::size_t> order(m_rings.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return m_rings[a].shape < m_rings[b].shape; });
        for (const std::size_t i : order) {
            const Ring& ring = m_rings[i];
            if (names[i].empty() && ring.around != none) {
                continue; // a hole: of its surroundings, nobody's unit
            }
            add_ring(units.polygons, ring);
            for (const Ring& inner : m_rings) {
                if (inner.around == i) {
                    add_ring(units.polygons, inner);
                }
            }
            units.polygons.end_feature();
            units.table.columns[0].append(names[i]);
            std::string texts;
            for (const CadLabel* label : ring.labels) {
                texts += (texts.empty() ? "" : "; ") + label->text;
            }
            units.table.columns[1].append(texts);
            units.table.row_number.push_back(++row);
            units.named += names[i].empty() ? 0U : 1U;
            if (names[i].empty() && !units.label_layer.empty()) {
                const Point middle = ring.box.center();
                units.issues.push_back({Severity::warning,
                                        "cad_outline_unnamed",
                                        {{}, {}, row, {}, {}},
                                        fmt::format("{:.1f}, {:.1f}", middle.x, middle.y)});
            }
        }
    }

    static void add_ring(PolygonColumns& polygons, const Ring& ring) {
        polygons.points.insert(polygons.points.end(), ring.shape->ring.begin(), ring.shape->ring.end());
        polygons.end_ring();
    }
};

} // namespace

std::vector<CadUnits> units_of_drawing(const CadDrawing& drawing) {
    std::vector<CadUnits> all;
    for (std::size_t layer = 0; layer < drawing.layers.size(); ++layer) {
        LayerUnits units(drawing, layer);
        if (!units.empty()) {
            all.push_back(units.build());
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const CadUnits& a, const CadUnits& b) { return a.named > b.named; });
    for (CadUnits& units : all) {
        units.table.layer = units.layer;
    }
    return all;
}

} // namespace ntm
