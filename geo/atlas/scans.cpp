#include "geo/atlas/scans.hpp"

#include "geo/atlas/scan_limits.hpp"
#include "geo/base/paths.hpp"
#include "geo/earth/crs_choice.hpp"

#include <fmt/format.h>

#include <cmath>
#include <new>

namespace ntm {

namespace {

constexpr int steps_a_side = 16;
constexpr double slow_pixels = 50e6; ///< without overviews

/// The edge of the picture in its own pixels, walked round.
std::vector<Point> edge_of(const RasterInfo& info) {
    const double width = info.width_px, height = info.height_px;
    std::vector<Point> edge;
    for (int side = 0; side < 4; ++side) {
        for (int i = 0; i < steps_a_side; ++i) {
            const double share = double(i) / steps_a_side;
            edge.push_back(side == 0   ? Point{share * width, 0}
                           : side == 1 ? Point{width, share * height}
                           : side == 2 ? Point{(1 - share) * width, height}
                                       : Point{0, (1 - share) * height});
        }
    }
    return edge;
}

void find_outline(ScanPlace& place, const RasterInfo& info, const Transformation* to_display) {
    for (const Point& px : edge_of(info)) {
        Point at = place.to_place(px);
        at = to_display != nullptr ? to_display->forward(at) : at;
        if (std::isfinite(at.x + at.y)) {
            place.outline.push_back(at);
            place.box.add(at);
        }
    }
}

class ScanLoader {
public:
    ScanLoader(const Workspace::ScanEntry& entry, const ScanGround& ground, Issues& issues)
        : m_entry(entry)
        , m_ground(ground)
        , m_issues(issues) {}

    Scan load() {
        m_scan = {m_entry.name, m_entry.source, m_entry.opacity, m_entry.over, m_entry.date, m_entry.plan, {}, {}, {}};
        auto reader = RasterReader::open(m_entry.source);
        append_issues(m_issues, std::move(reader.issues()));
        if (!reader) {
            return std::move(m_scan);
        }
        m_scan.reader = std::move(*reader);
        const RasterInfo& info = m_scan.reader->info();
        if (!info.reduced && double(info.width_px) * info.height_px > slow_pixels) {
            tell(Severity::info, "scan_not_reduced", fmt::format("{} × {}", info.width_px, info.height_px));
        }
        std::error_code error;
        if (std::filesystem::exists(points_file(m_scan.file), error)) {
            place_by_file();
        } else if (info.to_place) {
            place_as_told(info);
        } else if (!info.points.empty()) {
            take_own_points(info);
        } else {
            tell(Severity::warning, "scan_without_position");
        }
        judge_place();
        return std::move(m_scan);
    }

private:
    const Workspace::ScanEntry& m_entry;
    const ScanGround& m_ground;
    Issues& m_issues;
    Scan m_scan;

    void tell(Severity severity, const char* code, std::string detail = {}, std::string value = {}) {
        m_issues.push_back(
            {severity, code, {path_text(m_entry.source), {}, 0, {}, std::move(value)}, std::move(detail)});
    }

    void place_by_file() {
        auto read = read_scan_points(points_file(m_scan.file), m_ground.display_crs);
        append_issues(m_issues, std::move(read.issues()));
        if (read) {
            m_scan.points = std::move(*read);
            take_points();
        }
    }

    void take_points() {
        m_scan.place = place_of_points(m_scan.reader->info(), m_scan.points, m_ground.display_crs);
        if (!m_scan.place) {
            tell(Severity::warning, "scan_points_few", std::to_string(least_points(m_scan.points.method)),
                 std::to_string(m_scan.points.points.size()));
            return;
        }
        const PlacedByPoints& fit = *m_scan.place->fit;
        if (fit.turned_over) {
            tell(Severity::warning, "scan_points_mirrored");
        }
        const bool spline = m_scan.points.method == PlacingMethod::spline;
        tell(Severity::info, spline ? "scan_residuals_spline" : "scan_residuals",
             fmt::format("RMS {:.2f} m, max {:.2f} m", fit.rms, fit.worst),
             std::to_string(m_scan.points.points.size()));
    }

    /// The systems a scan without one may be in, weighed as those of boundaries are.
    [[nodiscard]] Crs system_of(const Crs& stated, const Box& extent) {
        if (!m_entry.crs.empty()) {
            return Crs{m_entry.crs};
        }
        if (!stated.definition.empty() && describe_crs(stated)) {
            return stated;
        }
        CrsEvidence evidence;
        evidence.extent = extent;
        if (const auto to_lon_lat = Transformation::create(m_ground.display_crs, lon_lat_crs)) {
            const Box& box = m_ground.extent;
            for (const Point corner : {Point{box.min_x, box.min_y}, Point{box.max_x, box.min_y},
                                       Point{box.min_x, box.max_y}, Point{box.max_x, box.max_y}}) {
                evidence.expected_lon_lat.add(to_lon_lat->forward(corner));
            }
        }
        evidence.usual = m_ground.province.empty() ? m_ground.display_crs : default_display_crs(m_ground.province, {});
        const CrsChoice choice = choose_crs(evidence);
        if (choice.crs.definition.empty()) {
            tell(Severity::warning, "scan_crs_unknown");
            return {};
        }
        std::string others;
        for (const CrsCandidate& candidate : choice.candidates) {
            if (candidate.crs != choice.crs) {
                others += (others.empty() ? "" : ", ") + candidate.crs.definition;
            }
        }
        tell(Severity::warning, "scan_crs_assumed", others.empty() ? "–" : others, choice.crs.definition);
        return choice.crs;
    }

    void place_as_told(const RasterInfo& info) {
        ScanPlace place{{}, *info.to_place, *info.to_place->inverse(), {}, {}, {}};
        find_outline(place, info, nullptr);
        place.crs = system_of(info.crs, place.box);
        if (place.crs.definition.empty()) {
            return;
        }
        const auto to_display = Transformation::create(place.crs, m_ground.display_crs);
        if (!to_display) {
            append_issues(m_issues, to_display.issues());
            return;
        }
        place.outline.clear();
        place.box = {};
        find_outline(place, info, &*to_display);
        m_scan.place = std::make_shared<const ScanPlace>(std::move(place));
    }

    /// Points that a scan carries in itself, as scanners with a georeferencing program leave them.
    void take_own_points(const RasterInfo& info) {
        if (info.points.size() > most_scan_points) {
            tell(Severity::warning, "scan_points_many", std::to_string(most_scan_points),
                 std::to_string(info.points.size()));
            return;
        }
        Box extent;
        for (const ControlPoint& point : info.points) {
            extent.add(point.place);
        }
        const Crs crs = system_of(info.crs, extent);
        const auto to_display =
            crs.definition.empty() ? std::nullopt : std::optional(Transformation::create(crs, m_ground.display_crs));
        if (!to_display || !*to_display) {
            return;
        }
        m_scan.points.points = info.points;
        for (ControlPoint& point : m_scan.points.points) {
            point.place = (*to_display)->forward(point.place);
        }
        take_points();
    }

    void judge_place() {
        if (m_scan.place && !m_ground.extent.empty() && !m_scan.place->box.overlaps(m_ground.extent)) {
            tell(Severity::warning, "scan_outside");
        }
    }
};

} // namespace

std::shared_ptr<const ScanPlace> place_of_points(const RasterInfo& info, const ScanPoints& points, const Crs& display) {
    auto fit = place_by_points(points.points, points.method);
    if (!fit) {
        return nullptr;
    }
    auto place = std::make_shared<ScanPlace>(ScanPlace{display, fit->to_place, fit->to_px, std::move(fit), {}, {}});
    find_outline(*place, info, nullptr);
    return place;
}

std::vector<Scan> load_scans(const Workspace& workspace, const ScanGround& ground, Issues& issues) {
    std::vector<Scan> scans;
    for (const Workspace::ScanEntry& entry : workspace.scans) {
        try {
            scans.push_back(ScanLoader(entry, ground, issues).load());
        } catch (const std::bad_alloc&) { // a file that asks for too much takes nothing else with it
            issues.push_back({Severity::error, "raster_too_large", {path_text(entry.source), {}, 0, {}, {}}, "–"});
            scans.push_back({entry.name, entry.source, entry.opacity, entry.over, entry.date, entry.plan, {}, {}, {}});
        }
    }
    return scans;
}

} // namespace ntm
