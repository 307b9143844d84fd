#pragma once

#include "geo/planning/plans.hpp"
#include "geo/report/unit_table.hpp"
#include "geo/shape/view.hpp"
#include "viewer/state/file_desk.hpp"
#include "viewer/state/look.hpp"
#include "viewer/state/plans.hpp"
#include "viewer/state/scans.hpp"
#include "viewer/state/selection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ntm::viewer {

/// Which columns a table shows, in which order its rows stand.
struct TableChoice {
    TableOrder order;
    std::vector<std::string> hidden; ///< ids of columns
    bool operator==(const TableChoice&) const = default;
};

/// What somebody chose and may want back: the part of the state that undo, sessions and "back" bring again.
struct Choices {
    Date as_of;
    PlanPeriod plan_period;
    ThemeChoice theme;
    Level level = Level::commune;
    UnitRef selected;
    UnitSet marked;
    UnitFilter filter;
    TableChoice table;
    std::string criteria_set;
    std::vector<PlanLayerChoice> plan_layers;
    std::vector<ScanChoice> scans;
    MapView view;
    bool follows_extent = true;
    std::vector<NamedSet> sets;
    std::vector<JoinDecision> decisions; ///< about rows, not yet written
    std::optional<Date> compared_with;
    Swipe swipe;
    Look look;
    bool operator==(const Choices&) const = default;
};

/// One step that can be taken back: what it was called, and how things stood before.
struct HistoryStep {
    std::string name; ///< language key
    Choices before;
};

/// Steps taken, newest last. Moving the map or the slider without pause is one step.
class History {
public:
    static constexpr std::size_t most_steps = 200;

    /// A step of this name is about to be taken. `joins`: it continues the last one where that has the same name.
    void note(const std::string& name, bool joins, const Choices& before);
    /// What to go back to, `now` being kept for redo; nothing where there is no step.
    [[nodiscard]] bool undo(const Choices& now, Choices& out);
    [[nodiscard]] bool redo(const Choices& now, Choices& out);
    void clear();
    /// The next step is one of its own, though it has the name of the last.
    void seal() { m_joinable = false; }

    [[nodiscard]] const std::vector<HistoryStep>& steps() const { return m_done; }
    [[nodiscard]] const std::vector<HistoryStep>& undone() const { return m_undone; } ///< the next to redo last

private:
    std::vector<HistoryStep> m_done;
    std::vector<HistoryStep> m_undone;
    bool m_joinable = false;
};

} // namespace ntm::viewer
