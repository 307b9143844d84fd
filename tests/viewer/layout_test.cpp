#include "viewer/panels/layout.hpp"

#include "tests/catch.hpp"

using namespace ntm::viewer;

namespace {

int area(const WindowRect& rect) {
    return rect.width * rect.height;
}

} // namespace

TEST_CASE("the parts fill the window without gap or overlap") {
    for (const auto& [width, height] : {std::pair{1280, 800}, {1920, 1080}, {800, 600}, {400, 300}}) {
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
            for (const int open : {0, 1, 2, 3}) {
                for (const auto drawer : {DrawerSize::none, DrawerSize::tabs_only, DrawerSize::open}) {
                    const Layout layout = lay_out(width, height, scale, (open & 1) != 0, (open & 2) != 0, drawer);
                    CAPTURE(width, height, scale, open, static_cast<int>(drawer));
                    CHECK(area(layout.top) + area(layout.left) + area(layout.map) + area(layout.right) +
                              area(layout.drawer) + area(layout.status) ==
                          width * height);
                    CHECK(layout.map.width >= 160);
                }
            }
        }
    }
}

TEST_CASE("a window too narrow for the rails keeps the map") {
    const Layout narrow = lay_out(500, 700, 1, true, true);
    CHECK(narrow.left.width == 300);
    CHECK(narrow.right.width == 0);
    CHECK(narrow.map.width == 200);
}

TEST_CASE("two maps are of one size, stand side by side, and take no more room than the one they replace") {
    for (const int width : {900, 1280, 1281, 3840}) {
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
            const Layout one = lay_out(width, 900, scale, true, false, DrawerSize::tabs_only);
            Layout two = one;
            lay_two_maps(two, scale);
            CHECK(two.beside.width == two.map.width);
            CHECK(two.beside.height == two.map.height);
            CHECK(two.beside.x == one.map.x);
            CHECK(two.beside.x + two.beside.width < two.map.x);
            CHECK(two.map.x + two.map.width == one.map.x + one.map.width);
        }
    }
}
