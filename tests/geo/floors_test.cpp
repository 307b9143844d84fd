// The house stands floor on floor (design: base at the bottom, viewer on top). This reads every #include under geo/ and
// viewer/ and fails on an arrow that runs up or sideways, and on a library outside the room that owns it.

#include "tests/catch.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Floor {
    std::string_view room;
    int height;
};

// shape and programme stand side by side: same height, another room.
constexpr std::array<Floor, 13> floors{{{"geo/base/", 0},
                                        {"geo/earth/", 1},
                                        {"geo/source/", 2},
                                        {"geo/units/", 3},
                                        {"geo/shape/", 4},
                                        {"geo/programme/", 4},
                                        {"geo/planning/", 5},
                                        {"geo/atlas/", 6},
                                        {"geo/insight/", 7},
                                        {"geo/picture/", 8},
                                        {"geo/report/", 9},
                                        {"geo/command/", 10},
                                        {"viewer/", 11}}};

struct Library {
    std::string_view name;
    std::vector<std::string_view> headers; ///< beginnings of include paths
    std::vector<std::string_view> owners;  ///< beginnings of our paths
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> all{
        {"OpenGL, EGL, GLFW, ImGui and the fonts of the window",
         {"GL/", "GLES", "EGL/", "KHR/", "epoxy/", "GLFW/", "imgui", "backends/imgui", "ft2build.h", "freetype",
          "X11/"},
         {"viewer/"}},
        {"GDAL", {"gdal", "ogr", "cpl_"}, {"geo/source/"}},
        {"PROJ", {"proj.h", "proj/", "geodesic.h"}, {"geo/earth/"}},
        {"GEOS", {"geos"}, {"geo/planning/"}},
        {"Cairo, Pango and PNG", {"cairo", "pango", "png", "libpng"}, {"geo/picture/", "geo/report/"}},
        {"libxlsxwriter", {"xlsxwriter"}, {"geo/report/"}},
        {"fontconfig", {"fontconfig"}, {"viewer/window/"}}, // Pango finds its fonts itself
        {"ICU", {"unicode/"}, {"geo/base/"}},
        {"toml++", {"toml"}, {"geo/base/lang", "geo/atlas/"}},
    };
    return all;
}

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto each) { return text.starts_with(each); });
}

const Floor* floor_of(std::string_view path) {
    const auto found =
        std::find_if(floors.begin(), floors.end(), [&](const Floor& each) { return path.starts_with(each.room); });
    return found == floors.end() ? nullptr : &*found;
}

/// What is wrong with `path` (from the project root) including `include`; nothing when the arrow is right.
std::optional<std::string> fault(std::string_view path, std::string_view include) {
    const auto arrow = std::string(path) + " includes " + std::string(include) + ": ";
    const Floor* from = floor_of(path);
    if (from == nullptr) {
        return arrow + "the file stands in no room of the house";
    }
    if (include.find("../") != std::string_view::npos) {
        return arrow + "paths are written from the project root";
    }
    if (include.starts_with("geo/") || include.starts_with("viewer/")) {
        const Floor* to = floor_of(include);
        if (to == nullptr) {
            return arrow + "there is no such room";
        }
        if (to->height > from->height) {
            return arrow + "the arrow runs up";
        }
        if (to->height == from->height && to->room != from->room) {
            return arrow + "the arrow runs sideways";
        }
        return std::nullopt;
    }
    for (const auto& library : libraries()) {
        if (starts_with_any(include, library.headers) && !starts_with_any(path, library.owners)) {
            return arrow + std::string(library.name) + " belongs elsewhere";
        }
    }
    return std::nullopt;
}

struct Arrow {
    std::string path;
    std::string include;
};

std::vector<Arrow> arrows_of(const fs::path& root, std::string_view folder) {
    static const std::regex line_of_include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Arrow> arrows;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".hpp" && extension != ".h") {
            continue;
        }
        std::ifstream file(entry.path());
        std::smatch match;
        for (std::string line; std::getline(file, line);) {
            if (std::regex_search(line, match, line_of_include)) {
                arrows.push_back({fs::relative(entry.path(), root).generic_string(), match[1]});
            }
        }
    }
    return arrows;
}

} // namespace

TEST_CASE("every include of geo and viewer points down") {
    const fs::path root(NTM_SOURCE_DIR);
    std::size_t ours = 0;
    for (const auto* folder : {"geo", "viewer"}) {
        for (const auto& [path, include] : arrows_of(root, folder)) {
            ours += include.starts_with("geo/") ? 1U : 0U;
            if (const auto wrong = fault(path, include)) {
                FAIL_CHECK(*wrong);
            }
        }
    }
    // Were nothing read, nothing would be found wrong either.
    CHECK(ours > 20);
}

TEST_CASE("an arrow that runs up or sideways is caught") {
    CHECK(fault("geo/base/date.cpp", "geo/earth/crs.hpp"));
    CHECK(fault("geo/source/layers.cpp", "geo/units/units.hpp"));
    CHECK(fault("geo/insight/summary.cpp", "geo/picture/theme.hpp"));
    CHECK(fault("geo/command/render.cpp", "viewer/state/app_state.hpp"));
    CHECK(fault("geo/shape/painter.cpp", "geo/programme/recognition.hpp"));
    CHECK(fault("geo/programme/recognition.cpp", "geo/shape/outline.hpp"));
    CHECK(fault("geo/base/date.cpp", "../earth/crs.hpp"));
    CHECK(fault("geo/base/date.cpp", "geo/cellar/wine.hpp"));
    CHECK(fault("geo/lost.cpp", "geo/base/date.hpp"));
}

TEST_CASE("an arrow that runs down or stays in the room is right") {
    CHECK_FALSE(fault("geo/base/date.cpp", "geo/base/date.hpp"));
    CHECK_FALSE(fault("geo/planning/plans.cpp", "geo/programme/recognition.hpp"));
    CHECK_FALSE(fault("geo/planning/plans.cpp", "geo/shape/outline.hpp"));
    CHECK_FALSE(fault("viewer/panels/legend.cpp", "viewer/state/app_state.hpp"));
    CHECK_FALSE(fault("viewer/main.cpp", "geo/command/command.hpp"));
    CHECK_FALSE(fault("geo/base/date.cpp", "string_view"));
}

TEST_CASE("a library outside its room is caught") {
    CHECK(fault("geo/shape/painter.cpp", "epoxy/gl.h"));
    CHECK(fault("geo/command/view.cpp", "GLFW/glfw3.h"));
    CHECK(fault("geo/picture/image.cpp", "imgui.h"));
    CHECK(fault("geo/picture/image.cpp", "EGL/egl.h"));
    CHECK(fault("geo/atlas/load.cpp", "ogrsf_frmts.h"));
    CHECK(fault("geo/units/build.cpp", "gdal_priv.h"));
    CHECK(fault("viewer/main.cpp", "cpl_conv.h"));
    CHECK(fault("geo/source/layers.cpp", "proj.h"));
    CHECK(fault("geo/shape/outline.cpp", "geodesic.h"));
    CHECK(fault("geo/shape/outline.cpp", "geos_c.h"));
    CHECK(fault("viewer/map/labels.cpp", "cairo/cairo.h"));
    CHECK(fault("geo/command/render.cpp", "png.h"));
    CHECK(fault("geo/picture/canvas.cpp", "fontconfig/fontconfig.h"));
    CHECK(fault("geo/units/matching.cpp", "unicode/normalizer2.h"));
    CHECK(fault("geo/base/date.cpp", "toml++/toml.h"));
}

TEST_CASE("a library in its room is right") {
    CHECK_FALSE(fault("viewer/window/window.cpp", "backends/imgui_impl_glfw.h"));
    CHECK_FALSE(fault("geo/source/gdal_handles.hpp", "gdal.h"));
    CHECK_FALSE(fault("geo/earth/crs.cpp", "proj.h"));
    CHECK_FALSE(fault("geo/planning/overlap.cpp", "geos_c.h"));
    CHECK_FALSE(fault("geo/picture/sheet.cpp", "pango/pangocairo.h"));
    CHECK_FALSE(fault("geo/base/viet_text.cpp", "unicode/coll.h"));
    CHECK_FALSE(fault("geo/base/lang.cpp", "toml++/toml.h"));
    CHECK_FALSE(fault("geo/atlas/workspace.cpp", "toml++/toml.h"));
}
