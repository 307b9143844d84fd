#include "geo/source/cad_reading.hpp"

#include "geo/base/legacy_text.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/dxf_blocks.hpp"
#include "geo/source/formats.hpp"
#include "geo/source/gdal_handles.hpp"
#include "geo/source/text_repair.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <unordered_map>

namespace ntm {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_points = 50'000'000;
constexpr double most_entities = 5'000'000;

/// Sets a GDAL option for this thread while it lives.
class ScopedOption {
public:
    ScopedOption(const char* name, const char* value)
        : m_name(name) {
        CPLSetThreadLocalConfigOption(name, value);
    }
    ~ScopedOption() { CPLSetThreadLocalConfigOption(m_name, nullptr); }
    ScopedOption(const ScopedOption&) = delete;
    ScopedOption& operator=(const ScopedOption&) = delete;

private:
    const char* m_name;
};

struct Lines {
    OGRMultiLineString all;
    std::size_t open = 0;
    std::size_t points = 0;
};

/// Sorts the geometries of a drawing into outlines, lines and texts, by layer.
class Collector {
public:
    CadDrawing drawing;
    bool full = false;
    std::size_t not_finite = 0; ///< lines with a point that is no number

    std::size_t layer_number(const std::string& name) {
        const auto [place, is_new] = m_numbers.try_emplace(name, drawing.layers.size());
        if (is_new) {
            drawing.layers.push_back(name);
            m_lines.emplace_back();
        }
        return place->second;
    }

    void add(const OGRGeometry& geometry, std::size_t layer) {
        switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbLineString:
            add_line(*geometry.toLineString(), layer);
            break;
        case wkbPolygon:
            for (const OGRLinearRing* ring : *geometry.toPolygon()) {
                add_line(*ring, layer);
            }
            break;
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
                add(*part, layer);
            }
            break;
        case wkbCircularString:
        case wkbCompoundCurve:
        case wkbCurvePolygon:
        case wkbMultiCurve:
        case wkbMultiSurface: {
            const OGRGeometryUniquePtr linear(geometry.getLinearGeometry());
            if (linear) {
                add(*linear, layer);
            }
            break;
        }
        default:
            break;
        }
    }

    /// Lines that meet at their ends enclose faces: the outlines of a layer whose borders were drawn once each.
    void close_faces() {
        constexpr std::size_t most_lines = 50'000, most_line_points = 5'000'000;
        std::vector<std::size_t> closed(m_lines.size(), 0);
        for (const CadShape& shape : drawing.shapes) {
            ++closed[shape.layer];
        }
        for (std::size_t layer = 0; layer < m_lines.size(); ++layer) {
            Lines& lines = m_lines[layer];
            if (lines.open < 2 || lines.open <= closed[layer] || lines.open > most_lines ||
                lines.points > most_line_points) {
                continue;
            }
            for (const CadShape& shape : drawing.shapes) {
                if (shape.layer == layer) {
                    lines.all.addGeometryDirectly(line_of(shape.ring));
                }
            }
            // With itself: cuts the lines where they meet (UnaryUnion is not in GDAL 3.6).
            const OGRGeometryUniquePtr noded(lines.all.Union(&lines.all));
            const OGRGeometryUniquePtr faces(noded ? noded->Polygonize() : nullptr);
            if (!faces || wkbFlatten(faces->getGeometryType()) != wkbGeometryCollection || faces->IsEmpty()) {
                continue;
            }
            std::erase_if(drawing.shapes, [&](const CadShape& shape) { return shape.layer == layer; });
            for (const OGRGeometry* face : *faces->toGeometryCollection()) {
                if (const OGRLinearRing* ring = face->toPolygon()->getExteriorRing()) {
                    add_line(*ring, layer);
                }
            }
        }
    }

private:
    std::unordered_map<std::string, std::size_t> m_numbers;
    std::vector<Lines> m_lines;
    std::size_t m_points = 0;

    static OGRLineString* line_of(const std::vector<Point>& ring) {
        auto* line = new OGRLineString;
        for (const Point& point : ring) {
            line->addPoint(point.x, point.y);
        }
        line->addPoint(ring.front().x, ring.front().y);
        return line;
    }

    void add_line(const OGRLineString& line, std::size_t layer) {
        const auto count = static_cast<std::size_t>(line.getNumPoints());
        m_points += count;
        full = full || m_points > most_points;
        if (count < 2 || full) {
            return;
        }
        std::vector<Point> points(count);
        constexpr int stride = sizeof(Point);
        line.getPoints(&points[0].x, stride, &points[0].y, stride);
        double length = 0;
        for (std::size_t i = 1; i < count; ++i) {
            length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
        }
        if (!std::isfinite(length)) {
            ++not_finite;
            return;
        }
        if (length == 0) {
            return;
        }
        // Drawn by hand, the last point misses the first by a hair.
        const double gap = std::hypot(points.back().x - points.front().x, points.back().y - points.front().y);
        if (count >= 4 && gap <= 1e-4 * length) {
            points.pop_back();
            drawing.shapes.push_back({std::move(points), layer});
            return;
        }
        Lines& lines = m_lines[layer];
        ++lines.open;
        lines.points += count;
        lines.all.addGeometry(&line);
        drawing.lines.push_back({std::move(points), layer});
    }
};

std::string text_of(const OGRFeature& feature, int field) {
    return field >= 0 && feature.IsFieldSetAndNotNull(field) ? feature.GetFieldAsString(field) : std::string();
}

/// The texts of a drawing are one column: their encoding is found over all of them.
Issues decode_labels(CadDrawing& drawing, const std::string& encoding, const fs::path& file) {
    Table table;
    table.file = file.string();
    table.names = {"Text"};
    table.columns.resize(1);
    for (std::size_t i = 0; i < drawing.labels.size(); ++i) {
        table.columns[0].append(drawing.labels[i].text);
        table.row_number.push_back(static_cast<std::int64_t>(i) + 1);
    }
    TextRepair repair = repair_text(table, encoding);
    for (std::size_t i = 0; i < drawing.labels.size(); ++i) {
        drawing.labels[i].text = std::string(table.columns[0][i]);
    }
    return std::move(repair.issues);
}

/// A drawing that was sent whole ends with its own word for that.
bool is_cut(const fs::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    const std::streamoff size = in.tellg();
    constexpr std::streamoff last = 200;
    in.seekg(std::max<std::streamoff>(size - last, 0));
    const std::string tail((std::istreambuf_iterator<char>(in)), {});
    return lower_extension(file) == ".dxf" && tail.find("EOF") == std::string::npos;
}

bool is_bomb(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return lower_extension(file) == ".dxf" && expanded_dxf_entities(in) > most_entities;
}

} // namespace

bool is_drawing(const fs::path& file) {
    const std::string extension = lower_extension(file);
    return extension == ".dxf" || extension == ".dgn";
}

Result<CadDrawing> read_drawing(const fs::path& file, const std::string& encoding, Progress* progress,
                                bool closed_only) {
    if (Issues issues = check_path(file); !issues.empty()) {
        return issues;
    }
    const bool bomb = is_bomb(file);
    const ScopedOption blocks("DXF_INLINE_BLOCKS", bomb ? "FALSE" : "TRUE");
    auto dataset = open_dataset(file);
    Issues issues = dataset.issues();
    const Where where{file.string(), {}, 0, {}, {}};
    if (bomb) {
        issues.push_back({Severity::warning, "cad_blocks_left_out", where, {}});
    }
    if (!dataset) {
        return issues;
    }
    if (is_cut(file)) {
        issues.push_back({Severity::error, "read_broken_off", where, "EOF"});
    }
    const GdalMessages messages;
    Collector collector;
    for (OGRLayer* layer : (*dataset)->GetLayers()) {
        OGRFeatureDefn& fields = *layer->GetLayerDefn();
        const int text = fields.GetFieldIndex("Text");
        const int by_name = fields.GetFieldIndex("Layer");
        const int by_level = fields.GetFieldIndex("Level");
        layer->ResetReading();
        while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
            const OGRGeometry* geometry = feature->GetGeometryRef();
            if (geometry == nullptr || geometry->IsEmpty()) {
                continue;
            }
            const std::size_t number = collector.layer_number(text_of(*feature, by_name >= 0 ? by_name : by_level));
            if (wkbFlatten(geometry->getGeometryType()) == wkbPoint) {
                const OGRPoint& at = *geometry->toPoint();
                if (std::string words = text_of(*feature, text); !words.empty()) {
                    collector.drawing.labels.push_back({{at.getX(), at.getY()}, std::move(words), number});
                } else if (std::isfinite(at.getX()) && std::isfinite(at.getY())) {
                    collector.drawing.points.push_back({{{at.getX(), at.getY()}}, number});
                }
            } else {
                collector.add(*geometry, number);
            }
            if (progress != nullptr && progress->cancelled()) {
                issues.push_back({Severity::error, "cancelled", where, {}});
                return issues;
            }
            if (collector.full) {
                issues.push_back({Severity::error, "file_too_large", where, {}});
                return issues;
            }
        }
    }
    append_issues(issues, messages.as_issues("gdal_message", where));
    if (collector.not_finite > 0) {
        issues.push_back({Severity::error, "cad_not_finite", where, std::to_string(collector.not_finite)});
    }
    collector.close_faces();
    append_issues(issues, decode_labels(collector.drawing, encoding, file));
    for (std::string& layer : collector.drawing.layers) {
        layer = clean_text(is_valid_utf8(layer) ? decode_cad_escapes(layer) : decode_text(layer, TextCode::cp1252));
    }
    const CadDrawing& drawing = collector.drawing;
    if (drawing.shapes.empty() && (closed_only || (drawing.lines.empty() && drawing.points.empty()))) {
        issues.push_back({Severity::error, "cad_nothing_closed", where, {}});
        return issues;
    }
    return {std::move(collector.drawing), std::move(issues)};
}

} // namespace ntm
