#pragma once

#include "viewer/state/app_state.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ntm::viewer {

// Each command is a small value; together they are the only way in which AppState changes. Panels, keys, scripts and
// finished tasks all speak through them.

struct OpenWorkspace {
    std::string argument;
    LoadOptions options{};
    std::vector<std::string> changed_files{}; ///< what was noticed on the disk; empty: somebody asked for it
};
struct DocumentLoaded {
    std::shared_ptr<const Document> document; ///< none: nothing could be opened
    Issues issues;
    std::shared_ptr<const Document> coarse = {}; ///< what was shown of it until now: all but its outlines stays
    std::vector<Message::Line> news{};           ///< after files changed: which ones, and what is otherwise
};

struct SelectUnit {
    UnitRef unit; ///< invalid = nothing selected
};
struct SelectCode {
    std::string code;
};
struct HoverUnit {
    UnitRef unit;
};
struct HoverListed { ///< by the mouse over a list
    UnitRef unit;
};

struct ToggleUnit { ///< into the selection, or out of it
    UnitRef unit;
};
struct ToggleCode {
    std::string code;
};
struct MarkUnits {
    UnitSet units;
    bool add = false; ///< to what is selected already, where that is of the same level
};
struct MarkClass { ///< the units of a class of the legend
    std::size_t entry = 0;
    bool overlay = false;
    bool add = false;
    std::optional<bool> hatched{}; ///< see FilterChip
};
struct MarkBox { ///< those whose label point lies between two corners, in pixels of the map
    Point from_px, to_px;
    bool add = false;
};
struct MarkFiltered {};
struct InvertMarks {}; ///< within what passes the filter
struct KeepSet {
    std::string name; ///< one of this name is replaced
};
struct DropSet {
    std::size_t index = 0;
};

struct SetFilter {
    UnitFilter filter;
};
struct ToggleChip { ///< a class of the legend as a condition
    std::size_t entry = 0;
    bool overlay = false;
    std::optional<bool> hatched{};
};
struct SetLegendScope {
    LegendScope scope = LegendScope::all;
};
struct SetLegendMeasure {
    LegendMeasure measure = LegendMeasure::count;
};
struct SortTable {
    TableOrder order;
};
struct ShowColumn {
    std::string id;
    bool shown = true;
};
struct CopyTable {}; ///< the window carries it out
struct SetSince {
    Date date;
};
struct Undo {};
struct Redo {};
struct UndoTo { ///< back to before this step of the history
    std::size_t step = 0;
};

struct SetDate {
    Date date;
};
struct StepDate {
    int direction = 1; ///< to the next (1) or previous (-1) day with a fact
};
struct SetTheme {
    ThemeChoice theme;
};
struct SetScheme { ///< named colours of the maps
    std::string scheme;
};
struct SetLevel {
    Level level;
};
struct SetPlanPeriod {
    PlanPeriod period;
};
struct SetLanguage {
    Language language;
};

struct FocusSearch {};
struct SetSearch {
    std::string text;
};
struct SearchFound {
    std::string text;
    std::vector<SearchHit> hits;
};
struct MoveSearchChoice {
    int by = 1;
};
struct TakeSearchChoice {};
struct CloseSearch {};

struct SetLook {
    Look look;
};
struct FocusPart { ///< sends the keyboard to a part of the window, else to the next one (1) or the one before (-1)
    std::optional<WindowPart> part;
    int by = 1;
};
struct ShowPopup {
    Popup popup = Popup::none;
};
struct SetSwipe {
    bool on = true;
    bool beside = false; ///< as two maps
};
struct MoveSwipe {
    double at = 0.5; ///< of the map's width
};
struct BeforeMade {
    std::shared_ptr<const Styled> styled;
};
struct Play {
    bool on = true;
};
struct PlayStep {};        ///< the next day worth a look; the last one ends it
struct JumpToIssue {       ///< to the unit, layer or list that a notice speaks of
    std::size_t index = 0; ///< of AppState::issues
};
struct ShowNotices {
    bool open = true;
};
enum class Rail { left, right };
struct ShowRail {
    Rail rail = Rail::left;
    bool open = true;
};

struct ShowDrawer {
    bool open = true;
};
struct SetDrawerHeight {
    int at_scale_1 = usual_drawer_height;
};
struct SetDrawerTab { ///< and opens the drawer
    DrawerTab tab = DrawerTab::ranking;
};
struct SetRanking {
    RankChoice rank;
};
struct SetCriteriaSet {
    std::string set_id; ///< empty: the ones in force
};

struct AskExport {
    ExportKind kind = ExportKind::map_png;
};
struct ExportTo { ///< the window carries it out and answers with one of the next two
    ExportKind kind = ExportKind::map_png;
    std::string file;
    bool replace = false;
};
struct ExportExists {
    std::string file;
};
struct Exported {
    std::string file;
    Issues issues; ///< none: it was written
};
struct CloseExport {};
struct CloseMessage {};

struct PlaceMap {
    WindowRect rect;
};
struct PanMap {
    double dx_px = 0; ///< the ground moves by this much
    double dy_px = 0;
};
struct ZoomMap {
    double factor = 1; ///< over 1: nearer
    std::optional<Point> about_map_px;
};
struct FitMap {};
struct FitUnit {
    UnitRef unit;
};
struct BackView {};
struct ForwardView {};
struct AskPlace { ///< the box that asks for coordinates
    bool open = true;
};
struct GoToText { ///< coordinates as typed; `crs` is what metres are in, empty: the system of the map
    std::string text;
    std::string crs;
};
struct GoToPlace { ///< longitude and latitude, and what was typed for it
    Point lon_lat;
    std::string text;
};
struct PlaceNotRead {
    std::string text;
};
struct DropPin {};
struct SetTool {
    MapTool tool = MapTool::none;
};
struct AddMeasurePoint {
    Point map_px;
};
struct DropMeasurePoint {};
struct EndMeasure {};   ///< the line stays; the next point begins another
struct ClearMeasure {}; ///< the tool stays
struct MarkLasso {      ///< units whose label point lies inside a line drawn by hand, in pixels of the map
    std::vector<Point> px;
    bool add = false;
};
struct MoveCursor {
    std::optional<Point> map_px; ///< none: the cursor has left the map
};

struct ChangePlanLayer { ///< what is absent stays
    std::uint32_t layer = 0;
    std::optional<bool> shown, now;
    std::optional<double> opacity;
};
struct MovePlanLayer {
    std::uint32_t layer = 0;
    int by = 1; ///< 1: over the next one
};
struct LookAt { ///< what lies at a place of the map
    std::optional<Point> map_px;
};
struct SetPlanList { ///< and opens the panel of plans
    PlanList list = PlanList::coverage;
};
struct SetPlanMonths {
    int months = 24;
};
struct FlyToFlaw { ///< of a list of the panel of plans
    PlanList list = PlanList::overlaps;
    std::size_t row = 0;
};
struct PlansMade {
    std::shared_ptr<const PlanDesk> desk;
};
struct SpotFound {
    std::shared_ptr<const SpotReport> spot;
};
struct PlanLegendMade {
    std::shared_ptr<const PlanLegend> legend;
};
struct InsightMade {
    std::shared_ptr<const Insight> insight;
};
struct StyledMade {
    std::shared_ptr<const Styled> styled;
};
struct ReportMade {
    std::shared_ptr<const SelectedReport> report;
};
struct DrawerMade {
    std::shared_ptr<const DrawerLists> drawer;
};
struct TableMade {
    std::shared_ptr<const UnitTable> table;
};
struct AreasMade {
    std::shared_ptr<const Areas> areas;
};
struct FilterMade {
    std::shared_ptr<const FilterResult> filtered;
};
struct RowsMade {
    std::shared_ptr<const TableRows> rows;
};
struct CountsMade {
    std::shared_ptr<const LegendCounts> counts;
};
struct TasksChanged {
    std::vector<TaskStatus> tasks;
};
struct TaskFailed {
    std::string name_key;
    std::string what;
};

// What reaches outside the state; apply() leaves it unchanged and the window carries it out.
struct CancelTask {
    std::uint64_t id = 0;
};
struct TakeScreenshot {
    std::string file;
};
struct WriteState {
    std::string file;
};
struct WriteFrameTimes {
    std::string file;
};
struct Redraw {};
struct Quit {};

using Command =
    std::variant<OpenWorkspace, DocumentLoaded, SelectUnit, SelectCode, HoverUnit, HoverListed, ToggleUnit, ToggleCode,
                 MarkUnits, MarkClass, MarkBox, MarkFiltered, InvertMarks, KeepSet, DropSet, SetFilter, ToggleChip,
                 SetLegendScope, SetLegendMeasure, FocusPart, SortTable, ShowColumn, CopyTable, SetSince, Undo, Redo,
                 UndoTo, TableMade, AreasMade, FilterMade, RowsMade, CountsMade, SetDate, StepDate, SetTheme, SetScheme,
                 SetLevel, SetPlanPeriod, SetLanguage, FocusSearch, SetSearch, SearchFound, MoveSearchChoice,
                 TakeSearchChoice, CloseSearch, SetLook, ShowPopup, SetSwipe, MoveSwipe, BeforeMade, Play, PlayStep,
                 JumpToIssue, ShowNotices, ShowRail, ShowDrawer, SetDrawerHeight, SetDrawerTab, SetRanking,
                 SetCriteriaSet, AskExport, ExportTo, ExportExists, Exported, CloseExport, CloseMessage, PlaceMap,
                 PanMap, ZoomMap, FitMap, FitUnit, BackView, ForwardView, AskPlace, GoToText, GoToPlace, PlaceNotRead,
                 DropPin, SetTool, AddMeasurePoint, DropMeasurePoint, EndMeasure, ClearMeasure, MarkLasso, MoveCursor,
                 ChangePlanLayer, MovePlanLayer, LookAt, SetPlanList, SetPlanMonths, FlyToFlaw, PlansMade, SpotFound,
                 PlanLegendMade, InsightMade, StyledMade, ReportMade, DrawerMade, TasksChanged, TaskFailed, CancelTask,
                 TakeScreenshot, WriteState, WriteFrameTimes, Redraw, Quit, DeskCommand, ScanCommand>;

/// Waits between frames; main thread only. Nothing here is inline: what a vector of so many kinds of commands needs is
/// compiled once, not in every panel.
class Commands {
public:
    Commands();
    ~Commands();
    Commands(const Commands&) = delete;
    Commands& operator=(const Commands&) = delete;

    void push(Command command);
    [[nodiscard]] bool empty() const;
    [[nodiscard]] std::vector<Command> take();

private:
    std::vector<Command> m_waiting;
};

/// Makes the next state. Pure: no clock, file, thread or window.
void apply(AppState& state, const Command& command);

} // namespace ntm::viewer
