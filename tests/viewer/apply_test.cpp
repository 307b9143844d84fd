// Commands are the one door for change: each is tried on a state without a window.

#include "viewer/state/commands.hpp"

#include "tests/catch.hpp"
#include "tests/viewer/made_document.hpp"

using namespace ntm;
using namespace ntm::viewer;

namespace {

UnitRef commune(std::uint32_t id) {
    return {Level::commune, id};
}

} // namespace

TEST_CASE("a loaded document is shown whole") {
    const AppState state = open_state();
    CHECK_FALSE(state.loading);
    CHECK(state.follows_extent);
    CHECK(state.view.center == Point{520000, 2205000});
    const Point corner = state.view.to_px({500000, 2210000});
    CHECK(corner.x > 0);
    CHECK(corner.x < 60);
}

TEST_CASE("a workspace that cannot be opened leaves the notices open and the old document shown") {
    AppState state = open_state();
    apply(state, OpenWorkspace{"nowhere"});
    CHECK(state.loading);
    apply(state, DocumentLoaded{nullptr, {{Severity::error, "file_missing", {}, {}}}});
    CHECK_FALSE(state.loading);
    CHECK(state.notices_open);
    CHECK(state.issues.size() == 1);
    REQUIRE(state.document);
}

TEST_CASE("selecting by code finds the finest level and unknown codes select nothing") {
    AppState state = open_state();
    apply(state, SelectCode{"00102"});
    CHECK(state.selected == commune(2));
    apply(state, SelectCode{"02"});
    CHECK(state.selected == UnitRef{Level::district, 1});
    apply(state, SelectCode{"99"});
    CHECK_FALSE(state.selected.valid());
    apply(state, SelectUnit{commune(99)}); // of another document
    CHECK_FALSE(state.selected.valid());
}

TEST_CASE("a reload keeps selection and view, another workspace does not keep the selection") {
    AppState state = open_state();
    apply(state, SelectCode{"00103"});
    apply(state, ZoomMap{3, std::nullopt});
    const MapView view = state.view;
    apply(state, DocumentLoaded{made_document(), {}});
    CHECK(state.selected == commune(3));
    CHECK(state.view == view);
}

TEST_CASE("exact outlines take the place of coarse ones; all that was chosen meanwhile stays") {
    AppState state = open_state();
    auto rough = std::make_shared<Atlas>(*made_document()->atlas);
    rough->coarse = true;
    const auto coarse = make_document(rough);
    apply(state, OpenWorkspace{"made"});
    apply(state, DocumentLoaded{coarse, {}, nullptr});
    CHECK(state.loading); // exact ones are on their way
    apply(state, SelectCode{"00103"});
    apply(state, SetSearch{"xa 3"});
    apply(state, ZoomMap{3, std::nullopt});
    const MapView view = state.view;

    const auto exact = make_document(made_document()->atlas, coarse);
    CHECK(same_units(*exact, *coarse));
    CHECK_FALSE(same_units(*exact, *made_document()));
    AppState elsewhere = state;
    apply(state, DocumentLoaded{exact, {}, coarse});
    CHECK_FALSE(state.loading);
    CHECK(state.document == exact);
    CHECK(state.selected == commune(3));
    CHECK(state.search.text == "xa 3");
    CHECK(state.view == view);
    // Another workspace was opened in the meantime: what comes late is taken as any other.
    apply(elsewhere, DocumentLoaded{made_document(), {}, nullptr});
    apply(elsewhere, DocumentLoaded{exact, {}, coarse});
    CHECK(elsewhere.search.text.empty());
}

TEST_CASE("a load given up leaves the coarse outlines and says so") {
    AppState state = open_state();
    auto rough = std::make_shared<Atlas>(*made_document()->atlas);
    rough->coarse = true;
    apply(state, OpenWorkspace{"made"});
    apply(state, DocumentLoaded{make_document(rough), {}, nullptr});
    apply(state, TasksChanged{{TaskStatus{7, "ui.task.load", "load.borders", 0.5, 400}}});
    apply(state, CancelTask{7});
    CHECK_FALSE(state.loading);
    REQUIRE(state.issues.size() == 1);
    CHECK(state.issues[0].code == "outlines_coarse");
}

TEST_CASE("panning and zooming are the user's: the window no longer refits, until fit is asked for") {
    AppState state = open_state();
    apply(state, PanMap{50, 0});
    CHECK_FALSE(state.follows_extent);
    const double scale = state.view.metres_per_px;
    apply(state, PlaceMap{{300, 100, 900, 700}});
    CHECK(state.view.metres_per_px == scale);
    apply(state, FitMap{});
    CHECK(state.follows_extent);
    CHECK(state.view.metres_per_px < scale);
}

TEST_CASE("the coordinates of a resting cursor follow the ground below it") {
    AppState state = open_state();
    apply(state, MoveCursor{Point{300, 200}});
    REQUIRE(state.cursor);
    CHECK(state.cursor->metres == Point{520000, 2205000});
    REQUIRE(state.cursor->lon_lat);
    // echo "520000 2205000" | cs2cs -f %.6f EPSG:3405 EPSG:4326
    CHECK(state.cursor->lon_lat->x == Approx(105.192995).margin(2e-6));
    CHECK(state.cursor->lon_lat->y == Approx(19.940344).margin(2e-6));
    apply(state, PanMap{10, 0});
    CHECK(state.cursor->metres.x == Approx(520000 - 10 * state.view.metres_per_px));
}

TEST_CASE("taking a search result selects it, closes the list and brings it into sight") {
    AppState state = open_state();
    apply(state, ZoomMap{20, Point{20, 200}}); // far to the west
    apply(state, SetSearch{"xa 3"});
    apply(state, SearchFound{"xa 2", {commune(2)}}); // the answer to an older text
    CHECK(state.search.hits.empty());
    apply(state, SearchFound{"xa 3", {commune(2), commune(3)}});
    apply(state, MoveSearchChoice{1});
    apply(state, MoveSearchChoice{5});
    CHECK(state.search.choice == 1);
    apply(state, TakeSearchChoice{});
    CHECK(state.selected == commune(3));
    CHECK_FALSE(state.search.open);
    CHECK(state.view.box_metres().overlaps(Box{530000, 2200000, 540000, 2210000}));
}

TEST_CASE("a level that the data lacks falls back to one that it has") {
    AppState state = open_state();
    apply(state, SetLevel{Level::district});
    CHECK(state.level == Level::district);
    apply(state, SetLevel{Level::province});
    CHECK(state.level == Level::commune);
}

TEST_CASE("stepping goes from fact to fact and stops at the ends") {
    const auto day = [](int n) { return Date().plus_days(n); };
    const std::vector<Date> days{day(10), day(20), day(30)};
    CHECK(neighbour_fact_day(days, day(20), 1) == day(30));
    CHECK(neighbour_fact_day(days, day(25), -1) == day(20));
    CHECK(neighbour_fact_day(days, day(30), 1) == day(30));
    CHECK(neighbour_fact_day(days, day(10), -1) == day(10));
    CHECK(neighbour_fact_day({}, day(10), 1) == day(10));
}

TEST_CASE("a failed load ends the waiting and is told") {
    AppState state;
    apply(state, OpenWorkspace{"made"});
    apply(state, TaskFailed{"ui.task.load", "out of memory"});
    CHECK_FALSE(state.loading);
    REQUIRE(state.issues.size() == 1);
    CHECK(state.issues[0].code == "task_failed");
    CHECK(state.issues[0].detail == "out of memory");
}

TEST_CASE("the drawer opens with the tab asked for and keeps it while it is folded away") {
    AppState state = open_state();
    CHECK_FALSE(state.drawer_open);
    apply(state, SetDrawerTab{DrawerTab::gaps});
    CHECK(state.drawer_open);
    apply(state, ShowDrawer{false});
    CHECK_FALSE(state.drawer_open);
    CHECK(state.drawer_tab == DrawerTab::gaps);
    apply(state, SetRanking{{"share_ntm", Level::commune}});
    CHECK(state.rank == RankChoice{"share_ntm", Level::commune});
    apply(state, SetCriteriaSet{"XA-NTM-2021"});
    CHECK(state.criteria_set == "XA-NTM-2021");
}

TEST_CASE("lists of another tab or another workspace are not shown") {
    AppState state = open_state();
    auto lists = std::make_shared<DrawerLists>();
    lists->snapshot = make_snapshot(state.document->atlas, state.as_of, state.plan_period);
    lists->tab = DrawerTab::gaps;
    apply(state, DrawerMade{lists});
    apply(state, SetDrawerTab{DrawerTab::gaps});
    CHECK(state.current_drawer() == lists.get());
    apply(state, SetDrawerTab{DrawerTab::risk});
    CHECK(state.current_drawer() == nullptr);
    apply(state, SetDrawerTab{DrawerTab::gaps});
    apply(state, DocumentLoaded{made_document(), {}});
    CHECK(state.current_drawer() == nullptr);
}

TEST_CASE("a found unit is flown to, the search is over, and the map forgets where the mouse was") {
    AppState state = open_state();
    apply(state, MoveCursor{Point{10, 10}});
    apply(state, HoverUnit{commune(0)});
    const double before = state.view.metres_per_px;
    apply(state, SetSearch{"xa 3"});
    apply(state, SearchFound{"xa 3", {commune(3)}});
    apply(state, TakeSearchChoice{});
    CHECK(state.selected == commune(3));
    CHECK(state.search.text.empty());
    CHECK(state.view.metres_per_px < before); // a commune of a tenth of the map is not found by its outline
    CHECK_FALSE(state.cursor);
    CHECK_FALSE(state.hovered.valid());
}

TEST_CASE("saving a picture: a name is suggested, an existing file is asked about, the end is told") {
    AppState state = open_state();
    state.export_folder = "/somewhere";
    apply(state, SetDate{*Date::parse("2022-08-31")});
    apply(state, SetTheme{Theme::tier_plan});
    apply(state, AskExport{ExportKind::map_png});
    REQUIRE(state.export_question);
    CHECK(state.export_question->file == "/somewhere/made-tier-plan-commune-2022-08-31.png");
    apply(state, ExportExists{"/elsewhere/a.png"});
    CHECK(state.export_question->asks_replace);
    apply(state, Exported{"/elsewhere/a.png", {}});
    CHECK_FALSE(state.export_question);
    CHECK(state.message.key == "ui.export.written");
    CHECK(state.message.value == "/elsewhere/a.png");
    CHECK(state.export_folder == "/elsewhere"); // where the next one is suggested
    apply(state, Exported{"/nowhere/b.png", {{Severity::error, "file_write", {}, {}}}});
    CHECK(state.message.key == "ui.export.failed");
    CHECK(state.export_folder == "/elsewhere");
    apply(state, CloseMessage{});
    CHECK(state.message.key.empty());
}
