#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "geo/insight/summary.hpp"
#include "geo/insight/tiers_over_time.hpp"
#include "geo/insight/unit_report.hpp"
#include "geo/picture/theme.hpp"
#include "geo/shape/view.hpp"
#include "viewer/state/document.hpp"
#include "viewer/state/file_desk.hpp"
#include "viewer/state/history.hpp"
#include "viewer/state/look.hpp"
#include "viewer/state/places.hpp"
#include "viewer/state/plans.hpp"
#include "viewer/state/scans.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm::viewer {

/// A Snapshot with its headline figures.
struct Insight {
    std::shared_ptr<const Snapshot> snapshot;
    Summary summary;
};

/// The colours of one Snapshot under one theme.
struct Styled {
    std::shared_ptr<const Snapshot> snapshot;
    ThemeChoice theme;
    Level asked_level = Level::commune;
    StyledMap map;
    /// By feature, of painter.hpp: dimmed where a filter leaves a unit out, selected beside the one unit in hand.
    /// Empty: all plain.
    std::vector<std::uint8_t> states;
    std::shared_ptr<const Styled> plain; ///< the same without states; none where this is it
    /// By entry of the legend: its units without and with the hatch over their fill. Empty where nothing is hatched.
    std::vector<std::array<std::size_t, 2>> crossed;
};

/// What is known of the selected unit; its pointers live as long as the snapshot.
struct SelectedReport {
    std::shared_ptr<const Snapshot> snapshot;
    UnitReport report;
    std::vector<UnitRef> children;        ///< in Vietnamese order
    std::vector<const CriteriaSet*> sets; ///< that may be asked for at the level of the unit
    UnitEvaluation evaluation;            ///< empty set: none known
    std::vector<Shortfall> shortfalls;
    std::optional<Risk> risk;                  ///< of a recognised commune, before Article 21
    std::vector<DistrictCondition> conditions; ///< of the title that the set is for; not for communes
    std::vector<std::string> bodies;
    int target_year = 0;
    std::vector<TargetProgress> targets;
    std::vector<DueItem> due;
    std::vector<const Product*> products; ///< recognised by the date, of the unit and those below it
    std::vector<const Capital*> capital;  ///< of the unit itself, in the order of the table
};

enum class DrawerTab : std::uint8_t { table, ranking, gaps, risk, due, compare, charts, plans, joins };
inline constexpr std::array all_drawer_tabs{DrawerTab::table,  DrawerTab::ranking, DrawerTab::gaps,
                                            DrawerTab::risk,   DrawerTab::due,     DrawerTab::compare,
                                            DrawerTab::charts, DrawerTab::plans,   DrawerTab::joins};
[[nodiscard]] std::string_view drawer_tab_word(DrawerTab tab);

/// What a ranking is asked for.
struct RankChoice {
    std::string key = "lagging"; ///< of rank_keys()
    Level level = Level::district;
    bool by_body = false; ///< the year's targets, added up for each body in charge
    bool operator==(const RankChoice&) const = default;
};

/// Two dates, unit by unit.
struct DateComparison {
    struct Row {
        UnitRef unit;
        std::uint8_t from = 0, to = 0;
    };
    std::shared_ptr<const Snapshot> snapshot; ///< of the later date
    Date since;
    Level level = Level::commune;
    std::vector<std::uint8_t> states; ///< those that occur, in the order of reading: TierClass, or Tier above communes
    std::array<std::array<std::size_t, 7>, 7> counts{}; ///< [from][to]
    std::vector<Row> changed;
};

/// Which units pass the filter.
struct FilterResult {
    std::shared_ptr<const Snapshot> snapshot;
    Level level = Level::commune;
    UnitFilter filter;
    std::vector<std::uint8_t> passes; ///< by unit of the level
    std::size_t count = 0;
};

/// Held tiers of some communes, higher ones included.
struct TierCounts {
    std::size_t in_scope = 0;
    std::array<std::size_t, 6> held{}; ///< by Tier
};

/// What the table shows: units that pass, in order.
struct TableRows {
    std::shared_ptr<const UnitTable> table;
    TableChoice choice;
    std::vector<std::uint32_t> rows;
    std::vector<ColumnSum> sums; ///< of the rows, by column of the table
    TierCounts tiers;            ///< of the rows; communes only
};

struct Areas {
    std::shared_ptr<const Document> document;
    Level level = Level::commune;
    std::vector<double> ha; ///< by unit
};

/// What the counts of the legend are over.
enum class LegendScope : std::uint8_t { all, in_view, in_filter };
/// What stands beside a class: how many units, how much ground, or which part of all units counted.
enum class LegendMeasure : std::uint8_t { count, area, share };
inline constexpr std::array all_legend_measures{LegendMeasure::count, LegendMeasure::area, LegendMeasure::share};
[[nodiscard]] std::string_view legend_measure_word(LegendMeasure measure);
struct ClassSum {
    std::size_t units = 0;
    double ha = 0;
};
struct LegendCounts {
    std::shared_ptr<const Styled> styled; ///< whose classes these are, without states
    LegendScope scope = LegendScope::all;
    std::vector<ClassSum> entries, overlays;      ///< overlays: the hatched, then all that could be
    std::vector<std::array<ClassSum, 2>> crossed; ///< of each entry, its units without and with the hatch
    ClassSum all;
    bool areas_known = false; ///< they are measured once somebody asks for them
};

/// The lists under the map: only those of one tab. Pointers live as long as the snapshot.
struct DrawerLists {
    std::shared_ptr<const Snapshot> snapshot;
    DrawerTab tab = DrawerTab::ranking;
    RankChoice rank;
    std::vector<RankRow> ranking;
    std::vector<std::string> rank_terms; ///< columns: every term of any row
    Date rank_since;
    std::shared_ptr<const Snapshot> rank_before; ///< of that day
    std::vector<BodyTotals> bodies;              ///< of a ranking by body
    int target_year = 0;                         ///< of `bodies`
    UnitRef gaps_of;                             ///< invalid: the whole workspace
    std::string criteria_set;                    ///< asked for; empty: the one in force
    Gaps gaps;
    std::vector<UnitGaps> nearly; ///< judged communes that lack one or two criteria
    std::vector<Risk> risks;
    std::array<std::size_t, 8> risk_counts{}; ///< by RiskClass
    std::vector<DistrictRisk> district_risks; ///< every district with a title, those at risk first
    std::vector<DueItem> due;
    std::shared_ptr<const DateComparison> comparison;
    std::vector<std::uint32_t> districts_by_share; ///< of communes recognised, most first
    std::vector<TierDay> tier_days;
    std::vector<Date> set_days; ///< on which another set of the communes' criteria came into force
};

inline constexpr int usual_drawer_height = 290, least_drawer_height = 150;

/// What can be written from the window, each with an ending of its own.
enum class ExportKind : std::uint8_t { map_png, table_csv, table_xlsx };
inline constexpr std::array all_export_kinds{ExportKind::map_png, ExportKind::table_csv, ExportKind::table_xlsx};
[[nodiscard]] std::string_view export_ending(ExportKind kind); ///< ".png", ".csv", ".xlsx"

/// The question where to write something, while it is open.
struct ExportQuestion {
    ExportKind kind = ExportKind::map_png;
    std::string file;           ///< suggested, then as typed
    bool asks_replace = false;  ///< there is such a file already
    std::uint32_t requests = 0; ///< counts questions: the box takes the suggestion anew
};

/// One line about what was done last; stays until it is closed or the next one comes.
struct Message {
    std::string key; ///< of the language files; empty: none
    std::string value;
    Issues issues; ///< what went wrong
    struct Line {
        std::string key, value;
    };
    std::vector<Line> lines{}; ///< further ones
};

/// A box over the whole window; at most one is open.
enum class Popup : std::uint8_t { none, palette, keys, about, open };

/// Where the keyboard was sent; each request is carried out once.
struct KeyboardAt {
    WindowPart part = WindowPart::map;
    std::uint32_t requests = 0;
};

struct SearchState {
    std::string text;
    bool open = false;
    std::vector<SearchHit> hits; ///< without a text: the recent places
    std::string hits_for;        ///< the text that `hits` answer
    std::size_t choice = 0;
    std::uint32_t focus_requests = 0; ///< counts Ctrl+K: the box takes the keyboard when it has grown
};

struct Cursor {
    Point map_px; ///< from the upper left corner of the map
    Point metres;
    std::optional<Point> lon_lat;
};

struct TaskStatus {
    std::uint64_t id = 0;
    std::string name_key;
    std::string stage_key; ///< may be empty
    double fraction = 0;
    double elapsed_ms = 0;
};

struct WindowRect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const WindowRect&) const = default;
};

/// All that the window shows: plain data, no window, no ImGui. Changed by apply() alone.
struct AppState {
    // What is open.
    std::string workspace_argument;
    bool loading = false;
    std::shared_ptr<const Document> document;
    Issues issues; ///< of the load, also where nothing could be opened

    // What the user chose.
    Date as_of;
    bool as_of_chosen = false; ///< stays when a workspace is loaded
    PlanPeriod plan_period;
    bool plan_period_chosen = false;
    ThemeChoice theme;
    Level level = Level::commune;
    Language language = Language::vi;
    UnitRef selected;
    UnitRef hovered;
    UnitRef listed_hover; ///< under the mouse in a list: shown on the map as if it were under it there
    UnitSet marked;       ///< all that is selected; `selected` is the one in hand
    std::vector<NamedSet> sets;
    UnitFilter filter;
    TableChoice table;
    LegendScope legend_scope = LegendScope::all;
    LegendMeasure legend_measure = LegendMeasure::count;
    std::optional<Date> compared_with; ///< as chosen; see since()
    History history;
    std::string session_waiting; ///< of the last run, until its workspace is loaded
    SearchState search;
    bool notices_open = false;
    bool left_open = true;
    bool right_open = true;
    bool drawer_open = false;
    int drawer_height = usual_drawer_height; ///< at scale 1, open
    DrawerTab drawer_tab = DrawerTab::table;
    RankChoice rank;
    std::vector<PlanLayerChoice> plan_layers; ///< the lowest first
    std::vector<ScanChoice> scans;            ///< the same
    ScanPane scan_pane;
    std::vector<std::string> offered_scans; ///< picture files that were dropped, until somebody takes them or not
    std::optional<Point> spot_at;           ///< where the map was pressed last, display metres
    PlanList plan_list = PlanList::coverage;
    bool plans_given_up = false;  ///< the work behind the panel of plans was cancelled
    std::uint32_t plan_tries = 0; ///< choosing a list then asks for it again
    int plan_months = 24;         ///< plans that end within so many are listed
    /// The set that checklists, gaps and maps of criteria go by where it is one for their level; empty: those in force.
    std::string criteria_set;
    std::string export_folder; ///< where files are suggested to go; empty: beside the program's start
    std::optional<ExportQuestion> export_question;
    Message message;
    FileDesk desk;

    // Where the map stands.
    WindowRect map_rect;
    MapView view;
    bool follows_extent = true; ///< nobody moved the map yet: it fits again when the window changes
    std::optional<Cursor> cursor;
    ViewTrail trail;
    std::vector<SearchHit> recent; ///< where somebody went, the last one first
    std::optional<Pin> pin;        ///< a place that was gone to by its coordinates
    MapTool tool = MapTool::none;
    Measure measure;
    bool go_open = false; ///< the box that asks for coordinates
    Look look;
    Popup popup = Popup::none;
    Swipe swipe;
    bool playing = false; ///< the date goes on by itself
    KeyboardAt keyboard;

    // What follows from the above; made elsewhere, handed in whole.
    std::shared_ptr<const Insight> insight;
    std::shared_ptr<const Styled> styled;
    std::shared_ptr<const Styled> styled_before; ///< under the same theme, on the day compared with; while swiped
    std::shared_ptr<const SelectedReport> report;
    std::shared_ptr<const DrawerLists> drawer;
    std::shared_ptr<const UnitTable> unit_table;
    std::shared_ptr<const Areas> areas;
    std::shared_ptr<const FilterResult> filtered; ///< none while nothing is filtered
    std::shared_ptr<const TableRows> table_rows;
    std::shared_ptr<const LegendCounts> legend_counts; ///< for another scope than all, or another measure than counts
    std::shared_ptr<const PlanDesk> plan_desk;
    std::shared_ptr<const SpotReport> spot;
    std::shared_ptr<const PlanLegend> plan_legend;
    std::vector<std::optional<PickedPlace>> picked_places; ///< by scan, where its points are not those of the files
    std::shared_ptr<const ShownScans> shown_scans;
    std::shared_ptr<const PanePicture> pane_picture;
    std::vector<TaskStatus> tasks;

    /// The day to compare with: as chosen, else the last of the year before.
    [[nodiscard]] Date since() const;
    /// What the legend counts, nothing while it is being counted, or where it shows plain counts of all units.
    [[nodiscard]] const LegendCounts* current_legend_counts() const;
    /// The level that the map shows: a theme may have moved to where it has something to say.
    [[nodiscard]] Level shown_level() const;
    /// The table of the present date and level, nothing before the first one is made.
    [[nodiscard]] const TableRows* current_table() const {
        return table_rows && document && table_rows->table->snapshot->atlas == document->atlas &&
                       table_rows->table->level == shown_level()
                   ? table_rows.get()
                   : nullptr;
    }
    /// The theme with the criteria set that was chosen for all panels.
    [[nodiscard]] ThemeChoice theme_under_set() const;
    /// What the map shows of planning layers, the lowest first.
    [[nodiscard]] std::vector<PlanLook> plan_looks() const;
    /// What the map is to show of scans, the lowest first.
    [[nodiscard]] std::vector<ScanLook> scan_looks() const;
    /// What it shows, perhaps of a view before; null without any.
    [[nodiscard]] const ShownScans* current_scans() const;
    /// By its points as they stand; none without position.
    [[nodiscard]] std::shared_ptr<const ScanPlace> place_of_scan(std::uint32_t scan) const;
    [[nodiscard]] bool scan_is_saved(const ScanChoice& choice) const; ///< its points are those of the file
    /// Of the present date, nothing while it is being made.
    [[nodiscard]] const PlanDesk* current_plan_desk() const;
    /// Places where plans are wrong, while their panel is open; may be null.
    [[nodiscard]] std::shared_ptr<const PolygonColumns> plan_flaws() const;
    [[nodiscard]] const Atlas* atlas() const { return document ? document->atlas.get() : nullptr; }
    /// The report of the present selection, nothing while it is being made.
    [[nodiscard]] const SelectedReport* current_report() const {
        return report && report->report.unit == selected ? report.get() : nullptr;
    }
    /// The lists of the open tab, nothing while they are being made.
    [[nodiscard]] const DrawerLists* current_drawer() const {
        return drawer && document && drawer->snapshot->atlas == document->atlas && drawer->tab == drawer_tab
                   ? drawer.get()
                   : nullptr;
    }
};

} // namespace ntm::viewer
