// Scans in the window's state: shown, placed by control points, undone, kept.

#include "tests/catch.hpp"
#include "tests/geo/scans/made_scans.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/viewer/made_document.hpp"
#include "viewer/map/camera.hpp"
#include "viewer/map/map_picture.hpp"
#include "viewer/state/script.hpp"
#include "viewer/state/session.hpp"
#include "viewer/state/state_json.hpp"

#include <nlohmann/json.hpp>

using namespace ntm;
using namespace ntm::viewer;
using nlohmann::json;

namespace {

/// The four communes with two scans: the first 200 x 100 pixels of 100 m over the first two communes, blue; the second
/// without position.
class WithScans {
public:
    WithScans() {
        write_scan(m_folder.path() / "placed.tif", {.width = 200,
                                                    .height = 100,
                                                    .geotransform = {{500000, 100, 0, 2210000, 0, -100}},
                                                    .epsg = 3405,
                                                    .value = [](int, int, int band) { return band == 3 ? 255 : 0; }});
        write_scan(m_folder.path() / "loose.tif",
                   {.width = 400, .height = 100, .value = [](int, int, int) { return 80; }});
        state = open_state();
        open(false);
    }

    /// The document with its scans loaded; the same folder again for a reload.
    void open(bool again) {
        auto atlas = std::make_shared<Atlas>(*state.document->atlas);
        atlas->workspace.folder = m_folder.path();
        atlas->workspace.scans = {{m_folder.path() / "placed.tif", "Tờ 1", 1.0, false, {}, {}, {}},
                                  {m_folder.path() / "loose.tif", "Tờ 2", 1.0, true, {}, {}, {}}};
        if (swapped) {
            std::swap(atlas->workspace.scans[0], atlas->workspace.scans[1]);
        }
        Issues issues;
        atlas->scans = load_scans(atlas->workspace, {atlas->display_crs, atlas->main_extent, {}}, issues);
        if (!again) {
            apply(state, OpenWorkspace{"other"});
        }
        apply(state, DocumentLoaded{make_document(std::move(atlas)), {}});
    }
    bool swapped = false; ///< the next time, the scans stand the other way round
    void carry_out(const std::string& line) {
        const auto steps = parse_script(line, "test");
        REQUIRE(steps);
        for (const ScriptStep& step : *steps) {
            apply(state, std::get<Command>(step));
        }
    }
    [[nodiscard]] json scans() const { return json::parse(state_json(state))["scans"]; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }

    AppState state;

private:
    TemporaryFolder m_folder;
};

/// The map's picture with what it shows of scans, as the worker and the layer make it.
MapPicture picture_of(const AppState& state, const std::vector<UnitStyle>& fills) {
    const Atlas& atlas = *state.document->atlas;
    auto styled = std::make_shared<Styled>();
    styled->map.units = fills;
    MapPicture picture;
    picture.document = state.document;
    picture.styled = styled;
    picture.view = state.view;
    picture.finish = Finish::at_rest;
    const auto looks = state.scan_looks();
    picture.scans = std::make_shared<const ShownScans>(ShownScans{
        state.document, looks, draw_scans(atlas.scans, looks, atlas.display_crs, state.view, WorkerPool::shared())});
    REQUIRE(find_ids(picture, nullptr, nullptr));
    paint_picture(picture, picture.whole(), WorkerPool::shared());
    return picture;
}

Rgba pixel_at(const MapPicture& picture, Point metres) {
    const Point px = picture.view.to_px(metres);
    return picture.pixels.at(static_cast<std::size_t>(px.y) * static_cast<std::size_t>(picture.view.width_px) +
                             static_cast<std::size_t>(px.x));
}

constexpr const char* four_points = "scan 2 place\n"
                                    "scan-point add 0 0 520000 2210000\n"
                                    "scan-point add 400 0 540000 2210000\n"
                                    "scan-point add 0 100 520000 2205000\n"
                                    "scan-point add 400 100 540000 2205020\n";

} // namespace

TEST_CASE("Scans are hidden until somebody shows them, then lie where they are") {
    WithScans window;
    CHECK(window.state.scan_looks().empty());
    window.carry_out("scan 1 on");
    REQUIRE(window.state.scan_looks().size() == 1);
    const std::vector<UnitStyle> green(4, UnitStyle{{0, 160, 0, 255}, {}, Pattern::none});
    SECTION("in place of the colours, but for the borders") {
        const MapPicture picture = picture_of(window.state, green);
        CHECK(pixel_at(picture, {505000, 2205000}) == Rgba{0, 0, 255, 255});
        CHECK(pixel_at(picture, {525000, 2205000}) == Rgba{0, 160, 0, 255});
        const Rgba border = pixel_at(picture, {510000, 2205000});
        CHECK(border.b < 250); // the line between the first two communes is seen through
    }
    SECTION("half clear, both are mixed") {
        window.carry_out("scan 1 0.5");
        const Rgba mixed = pixel_at(picture_of(window.state, green), {505000, 2205000});
        CHECK(std::abs(mixed.g - 80) <= 2);
        CHECK(std::abs(mixed.b - 128) <= 2);
    }
    SECTION("over the borders too") {
        window.carry_out("scan 1 over");
        CHECK(pixel_at(picture_of(window.state, green), {510000, 2205000}) == Rgba{0, 0, 255, 255});
    }
    SECTION("of another view, moved to where its ground is now") {
        MapPicture picture = picture_of(window.state, green);
        picture.view =
            panned(picture.view, 50, 0, camera_limits(window.state.document->atlas->coverage.box(), 600, 400));
        picture.ids = nullptr;
        picture.fragments = nullptr;
        REQUIRE(find_ids(picture, nullptr, nullptr));
        paint_picture(picture, picture.whole(), WorkerPool::shared());
        CHECK(pixel_at(picture, {505000, 2205000}) == Rgba{0, 0, 255, 255});
        CHECK(pixel_at(picture, {525000, 2205000}) == Rgba{0, 160, 0, 255});
    }
}

TEST_CASE("Control points place a scan that has no position, and tell how far each is off") {
    WithScans window;
    window.carry_out("scan 2 on");
    CHECK(window.state.scan_looks().empty());
    window.carry_out(four_points);
    const json scan = window.scans()["scans"][1];
    CHECK(scan["points"].size() == 4);
    CHECK_FALSE(scan["saved"].get<bool>());
    // One corner of four is 20 m too far north: a quarter of that is left at each point.
    for (const json& point : scan["points"]) {
        CHECK(point["off_m"].get<double>() == Approx(5).margin(1e-6));
    }
    CHECK(scan["rms_m"].get<double>() == Approx(5).margin(1e-6));
    CHECK(window.state.scan_looks().size() == 1);
    window.carry_out("scan-point drop 4");
    CHECK(window.scans()["scans"][1]["rms_m"].get<double>() == Approx(0).margin(1e-6));
    window.carry_out("scan-point spline");
    CHECK(window.state.scan_looks().empty()); // three points are too few
}

TEST_CASE("A point is picked half on the scan and half on the map, in either order") {
    WithScans window;
    window.carry_out("scan 2 place\nscan-point pixel 100 40");
    CHECK(window.scans()["pane"]["half"] == "pixel");
    window.carry_out("scan-point map 300 200");
    CHECK(window.scans()["pane"]["half"] == "none");
    window.carry_out("scan-point map 100 100\nscan-point pixel 7 8");
    const json points = window.scans()["scans"][1]["points"];
    REQUIRE(points.size() == 2);
    const Point first = window.state.view.to_metres({300, 200}), second = window.state.view.to_metres({100, 100});
    CHECK(points[0]["px"] == json{100, 40});
    CHECK(points[0]["place"][0].get<double>() == Approx(first.x));
    CHECK(points[1]["px"] == json{7, 8});
    CHECK(points[1]["place"][1].get<double>() == Approx(second.y));
    window.carry_out("scan-point pixel 500 10"); // beside the picture
    CHECK(window.scans()["pane"]["half"] == "none");
}

TEST_CASE("Control points are taken back and done again one by one") {
    WithScans window;
    window.carry_out(four_points);
    const auto count = [&] { return window.scans()["scans"][1]["points"].size(); };
    CHECK(count() == 4);
    window.carry_out("undo");
    CHECK(count() == 3);
    CHECK(window.state.scan_looks().size() == 1);
    window.carry_out("undo");
    CHECK(count() == 2);
    CHECK(window.state.scan_looks().empty());
    window.carry_out("redo\nredo");
    CHECK(count() == 4);
    CHECK(window.scans()["scans"][1]["rms_m"].get<double>() == Approx(5).margin(1e-6));
}

TEST_CASE("Points not yet saved outlive a reload and the program; saved ones come from the file") {
    WithScans window;
    window.carry_out(four_points);
    window.carry_out("scan-point drop 4\nscan-point add 399.7281 99.333 540001.23456 2205000.98765");
    window.open(true);
    CHECK(window.scans()["scans"][1]["points"].size() == 4);
    CHECK(window.scans()["pane"]["scan"] == 2);
    const std::string session = session_text(window.state);
    REQUIRE(write_scan_points(window.folder() / "loose.tif", window.state.scans[1].points,
                              window.state.document->atlas->display_crs)
                .empty());
    window.open(true);
    CHECK(window.scans()["scans"][1]["saved"].get<bool>());
    const json kept = json::parse(session)["scans"][1];
    CHECK(kept["points"].size() == 4);
    CHECK(kept["shown"].get<bool>());
}

TEST_CASE("Scans are known by their files: those that changed places in the workspace keep their own points") {
    WithScans window;
    window.carry_out(four_points);
    window.carry_out("scan 1 on");
    const std::string session = session_text(window.state);
    const auto check = [&] {
        REQUIRE(window.state.scans.size() == 2);
        for (const ScanChoice& choice : window.state.scans) {
            const bool loose = window.state.atlas()->scans[choice.scan].file.filename() == "loose.tif";
            CHECK(choice.points.points.size() == (loose ? 4 : 0));
        }
    };
    window.swapped = true;
    SECTION("by a reload") {
        window.open(true);
        check();
        CHECK(window.scans()["pane"]["scan"] == 1);
    }
    SECTION("by the next start") {
        const std::string opacity = "\"opacity\": 1.0";
        auto text = session;
        text.replace(text.rfind(opacity), opacity.size(), "\"opacity\": 7.0");
        window.state.document = made_document(); // of another folder
        REQUIRE(begin_session(window.state, text));
        window.open(true);
        check();
        CHECK(std::all_of(window.state.scans.begin(), window.state.scans.end(),
                          [](const ScanChoice& choice) { return choice.opacity == 1; }));
    }
}

TEST_CASE("A scan whose file went while it lay in the pane closes the pane") {
    WithScans window;
    window.carry_out(four_points);
    std::filesystem::remove(window.folder() / "loose.tif");
    window.open(true);
    CHECK(window.scans()["pane"].is_null());
    CHECK(window.scans()["scans"][1]["points"].size() == 4); // what was picked is not lost by it
}

TEST_CASE("What is shown of scans stays while their files are read again") {
    WithScans window;
    window.carry_out("scan 1 on");
    AppState& state = window.state;
    const auto looks = state.scan_looks();
    const auto picture =
        draw_scans(state.atlas()->scans, looks, state.atlas()->display_crs, state.view, WorkerPool::shared());
    viewer::apply(
        state, ScanCommand(ScansDrawn{std::make_shared<const ShownScans>(ShownScans{state.document, looks, picture})}));
    REQUIRE(state.current_scans() != nullptr);
    window.open(true);
    CHECK(state.current_scans() != nullptr);
    CHECK_FALSE(window.scans()["drawn"].get<bool>()); // but it is still to be drawn
    window.carry_out("scan 1 off");
    CHECK(state.current_scans() == nullptr);
}

TEST_CASE("A session begun on coarse outlines is whole when the exact ones come") {
    WithScans window;
    window.carry_out(four_points);
    AppState& state = window.state;
    const auto layered = [&](bool coarse) {
        auto atlas = std::make_shared<Atlas>(*state.document->atlas);
        atlas->coarse = coarse;
        atlas->plan_layers.assign(coarse ? 0 : 1, PlanLayer{});
        return atlas;
    };
    state.plan_layers = {{plan_looks(*layered(false)).front(), true}};
    const std::string session = session_text(state);
    const auto coarse = make_document(layered(true));
    const auto exact = make_document(layered(false), coarse);
    state.document = nullptr;
    state.scans.clear();
    state.plan_layers.clear();
    REQUIRE(begin_session(state, session));
    apply(state, DocumentLoaded{coarse, {}, nullptr, {}});
    CHECK(window.scans()["scans"][1]["points"].size() == 4);
    apply(state, DocumentLoaded{exact, {}, coarse, {}});
    CHECK(window.scans()["scans"][1]["points"].size() == 4);
    REQUIRE(state.plan_layers.size() == 1);
    CHECK(state.plan_layers[0].shown);
    CHECK(state.session_waiting.empty());
}

TEST_CASE("Files that were dropped are offered as scans until somebody says what they are") {
    WithScans window;
    viewer::apply(window.state, ScanCommand(OfferScans{{"a.tif"}}));
    CHECK(window.scans()["offered"] == 1);
    viewer::apply(window.state, ScanCommand(RefuseScans{}));
    CHECK(window.scans()["offered"] == 0);
}
