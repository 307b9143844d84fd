#include "geo/picture/plan_picture.hpp"

#include "geo/picture/plan_drawing.hpp"
#include "geo/shape/pattern_tiles.hpp"
#include "geo/shape/stroke_mask.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace ntm {

namespace {

constexpr Rgba plan_ink{0x6A, 0x1B, 0x7A, 255};
constexpr Rgba parcel_ink{0x4A, 0x4A, 0x4A, 140};
constexpr Rgba flaw_ink{0xC6, 0x18, 0x2E, 255};
constexpr double plan_fill_share = 0.14; ///< a plan's outline says where it is; its ground is to be seen
constexpr double flaw_fill_share = 0.5;
constexpr Rgba casing_ink{255, 255, 255, 200}; ///< of lines and points: they lie over any colour
constexpr double casing_pt = 1.5;              ///< wider than what it is of
constexpr double widest_px = 8;                ///< nothing reaches farther out of what it is drawn for
constexpr double least_parcel_px = 7;          ///< smaller ones would be all outline

class PlanPainter {
public:
    PlanPainter(const PlanPictureRequest& request, WorkerPool& pool, Overlay& out, const std::atomic<bool>* cancelled)
        : m_request(request)
        , m_view(request.view)
        , m_pool(pool)
        , m_out(out)
        , m_cancelled(cancelled) {
        m_out.rect = {0, 0, m_view.width_px, m_view.height_px};
        m_out.pixels.assign(static_cast<std::size_t>(m_view.width_px) * static_cast<std::size_t>(m_view.height_px),
                            Rgba{0, 0, 0, 0});
    }

    bool draw(const DrawnPlans& drawn) {
        if (drawn.features.empty()) {
            return true;
        }
        if (drawn.geometry == GeometryKind::polygon && !fill(drawn)) {
            return false;
        }
        if (drawn.line_pt > 0) {
            stroke(drawn);
        }
        return !stopped();
    }

private:
    const PlanPictureRequest& m_request;
    const MapView& m_view;
    WorkerPool& m_pool;
    Overlay& m_out;
    const std::atomic<bool>* m_cancelled;
    IdRaster m_ids;

    [[nodiscard]] bool stopped() const { return m_cancelled != nullptr && m_cancelled->load(); }

    bool fill(const DrawnPlans& drawn) {
        const bool hatched = std::any_of(drawn.fill.begin(), drawn.fill.end(),
                                         [](const UnitStyle& style) { return style.pattern != Pattern::none; });
        const PatternTiles hatch(m_view, m_request.px_per_pt, 0, m_view.width_px,
                                 hatched ? 1U << static_cast<unsigned>(Pattern::diagonal) : 0U);
        const int fine = m_request.smooth ? 2 : 1;
        MapView view = m_view;
        view.width_px *= fine;
        view.height_px *= fine;
        view.metres_per_px /= fine;
        if (!rasterize(drawn.polygons, drawn.index, drawn.features, view, m_pool, m_ids, m_cancelled)) {
            return false;
        }
        m_pool.run(static_cast<std::size_t>(m_view.height_px), [&](std::size_t row) {
            Rgba* out = m_out.pixels.data() + row * static_cast<std::size_t>(m_view.width_px);
            const std::uint32_t* inked = hatched ? hatch.row(Pattern::diagonal, static_cast<int>(row)) : nullptr;
            for (int x = 0; x < m_view.width_px; ++x) {
                const bool second = inked != nullptr && inked[x] != 0;
                lay_sample(drawn, x * fine, static_cast<int>(row) * fine, fine, second, out[x]);
            }
        });
        return true;
    }

    /// One pixel: the mean of its samples over what lies below; `second`: where a hatch has its lines.
    void lay_sample(const DrawnPlans& drawn, int x, int y, int fine, bool second, Rgba& out) const {
        const std::uint32_t first = m_ids.at(x, y);
        if (fine == 2 &&
            (m_ids.at(x + 1, y) != first || m_ids.at(x, y + 1) != first || m_ids.at(x + 1, y + 1) != first)) {
            std::array<double, 4> sum{};
            for (const std::uint32_t id : {first, m_ids.at(x + 1, y), m_ids.at(x, y + 1), m_ids.at(x + 1, y + 1)}) {
                const Rgba colour = id == 0 ? Rgba{0, 0, 0, 0} : drawn.colour_of(id - 1, second);
                const double alpha = colour.a / 255.0 / 4;
                sum[0] += colour.r * alpha;
                sum[1] += colour.g * alpha;
                sum[2] += colour.b * alpha;
                sum[3] += alpha;
            }
            put(sum[0] * drawn.opacity, sum[1] * drawn.opacity, sum[2] * drawn.opacity, sum[3] * drawn.opacity, out);
        } else if (first != 0) {
            const Rgba colour = drawn.colour_of(first - 1, second);
            const double alpha = colour.a / 255.0 * drawn.opacity;
            put(colour.r * alpha, colour.g * alpha, colour.b * alpha, alpha, out);
        }
    }

    static void put(double r, double g, double b, double alpha, Rgba& out) {
        const auto mixed = [&](double top, unsigned base) {
            return static_cast<std::uint8_t>(std::min(top + base * (1 - alpha) + 0.5, 255.0));
        };
        out = {mixed(r, out.r), mixed(g, out.g), mixed(b, out.b), mixed(255 * alpha, out.a)};
    }

    /// Outlines, a band of rows on each core.
    void stroke(const DrawnPlans& drawn) {
        const std::size_t bands = std::max<std::size_t>(1, std::min<std::size_t>(m_pool.threads() * 2UL, 32));
        const double width_px = drawn.line_pt * m_request.px_per_pt;
        Rgba ink = drawn.ink;
        ink.a = static_cast<std::uint8_t>(std::lround(ink.a * std::clamp(0.35 + drawn.opacity, 0.0, 1.0)));
        m_pool.run(bands, [&](std::size_t band) {
            const auto row = [&](std::size_t of) {
                return static_cast<int>(of * static_cast<std::size_t>(m_view.height_px) / bands);
            };
            const PixelRect rect{0, row(band), m_view.width_px, row(band + 1)};
            if (rect.empty()) {
                return;
            }
            StrokeMask mask(rect, width_px);
            const double north = m_view.to_metres({0, rect.y0 - width_px}).y;
            const double south = m_view.to_metres({0, rect.y1 + width_px}).y;
            for (const std::uint32_t feature : drawn.features) {
                const Box& box = drawn.index.feature_box[feature];
                if (box.min_y <= north && box.max_y >= south) {
                    stroke_feature(drawn, feature, mask);
                }
            }
            const std::size_t width = static_cast<std::size_t>(m_view.width_px);
            mask.lay_over(ink, std::span(m_out.pixels)
                                   .subspan(static_cast<std::size_t>(rect.y0) * width,
                                            static_cast<std::size_t>(rect.y1 - rect.y0) * width));
        });
    }

    void stroke_feature(const DrawnPlans& drawn, std::uint32_t feature, StrokeMask& mask) const {
        const PolygonColumns& polygons = drawn.polygons;
        for (std::size_t r = polygons.feature_ring[feature]; r < polygons.feature_ring[feature + 1]; ++r) {
            const auto ring = polygons.ring(r);
            const bool open = drawn.geometry == GeometryKind::line;
            // A point is a line from itself to itself.
            for (std::size_t i = open ? 1 : 0, j = open ? 0 : ring.size() - 1; i < ring.size(); j = i++) {
                const Point a = m_view.to_px(ring[j]), b = m_view.to_px(ring[i]);
                if (std::isfinite(a.x + a.y + b.x + b.y)) {
                    mask.edge(a, b);
                }
            }
        }
    }
};

std::vector<std::uint32_t> features_in(const PlanLayer& layer, const MapView& view) {
    std::vector<std::uint32_t> features;
    if (layer.tree) {
        const Box box = view.box_metres();
        const double line = widest_px * view.metres_per_px; // an outline reaches out of its polygon
        layer.tree->query({box.min_x - line, box.min_y - line, box.max_x + line, box.max_y + line}, features);
    }
    return features;
}

/// Side of a square as large as the polygons' boxes are on average: of all of them, so that a part of a picture is
/// drawn as the whole is.
double mean_side_m(const CoverageIndex& index) {
    double sum = 0;
    for (const Box& box : index.feature_box) {
        sum += box.width() * box.height();
    }
    return index.feature_box.empty() ? 0 : std::sqrt(sum / static_cast<double>(index.feature_box.size()));
}

const std::vector<std::uint16_t>& uses_shown(const PlanLayer& layer, const PlanLook& look) {
    return (look.now && !layer.now.empty()) || layer.planned.empty() ? layer.now : layer.planned;
}

UnitStyle plain_fill(Rgba colour) {
    UnitStyle style;
    style.fill = colour;
    return style;
}

DrawnPlans drawn_ground(const PlanPictureRequest& request, const PlanLook& look) {
    const PlanLayer& layer = request.atlas.plan_layers[look.layer];
    DrawnPlans drawn{layer.polygons, layer.index, features_in(layer, request.view), {}, look.opacity, parcel_ink, 0};
    if (layer.now.empty() && layer.planned.empty()) {
        Rgba ground = plan_ink;
        ground.a = static_cast<std::uint8_t>(255 * plan_fill_share);
        drawn.fill = {plain_fill(ground)};
        drawn.ink = plan_ink;
        drawn.line_pt = 1.5;
        return drawn;
    }
    std::vector<UnitStyle> of_use;
    for (std::uint16_t use = 0; use < layer.uses.size(); ++use) {
        of_use.push_back(use_style(request.atlas, layer, use));
    }
    of_use.push_back(use_style(request.atlas, layer, no_use));
    drawn.fill = std::move(of_use);
    drawn.use_of = &uses_shown(layer, look);
    if (mean_side_m(layer.index) >= least_parcel_px * request.view.metres_per_px) {
        drawn.line_pt = 0.5;
    }
    return drawn;
}

/// Lines and points, a class after the other, each over its casing.
void add_strokes(const PlanPictureRequest& request, const PlanLook& look, std::vector<DrawnPlans>& all) {
    const PlanLayer& layer = request.atlas.plan_layers[look.layer];
    std::map<std::uint16_t, std::vector<std::uint32_t>> by_class;
    for (const std::uint32_t feature : features_in(layer, request.view)) {
        by_class[shown_use(layer, look, feature)].push_back(feature);
    }
    const double width_pt = layer.geometry == GeometryKind::point ? point_pt : stroke_pt;
    for (const bool casing : {true, false}) {
        for (const auto& [use, features] : by_class) {
            const Rgba ink = casing ? casing_ink : use_style(request.atlas, layer, use).fill;
            all.push_back(
                {layer.polygons, layer.index, features, {}, look.opacity, ink, width_pt + (casing ? casing_pt : 0)});
            all.back().geometry = layer.geometry;
        }
    }
}

} // namespace

std::vector<PlanLook> plan_looks(const Atlas& atlas) {
    std::vector<PlanLook> looks;
    for (std::uint32_t layer = 0; layer < atlas.plan_layers.size(); ++layer) {
        looks.push_back({layer, atlas.plan_layers[layer].opacity, false});
    }
    return looks;
}

std::vector<DrawnPlans> drawn_plans(const PlanPictureRequest& request) {
    std::vector<DrawnPlans> all;
    for (const PlanLook& look : request.looks) {
        if (look.layer >= request.atlas.plan_layers.size()) {
            continue;
        }
        if (request.atlas.plan_layers[look.layer].has_ground()) {
            all.push_back(drawn_ground(request, look));
        } else {
            add_strokes(request, look, all);
        }
    }
    return all;
}

bool draw_plan_layers(const PlanPictureRequest& request, WorkerPool& pool, Overlay& out,
                      const std::atomic<bool>* cancelled) {
    PlanPainter painter(request, pool, out, cancelled);
    for (const DrawnPlans& drawn : drawn_plans(request)) {
        if (!painter.draw(drawn)) {
            return false;
        }
    }
    if (!request.flaws || request.flaws->features() == 0) {
        return true;
    }
    const CoverageIndex index = index_coverage(*request.flaws);
    DrawnPlans flaws{*request.flaws, index, {}, {plain_fill(flaw_ink)}, 1, flaw_ink, 1.5};
    flaws.fill[0].fill.a = static_cast<std::uint8_t>(255 * flaw_fill_share);
    flaws.features.resize(request.flaws->features());
    std::iota(flaws.features.begin(), flaws.features.end(), 0U);
    return painter.draw(flaws);
}

bool draw_moved_plan_layers(const PlanPictureRequest& request, const Overlay& from, PixelShift shift, WorkerPool& pool,
                            Overlay& out, const std::atomic<bool>* cancelled) {
    const int width = request.view.width_px, height = request.view.height_px;
    out.rect = {0, 0, width, height};
    out.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), Rgba{0, 0, 0, 0});
    Overlay taken = part_of(from, {-shift.right, -shift.down, width - shift.right, height - shift.down});
    const PixelRect known{taken.rect.x0 + shift.right, taken.rect.y0 + shift.down, taken.rect.x1 + shift.right,
                          taken.rect.y1 + shift.down};
    if (taken.rect.empty()) {
        return draw_plan_layers(request, pool, out, cancelled);
    }
    taken.rect = known;
    put_over(out, taken);
    for (const PixelRect strip :
         {PixelRect{0, 0, width, known.y0}, PixelRect{0, known.y1, width, height},
          PixelRect{0, known.y0, known.x0, known.y1}, PixelRect{known.x1, known.y0, width, known.y1}}) {
        if (strip.empty()) {
            continue;
        }
        PlanPictureRequest part = request;
        part.view.center = request.view.to_metres({(strip.x0 + strip.x1) / 2.0, (strip.y0 + strip.y1) / 2.0});
        part.view.width_px = strip.x1 - strip.x0;
        part.view.height_px = strip.y1 - strip.y0;
        Overlay drawn;
        if (!draw_plan_layers(part, pool, drawn, cancelled)) {
            return false;
        }
        drawn.rect = strip;
        put_over(out, drawn);
    }
    return true;
}

std::uint16_t shown_use(const PlanLayer& layer, const PlanLook& look, std::uint32_t feature) {
    const auto& of = uses_shown(layer, look);
    return of.empty() ? no_use : of[feature];
}

std::vector<ShownUse> shown_uses(const Atlas& atlas, const PlanLook& look, const MapView& view) {
    const PlanLayer& layer = atlas.plan_layers[look.layer];
    std::map<std::uint16_t, std::size_t> counts;
    for (const std::uint32_t feature : features_in(layer, view)) {
        ++counts[shown_use(layer, look, feature)];
    }
    std::vector<ShownUse> shown;
    for (const auto& [use, polygons] : counts) {
        shown.push_back({use, polygons});
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const ShownUse& a, const ShownUse& b) { return a.polygons > b.polygons; });
    return shown;
}

} // namespace ntm
