#include "viewer/state/plans.hpp"

#include "geo/earth/lattice.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

class DeskMaker {
public:
    DeskMaker(std::shared_ptr<const Snapshot> snapshot, int months)
        : m_desk(std::make_shared<PlanDesk>()) {
        m_desk->snapshot = std::move(snapshot);
        m_desk->months = months;
    }

    std::shared_ptr<const PlanDesk> make(Progress& progress) {
        m_desk->cover = find_cover(*m_desk->snapshot, {}, &progress);
        if (!m_desk->cover) {
            return nullptr;
        }
        if (m_desk->cover->geometry) {
            m_desk->issues = m_desk->cover->geometry->issues;
        }
        append_issues(m_desk->issues, Issues(m_desk->cover->issues));
        list_drawn();
        list_flaws();
        list_ends();
        m_desk->land_use = land_use_balance(*m_desk->cover, *m_desk->snapshot->atlas, UnitRef{});
        return m_desk;
    }

private:
    std::shared_ptr<PlanDesk> m_desk;

    void list_drawn() {
        const Cover& cover = *m_desk->cover;
        const Level level = m_desk->snapshot->atlas->units.drawn;
        const auto& units = cover.units[static_cast<std::size_t>(level)];
        for (std::uint32_t id = 0; id < units.size(); ++id) {
            // A neighbour's plan that reaches in by a corner is no plan of this commune.
            if (units[id].drawn_plans > 0 || units[id].drawn_m2 > 0.01 * units[id].area_m2) {
                m_desk->drawn.push_back({level, id});
            }
        }
        std::stable_sort(m_desk->drawn.begin(), m_desk->drawn.end(),
                         [&](UnitRef a, UnitRef b) { return units[a.id].share() < units[b.id].share(); });
    }

    void list_flaws() {
        const Cover& cover = *m_desk->cover;
        const Atlas& atlas = *m_desk->snapshot->atlas;
        PolygonColumns places;
        const auto list = [&](const std::vector<PlanFlaw>& flaws, const PolygonColumns& pieces,
                              std::vector<PlanDesk::FlawRow>& rows) {
            for (const PlanFlaw& flaw : flaws) {
                append_feature(places, pieces, flaw.piece);
                rows.push_back({&flaw, {}});
            }
        };
        list(cover.overlaps, cover.overlap_pieces, m_desk->overlaps);
        list(cover.outside, cover.outside_pieces, m_desk->outside);
        list(cover.gaps, cover.gap_pieces, m_desk->gaps);
        list(cover.holes, cover.hole_pieces, m_desk->uncovered);
        append_issues(m_desk->issues, transform_polygons(places, atlas.source_crs, atlas.display_crs));
        std::size_t next = 0;
        for (auto* rows : {&m_desk->overlaps, &m_desk->outside, &m_desk->gaps, &m_desk->uncovered}) {
            for (PlanDesk::FlawRow& row : *rows) {
                row.metres = places.box(next++);
            }
        }
        m_desk->places = std::make_shared<const PolygonColumns>(std::move(places));
    }

    /// Plans that ask for somebody's attention: run out, to be adjusted, about to end.
    void list_ends() {
        const Snapshot& snapshot = *m_desk->snapshot;
        for (std::uint32_t id = 0; id < snapshot.plan.size(); ++id) {
            const PlanState& state = snapshot.plan[id];
            if (snapshot.in_scope[id] != 0 &&
                (state.plan_class == PlanClass::expired || state.plan_class == PlanClass::to_adjust)) {
                const auto ends = state.row != nullptr ? state.row->valid_to : std::nullopt;
                m_desk->ends.push_back({{Level::commune, id}, state.plan_class, ends, state.row});
            }
        }
        for (const PlanEnd& end : plans_ending(snapshot, months_after(snapshot.as_of, m_desk->months))) {
            m_desk->ends.push_back({end.unit, PlanClass::approved, end.ends, end.row});
        }
    }
};

} // namespace

std::string_view plan_list_word(PlanList list) {
    constexpr std::array<std::string_view, 8> words{"coverage", "land_use",  "overlaps", "outside",
                                                    "gaps",     "uncovered", "ends",     "notices"};
    return words[static_cast<std::size_t>(list)];
}

const std::vector<PlanDesk::FlawRow>* PlanDesk::flaws_of(PlanList list) const {
    switch (list) {
    case PlanList::overlaps:
        return &overlaps;
    case PlanList::outside:
        return &outside;
    case PlanList::gaps:
        return &gaps;
    case PlanList::uncovered:
        return &uncovered;
    default:
        return nullptr;
    }
}

std::size_t PlanDesk::count_of(PlanList list) const {
    if (const auto* flaws = flaws_of(list)) {
        return flaws->size();
    }
    if (list == PlanList::land_use) {
        std::size_t rows = 0;
        for (const LandUseBalance& balance : land_use) {
            rows += balance.rows.size();
        }
        return rows;
    }
    return list == PlanList::coverage ? drawn.size() : list == PlanList::ends ? ends.size() : issues.size();
}

std::shared_ptr<const PlanDesk> make_plan_desk(std::shared_ptr<const Snapshot> snapshot, int months,
                                               Progress& progress) {
    return DeskMaker(std::move(snapshot), months).make(progress);
}

} // namespace ntm::viewer
