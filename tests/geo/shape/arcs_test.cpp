#include "geo/shape/coverage.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/shape/outline.hpp"
#include "geo/shape/stopping.hpp"

#include "made_coverages.hpp"
#include "made_shapes.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>
#include <thread>

using namespace ntm;
using made::polygons;
using made::rectangle;

namespace {

Coverage coverage_of(const PolygonColumns& shapes) {
    return make_coverage(shapes, WorkerPool::shared());
}

/// The two sides of every arc, lesser number first.
std::multiset<std::pair<std::uint32_t, std::uint32_t>> sides(const Coverage& coverage) {
    std::multiset<std::pair<std::uint32_t, std::uint32_t>> result;
    for (std::size_t a = 0; a < coverage.arcs(); ++a) {
        const auto [low, high] = std::minmax(coverage.left[a], coverage.right[a]);
        result.emplace(low, high);
    }
    return result;
}

using Sides = std::multiset<std::pair<std::uint32_t, std::uint32_t>>;

} // namespace

TEST_CASE("Two squares have one arc between them and one each around") {
    for (const bool turned : {false, true}) {
        const made::Ring east = rectangle(10, 0, 20, 10);
        const Coverage coverage =
            coverage_of(polygons({{rectangle(0, 0, 10, 10)}, {turned ? made::reversed(east) : east}}));
        CHECK(sides(coverage) == Sides{{0, 1}, {0, no_feature}, {1, no_feature}});
        CHECK(coverage.uses.size() == 4);
        CHECK(coverage.levels[0].points.size() == 4 + 4 + 2); // two outer arcs of four points, the border's two
        for (std::size_t a = 0; a < coverage.arcs(); ++a) {
            // Feature 0 lies west: seen northwards along the border it is on the left.
            if (coverage.left[a] != no_feature && coverage.right[a] != no_feature) {
                const auto arc = coverage.levels[0].arc(a);
                CHECK((coverage.left[a] == 0) == (arc.back().y > arc.front().y));
            }
        }
    }
}

TEST_CASE("A commune around another shares its whole outline, wherever the two rings begin") {
    made::Ring enclave = made::reversed(rectangle(3, 3, 6, 6));
    std::rotate(enclave.begin(), enclave.begin() + 1, enclave.end());
    const Coverage coverage = coverage_of(polygons({{rectangle(0, 0, 10, 10), rectangle(3, 3, 6, 6)}, {enclave}}));
    CHECK(sides(coverage) == Sides{{0, 1}, {0, no_feature}});
}

TEST_CASE("Rings that touch in a point keep it as a junction") {
    const Coverage coverage =
        coverage_of(polygons({{{{0, 0}, {10, 0}, {10, 10}, {5, 10}, {0, 10}}, {{5, 10}, {3, 6}, {7, 6}}}}));
    CHECK(sides(coverage) == Sides{{0, no_feature}, {0, no_feature}});
    for (std::size_t a = 0; a < coverage.arcs(); ++a) {
        CHECK(coverage.grid.metres(coverage.levels[0].arc(a).front()) == Point{5, 10});
    }
}

TEST_CASE("Vertices within half a millimetre of a grid point are one, others are not") {
    // Borders written with 0.1 mm of difference meet; with 2 mm they do not, and nothing is pulled together.
    CHECK(coverage_of(polygons({{rectangle(0, 0, 10, 10)}, {rectangle(10.0001, 0, 20, 10)}})).arcs() == 3);
    CHECK(coverage_of(polygons({{rectangle(0, 0, 10, 10)}, {rectangle(10.002, 0, 20, 10)}})).arcs() == 2);
}

TEST_CASE("Data wider than the grid reaches gets a wider grid") {
    const Coverage coverage = coverage_of(polygons({{rectangle(-6e6, 0, 6e6, 1e6)}}));
    CHECK(coverage.grid.step_m == 0.004);
    CHECK(coverage.box().min_x == Approx(-6e6).margin(0.004));
    CHECK(coverage.box().max_x == Approx(6e6).margin(0.004));
}

TEST_CASE("Damaged rings lose nothing that can be drawn") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Coverage coverage = coverage_of(polygons({
        {{{0, 0}, {0, 0}, {10, 0}, {10, 0}, {nan, 3}, {10, 10}, {0, 10}, {0, 10}}}, // repeated, not a number
        {{{20, 0}, {30, 10}, {30, 0}, {20, 10}}},                                   // bow-tie
        {{{40, 0}, {50, 0}, {45, 0}}},                                              // no area
        {{{nan, nan}, {nan, 0}, {0, nan}}},
        {},
        {{{60, 0}, {60, 0}, {60, 0}}}, // one place
    }));
    CHECK(coverage.features() == 6);
    CHECK(coverage.box_of_feature(0).width() == Approx(10));
    CHECK(coverage.feature_box[3].empty());
    CHECK(coverage.feature_box[4].empty());
    CHECK_FALSE(coverage.feature_box[5].empty());
    IdRaster raster;
    REQUIRE(rasterize(coverage, made::unit_view(64, 12), WorkerPool::shared(), raster));
    CHECK(std::count(raster.ids.begin(), raster.ids.end(), 1U) == 100);
    CHECK(std::count(raster.ids.begin(), raster.ids.end(), 2U) > 40);
}

TEST_CASE("Nothing at all is a coverage too") {
    const Coverage coverage = coverage_of({});
    CHECK(coverage.features() == 0);
    CHECK(coverage.box().empty());
    IdRaster raster;
    REQUIRE(rasterize(coverage, made::unit_view(5, 5), WorkerPool::shared(), raster));
    CHECK(std::count(raster.ids.begin(), raster.ids.end(), 0U) == 25);
    // Nor does one that was never made: documents of tests and of the program's first moments have it.
    REQUIRE(rasterize(Coverage(), made::unit_view(5, 5), WorkerPool::shared(), raster));
    CHECK(std::count(raster.ids.begin(), raster.ids.end(), 0U) == 25);
}

TEST_CASE("A cancelled task gives no coverage, whenever it is cancelled; one that goes on gives the whole") {
    const PolygonColumns shapes = made::crooked_grid(20, 20, 120, 100000, 9);
    Progress progress;
    const auto whole = make_coverage(shapes, WorkerPool::shared(), progress);
    REQUIRE(whole);
    CHECK(whole->features() == 400);
    progress.cancel();
    CHECK_FALSE(make_coverage(shapes, WorkerPool::shared(), progress));
    for (const int after_us : {200, 1000, 4000, 10000, 20000}) { // in the midst of it, wherever that is
        Progress midway;
        std::thread canceller([&] {
            std::this_thread::sleep_for(std::chrono::microseconds(after_us));
            midway.cancel();
        });
        const auto cut_short = make_coverage(shapes, WorkerPool::shared(), midway);
        canceller.join();
        CHECK((!cut_short || cut_short->features() == 400));
    }
    CHECK(coverage_of(shapes).features() == 400); // the pool is none the worse for it
}
