#include "geo/shape/mismatches.hpp"

#include "geos_answers.hpp"
#include "made_coverages.hpp"
#include "made_shapes.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace ntm;
using made::polygons;
using made::rectangle;

namespace {

std::vector<Mismatch> mismatches_of(const PolygonColumns& shapes) {
    return find_mismatches(make_coverage(shapes, WorkerPool::shared()), WorkerPool::shared());
}

std::vector<Mismatch> of_kind(const std::vector<Mismatch>& all, Mismatch::Kind kind) {
    std::vector<Mismatch> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some),
                 [kind](const Mismatch& m) { return m.kind == kind; });
    return some;
}

using Kind = Mismatch::Kind;

} // namespace

TEST_CASE("A clean coverage has no mismatch") {
    CHECK(mismatches_of(made::crooked_grid(7, 6, 5, 10000, 3)).empty());
    CHECK(mismatches_of(made::patchwork(12, 9, 10000, 4)).empty());
    CHECK(mismatches_of({}).empty());
    // Edges of thousands of kilometres: looked at in pieces of their own size, not of a metre's.
    CHECK(mismatches_of(polygons({{rectangle(-2e7, 0, 0, 8e6)}, {rectangle(0, 0, 2e7, 8e6)}})).empty());
}

TEST_CASE("Overlapping squares: their common ground, whether their edges cross, touch or run together") {
    const auto overlap = [](const made::Ring& a, const made::Ring& b) {
        const auto found = of_kind(mismatches_of(polygons({{a}, {b}})), Kind::overlap);
        REQUIRE(found.size() == 1);
        CHECK(found[0].feature == 0);
        CHECK(found[0].other == 1);
        return found[0];
    };
    const Mismatch crossing = overlap(rectangle(0, 0, 10, 10), rectangle(8, 6, 20, 20));
    CHECK(crossing.area_m2 == Approx(2 * 4));
    CHECK(crossing.width_m == Approx(2 * 8.0 / 12));
    CHECK(std::abs(crossing.at.x - 9) <= 1);
    CHECK(std::abs(crossing.at.y - 8) <= 2);
    // Top and bottom on common lines: nothing crosses, ends touch.
    CHECK(overlap(rectangle(0, 0, 10, 10), rectangle(7, 0, 20, 10)).area_m2 == Approx(30));
    CHECK(overlap(rectangle(0, 0, 10, 10), made::reversed(rectangle(7, 0, 20, 10))).area_m2 == Approx(30));
    // One in the other, at a corner of it, and the very same.
    CHECK(overlap(rectangle(0, 0, 10, 10), rectangle(2, 2, 5, 5)).area_m2 == Approx(9));
    CHECK(overlap(rectangle(2, 2, 5, 5), rectangle(0, 0, 10, 10)).area_m2 == Approx(9));
    CHECK(overlap(rectangle(0, 0, 10, 10), rectangle(0, 0, 4, 5)).area_m2 == Approx(20));
    CHECK(overlap(rectangle(0, 0, 10, 10), made::reversed(rectangle(0, 0, 10, 10))).area_m2 == Approx(100));
}

TEST_CASE("Ground in a hole is no overlap") {
    CHECK(of_kind(mismatches_of(polygons({{rectangle(0, 0, 10, 10), rectangle(3, 3, 6, 6)}, {rectangle(4, 4, 5, 5)}})),
                  Kind::overlap)
              .empty());
}

TEST_CASE("Common ground of any two shapes is what GEOS finds") {
    for (std::uint32_t seed = 1; seed < 60; ++seed) {
        PolygonColumns two;
        append_feature(two, made::crooked_grid(1, 1, 30, 100, seed), 0);
        PolygonColumns other = made::crooked_grid(1, 1, 30, 100, seed + 1000);
        for (Point& p : other.points) {
            p = {p.x + 10 + seed, p.y - 20};
        }
        append_feature(two, other, 0);
        const Coverage coverage = make_coverage(two, WorkerPool::shared());
        PolygonColumns snapped;
        append_outline(snapped, coverage, 0);
        append_outline(snapped, coverage, 1);
        const GeosAnswers geos(snapped);
        // Areas of both less that of their union.
        const double expected = geos.area(0) + geos.area(1) - geos.union_against({0, 1}, geos, 0).area;
        INFO("seed " << seed);
        CHECK(overlap_of(coverage, 0, 1).area_m2 == Approx(expected).epsilon(1e-9).margin(1e-6));
    }
}

TEST_CASE("A slit between neighbours is a gap with its size, place and both units; a lake is one too") {
    const PolygonColumns shapes = polygons({
        {{{0, 0}, {100, 0}, {100, 40}, {99.5, 50}, {100, 60}, {100, 100}, {0, 100}}}, // steps back by half a metre
        {{{100, 0}, {200, 0}, {200, 100}, {100, 100}, {100, 60}, {100, 40}}},
        {{{0, 100}, {100, 100}, {200, 100}, {200, 200}, {0, 200}}, rectangle(120, 120, 160, 160)},
    });
    const auto gaps = of_kind(mismatches_of(shapes), Kind::gap);
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0].area_m2 == Approx(1600));
    CHECK(gaps[0].width_m == Approx(20));
    CHECK(gaps[1].area_m2 == Approx(0.5 * 20 / 2));
    CHECK(gaps[1].feature == 0);
    CHECK(gaps[1].other == 1);
    CHECK(std::abs(gaps[1].at.x - 99.75) <= 0.25);
    CHECK(of_kind(mismatches_of(shapes), Kind::overlap).empty());
}

TEST_CASE("A border that is drawn twice and winds gives its gaps and overlaps apart") {
    // The second unit's border runs 1 m west of the first's in the south and 2 m east of it in the north.
    const PolygonColumns shapes = polygons({
        {{{0, 0}, {100, 0}, {100, 40}, {100, 100}, {0, 100}}},
        {{{100, 0}, {200, 0}, {200, 100}, {100, 100}, {102, 70}, {100, 40}, {99, 20}}},
    });
    const auto found = mismatches_of(shapes);
    const auto overlaps = of_kind(found, Kind::overlap);
    REQUIRE(overlaps.size() == 1);
    CHECK(overlaps[0].area_m2 == Approx(40.0 / 2));
    const auto gaps = of_kind(found, Kind::gap);
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].area_m2 == Approx(60.0 * 2 / 2));
}

TEST_CASE("Near misses and T-junctions are told apart, counted, and measured") {
    const auto near = mismatches_of(polygons({{rectangle(0, 0, 10, 10)}, {rectangle(10.3, 0, 20, 10)}}));
    REQUIRE(near.size() == 1);
    CHECK(near[0].kind == Kind::near_miss);
    CHECK(near[0].count == 4);
    CHECK(near[0].width_m == Approx(0.3));
    // 2 m apart is no near miss, and touching in a vertex is none.
    CHECK(mismatches_of(polygons({{rectangle(0, 0, 10, 10)}, {rectangle(12, 0, 20, 10)}})).empty());
    CHECK(mismatches_of(polygons({{rectangle(0, 0, 10, 10)}, {rectangle(10, 10, 20, 20)}})).empty());
    // The right square stands in the middle of the left one's edge.
    const auto t = mismatches_of(polygons({{rectangle(0, 0, 10, 10)}, {rectangle(10, 3, 20, 6)}}));
    REQUIRE(t.size() == 1);
    CHECK(t[0].kind == Kind::t_junction);
    CHECK(t[0].count == 2);
}
