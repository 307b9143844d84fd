#include "geo/planning/plan_layer.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/planning/drawing_checks.hpp"
#include "geo/shape/outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace ntm {

namespace {

constexpr std::pair<std::string_view, DrawingKind> kind_words[] = {{"plan", DrawingKind::plan},
                                                                   {"quy hoach", DrawingKind::plan},
                                                                   {"land_use_now", DrawingKind::land_use_now},
                                                                   {"hien trang", DrawingKind::land_use_now},
                                                                   {"land_use", DrawingKind::land_use_planned},
                                                                   {"land_use_planned", DrawingKind::land_use_planned},
                                                                   {"su dung dat", DrawingKind::land_use_planned},
                                                                   {"other", DrawingKind::other},
                                                                   {"khac", DrawingKind::other}};

/// Headers under which offices write the land use of a parcel.
constexpr std::string_view code_headers[] = {
    "ma_loai_dat", "maloaidat", "loai_dat",    "loaidat",  "ma_dat",  "madat",   "ma_qh",    "maqh",       "mdsd",
    "ky_hieu",     "kyhieu",    "ky_hieu_dat", "land_use", "landuse", "ma_mdsd", "muc_dich", "muc_dich_sd"};
constexpr std::string_view class_headers[] = {"phan_loai", "loai",      "cap",  "loai_duong",
                                              "cap_duong", "loai_hinh", "type", "class"};
constexpr std::string_view label_headers[] = {"ten", "name", "ten_duong", "ten_cong_trinh", "ghi_chu", "label"};
constexpr std::string_view now_headers[] = {"ma_hien_trang", "hien_trang", "ma_ht", "maht", "loai_dat_ht"};

/// The columns of one layer, found once.
class LayerReader {
public:
    LayerReader(PolygonLayer read, const PlanLayerNames& names, const UnitMatcher& matcher, Issues& issues)
        : m_table(std::move(read.attributes))
        , m_names(names)
        , m_matcher(matcher)
        , m_issues(issues)
        , m_reader(m_table, matcher, reader_names(names.columns)) {
        append_issues(issues, m_reader.take_issues());
        m_layer.name = names.name.empty() ? m_table.layer : names.name;
        m_layer.file = m_table.file;
        m_layer.layer = m_table.layer;
        m_layer.opacity = names.opacity;
        m_layer.crs = read.crs;
        m_layer.outlines = std::move(read.polygons);
        m_layer.row = m_table.row_number;
        m_layer.geometry = read.kind;
        m_code = column("code", code_headers);
        m_now = column("code_now", now_headers);
        if (m_layer.has_ground()) {
            m_layer.kind = names.kind ? *names.kind : guess_kind();
        } else {
            take_strokes();
        }
    }

    PlanLayer take(const LandUseLegend* legend) {
        if (legend != nullptr) {
            m_layer.legend = legend->id;
        }
        if (m_layer.has_ground()) {
            read_uses(legend);
        } else {
            read_classes(legend);
        }
        read_drawn_plans();
        append_issues(m_issues, m_reader.take_issues());
        return std::move(m_layer);
    }

private:
    const Table m_table;
    const PlanLayerNames& m_names;
    const UnitMatcher& m_matcher;
    Issues& m_issues;
    TableReader m_reader;
    PlanLayer m_layer;
    std::optional<std::size_t> m_code, m_now;
    std::vector<std::size_t> m_naming; ///< all columns but those of land use

    static ColumnNames reader_names(ColumnNames columns) {
        for (const char* own : {"code", "code_now", "label"}) {
            columns.erase(own);
        }
        for (const auto& [short_name, full] : {std::pair("unit", "unit_code"), std::pair("plan", "decision_no")}) {
            if (auto node = columns.extract(short_name)) {
                node.key() = full;
                columns.insert(std::move(node));
            }
        }
        return columns;
    }

    std::optional<std::size_t> column(const char* ours, std::span<const std::string_view> headers) {
        if (const auto named = m_names.columns.find(ours); named != m_names.columns.end()) {
            const auto found = m_table.find(named->second);
            if (!found) {
                m_issues.push_back({Severity::error,
                                    "column_missing",
                                    {m_table.file, m_table.layer, 0, named->second, ours},
                                    fmt::format("{}", fmt::join(m_table.names, ", "))});
            }
            return found;
        }
        for (const std::string_view header : headers) {
            if (const auto found = m_table.find(header)) {
                return found;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] DrawingKind guess_kind() const {
        const std::string words = fold_key(m_layer.name + " " + m_layer.layer);
        if (m_code || m_now) {
            const bool now = words.find(fold_key("hiện trạng")) != std::string::npos || (m_now && !m_code);
            return now ? DrawingKind::land_use_now : DrawingKind::land_use_planned;
        }
        return DrawingKind::plan;
    }

    /// Lines and points are drawn as they are, unless somebody says that they bound ground.
    void take_strokes() {
        const bool bounds = m_names.kind && *m_names.kind != DrawingKind::other;
        m_layer.kind = DrawingKind::other;
        if (bounds && m_layer.geometry == GeometryKind::line) {
            m_layer.geometry = GeometryKind::polygon;
            m_layer.kind = *m_names.kind;
            m_layer.outlines = close_outlines(m_layer, m_issues);
        } else if (bounds) {
            m_issues.push_back({Severity::error,
                                "drawing_not_polygons",
                                {m_table.file, m_table.layer, 0, "kind", std::string(drawing_kind_word(*m_names.kind))},
                                {}});
        }
    }

    void read_classes(const LandUseLegend* legend) {
        const auto of = m_code ? m_code : column("code", class_headers);
        std::map<std::string, std::uint16_t, std::less<>> by_text;
        for (std::size_t row = 0; of && row < m_table.rows(); ++row) {
            const std::string_view cell = m_table.columns[*of][row];
            auto known = by_text.find(cell);
            if (known == by_text.end()) {
                known = by_text.emplace(cell, cell.empty() ? no_use : number_of(read_use(cell, legend))).first;
            }
            m_layer.planned.push_back(known->second);
        }
        if (const auto label = column("label", label_headers)) {
            m_layer.label = m_table.columns[*label];
        }
    }

    void read_uses(const LandUseLegend* legend) {
        const auto code = m_code ? m_code : m_now;
        if (m_layer.kind == DrawingKind::land_use_now && code) {
            m_layer.now = uses_of(*code, legend);
        } else if (m_layer.kind == DrawingKind::land_use_planned && m_code) {
            m_layer.planned = uses_of(*m_code, legend);
            if (m_now) {
                m_layer.now = uses_of(*m_now, legend);
            }
        }
    }

    std::vector<std::uint16_t> uses_of(std::size_t from, const LandUseLegend* legend) {
        std::map<std::string, std::uint16_t, std::less<>> by_text;
        std::map<std::uint16_t, std::pair<std::int64_t, std::size_t>> unknown; // first row, how many
        std::vector<std::uint16_t> use(m_table.rows(), no_use);
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            const std::string_view cell = m_table.columns[from][row];
            if (cell.empty()) {
                continue;
            }
            auto known = by_text.find(cell);
            if (known == by_text.end()) {
                known = by_text.emplace(cell, number_of(read_use(cell, legend))).first;
            }
            use[row] = known->second;
            if (use[row] != no_use && !m_layer.uses[use[row]].known()) {
                auto& [first, count] = unknown.try_emplace(use[row], m_table.row_number[row], 0).first->second;
                ++count;
            }
        }
        for (const auto& [number, told] : unknown) {
            m_issues.push_back(
                {Severity::warning,
                 "drawing_code_unknown",
                 {m_table.file, m_table.layer, told.first, m_table.names[from], m_layer.uses[number].text},
                 fmt::format("{}, {}", told.second, m_names.legend.empty() ? m_layer.legend : m_names.legend)});
        }
        return use;
    }

    static LandUse read_use(std::string_view cell, const LandUseLegend* legend) {
        std::vector<std::string> codes = split_land_use(cell);
        const auto in_legend = [&](const std::string& code) {
            return legend != nullptr && legend->find(code) != nullptr;
        };
        if (!codes.empty() && std::all_of(codes.begin(), codes.end(), in_legend)) {
            std::string text = joined_land_use(codes);
            return {std::move(text), std::move(codes)};
        }
        if (legend != nullptr) {
            const std::string key = fold_key(cell);
            for (const LandUseCode& code : legend->codes) {
                if (fold_key(code.name_vi) == key) {
                    return {code.code, {code.code}};
                }
            }
        }
        return {std::string(cell), {}};
    }

    std::uint16_t number_of(LandUse use) {
        for (std::size_t i = 0; i < m_layer.uses.size(); ++i) {
            if (m_layer.uses[i].text == use.text) {
                return static_cast<std::uint16_t>(i);
            }
        }
        if (m_layer.uses.size() >= no_use) {
            return no_use; // a column of free text is no legend
        }
        m_layer.uses.push_back(std::move(use));
        return static_cast<std::uint16_t>(m_layer.uses.size() - 1);
    }

    void read_drawn_plans() {
        const bool by_row = m_reader.has("unit_code") || m_reader.has("unit_name") || m_reader.has("decision_no");
        const bool one_for_all = !m_names.unit.empty() || !m_names.plan.empty();
        // Outlines that name nothing are a plan each; parcels that name nothing are none.
        const bool each_own = m_layer.kind == DrawingKind::plan && !by_row && !one_for_all;
        std::map<std::tuple<std::string, std::string, std::string>, std::uint32_t> known;
        for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
            if (column != m_code && column != m_now) {
                m_naming.push_back(column);
            }
        }
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            if (!each_own && row > 0 && names_the_same(row)) { // as most parcels of a file
                m_layer.plan_of.push_back(m_layer.plan_of.back());
                ++m_layer.plans[m_layer.plan_of.back()].polygons;
                continue;
            }
            std::string unit = m_names.unit.empty() ? std::string(m_reader.text(row, "unit_code")) : m_names.unit;
            std::string parent;
            if (unit.empty()) {
                unit = m_reader.text(row, "unit_name");
                parent = m_reader.text(row, "parent_name");
            }
            std::string decision(m_reader.text(row, "decision_no"));
            decision = decision.empty() ? m_names.plan : decision;
            std::tuple key{unit, parent, decision};
            auto place = each_own ? known.end() : known.find(key);
            if (place == known.end()) {
                const auto number = static_cast<std::uint32_t>(m_layer.plans.size());
                m_layer.plans.push_back(drawn_plan(row, unit, parent, std::move(decision)));
                if (!each_own) {
                    known.emplace(std::move(key), number);
                }
                m_layer.plan_of.push_back(number);
            } else {
                m_layer.plan_of.push_back(place->second);
            }
            ++m_layer.plans[m_layer.plan_of.back()].polygons;
        }
        for (const DrawnPlan& plan : m_layer.plans) {
            if (!plan.unit.valid() && !plan.unit_given.empty()) {
                m_issues.push_back({Severity::warning,
                                    "drawing_unit_unknown",
                                    {m_table.file, m_table.layer, plan.row, "unit", plan.unit_given},
                                    std::to_string(plan.polygons)});
            }
        }
    }

    /// As far as its cells tell: whichever of them name the plan.
    [[nodiscard]] bool names_the_same(std::size_t row) const {
        return std::all_of(m_naming.begin(), m_naming.end(), [&](std::size_t column) {
            return m_table.columns[column][row] == m_table.columns[column][row - 1];
        });
    }

    DrawnPlan drawn_plan(std::size_t row, const std::string& unit, const std::string& parent, std::string decision) {
        DrawnPlan plan;
        plan.unit_given = unit;
        plan.decision_given = std::move(decision);
        plan.row = m_table.row_number[row];
        if (!unit.empty()) {
            UnitMatcher::Match match = m_matcher.by_code(unit);
            if (match.outcome == UnitMatcher::Outcome::none) {
                match = m_matcher.by_name(unit, parent);
            }
            if (match.outcome == UnitMatcher::Outcome::sure) {
                plan.unit = match.unit;
            }
        }
        plan.kind = parse_plan_kind(m_names.plan_kind.empty() ? m_reader.text(row, "plan_kind") : m_names.plan_kind);
        // A land-use drawing may have a column "status" of its parcels; only an outline's is its plan's.
        if (m_layer.kind == DrawingKind::plan && !m_reader.text(row, "status").empty()) {
            plan.own = read_plan_row(m_reader, row, plan.unit.valid() ? plan.unit : UnitRef{Level::commune, 0});
        }
        return plan;
    }
};

double distance_to(const PolygonColumns& strokes, std::uint32_t feature, Point from) {
    double nearest = 1e300;
    for (std::size_t r = strokes.feature_ring[feature]; r < strokes.feature_ring[feature + 1]; ++r) {
        const auto path = strokes.ring(r);
        for (std::size_t i = 0; i < path.size(); ++i) {
            const Point a = path[i == 0 ? 0 : i - 1], b = path[i];
            const double x = b.x - a.x, y = b.y - a.y, squared = x * x + y * y;
            const double share =
                squared > 0 ? std::clamp(((from.x - a.x) * x + (from.y - a.y) * y) / squared, 0.0, 1.0) : 0.0;
            nearest = std::min(nearest, std::hypot(from.x - a.x - share * x, from.y - a.y - share * y));
        }
    }
    return nearest;
}

void find_near(const PlanLayer& layer, std::uint32_t number, const std::vector<std::uint32_t>& near, Point display,
               double reach_m, std::vector<PlanHit>& hits) {
    const std::size_t before = hits.size();
    for (const std::uint32_t feature : near) {
        if (const double away_m = distance_to(layer.polygons, feature, display); away_m <= reach_m) {
            hits.push_back({number, feature, away_m});
        }
    }
    std::stable_sort(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end(),
                     [](const PlanHit& a, const PlanHit& b) { return a.distance_m < b.distance_m; });
}

} // namespace

std::string_view drawing_kind_word(DrawingKind kind) {
    constexpr std::array<std::string_view, 4> words{"plan", "land_use_now", "land_use_planned", "other"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view geometry_word(GeometryKind geometry) {
    return geometry == GeometryKind::line ? "line" : geometry == GeometryKind::point ? "point" : "polygon";
}

std::optional<DrawingKind> parse_drawing_kind(std::string_view word) {
    for (const auto& [known, kind] : kind_words) {
        if (fold_key(known) == fold_key(word)) {
            return kind;
        }
    }
    return std::nullopt;
}

bool PlanLayer::names_plans() const {
    return std::any_of(plans.begin(), plans.end(),
                       [](const DrawnPlan& plan) { return !plan.unit_given.empty() || !plan.decision_given.empty(); });
}

PlanLayer make_plan_layer(PolygonLayer read, const PlanLayerNames& names, const UnitMatcher& matcher,
                          const std::vector<LandUseLegend>& legends, Date as_of, Issues& issues) {
    const LandUseLegend* legend = legend_on(legends, as_of);
    for (const LandUseLegend& one : legends) {
        legend = one.id == names.legend ? &one : legend;
    }
    PlanLayer layer = LayerReader(std::move(read), names, matcher, issues).take(legend);
    for (DrawnPlan& plan : layer.plans) {
        if (plan.own && !plan.own->dated()) {
            plan.own->effective = as_of; // as of an undated row of a table
        }
    }
    return layer;
}

std::vector<PlanHit> identify(const std::vector<PlanLayer>& layers, Point display, double reach_m) {
    std::vector<PlanHit> hits;
    std::vector<std::uint32_t> near;
    for (std::size_t layer = layers.size(); layer-- > 0;) {
        if (!layers[layer].tree) {
            continue;
        }
        const double reach = layers[layer].has_ground() ? 0 : reach_m;
        layers[layer].tree->query({display.x - reach, display.y - reach, display.x + reach, display.y + reach}, near);
        if (!layers[layer].has_ground()) {
            find_near(layers[layer], static_cast<std::uint32_t>(layer), near, display, reach_m, hits);
            continue;
        }
        for (auto feature = near.rbegin(); feature != near.rend(); ++feature) {
            if (contains(layers[layer].polygons, *feature, display)) {
                hits.push_back({static_cast<std::uint32_t>(layer), *feature, 0});
            }
        }
    }
    return hits;
}

} // namespace ntm
