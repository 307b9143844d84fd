// The camera is arithmetic on a MapView: expectations are worked out by hand.

#include "viewer/map/camera.hpp"

#include "tests/catch.hpp"

using namespace ntm;
using namespace ntm::viewer;

namespace {

const Box extent{0, 0, 100000, 50000};
const CameraLimits limits = camera_limits(extent, 1000, 500);
const MapView view{{50000, 25000}, 50, 1000, 500};

} // namespace

TEST_CASE("dragging to the right moves the ground to the right") {
    const MapView moved = panned(view, 100, 40, limits);
    CHECK(moved.center == Point{45000, 27000});
    CHECK(moved.metres_per_px == view.metres_per_px);
}

TEST_CASE("the ground under the cursor stays under it when zooming") {
    const Point cursor{730, 120};
    const Point ground = view.to_metres(cursor);
    const MapView nearer = zoomed(view, 4, cursor, limits);
    CHECK(nearer.metres_per_px == Approx(12.5));
    CHECK(nearer.to_metres(cursor).x == Approx(ground.x));
    CHECK(nearer.to_metres(cursor).y == Approx(ground.y));
}

TEST_CASE("the map cannot be lost: neither out of sight nor to a dot nor below the ground") {
    CHECK(panned(view, -1e9, 1e9, limits).center == Point{100000, 50000});
    CHECK(zoomed(view, 1e-9, {500, 250}, limits).metres_per_px == Approx(300)); // three times the whole
    CHECK(zoomed(view, 1e9, {500, 250}, limits).metres_per_px == limits.min_metres_per_px);
}

TEST_CASE("fit shows all of a box with some room around it") {
    const MapView whole = fitted(extent, 1000, 500, limits);
    CHECK(shows_all_of(whole, extent));
    CHECK(whole.center == extent.center());
    CHECK(whole.to_px({0, 0}).x > 10);
    CHECK_FALSE(shows_all_of(zoomed(whole, 2, {500, 250}, limits), extent));
}

TEST_CASE("a window of another size keeps middle and scale") {
    const MapView larger = resized(view, 1400, 900);
    CHECK(larger.center == view.center);
    CHECK(larger.metres_per_px == view.metres_per_px);
    CHECK(larger.to_metres({700, 450}).x == Approx(view.center.x));
}
