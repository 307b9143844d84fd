// Drawing without a display: pictures for machines that have none.

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/window/desk.hpp"
#include "viewer/map/gl_handles.hpp"
#include "viewer/viewer.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>

using namespace ntm;

namespace {

ViewRequest request_for(const std::filesystem::path& picture) {
    ViewRequest request;
    request.screenshot = picture.string();
    request.width_px = 900;
    request.height_px = 600;
    return request;
}

bool no_offscreen(int exit_code) {
    if (exit_code == exit_own_fault) {
        std::cout << "skipped: this machine cannot draw without a display\n";
    }
    return exit_code == exit_own_fault;
}

} // namespace

TEST_CASE("ten windows opened and closed leave nothing on the graphics card") {
    const TemporaryFolder folder;
    for (int i = 0; i < 10; ++i) {
        const auto picture = folder.path() / ("window" + std::to_string(i) + ".png");
        auto request = request_for(picture);
        // All that makes textures: two dates, other letters, another workspace.
        request.script =
            folder
                .file("script.txt", i % 2 == 0 ? "swipe on\nlook dark 130\nzoom 2\nbeside on\noverlay about\n"
                                               : "open sample:thai-nguyen-2020\nswipe on\nswipe off\n")
                .string();
        const int code = run_viewer(request);
        if (no_offscreen(code)) {
            return;
        }
        REQUIRE(code == exit_fine);
        CHECK(viewer::gl_counts().all() == 0);
        const auto image = read_png(picture);
        REQUIRE(image);
        CHECK(image->width_px == 900);
        CHECK(image->height_px == 600);
    }
}

TEST_CASE("a swiped map shows the earlier day left of the line and the later one right of it") {
    const TemporaryFolder folder;
    const auto file = [&](const char* name) { return (folder.path() / name).string(); };
    auto request = request_for(folder.path() / "unused.png");
    request.script =
        folder
            .file("script.txt", "since 2010-01-01\nscreenshot " + file("now.png") + "\nswipe on\nswipe 0.5\n" +
                                    "screenshot " + file("swiped.png") + "\nstate " + file("state.json") +
                                    "\nswipe off\ndate 2010-01-01\nscreenshot " + file("then.png") + "\n")
            .string();
    if (no_offscreen(run_viewer(request))) {
        return;
    }
    std::ifstream stream(file("state.json"));
    const auto map = nlohmann::json::parse(stream)["map"];
    const auto now = read_png(file("now.png")), then = read_png(file("then.png")),
               swiped = read_png(file("swiped.png"));
    REQUIRE((now && then && swiped));
    const int left = map["x"], width = map["width"], top = map["y"], height = map["height"];
    int differ = 0, wrong = 0;
    for (int y = top + 120; y < top + height - 120; ++y) { // without the furniture of the map
        for (int x = left; x < left + width; ++x) {
            const auto at = static_cast<std::size_t>(y * now->width_px + x);
            const bool beside_line = std::abs(x - (left + width / 2)) > 20;
            const Image& expected = x < left + width / 2 ? *then : *now;
            differ += now->pixels[at] != then->pixels[at] ? 1 : 0;
            wrong += beside_line && swiped->pixels[at] != expected.pixels[at] ? 1 : 0;
        }
    }
    CHECK(differ > 2'000); // in 2010 nobody was recognised; the map of this window is small
    CHECK(wrong == 0);
}

TEST_CASE("the dark look is dark where panels are, and so is the sea of its map") {
    const TemporaryFolder folder;
    auto request = request_for(folder.path() / "dark.png");
    const auto state_file = (folder.path() / "state.json").string();
    request.script = folder.file("script.txt", "look dark\nstate " + state_file + "\n").string();
    if (no_offscreen(run_viewer(request))) {
        return;
    }
    const auto image = read_png(folder.path() / "dark.png");
    REQUIRE(image);
    const Rgba corner = image->pixels.front();
    CHECK(int(corner.r) + corner.g + corner.b < 150);
    std::ifstream stream(state_file);
    const auto map = nlohmann::json::parse(stream)["map"];
    const int x = map["x"].get<int>() + 4, y = map["y"].get<int>() + map["height"].get<int>() / 2; // off the coast
    const Rgba sea = image->pixels[static_cast<std::size_t>(y * image->width_px + x)];
    CHECK(int(sea.r) + sea.g + sea.b < 150);
}

TEST_CASE("a workspace that is not there gives no picture and the code of unreadable input") {
    const TemporaryFolder folder;
    auto request = request_for(folder.path() / "window.png");
    request.workspace = (folder.path() / "nowhere").string();
    const int code = run_viewer(request);
    if (no_offscreen(code)) {
        return;
    }
    CHECK(code == exit_input);
}

TEST_CASE("a script with a wrong line is refused before anything is shown") {
    const TemporaryFolder folder;
    ViewRequest request;
    request.script = folder.file("script.txt", "fly away\n").string();
    CHECK(run_viewer(request) == exit_usage);
}

TEST_CASE("the lists under the map and the checklist are there in the window, with the figures of the document") {
    const TemporaryFolder folder;
    const auto file = [&](const char* name) { return (folder.path() / name).string(); };
    auto request = request_for(folder.path() / "window.png");
    request.workspace = "sample:thai-nguyen-2020";
    request.script =
        folder
            .file("script.txt", "drawer gaps\ncriterion 17\nselect 05485\nstate " + file("gaps.json") +
                                    "\ndrawer ranking\nrank share_ntm district\nset XA-NTM-2021\nstate " +
                                    file("ranking.json") + "\ndrawer off\nstate " + file("off.json") + "\n")
            .string();
    if (no_offscreen(run_viewer(request))) {
        return;
    }
    const auto state = [&](const char* name) {
        std::ifstream stream(file(name));
        return nlohmann::json::parse(stream);
    };
    const auto gaps = state("gaps.json");
    CHECK(gaps["theme"] == "criterion:17");
    CHECK(gaps["drawer"]["tab"] == "gaps");
    CHECK(gaps["drawer"]["set"] == "XA-NTM-2016");
    CHECK(gaps["drawer"]["judged"] == 137); // communes of the province, as printed
    CHECK(gaps["checklist"]["set"] == "XA-NTM-2016");
    CHECK(gaps["checklist"]["of"] == 19);
    const auto ranking = state("ranking.json");
    CHECK(ranking["drawer"]["ranked"] == 9); // districts, towns and cities of the province
    CHECK(ranking["drawer"]["rank"]["key"] == "share_ntm");
    CHECK(ranking["checklist"]["set"] == "XA-NTM-2021");
    const auto off = state("off.json");
    CHECK(off["drawer"]["open"] == false);
    CHECK(off["map"]["height"] > gaps["map"]["height"]); // the map takes the room back
}

TEST_CASE("both languages are drawn, and not the same picture") {
    const TemporaryFolder folder;
    auto request = request_for(folder.path() / "vi.png");
    if (no_offscreen(run_viewer(request))) {
        return;
    }
    request.screenshot = (folder.path() / "en.png").string();
    request.language = Language::en;
    REQUIRE(run_viewer(request) == exit_fine);
    const auto vi = read_png(folder.path() / "vi.png");
    const auto en = read_png(folder.path() / "en.png");
    REQUIRE(vi);
    REQUIRE(en);
    CHECK(vi->pixels != en->pixels);
}
