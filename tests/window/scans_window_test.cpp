// Control points picked with the mouse: on the scan, then on the map.

#include "geo/base/paths.hpp"
#include "geo/shape/view.hpp"
#include "tests/catch.hpp"
#include "tests/geo/scans/made_scans.hpp"
#include "tests/window/desk.hpp"

#include <cmath>
#include <iostream>

using namespace ntm;

namespace {

using Json = nlohmann::json;

/// The sample with a scan that has no position.
void make_workspace(const TemporaryFolder& folder) {
    std::filesystem::copy(std::string(NTM_SOURCE_DIR) + "/data/samples/thanh-hoa-2022", folder.path(),
                          std::filesystem::copy_options::recursive);
    write_scan(folder.path() / "loose.tif",
               {.width = 2000, .height = 1500, .value = [](int x, int, int band) { return band == 1 ? x / 8 : 90; }});
    const auto text = read_file(folder.path() / "workspace.toml");
    REQUIRE(text);
    folder.file("workspace.toml", *text + "\n[[scans]]\nname = \"Tờ rời\"\nsource = \"loose.tif\"\n");
}

std::string at(Point px) {
    return std::to_string(static_cast<int>(px.x)) + " " + std::to_string(static_cast<int>(px.y));
}

Point ground_under(const Json& state, Point window_px) {
    const MapView view{{state["view"]["center"][0], state["view"]["center"][1]},
                       state["view"]["metres_per_px"],
                       state["map"]["width"],
                       state["map"]["height"]};
    return view.to_metres(
        {window_px.x - state["map"]["x"].get<double>(), window_px.y - state["map"]["y"].get<double>()});
}

} // namespace

TEST_CASE("control points are picked with the mouse, on the scan and then on the map") {
    if (const auto missing = Desk::missing(); !missing.empty()) {
        std::cout << "skipped: this machine has no " << missing << "\n";
        return;
    }
    const TemporaryFolder folder;
    make_workspace(folder);
    Desk desk(folder.path().string(), 1280, 800, "scan 1 place\n");
    const auto pane_ready = [](const Json& s) {
        return s["scans"]["pane"].is_object() && s["scans"]["pane"]["width"].get<int>() > 0;
    };
    auto state = desk.wait_until(pane_ready);
    REQUIRE(state);
    const auto points = [](const Json& s) { return s["scans"]["scans"][0]["points"]; };
    const std::vector<std::pair<Point, Point>> clicks{
        {{150, 280}, {520, 300}}, {{330, 290}, {760, 310}}, {{200, 360}, {560, 560}}, {{320, 370}, {740, 580}}};
    std::vector<Point> picked;
    for (std::size_t i = 0; i < clicks.size(); ++i) {
        INFO("point " << i);
        desk.input("mousemove " + at(clicks[i].first) + " click 1");
        state = desk.wait_until([](const Json& s) { return s["scans"]["pane"]["half"] == "pixel"; });
        REQUIRE(state);
        const Json px = (*state)["scans"]["pane"]["picked"];
        picked.push_back({px[0], px[1]});
        desk.input("mousemove " + at(clicks[i].second) + " click 1");
        state = desk.wait_until([&](const Json& s) { return points(s).size() == i + 1; });
        REQUIRE(state);
        const Json point = points(*state)[i];
        const Point ground = ground_under(*state, clicks[i].second);
        const double pixel_m = (*state)["view"]["metres_per_px"];
        CHECK(point["px"] == px);
        CHECK(point["place"][0].get<double>() == Approx(ground.x).margin(1.5 * pixel_m));
        CHECK(point["place"][1].get<double>() == Approx(ground.y).margin(1.5 * pixel_m));
    }
    // As far apart on the scan as the mouse went, times the scale of the pane.
    const double scale = (*state)["scans"]["pane"]["px_per_px"];
    CHECK(picked[1].x - picked[0].x == Approx(180 * scale).margin(1e-6));
    CHECK(picked[2].y - picked[0].y == Approx(80 * scale).margin(1e-6));
    CHECK((*state)["scans"]["scans"][0]["rms_m"].is_number());
    CHECK_FALSE((*state)["scans"]["scans"][0]["saved"].get<bool>());

    desk.input("key ctrl+z");
    REQUIRE(desk.wait_until([&](const Json& s) { return points(s).size() == 3; }));
    desk.input("key ctrl+shift+z");
    REQUIRE(desk.wait_until([&](const Json& s) { return points(s).size() == 4; }));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "loose.tif.points.toml")); // only when somebody says so
    desk.input("key Escape");
    REQUIRE(desk.wait_until([](const Json& s) { return s["scans"]["pane"].is_null(); }));
}
