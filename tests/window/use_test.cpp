// A person's hand on the real window: what is dragged, typed and walked through with the keyboard. Every step waits for
// the state that it brings about, none for a time.

#include "tests/window/desk.hpp"

#include "geo/atlas/atlas.hpp"
#include "geo/base/paths.hpp"
#include "geo/picture/theme.hpp"
#include "geo/shape/outline.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <iostream>

using namespace ntm;

namespace {

using Json = nlohmann::json;
constexpr int width_px = 1280;
constexpr int height_px = 800;

bool can_run() {
    const auto missing = Desk::missing();
    if (!missing.empty()) {
        std::cout << "skipped: this machine has no " << missing << "\n";
    }
    return missing.empty();
}

bool loaded(const Json& state) {
    return !state["legend"].is_null() && state["map"]["width"].get<int>() > 200;
}

struct Rect {
    int x = 0, y = 0, width = 0, height = 0;
    explicit Rect(const Json& map)
        : x(map["x"])
        , y(map["y"])
        , width(map["width"])
        , height(map["height"]) {}
};

std::string move_to(double x, double y) {
    return "mousemove " + std::to_string(static_cast<int>(x)) + " " + std::to_string(static_cast<int>(y));
}

const std::shared_ptr<const Atlas>& sample() {
    static const auto atlas = *load_atlas("sample:thanh-hoa-2022");
    return atlas;
}

bool close_to(Rgba a, Rgba b) {
    return std::abs(a.r - b.r) <= 2 && std::abs(a.g - b.g) <= 2 && std::abs(a.b - b.b) <= 2;
}

/// Of the communes with room around their point, how many show the fill of the theme just below it, in a map that
/// begins at `map_x`.
std::pair<int, int> agreeing(const Image& image, const Json& state, int map_x, const StyledMap& styled) {
    const Rect map(state["map"]);
    const MapView view{{state["view"]["center"][0], state["view"]["center"][1]},
                       state["view"]["metres_per_px"],
                       map.width,
                       map.height};
    std::pair<int, int> counts;
    const auto& points = sample()->label_points[0];
    for (std::uint32_t id = 0; id < points.size(); ++id) {
        const Point px = view.to_px(points[id].at);
        const int x = static_cast<int>(px.x), y = static_cast<int>(px.y) + 14;
        const bool seen = x > 20 && x < map.width - 20 && y > 120 && y < map.height - 120;
        const bool roomy = points[id].clearance / view.metres_per_px > 18;
        if (!seen || !roomy || styled.units[id].pattern != Pattern::none ||
            !contains(sample()->coverage, id, view.to_metres({x + 0.5, y + 0.5}))) {
            continue;
        }
        ++counts.first;
        const auto at = static_cast<std::size_t>(map.y + y) * static_cast<std::size_t>(image.width_px) +
                        static_cast<std::size_t>(map_x + x);
        counts.second += close_to(image.pixels[at], styled.units[id].fill) ? 1 : 0;
    }
    return counts;
}

} // namespace

TEST_CASE("the line between two dates is dragged by the mouse, and the map stays where it is") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    desk.input("key s");
    const auto swiped = desk.wait_until([](const Json& s) { return s["swipe"]["on"].get<bool>(); });
    REQUIRE(swiped);
    const Rect map((*swiped)["map"]);
    const double y = map.y + map.height / 2.0;
    desk.input(move_to(map.x + map.width / 2.0, y));
    REQUIRE(
        desk.wait_until([](const Json& s) { return s["cursor"].is_null(); })); // the line has the mouse, not the map
    desk.input("mousedown 1");
    // A first small step: however the press and the step fall on frames, both are on the line.
    desk.input(move_to(map.x + map.width / 2.0 + 3, y));
    REQUIRE(desk.wait_until([](const Json& s) { return s["swipe"]["at"] != 0.5; }));
    for (const double share : {0.6, 0.7}) {
        desk.input(move_to(map.x + map.width * share, y));
        const auto moved =
            desk.wait_until([&](const Json& s) { return std::fabs(s["swipe"]["at"].get<double>() - share) < 0.01; });
        CHECK(moved);
    }
    desk.input("mouseup 1");
    desk.input(move_to(map.x + map.width * 0.2, y));
    const auto after = desk.wait_until([](const Json& s) { return !s["cursor"].is_null(); });
    REQUIRE(after);
    CHECK((*after)["swipe"]["at"].get<double>() == Approx(0.7).margin(0.01)); // let go, it stays
    CHECK((*after)["view"] == (*swiped)["view"]);
}

TEST_CASE("the upper edge of the lists is dragged: they take room from the map, and give it back") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    desk.input("key ctrl+1");
    const auto opened = desk.wait_until([](const Json& s) { return s["drawer"]["open"].get<bool>(); });
    REQUIRE(opened);
    const Rect map((*opened)["map"]);
    const int edge = map.y + map.height + 2;
    const int before = (*opened)["drawer"]["height"];
    desk.input(move_to(400, edge));
    desk.input("mousedown 1");
    // A first small step: however the press and the step fall on frames, both are on the edge.
    desk.input(move_to(400, edge + 1));
    REQUIRE(desk.wait_until([&](const Json& s) { return s["drawer"]["height"] != before; }));
    for (const int up : {60, 100, -40}) {
        desk.input(move_to(400, edge - up));
        const auto dragged = desk.wait_until(
            [&](const Json& s) { return std::abs(s["drawer"]["height"].get<int>() - (before + up)) <= 4; });
        REQUIRE(dragged);
        CHECK((*dragged)["map"]["height"].get<int>() == Approx(map.height - up).margin(4));
    }
    desk.input("mouseup 1");
}

TEST_CASE("the palette of actions finds by words without marks, and Enter does what was found") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    desk.input("key ctrl+shift+p");
    REQUIRE(desk.wait_until([](const Json& s) { return s["popup"].get<bool>(); }));
    desk.input("type --delay 80 'may chieu'");
    desk.input("key Return");
    const auto done = desk.wait_until([](const Json& s) { return s["look"]["theme"] == "projector"; });
    REQUIRE(done);
    CHECK_FALSE((*done)["popup"].get<bool>());
    desk.input("key ctrl+z"); // looks are taken back as all else
    REQUIRE(desk.wait_until([](const Json& s) { return s["look"]["theme"] == "light"; }));

    // A row is pressed by the mouse as well.
    desk.input("key ctrl+shift+p");
    REQUIRE(desk.wait_until([](const Json& s) { return s["popup"].get<bool>(); }));
    desk.input("type --delay 80 'giao dien: toi'");
    const auto one_left = desk.screenshot(); // drawn: the list has come down to one row
    REQUIRE(one_left);
    desk.input("mousemove 640 116 click 1");
    CHECK(desk.wait_until([](const Json& s) { return s["look"]["theme"] == "dark"; }));
}

TEST_CASE("other data is opened from within the window, by its name or from the list of samples") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    desk.input("key ctrl+o");
    REQUIRE(desk.wait_until([](const Json& s) { return s["popup"].get<bool>(); }));
    desk.input("type --delay 80 'sample:thai-nguyen-2020'");
    desk.input("key Return");
    REQUIRE(desk.wait_until([](const Json& s) { return s["workspace"] == "thai-nguyen-2020" && loaded(s); }));
    desk.input("mousemove 120 27 click 1"); // the title
    REQUIRE(desk.wait_until([](const Json& s) { return s["popup"].get<bool>(); }));
    desk.input("mousemove 120 306 click 1");
    const auto other = desk.wait_until([](const Json& s) { return s["workspace"] == "thanh-hoa-2024" && loaded(s); });
    REQUIRE(other);
    CHECK_FALSE((*other)["popup"].get<bool>());
}

TEST_CASE("typing above the table filters it and the map; Escape leads back to the map") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    desk.input("key ctrl+1");
    const auto opened = desk.wait_until([](const Json& s) { return !s["table"].is_null(); });
    REQUIRE(opened);
    CHECK((*opened)["table"]["rows"] == 559);
    const Rect map((*opened)["map"]);
    desk.input(move_to(130, map.y + map.height + 56) + " click 1");
    desk.input("type --delay 80 'trieu son'");
    const auto filtered = desk.wait_until([](const Json& s) {
        return s["filter"]["text"] == "trieu son" && !s["table"].is_null() && s["table"]["rows"] != 559;
    });
    REQUIRE(filtered);
    CHECK((*filtered)["table"]["rows"] == 34); // document 004: 32 communes and two towns
    CHECK((*filtered)["filter"]["passing"] == 34);
}

TEST_CASE("two dates stand beside each other as two maps of one ground, and the mouse works on both") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px, "since 2010-01-01\n");
    const auto opened = desk.wait_until(loaded);
    REQUIRE(opened);
    const Rect whole((*opened)["map"]);
    desk.input("key shift+s");
    auto both = desk.wait_until([](const Json& s) { return s["swipe"]["beside"].get<bool>(); });
    REQUIRE(both);
    desk.input("key --delay 50 equal equal equal");
    const double wanted = (*both)["view"]["metres_per_px"].get<double>() / 3;
    both = desk.wait_until([&](const Json& s) { return s["view"]["metres_per_px"].get<double>() < wanted; });
    REQUIRE(both);
    const Rect right((*both)["map"]);
    const int left_x = whole.x; // the left rail stayed
    CHECK(right.x >= left_x + right.width);
    CHECK(right.x - left_x - right.width <= 6);

    const auto picture = desk.screenshot();
    REQUIRE(picture);
    const auto colours_on = [&](Date day) {
        return apply_theme(*make_snapshot(sample(), day, sample()->default_plan_period()), Theme::tier, Level::commune);
    };
    const auto then = colours_on(*Date::from_ymd(2010, 1, 1)), now = colours_on(sample()->default_date());
    const auto on_left = agreeing(*picture, *both, left_x, then), on_right = agreeing(*picture, *both, right.x, now);
    CHECK(on_left.first >= 15);
    CHECK(on_left.second >= on_left.first * 8 / 10);
    CHECK(on_right.second >= on_right.first * 8 / 10);
    const auto swapped = agreeing(*picture, *both, left_x, now);
    CHECK(swapped.second < on_left.second); // in 2010 nobody was recognised

    // The same place of either map is the same ground.
    desk.input(move_to(right.x + right.width / 2, right.y + right.height / 2));
    const auto over_right = desk.wait_until([](const Json& s) { return s["hovered"].is_object(); });
    REQUIRE(over_right);
    desk.input("mousemove 20 20");
    REQUIRE(desk.wait_until([](const Json& s) { return s["hovered"].is_null(); }));
    desk.input(move_to(left_x + right.width / 2, right.y + right.height / 2));
    const auto over_left = desk.wait_until([](const Json& s) { return s["hovered"].is_object(); });
    REQUIRE(over_left);
    CHECK((*over_left)["hovered"] == (*over_right)["hovered"]);
    desk.input("click 1");
    const auto selected = desk.wait_until([](const Json& s) { return s["selected"].is_object(); });
    REQUIRE(selected);
    CHECK((*selected)["selected"]["code"] == (*over_right)["hovered"]["code"]);
    desk.input("key shift+s");
    CHECK(desk.wait_until([](const Json& s) { return !s["swipe"]["on"].get<bool>(); }));
}

TEST_CASE("the window is used by the keyboard alone: Tab goes round its parts, arrows walk, Enter presses") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    for (const char* part : {"top", "legend"}) {
        desk.input("key Tab");
        REQUIRE(desk.wait_until([&](const Json& s) { return s["keyboard"] == part; }));
    }
    // The first of the legend are the scopes of its counts: one to the right is "in view".
    desk.input("key Right");
    desk.input("key Return");
    CHECK(desk.wait_until([](const Json& s) { return s["legend_scope"] == "view"; }));
    desk.input("key F6");
    REQUIRE(desk.wait_until([](const Json& s) { return s["keyboard"] == "drawer"; }));
    desk.input("key Return"); // the first tab: the table
    const auto table = desk.wait_until([](const Json& s) { return !s["table"].is_null(); });
    REQUIRE(table);
    desk.input("key Escape");
    REQUIRE(desk.wait_until([](const Json& s) { return s["keyboard"] == "map"; }));
    // On the map arrows move it again.
    desk.input("key Left");
    CHECK(desk.wait_until([&](const Json& s) { return s["view"]["center"] != (*table)["view"]["center"]; }));
}

TEST_CASE("what was chosen survives the end of the program by force") {
    if (!can_run()) {
        return;
    }
    const TemporaryFolder folder;
    const auto session = folder.path() / "session.json";
    std::string code;
    {
        Desk desk("sample:thanh-hoa-2022", width_px, height_px, "session " + session.string() + "\n");
        REQUIRE(desk.wait_until(loaded));
        desk.input("key ctrl+k");
        REQUIRE(desk.wait_until([](const Json& s) { return s["search"]["open"].get<bool>(); }));
        desk.input("type --delay 80 '15709'"); // a commune of Triệu Sơn
        REQUIRE(desk.wait_until(
            [](const Json& s) { return !s["search"]["hits"].empty() && s["search"]["text"] == "15709"; }));
        desk.input("key Return");
        const auto selected = desk.wait_until([](const Json& s) { return s["selected"].is_object(); });
        REQUIRE(selected);
        code = (*selected)["selected"]["code"];
        // Nobody touches the window any more: by itself it writes down what was chosen.
        const bool written = desk.wait_until([&](const Json&) {
                                     const auto text = read_file(session);
                                     return text && text->find("\"" + code + "\"") != std::string::npos;
                                 })
                                 .has_value();
        REQUIRE(written);
        desk.kill_at_once();
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px, "session " + session.string() + "\n");
    const auto back = desk.wait_until([](const Json& s) { return loaded(s) && s["selected"].is_object(); });
    REQUIRE(back);
    CHECK((*back)["selected"]["code"] == code);
}
