#include "geo/planning/ground.hpp"

#include "geo/base/worker_pool.hpp"
#include "geo/earth/geodesic.hpp"
#include "geo/earth/lattice.hpp"
#include "geo/planning/cutting.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

constexpr std::size_t area_chunk = 512;

/// What one feature of `a` finds.
struct Found {
    std::vector<Meeting> all; ///< `piece` counted within `pieces`
    PolygonColumns pieces;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> failed;
};

void meet(const Ground& a, const PreparedOutline& in_a, const Ground& b, Meeting meeting, Found& found) {
    meeting.relation = PreparedOutline::relation(in_a, PreparedOutline(b.outlines, meeting.b));
    switch (meeting.relation) {
    case Relation::apart:
        return;
    case Relation::same:
    case Relation::around:
        meeting.area_m2 = a.area_m2[meeting.a];
        break;
    case Relation::inside:
        meeting.area_m2 = b.area_m2[meeting.b];
        break;
    case Relation::crossing: {
        if (!cut_common(found.pieces, a.outlines, meeting.a, b.outlines, meeting.b)) {
            found.failed.emplace_back(meeting.a, meeting.b);
        }
        const std::size_t piece = found.pieces.features() - 1;
        if (found.pieces.feature_ring[piece] == found.pieces.feature_ring[piece + 1]) {
            found.pieces.feature_ring.pop_back();
            return;
        }
        meeting.piece = static_cast<std::uint32_t>(piece);
        break;
    }
    }
    found.all.push_back(meeting);
}

Meetings gather(const Ground& a, std::vector<Found> found, bool finished) {
    Meetings meetings;
    meetings.cancelled = !finished;
    for (Found& one : found) {
        const auto before = static_cast<std::uint32_t>(meetings.pieces.features());
        for (std::size_t piece = 0; piece < one.pieces.features(); ++piece) {
            append_feature(meetings.pieces, one.pieces, piece);
        }
        for (Meeting meeting : one.all) {
            meeting.piece += meeting.piece == Meeting::whole ? 0 : before;
            meetings.all.push_back(meeting);
        }
        meetings.failed.insert(meetings.failed.end(), one.failed.begin(), one.failed.end());
        one = {};
    }
    const std::vector<double> area_m2 = ground_areas_m2(meetings.pieces, a.crs);
    for (Meeting& meeting : meetings.all) {
        if (meeting.piece != Meeting::whole) {
            meeting.area_m2 = area_m2[meeting.piece];
        }
    }
    return meetings;
}

Meetings lay(const Ground& a, const Ground& b, bool among, Progress* progress) {
    std::vector<Found> found(a.size());
    const bool finished = in_batches(a.size(), 64, progress, [&](std::size_t in_a) {
        std::vector<std::uint32_t> near;
        b.tree.query(a.boxes[in_a], near);
        if (among) {
            std::erase_if(near, [&](std::uint32_t other) { return other <= in_a; });
        }
        if (near.empty()) {
            return;
        }
        const PreparedOutline prepared(a.outlines, in_a);
        for (const std::uint32_t in_b : near) {
            Meeting meeting;
            meeting.a = static_cast<std::uint32_t>(in_a);
            meeting.b = in_b;
            meet(a, prepared, b, meeting, found[in_a]);
        }
    });
    return gather(a, std::move(found), finished);
}

PolygonColumns in_degrees(const PolygonColumns& polygons, const Crs& crs) {
    PolygonColumns moved = polygons;
    // A point that PROJ cannot move costs its feature the area; who read the layer has told of it.
    static_cast<void>(transform_polygons(moved, crs, lon_lat_crs));
    return moved;
}

double perimeter_m(const PolygonColumns& lon_lat, std::size_t feature) {
    constexpr double metres_a_degree = 110'900; // a width needs no more
    double metres = 0;
    for (std::size_t r = lon_lat.feature_ring[feature]; r < lon_lat.feature_ring[feature + 1]; ++r) {
        const auto ring = lon_lat.ring(r);
        const double east = std::cos(ring.front().y * 0.017453292519943295);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            metres += std::hypot((ring[i].x - ring[j].x) * east, ring[i].y - ring[j].y) * metres_a_degree;
        }
    }
    return metres;
}

} // namespace

bool in_batches(std::size_t count, std::size_t batch, Progress* progress,
                const std::function<void(std::size_t)>& work) {
    for (std::size_t begin = 0; begin < count; begin += batch) {
        if (progress != nullptr && !progress->step(static_cast<double>(begin) / static_cast<double>(count))) {
            return false;
        }
        WorkerPool::shared().run(std::min(batch, count - begin), [&](std::size_t i) { work(begin + i); });
    }
    return true;
}

std::vector<double> ground_areas_m2(const PolygonColumns& polygons, const Crs& crs) {
    const bool moved = !(crs == lon_lat_crs);
    const PolygonColumns copy = moved ? in_degrees(polygons, crs) : PolygonColumns();
    const PolygonColumns& lon_lat = moved ? copy : polygons;
    std::vector<double> area_m2(polygons.features());
    WorkerPool::shared().run((area_m2.size() + area_chunk - 1) / area_chunk, [&](std::size_t chunk) {
        for (std::size_t f = chunk * area_chunk; f < std::min(area_m2.size(), (chunk + 1) * area_chunk); ++f) {
            area_m2[f] = geodesic_area_m2(lon_lat, f);
        }
    });
    return area_m2;
}

double ground_area_m2(const PolygonColumns& polygons, std::size_t feature, const Crs& crs) {
    if (crs == lon_lat_crs) {
        return geodesic_area_m2(polygons, feature);
    }
    PolygonColumns own;
    append_feature(own, polygons, feature);
    const auto operation = Transformation::create(crs, lon_lat_crs);
    if (!operation) {
        return 0;
    }
    operation->forward(own.points);
    return geodesic_area_m2(own, 0);
}

std::vector<double> mean_widths_m(const PolygonColumns& polygons, const Crs& crs, std::span<const double> area_m2) {
    const PolygonColumns lon_lat = in_degrees(polygons, crs);
    std::vector<double> width_m(polygons.features());
    for (std::size_t f = 0; f < width_m.size(); ++f) {
        const double around = perimeter_m(lon_lat, f);
        width_m[f] = around > 0 ? 2 * area_m2[f] / around : 0;
    }
    return width_m;
}

Ground make_ground(PolygonColumns outlines, const Crs& crs) {
    Ground ground;
    ground.crs = crs;
    ground.outlines = std::move(outlines);
    for (std::size_t f = 0; f < ground.outlines.features(); ++f) {
        ground.boxes.push_back(ground.outlines.box(f));
    }
    ground.tree = BoxTree(ground.boxes);
    ground.area_m2 = ground_areas_m2(ground.outlines, crs);
    return ground;
}

std::span<const Meeting> Meetings::of(std::uint32_t a) const {
    const auto first =
        std::lower_bound(all.begin(), all.end(), a, [](const Meeting& m, std::uint32_t id) { return m.a < id; });
    const auto last =
        std::upper_bound(first, all.end(), a, [](std::uint32_t id, const Meeting& m) { return id < m.a; });
    return {first, last};
}

Meetings lay_over(const Ground& a, const Ground& b, Progress* progress) {
    return lay(a, b, false, progress);
}

Meetings lay_among(const Ground& ground, Progress* progress) {
    return lay(ground, ground, true, progress);
}

void append_shared(PolygonColumns& to, const Meeting& meeting, const Meetings& meetings, const Ground& a,
                   const Ground& b) {
    if (meeting.piece != Meeting::whole) {
        append_feature(to, meetings.pieces, meeting.piece);
    } else if (meeting.relation == Relation::inside) {
        append_feature(to, b.outlines, meeting.b);
    } else {
        append_feature(to, a.outlines, meeting.a);
    }
}

} // namespace ntm
