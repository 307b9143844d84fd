// The real window on the sample: mouse and keys in, state and picture out. Places and colours are worked out from the
// data, not taken from an earlier picture.

#include "tests/window/desk.hpp"

#include "geo/atlas/atlas.hpp"
#include "geo/picture/theme.hpp"
#include "geo/shape/outline.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <iostream>
#include <thread>

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

const std::shared_ptr<const Atlas>& sample() {
    static const auto atlas = *load_atlas("sample:thanh-hoa-2022");
    return atlas;
}

/// The map as the window's state tells it, to find units on the screen.
struct MapOnScreen {
    MapView view;
    int x = 0;
    int y = 0;

    explicit MapOnScreen(const Json& state)
        : view{{state["view"]["center"][0], state["view"]["center"][1]},
               state["view"]["metres_per_px"],
               state["map"]["width"],
               state["map"]["height"]}
        , x(state["map"]["x"])
        , y(state["map"]["y"]) {}

    [[nodiscard]] Point window_px(Point metres) const {
        const Point px = view.to_px(metres);
        return {std::floor(px.x) + x, std::floor(px.y) + y};
    }
    [[nodiscard]] std::string arguments(Point metres) const {
        const Point px = window_px(metres);
        return std::to_string(static_cast<int>(px.x)) + " " + std::to_string(static_cast<int>(px.y));
    }
};

bool loaded(const Json& state) {
    return !state["legend"].is_null() && state["map"]["width"].get<int>() > 300;
}

Point place_of(const std::string& code) {
    const auto& units = sample()->units.at(Level::commune);
    const auto found = std::find(units.code.begin(), units.code.end(), code);
    REQUIRE(found != units.code.end());
    return sample()->label_points[0][static_cast<std::size_t>(found - units.code.begin())].at;
}

/// The commune with the most room around its label point: easy to hit.
std::string roomiest_commune() {
    const auto& points = sample()->label_points[0];
    std::size_t best = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        best = points[i].clearance > points[best].clearance ? i : best;
    }
    return sample()->units.at(Level::commune).code[best];
}

bool close_to(Rgba a, Rgba b) {
    return std::abs(a.r - b.r) <= 2 && std::abs(a.g - b.g) <= 2 && std::abs(a.b - b.b) <= 2;
}

/// Of the communes with room below their name: how many show, 14 px below the label point, the fill of the theme.
struct Agreement {
    int looked_at = 0;
    int agree = 0;
};
Agreement compare_colours(const Image& image, const MapOnScreen& map, const StyledMap& styled) {
    Agreement result;
    const auto& points = sample()->label_points[0];
    for (std::uint32_t id = 0; id < points.size(); ++id) {
        const Point px = map.window_px(points[id].at);
        const Point below{px.x, px.y + 14};
        const Point ground = map.view.to_metres({below.x - map.x + 0.5, below.y - map.y + 0.5});
        const bool roomy = points[id].clearance / map.view.metres_per_px > 18;
        const bool on_map = below.x > map.x + 80 && below.x < map.x + map.view.width_px - 80 && below.y > map.y + 80 &&
                            below.y < map.y + map.view.height_px - 80;
        if (!roomy || !on_map || !contains(sample()->coverage, id, ground) ||
            styled.units[id].pattern != Pattern::none) {
            continue;
        }
        ++result.looked_at;
        const auto at = static_cast<std::size_t>(below.y) * static_cast<std::size_t>(image.width_px) +
                        static_cast<std::size_t>(below.x);
        result.agree += close_to(image.pixels[at], styled.units[id].fill) ? 1 : 0;
    }
    return result;
}

} // namespace

TEST_CASE("mouse and keys do on the map what a person expects") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    const auto opened = desk.wait_until(loaded);
    REQUIRE(opened);
    const std::string code = roomiest_commune();
    const MapOnScreen map(*opened);

    // Resting on a commune names it; clicking selects it.
    desk.input("mousemove " + map.arguments(place_of(code)));
    const auto hovered = desk.wait_until([&](const Json& s) { return s["hovered"].is_object(); });
    REQUIRE(hovered);
    CHECK((*hovered)["hovered"]["code"] == code);
    CHECK((*hovered)["cursor"]["metres"][0].get<double>() ==
          Approx(place_of(code).x).margin(map.view.metres_per_px * 1.5));
    desk.input("click 1");
    const auto selected = desk.wait_until([&](const Json& s) { return s["selected"].is_object(); });
    REQUIRE(selected);
    CHECK((*selected)["selected"]["code"] == code);

    // Dragging moves the ground by as many pixels as the hand, and selects nothing.
    desk.input(
        "mousemove 560 420 mousedown 1 sleep 0.2 mousemove 600 440 sleep 0.2 mousemove 660 470 sleep 0.2 mouseup 1");
    const auto dragged =
        desk.wait_until([&](const Json& s) { return s["view"]["center"][0] != (*opened)["view"]["center"][0]; });
    REQUIRE(dragged);
    CHECK(MapOnScreen(*dragged).view.center.x == Approx(map.view.center.x - 100 * map.view.metres_per_px));
    CHECK(MapOnScreen(*dragged).view.center.y == Approx(map.view.center.y + 50 * map.view.metres_per_px));
    CHECK((*dragged)["selected"]["code"] == code);

    // The wheel zooms about the cursor.
    const double before = MapOnScreen(*dragged).view.metres_per_px;
    desk.input("mousemove 500 300 click 4");
    const auto zoomed =
        desk.wait_until([&](const Json& s) { return s["view"]["metres_per_px"].get<double>() < before * 0.99; });
    REQUIRE(zoomed);
    const auto ground_of = [](const Json& state) {
        const MapOnScreen on(state);
        return on.view.to_metres({500.0 - on.x, 300.0 - on.y});
    };
    CHECK(ground_of(*zoomed).x == Approx(ground_of(*dragged).x));
    CHECK(ground_of(*zoomed).y == Approx(ground_of(*dragged).y));

    // Arrows move, Home shows all again, Escape lets the selection go.
    desk.input("key Right");
    REQUIRE(desk.wait_until(
        [&](const Json& s) { return MapOnScreen(s).view.center.x > MapOnScreen(*zoomed).view.center.x; }));
    desk.input("key Home");
    REQUIRE(desk.wait_until([&](const Json& s) { return s["view"] == (*opened)["view"]; }));
    desk.input("key Escape");
    REQUIRE(desk.wait_until([](const Json& s) { return s["selected"].is_null(); }));
}

TEST_CASE("search by keyboard finds a name without its marks, and Enter opens it") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    desk.input("key ctrl+k");
    REQUIRE(desk.wait_until([](const Json& s) { return s["search"]["open"].get<bool>(); }));
    // The field takes the keyboard a frame or two after it opens; a person's hand is not quicker than that, xdotool is.
    desk.input("sleep 0.5");
    desk.input("type --delay 80 'trieu son'");
    const auto found = desk.wait_until(
        [](const Json& s) { return s["search"]["text"] == "trieu son" && !s["search"]["hits"].empty(); });
    REQUIRE(found);
    CHECK((*found)["search"]["hits"][0]["name"].get<std::string>().find("Triệu Sơn") != std::string::npos);
    desk.input("key Return");
    const auto selected = desk.wait_until([](const Json& s) { return s["selected"].is_object(); });
    REQUIRE(selected);
    CHECK((*selected)["selected"] == (*found)["search"]["hits"][0]);
    CHECK_FALSE((*selected)["search"]["open"].get<bool>());
}

TEST_CASE("the screen shows each commune in the colour of its tier") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    const auto opened = desk.wait_until(loaded);
    REQUIRE(opened);
    desk.input("key --delay 50 equal equal equal"); // near enough for room beside the names
    const double wanted = (*opened)["view"]["metres_per_px"].get<double>() / 3;
    const auto near = desk.wait_until([&](const Json& s) { return s["view"]["metres_per_px"].get<double>() < wanted; });
    REQUIRE(near);
    const auto picture = desk.screenshot();
    REQUIRE(picture);
    CHECK(picture->width_px == width_px);
    CHECK(picture->height_px == height_px);
    const auto snapshot = make_snapshot(sample(), sample()->default_date(), sample()->default_plan_period());
    const auto styled = apply_theme(*snapshot, Theme::tier, Level::commune);
    const auto agreement = compare_colours(*picture, MapOnScreen(*near), styled);
    // Names of neighbours may lie on some of the places.
    CHECK(agreement.looked_at >= 20);
    CHECK(agreement.agree >= agreement.looked_at * 8 / 10);
}

TEST_CASE("an idle window uses no processor") {
    if (!can_run()) {
        return;
    }
    Desk desk("sample:thanh-hoa-2022", width_px, height_px);
    REQUIRE(desk.wait_until(loaded));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const long before = desk.processor_ticks();
    std::this_thread::sleep_for(std::chrono::seconds(2));
    // The script's own waiting for a file costs a tick or two in two hundred.
    CHECK(desk.processor_ticks() - before <= 10);
}
