// Drawing without a display: pictures for machines that have none.

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/window/desk.hpp"
#include "viewer/map/gl_handles.hpp"
#include "viewer/viewer.hpp"

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
        const int code = run_viewer(request_for(picture));
        if (no_offscreen(code)) {
            return;
        }
        REQUIRE(code == exit_fine);
        CHECK(viewer::gl_counts().textures == 0);
        CHECK(viewer::gl_counts().framebuffers == 0);
        const auto image = read_png(picture);
        REQUIRE(image);
        CHECK(image->width_px == 900);
        CHECK(image->height_px == 600);
    }
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
