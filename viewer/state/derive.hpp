#pragma once

#include "viewer/state/tasks.hpp"

#include <optional>
#include <string>
#include <tuple>

namespace ntm::viewer {

/// Keeps what follows from the state up to date: loads what is to be opened, and makes Insight, Styled, the report of
/// the selection, the search hits and the lists of the drawer anew when what they rest on has changed. Nothing is made
/// twice.
class Derivations {
public:
    /// Small coverages are done at once, so that no frame shows a new date with old colours; larger ones on the worker.
    static constexpr std::size_t at_once_units = 2000;

    explicit Derivations(TaskRunner& tasks)
        : m_tasks(tasks) {}

    /// Starts a load; an older one is cancelled.
    void load(const AppState& state, const OpenWorkspace& open);
    /// Compares state and results; applies what was made at once.
    void update(AppState& state);

private:
    void update_insight(AppState& state);
    void update_styled(AppState& state);
    void update_before(AppState& state);
    void update_report(AppState& state);
    void update_search(AppState& state);
    void update_drawer(AppState& state);
    void update_table(AppState& state);
    void update_filter(AppState& state);
    void update_rows(AppState& state);
    void update_states(AppState& state);
    void update_counts(AppState& state);
    void update_plans(AppState& state);
    void update_plan_desk(AppState& state);
    void update_spot(AppState& state);
    void update_plan_legend(AppState& state);
    void update_scans(AppState& state);
    void update_scan_pane(AppState& state);
    void ask_areas(AppState& state, Level level);
    void start(AppState& state, const char* kind, const char* name_key, TaskRunner::Job job);

    TaskRunner& m_tasks;
    // The keys of what was asked for last. They own what they point to, so that no address comes back for another.
    std::tuple<std::shared_ptr<const Document>, Date, int, int> m_insight_key{};
    std::tuple<std::shared_ptr<const Snapshot>, ThemeChoice, Level> m_styled_key{};
    std::tuple<std::shared_ptr<const Snapshot>, Date, ThemeChoice, Level> m_before_key{};
    std::tuple<std::shared_ptr<const Snapshot>, UnitRef, std::string> m_report_key{};
    std::tuple<std::shared_ptr<const Document>, std::string, Date, std::string, std::vector<SearchHit>> m_search_key{};
    std::tuple<std::shared_ptr<const Snapshot>, DrawerTab, RankChoice, UnitRef, std::string, Date, Level>
        m_drawer_key{};
    std::tuple<std::shared_ptr<const Snapshot>, Level, std::string, std::shared_ptr<const Areas>> m_table_key{};
    std::tuple<std::shared_ptr<const Snapshot>, Level, UnitFilter, UnitSet, std::shared_ptr<const UnitTable>>
        m_filter_key{};
    std::tuple<std::shared_ptr<const UnitTable>, TableChoice, std::shared_ptr<const FilterResult>> m_rows_key{};
    std::tuple<std::shared_ptr<const Styled>, std::shared_ptr<const FilterResult>, UnitSet> m_states_key{};
    std::tuple<std::shared_ptr<const Styled>, std::shared_ptr<const FilterResult>, MapView, LegendScope,
               std::shared_ptr<const Areas>>
        m_counts_key{};
    std::pair<std::shared_ptr<const Document>, Level> m_areas_key{};
    std::tuple<std::shared_ptr<const Snapshot>, int, std::uint32_t> m_plans_key{};
    std::pair<std::shared_ptr<const Document>, std::optional<Point>> m_spot_key{};
    std::tuple<std::shared_ptr<const Document>, std::vector<PlanLook>, MapView> m_plan_legend_key{};
    std::tuple<std::shared_ptr<const Document>, std::vector<ScanLook>, MapView> m_scans_key{};
    std::tuple<std::shared_ptr<const Document>, std::optional<std::uint32_t>, MapView> m_scan_pane_key{};
};

} // namespace ntm::viewer
