// Finding and going: searches, coordinates, views before and after, measuring. State and commands alone.

#include "viewer/state/actions.hpp"
#include "viewer/state/commands.hpp"
#include "viewer/state/search.hpp"
#include "viewer/state/session.hpp"

#include "tests/catch.hpp"
#include "tests/viewer/made_document.hpp"

#include <algorithm>

using namespace ntm;
using namespace ntm::viewer;

namespace {

std::shared_ptr<const Atlas> sample() {
    static const auto atlas = *load_atlas("sample:thanh-hoa-2022");
    return atlas;
}

std::vector<SearchHit> found(const std::string& text) {
    return find_hits(*sample(), text, *Date::parse("2022-08-31"), {}, 40);
}

} // namespace

TEST_CASE("coordinates are gone to, pinned and remembered; what lies outside is refused in words") {
    AppState state = open_state();
    // echo "520000 2205000" | cs2cs -f %.6f EPSG:3405 EPSG:4326 gives 19.940344 105.192995
    apply(state, GoToText{"19,940344 105,192995", {}});
    REQUIRE(state.pin);
    CHECK(state.pin->metres.x == Approx(520000).margin(0.2));
    CHECK(state.pin->metres.y == Approx(2205000).margin(0.2));
    CHECK(state.view.center.x == Approx(520000).margin(0.2));
    apply(state, GoToText{"X 2.201.000 Y 505.000", {}});
    CHECK(state.pin->metres == Point{505000, 2201000});
    REQUIRE(state.recent.size() == 2);
    CHECK(state.recent.front().text == "X 2.201.000 Y 505.000");
    const MapView view = state.view;
    apply(state, GoToText{"10.5, 106.5", {}});
    CHECK(state.message.key == "ui.go.outside");
    CHECK(state.view == view);
    apply(state, GoToText{"không phải tọa độ", {}});
    CHECK(state.message.key == "ui.go.not_read");
    apply(state, DropPin{});
    CHECK_FALSE(state.pin);
}

TEST_CASE("back leads to where one was, forward to where one came from; a drag of many small steps is one view") {
    AppState state = open_state();
    const MapView whole = state.view;
    apply(state, FitUnit{{Level::commune, 3}});
    const MapView near = state.view;
    for (int i = 0; i < 20; ++i) {
        apply(state, PanMap{2, 0});
    }
    const MapView moved = state.view;
    apply(state, BackView{});
    CHECK(state.view == near);
    apply(state, BackView{});
    CHECK(state.view == whole);
    apply(state, BackView{});
    CHECK(state.view == whole);
    apply(state, ForwardView{});
    apply(state, ForwardView{});
    CHECK(state.view == moved);
    apply(state, BackView{});
    apply(state, FitMap{}); // another way was taken
    CHECK_FALSE(state.trail.can_go_forward());
}

TEST_CASE("a square of 10 km is measured on the ellipsoid, not on the map") {
    AppState state = open_state();
    apply(state, SetTool{MapTool::area});
    for (const Point metres : {Point{510000, 2200000}, {520000, 2200000}, {520000, 2210000}, {510000, 2210000}}) {
        apply(state, AddMeasurePoint{state.view.to_px(metres)});
    }
    // EPSG:3405 draws lengths near its meridian 0.9996 times as long: 10 km of the map are 10,004 m of ground.
    CHECK(state.measure.legs_m.front() == Approx(10000 / 0.9996).epsilon(2e-5));
    CHECK(state.measure.area_m2 == Approx(1e8 / 0.9996 / 0.9996).epsilon(4e-5));
    CHECK(state.measure.closing_m == Approx(10000 / 0.9996).epsilon(2e-5));
    apply(state, DropMeasurePoint{});
    CHECK(state.measure.area_m2 == Approx(0.5e8 / 0.9996 / 0.9996).epsilon(1e-4));
    apply(state, EndMeasure{});
    apply(state, AddMeasurePoint{{10, 10}}); // begins another
    CHECK(state.measure.metres.size() == 1);
    apply(state, SetTool{MapTool::none});
    CHECK(state.measure.metres.empty());
}

TEST_CASE("a lasso takes the units whose name stands inside, and adds to those selected") {
    AppState state = open_state();
    const auto px = [&](double x, double y) { return state.view.to_px({x, y}); };
    apply(state, MarkLasso{{px(511000, 2201000), px(519000, 2201000), px(515000, 2209000)}, false});
    CHECK(state.marked.ids == std::vector<std::uint32_t>{1});
    apply(state, MarkLasso{{px(531000, 2201000), px(539000, 2201000), px(535000, 2209000)}, true});
    CHECK(state.marked.ids == std::vector<std::uint32_t>{1, 3});
}

TEST_CASE("a reload keeps all that was selected, the sets and the filter, by their codes") {
    AppState state = open_state();
    apply(state, MarkUnits{{Level::commune, {0, 2}}, false});
    apply(state, KeepSet{"hai xã"});
    apply(state, SetFilter{UnitFilter{"xa", {Level::district, 1}, {}, true}});
    apply(state, DocumentLoaded{made_document(), {}});
    CHECK(state.marked == UnitSet{Level::commune, {0, 2}});
    REQUIRE(state.sets.size() == 1);
    CHECK(state.sets[0].units == UnitSet{Level::commune, {0, 2}});
    CHECK(state.filter.within == UnitRef{Level::district, 1});
    CHECK(state.filter.marked_only);
}

TEST_CASE("criteria, decisions and units are found by what people type") {
    const auto criteria = found("tieu chi 17");
    REQUIRE_FALSE(criteria.empty());
    CHECK(std::any_of(criteria.begin(), criteria.end(),
                      [](const SearchHit& hit) { return hit.kind == HitKind::criterion && hit.text == "17"; }));
    // A unit by its name stands first, whatever else holds the same letters.
    const auto units = found("trieu son");
    REQUIRE_FALSE(units.empty());
    CHECK(units.front().kind == HitKind::unit);
    const auto place = found("19,8 105,7");
    REQUIRE_FALSE(place.empty());
    CHECK(place.front().kind == HitKind::place);

    const auto& rows = sample()->recognitions.rows;
    const auto numbered =
        std::find_if(rows.begin(), rows.end(), [](const Recognition& row) { return !row.decision_no.empty(); });
    REQUIRE(numbered != rows.end());
    const auto decisions = found(numbered->decision_no);
    const auto hit = std::find_if(decisions.begin(), decisions.end(), [&](const SearchHit& each) {
        return each.kind == HitKind::decision && each.text == numbered->decision_no;
    });
    REQUIRE(hit != decisions.end());
    CHECK_FALSE(hit->units.empty());
}

TEST_CASE("recent places are offered while nothing is typed, and a session keeps them") {
    AppState state = open_state();
    apply(state, SetSearch{"xa 3"});
    apply(state, SearchFound{"xa 3", {UnitRef{Level::commune, 3}}});
    apply(state, TakeSearchChoice{});
    apply(state, GoToText{"X 2201000 Y 505000", {}});
    REQUIRE(state.recent.size() == 2);
    const auto text = session_text(state);
    AppState next;
    apply(next, PlaceMap{{300, 100, 600, 400}});
    REQUIRE(begin_session(next, text));
    apply(next, DocumentLoaded{made_document(), {}});
    CHECK(next.recent == state.recent);
}

TEST_CASE("no two actions share their keys, and each has its words") {
    const auto& all = actions();
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            INFO(all[i].key + " " + all[j].key);
            CHECK((all[i].chord.key == 0 || !(all[i].chord == all[j].chord)));
        }
    }
    for (const char* file : {"vi.toml", "en.toml"}) {
        const auto lang = Lang::load(std::string(NTM_SOURCE_DIR) + "/data/lang/" + file,
                                     file[0] == 'v' ? Language::vi : Language::en);
        REQUIRE(lang);
        for (const Action& action : all) {
            INFO(action.key);
            CHECK(lang->has(action.key));
            CHECK((action.what_key.empty() || lang->has(action.what_key)));
        }
    }
}
