#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// Adds what the programme asks of the unit of a report. `set_id`: the set to judge by; empty or of another level: the
/// one in force for the unit's next tier.
void add_programme(SelectedReport& report, const std::string& set_id);

/// Rows of capital that name no unit: those of the whole workspace.
[[nodiscard]] std::vector<const Capital*> capital_of_whole(const Atlas& atlas);

/// The lists of one tab. A ranking is compared with the last day of the year before; gaps are those below `scope`,
/// under the wish's set where it is a set of communes, else under the one in force.
struct DrawerWish {
    DrawerTab tab = DrawerTab::ranking;
    RankChoice rank;
    UnitRef scope;
    std::string set_id;
    Date since;                   ///< of the comparison
    Level level = Level::commune; ///< of the comparison
};
[[nodiscard]] std::shared_ptr<const DrawerLists> make_drawer(std::shared_ptr<const Snapshot> snapshot,
                                                             const DrawerWish& wish);

} // namespace ntm::viewer
