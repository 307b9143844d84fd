#include "geo/earth/crs.hpp"
#include "geo/insight/cover_state.hpp"

#include "geo/planning/cutting.hpp"

#include <algorithm>

namespace ntm {

namespace {

/// Finds places where something is wrong with the drawings that are alive.
class FlawFinder {
public:
    FlawFinder(Cover& cover, const Units& units, Progress* progress)
        : m_cover(cover)
        , m_units(units)
        , m_geometry(cover.geometry.get())
        , m_progress(progress) {}

    void find() {
        find_overlaps();
        find_outside();
        find_gaps();
    }

private:
    Cover& m_cover;
    const Units& m_units;
    const PlanGeometry* m_geometry;
    Progress* m_progress;

    [[nodiscard]] bool claims(std::uint32_t shape) const { return claims_ground(m_cover, shape); }

    [[nodiscard]] std::vector<UnitRef> homes(const std::vector<std::uint32_t>& shapes) const {
        std::vector<UnitRef> units;
        for (const std::uint32_t shape : shapes) {
            const UnitRef home = m_geometry->shapes[shape].home;
            if (std::find(units.begin(), units.end(), home) == units.end()) {
                units.push_back(home);
            }
        }
        return units;
    }

    /// Keeps what is wide enough, the largest first; gives each its place.
    void sift(std::vector<PlanFlaw> found, const PolygonColumns& pieces, std::vector<PlanFlaw>& into,
              PolygonColumns& kept, Slivers& slivers) const {
        const std::vector<double> area_m2 = ground_areas_m2(pieces, m_geometry->communes.crs);
        const std::vector<double> width_m = mean_widths_m(pieces, m_geometry->communes.crs, area_m2);
        for (PlanFlaw& flaw : found) {
            flaw.area_m2 = area_m2[flaw.piece];
            flaw.width_m = width_m[flaw.piece];
            if (flaw.width_m < m_cover.options.sliver_width_m) {
                ++slivers.count;
                slivers.area_m2 += flaw.area_m2;
                continue;
            }
            into.push_back(std::move(flaw));
        }
        std::stable_sort(into.begin(), into.end(),
                         [](const PlanFlaw& a, const PlanFlaw& b) { return a.area_m2 > b.area_m2; });
        const auto to_degrees = Transformation::create(m_geometry->communes.crs, lon_lat_crs);
        for (PlanFlaw& flaw : into) {
            flaw.at = point_within(pieces, flaw.piece);
            if (to_degrees) {
                flaw.at = to_degrees->forward(flaw.at);
            }
            append_feature(kept, pieces, flaw.piece);
            flaw.piece = static_cast<std::uint32_t>(kept.features() - 1);
        }
    }

    void find_overlaps() {
        const std::vector<Meeting>& all = m_geometry->among.all;
        std::vector<PolygonColumns> parts(all.size());
        in_batches(all.size(), 64, m_progress, [&](std::size_t number) {
            const Meeting& m = all[number];
            if (claims(m.a) && claims(m.b)) {
                PolygonColumns shared;
                append_shared(shared, m, m_geometry->among, m_geometry->plans, m_geometry->plans);
                split_parts(parts[number], shared, 0);
            }
        });
        PolygonColumns pieces;
        std::vector<PlanFlaw> found;
        for (std::size_t number = 0; number < parts.size(); ++number) {
            for (std::size_t part = 0; part < parts[number].features(); ++part) {
                append_feature(pieces, parts[number], part);
                PlanFlaw flaw;
                flaw.shapes = {all[number].a, all[number].b};
                flaw.units = homes(flaw.shapes);
                flaw.piece = static_cast<std::uint32_t>(pieces.features() - 1);
                found.push_back(std::move(flaw));
            }
        }
        sift(std::move(found), pieces, m_cover.overlaps, m_cover.overlap_pieces, m_cover.overlap_slivers);
    }

    void find_outside() {
        std::vector<PlanFlaw> found;
        for (const OutsidePart& part : m_geometry->outside) {
            if (is_alive(m_cover, part.shape)) {
                PlanFlaw flaw;
                flaw.shapes = {part.shape};
                flaw.piece = part.piece;
                found.push_back(std::move(flaw));
            }
        }
        sift(std::move(found), m_geometry->outside_pieces, m_cover.outside, m_cover.outside_pieces,
             m_cover.outside_slivers);
        in_batches(m_cover.outside.size(), 64, m_progress, [&](std::size_t number) {
            PlanFlaw& flaw = m_cover.outside[number];
            const PreparedOutline piece(m_cover.outside_pieces, flaw.piece);
            std::vector<std::uint32_t> near;
            m_geometry->communes.tree.query(piece.box(), near);
            for (const std::uint32_t commune : near) {
                if (lies_in(flaw, piece, commune)) {
                    flaw.units.push_back({m_units.drawn, commune});
                }
            }
        });
    }

    [[nodiscard]] bool lies_in(const PlanFlaw& flaw, const PreparedOutline& piece, std::uint32_t commune) const {
        const Ground& communes = m_geometry->communes;
        const Relation relation = PreparedOutline::relation(piece, PreparedOutline(communes.outlines, commune));
        if (relation != Relation::crossing) {
            return relation != Relation::apart;
        }
        PolygonColumns shared;
        cut_common(shared, m_cover.outside_pieces, flaw.piece, communes.outlines, commune);
        return ground_area_m2(shared, 0, communes.crs) > flaw.area_m2 / 1000;
    }

    /// Ground of communes that have a plan of their own which no plan covers. Between plans of two communes it is a
    /// gap; else a hole, or an edge left out.
    void find_gaps() {
        const auto& own = m_cover.units[static_cast<std::size_t>(m_units.drawn)];
        std::vector<PolygonColumns> left(own.size());
        in_batches(own.size(), 64, m_progress, [&](std::size_t unit) {
            if (own[unit].drawn_plans == 0 || own[unit].area_m2 - own[unit].drawn_m2 < 1e-3) {
                return;
            }
            PolygonColumns plans, rest;
            for (const Meeting& m : m_geometry->over.of(static_cast<std::uint32_t>(unit))) {
                if (claims(m.b)) {
                    append_feature(plans, m_geometry->plans.outlines, m.b);
                }
            }
            cut_away(rest, m_geometry->communes.outlines, unit, plans);
            split_parts(left[unit], rest, 0);
        });
        // Parts of neighbouring communes that lie side by side are one gap.
        PolygonColumns parts;
        for (const PolygonColumns& one : left) {
            for (std::size_t part = 0; part < one.features(); ++part) {
                append_feature(parts, one, part);
            }
        }
        const double reach = m_geometry->communes.crs == lon_lat_crs ? 1e-8 : 1e-3; // about a millimetre
        const std::vector<std::uint32_t> group = adjoining_groups(parts, reach);
        const std::size_t groups = group.empty() ? 0 : *std::max_element(group.begin(), group.end()) + std::size_t{1};
        std::vector<PolygonColumns> members(groups);
        for (std::size_t part = 0; part < group.size(); ++part) {
            append_feature(members[group[part]], parts, part);
        }
        PolygonColumns pieces;
        for (const PolygonColumns& member : members) {
            if (member.features() == 1) {
                append_feature(pieces, member, 0);
            } else {
                join(pieces, member);
            }
        }
        std::vector<PlanFlaw> found(pieces.features());
        in_batches(found.size(), 64, m_progress, [&](std::size_t piece) {
            found[piece].piece = static_cast<std::uint32_t>(piece);
            found[piece].shapes = shapes_beside(pieces, piece, reach);
            found[piece].units = homes(found[piece].shapes);
        });
        std::vector<PlanFlaw> gaps, holes;
        for (PlanFlaw& flaw : found) {
            (flaw.units.size() > 1 ? gaps : holes).push_back(std::move(flaw));
        }
        sift(std::move(gaps), pieces, m_cover.gaps, m_cover.gap_pieces, m_cover.gap_slivers);
        sift(std::move(holes), pieces, m_cover.holes, m_cover.hole_pieces, m_cover.gap_slivers);
    }

    [[nodiscard]] std::vector<std::uint32_t> shapes_beside(const PolygonColumns& pieces, std::size_t piece,
                                                           double reach) const {
        std::vector<std::uint32_t> near, beside;
        m_geometry->plans.tree.query(pieces.box(piece), near);
        for (const std::uint32_t shape : near) {
            if (claims(shape) && shares_border(pieces, piece, m_geometry->plans.outlines, shape, reach)) {
                beside.push_back(shape);
            }
        }
        return beside;
    }
};

} // namespace

bool is_alive(const Cover& cover, std::uint32_t shape) {
    return !cover.geometry->shapes[shape].set_aside && cover.shapes[shape].alive();
}

bool claims_ground(const Cover& cover, std::uint32_t shape) {
    const PlanKind kind = cover.shapes[shape].kind;
    return is_alive(cover, shape) &&
           (kind == PlanKind::unknown || kind == PlanKind::commune || kind == PlanKind::urban);
}

void find_flaws(Cover& cover, const Units& units, Progress* progress) {
    FlawFinder(cover, units, progress).find();
}

} // namespace ntm
