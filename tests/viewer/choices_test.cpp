// Selection, filters, undo and sessions: state and commands alone, without a window.

#include "viewer/state/choices.hpp"
#include "viewer/state/commands.hpp"
#include "viewer/state/session.hpp"

#include "tests/catch.hpp"
#include "tests/viewer/made_document.hpp"

#include <random>

using namespace ntm;
using namespace ntm::viewer;

namespace {

UnitRef commune(std::uint32_t id) {
    return {Level::commune, id};
}

using Ids = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("one click selects one, Ctrl adds and takes away, and one of them is in hand") {
    AppState state = open_state();
    apply(state, SelectUnit{commune(1)});
    apply(state, ToggleUnit{commune(3)});
    CHECK(state.marked.ids == Ids{1, 3});
    CHECK(state.selected == commune(3));
    apply(state, ToggleUnit{commune(3)});
    CHECK(state.marked.ids == Ids{1});
    CHECK(state.selected == commune(1));
    apply(state, SelectUnit{commune(2)});
    CHECK(state.marked.ids == Ids{2});
    apply(state, ToggleUnit{{Level::district, 0}}); // of another level: a selection is of one
    CHECK(state.marked == UnitSet{Level::district, {0}});
    apply(state, ToggleUnit{commune(99)});
    CHECK(state.marked == UnitSet{Level::district, {0}});
}

TEST_CASE("a box selects by the point of the name, the inverse is the rest, a set is kept by name") {
    AppState state = open_state();
    // Label points lie in the middle of the squares: the first two within x 500000..520000.
    const Point from = state.view.to_px({500000, 2210000});
    const Point to = state.view.to_px({516000, 2200000});
    apply(state, MarkBox{from, to, false});
    CHECK(state.marked.ids == Ids{0, 1});
    apply(state, KeepSet{"phía tây"});
    apply(state, InvertMarks{});
    CHECK(state.marked.ids == Ids{2, 3});
    apply(state, KeepSet{"phía đông"});
    apply(state, SelectUnit{});
    CHECK(state.marked.empty());
    REQUIRE(state.sets.size() == 2);
    apply(state, MarkUnits{state.sets[0].units, false});
    CHECK(state.marked.ids == Ids{0, 1});
    apply(state, DropSet{0});
    CHECK(state.sets.size() == 1);
}

TEST_CASE("what was done is taken back step by step and done again; moving the map is one step") {
    AppState state = open_state();
    const Choices at_first = choices_of(state);
    apply(state, PanMap{10, 0});
    apply(state, PanMap{10, 0});
    apply(state, ZoomMap{2, std::nullopt});
    apply(state, SelectUnit{commune(2)});
    apply(state, SelectUnit{commune(2)}); // changes nothing: no step
    apply(state, SetTheme{Theme::plan});
    CHECK(state.history.steps().size() == 3);
    const Choices at_last = choices_of(state);
    apply(state, Undo{});
    CHECK(state.theme == ThemeChoice(Theme::tier));
    CHECK(state.selected == commune(2));
    apply(state, UndoTo{0});
    CHECK(choices_of(state) == at_first);
    apply(state, Undo{}); // nothing left: nothing happens
    CHECK(choices_of(state) == at_first);
    for (int i = 0; i < 4; ++i) {
        apply(state, Redo{});
    }
    CHECK(choices_of(state) == at_last);
    apply(state, Undo{});
    apply(state, SetFilter{UnitFilter{"hai", {}, {}, false}});
    CHECK(state.history.undone().empty()); // another way was taken
}

TEST_CASE("what a session keeps comes back with its workspace, and with no other") {
    AppState state = open_state();
    apply(state, SetDate{*Date::parse("2022-08-31")});
    apply(state, MarkUnits{{Level::commune, {1, 3}}, false});
    apply(state, KeepSet{"hai xã"});
    apply(state, SetFilter{UnitFilter{"xa", {Level::district, 1}, {}, true}});
    apply(state, ZoomMap{3, std::nullopt});
    apply(state, SetLanguage{Language::en});
    apply(state, SetDrawerTab{DrawerTab::compare});
    const auto text = session_text(state);

    AppState next;
    apply(next, PlaceMap{{300, 100, 600, 400}});
    REQUIRE(begin_session(next, text));
    CHECK(next.language == Language::en);
    CHECK(next.workspace_argument == "made");
    apply(next, DocumentLoaded{made_document(), {}});
    CHECK(choices_of(next) == choices_of(state));
    CHECK(next.sets == state.sets);
    CHECK(next.drawer_tab == DrawerTab::compare);
    CHECK(session_text(next) == text);

    AppState elsewhere;
    apply(elsewhere, PlaceMap{{300, 100, 600, 400}});
    REQUIRE(begin_session(elsewhere, text));
    apply(elsewhere, OpenWorkspace{"another"}); // named on the command line
    apply(elsewhere, DocumentLoaded{made_document(), {}});
    CHECK(elsewhere.marked.empty());
    CHECK(elsewhere.filter.empty());

    for (const char* broken : {"", "{", "[]", "{\"version\": 1}", "{\"version\": 99, \"workspace\": \"made\"}"}) {
        AppState fresh;
        CHECK_FALSE(begin_session(fresh, broken));
    }
    AppState odd;
    apply(odd, PlaceMap{{300, 100, 600, 400}});
    REQUIRE(begin_session(odd, R"({"version":1,"workspace":"made","view":{"center":"x"},"marked":[7],"filter":3})"));
    apply(odd, OpenWorkspace{"made"});
    apply(odd, DocumentLoaded{made_document(), {}}); // must not throw
    CHECK(odd.document);
}

TEST_CASE("any run of commands gives the same state again, and undo leads back to its beginning") {
    const auto run = [](AppState& state, unsigned seed) {
        std::mt19937 random(seed);
        const auto pick = [&](std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); };
        for (int i = 0; i < 100'000; ++i) {
            switch (pick(30)) {
            case 0:
                apply(state, SelectUnit{commune(pick(6))});
                break;
            case 1:
                apply(state, ToggleUnit{commune(pick(6))});
                break;
            case 2:
                apply(state, PanMap{double(pick(40)) - 20, double(pick(40)) - 20});
                break;
            case 3:
                apply(state, ZoomMap{pick(2) == 0 ? 1.5 : 0.7, std::nullopt});
                break;
            case 4:
                apply(state, SetTheme{all_themes[pick(all_themes.size())]});
                break;
            case 5:
                apply(state, SetLevel{all_levels[pick(3)]});
                break;
            case 6:
                apply(state, SetDate{*Date::from_ymd(2015 + int(pick(10)), 1 + int(pick(12)), 1)});
                break;
            case 7:
                apply(state, InvertMarks{});
                break;
            case 8:
                apply(state, Undo{});
                break;
            case 9:
                apply(state, Redo{});
                break;
            case 10:
                apply(state, SetFilter{UnitFilter{pick(2) == 0 ? "" : "xa", {}, {}, pick(2) == 0}});
                break;
            case 11:
                apply(state, MarkBox{{double(pick(600)), 0}, {double(pick(600)), 400}, pick(2) == 0});
                break;
            case 12:
                apply(state, SortTable{{pick(2) == 0 ? "name" : "tier", pick(2) == 0}});
                break;
            case 13:
                ntm::viewer::apply(state, pick(2) == 0 ? Command(BackView{}) : Command(ForwardView{}));
                break;
            case 14:
                apply(state, FitUnit{commune(pick(6))});
                break;
            case 15:
                apply(state, GoToText{"X " + std::to_string(2'195'000 + pick(20000)) + " Y " +
                                          std::to_string(495'000 + pick(50000)),
                                      {}});
                break;
            case 16:
                apply(state, MarkLasso{{{double(pick(600)), double(pick(400))},
                                        {double(pick(600)), double(pick(400))},
                                        {double(pick(600)), double(pick(400))}},
                                       pick(2) == 0});
                break;
            case 17:
                ntm::viewer::apply(state, pick(3) == 0
                                              ? Command(SetTool{MapTool(pick(4))})
                                              : Command(AddMeasurePoint{{double(pick(600)), double(pick(400))}}));
                break;
            case 18:
                ntm::viewer::apply(state, pick(2) == 0 ? Command(DropMeasurePoint{}) : Command(EndMeasure{}));
                break;
            case 19:
                apply(state, ToggleChip{pick(4), pick(2) == 0});
                break;
            case 20:
                apply(state, DropSet{pick(4)});
                break;
            case 21:
                apply(state, ShowColumn{pick(2) == 0 ? "name" : "plan", pick(2) == 0});
                break;
            case 22:
                ntm::viewer::apply(state, pick(20) == 0 ? Command(DocumentLoaded{made_document(), {}})
                                                        : Command(UndoTo{pick(50)}));
                break;
            case 23:
                ntm::viewer::apply(state, pick(2) == 0 ? Command(SetSince{*Date::from_ymd(2010 + int(pick(10)), 6, 1)})
                                                       : Command(SetSwipe{pick(2) == 0}));
                break;
            case 24:
                ntm::viewer::apply(state, pick(2) == 0 ? Command(Play{pick(2) == 0}) : Command(PlayStep{}));
                break;
            case 25:
                apply(state, SetLook{{all_look_themes[pick(3)], look_percents[pick(look_percents.size())]}});
                break;
            case 26:
                ntm::viewer::apply(state, pick(2) == 0 ? Command(MoveSwipe{pick(100) / 100.0})
                                                       : Command(SetSwipe{pick(2) == 0, pick(2) == 0}));
                break;
            case 27:
                apply(state, FocusPart{std::nullopt, pick(2) == 0 ? 1 : -1});
                break;
            case 28:
                ntm::viewer::apply(
                    state, pick(2) == 0
                               ? Command(SetLegendMeasure{all_legend_measures[pick(3)]})
                               : Command(DeskCommand(DecideJoin{
                                     {"a.csv", std::string(1, char('a' + pick(3))), {}, "00101"}, pick(3) == 0})));
                break;
            default:
                apply(state, KeepSet{std::string(1, char('a' + pick(3)))});
                break;
            }
        }
    };
    AppState one = open_state();
    AppState two = open_state();
    run(one, 7);
    run(two, 7);
    CHECK(choices_of(one) == choices_of(two));
    CHECK(session_text(one) == session_text(two));
    CHECK(one.history.steps().size() <= History::most_steps);
    for (const std::uint32_t id : one.marked.ids) {
        CHECK(id < one.atlas()->units.count(one.marked.level));
    }
    CHECK((one.marked.empty() || one.marked.contains(one.selected)));
}
