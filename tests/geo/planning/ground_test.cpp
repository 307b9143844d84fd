#include "geo/planning/ground.hpp"

#include "tests/catch.hpp"
#include "tests/geo/planning/geos_slow.hpp"
#include "tests/geo/planning/made_ground.hpp"

#include <cmath>

using namespace ntm;

namespace {

Relation relation(const PolygonColumns& a, const PolygonColumns& b) {
    return PreparedOutline::relation(PreparedOutline(a, 0), PreparedOutline(b, 0));
}

/// What GEOS's DE-9IM pattern of A and B allows us to answer.
bool agrees(Relation ours, const std::string& pattern) {
    const bool common = pattern[0] == '2', only_a = pattern[2] == '2', only_b = pattern[6] == '2';
    switch (ours) {
    case Relation::apart:
        return !common;
    case Relation::same:
        return common && !only_a && !only_b;
    case Relation::inside:
        return common && only_a && !only_b;
    case Relation::around:
        return common && !only_a && only_b;
    case Relation::crossing:
        return true; // "not to be told" is never wrong, only slow
    }
    return false;
}

} // namespace

TEST_CASE("neighbours, islands and holes are told apart without a cut", "[planning]") {
    const PolygonColumns box = one_box(0, 0, 10, 10);
    CHECK(relation(box, one_box(10, 0, 20, 10)) == Relation::apart);  // a whole shared side
    CHECK(relation(box, one_box(10, 10, 20, 20)) == Relation::apart); // a corner
    CHECK(relation(box, one_box(20, 0, 30, 10)) == Relation::apart);
    CHECK(relation(box, box) == Relation::same);
    CHECK(relation(box, one_box(2, 2, 3, 3)) == Relation::inside);
    CHECK(relation(one_box(2, 2, 3, 3), box) == Relation::around);
    CHECK(relation(box, one_box(5, 5, 15, 15)) == Relation::crossing);
    PolygonColumns ring; // a box with a hole, and what fills it
    add_ring(ring, {{0, 0}, {10, 0}, {10, 10}, {0, 10}});
    add_ring(ring, {{4, 4}, {6, 4}, {6, 6}, {4, 6}});
    ring.end_feature();
    CHECK(relation(ring, one_box(4, 4, 6, 6)) == Relation::apart);
    CHECK(relation(ring, box) == Relation::around);
    CHECK(relation(ring, one_box(4.5, 4.5, 5, 5)) == Relation::apart);
    // A neighbour with a corner more on the common side: rounding decides, so it is left to the cut.
    PolygonColumns split;
    add_ring(split, {{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 5}});
    split.end_feature();
    CHECK(relation(box, split) == Relation::crossing);
}

TEST_CASE("what is said of two outlines is what GEOS says", "[planning]") {
    std::mt19937 random(20220831);
    std::array<int, 5> told{};
    for (int round = 0; round < 4000; ++round) {
        const int side = 2 + static_cast<int>(random() % 4);
        // Exact corners, corners that rounding has touched, and corners moved a little for one of the two.
        const bool turned = round % 3 == 1, moved = round % 3 == 2;
        const auto place = [&](int x, int y) -> Point {
            return turned ? Point{105 + 0.1 * x + 0.0317 * y, 20 - 0.0317 * x + 0.1 * y}
                          : Point{static_cast<double>(x), static_cast<double>(y)};
        };
        const int shifted = static_cast<int>(random() % 9);
        const auto other = [&](int x, int y) {
            Point p = place(x, y);
            if (moved && x % 3 == shifted % 3 && y % 3 == shifted / 3) {
                p.x += 0.25;
                p.y += 0.125;
            }
            return p;
        };
        const PolygonColumns a = random_cells(random, side, place), b = random_cells(random, side, other);
        if (a.rings() == 0 || b.rings() == 0 || !geos_slow::valid(a, 0) || !geos_slow::valid(b, 0)) {
            continue;
        }
        const Relation ours = relation(a, b);
        ++told[static_cast<std::size_t>(ours)];
        INFO("round " << round << ", relation " << static_cast<int>(ours));
        REQUIRE(agrees(ours, geos_slow::relate(a, 0, b, 0)));
    }
    for (const int count : told) {
        CHECK(count > 20); // every answer was put to the test
    }
}

TEST_CASE("areas of all meetings are those of GEOS done the slow way", "[planning]") {
    std::mt19937 random(4044);
    const auto place = [](int x, int y) -> Point {
        return {105.5 + 0.004 * x + 0.0007 * y, 19.8 - 0.0005 * x + 0.004 * y};
    };
    PolygonColumns a, b;
    for (int round = 0; round < 40; ++round) {
        append_feature(a, random_cells(random, 4, place), 0);
        const double by = 0.001 * (round % 4); // a quarter of them on the same net
        append_feature(b,
                       random_cells(random, 4,
                                    [&](int x, int y) -> Point {
                                        const Point p = place(x, y);
                                        return {p.x + by, p.y + by / 3};
                                    }),
                       0);
    }
    const Ground ground_a = make_ground(a, lon_lat_crs), ground_b = make_ground(b, lon_lat_crs);
    const Meetings meetings = lay_over(ground_a, ground_b);
    CHECK(meetings.failed.empty());
    std::size_t met = 0;
    for (std::uint32_t in_a = 0; in_a < a.features(); ++in_a) {
        // The slow way measures with PROJ's polygon routine, which rounds at about 1e-4 m2.
        CHECK(ground_a.area_m2[in_a] == Approx(geos_slow::area_m2(a, in_a)).epsilon(1e-9).margin(3e-4));
        auto next = meetings.of(in_a).begin();
        for (std::uint32_t in_b = 0; in_b < b.features(); ++in_b) {
            const double slow = geos_slow::common_area_m2(a, in_a, b, in_b);
            if (next != meetings.of(in_a).end() && next->b == in_b) {
                CHECK(next->area_m2 == Approx(slow).epsilon(1e-9).margin(3e-4));
                ++met;
                ++next;
            } else {
                CHECK(slow < 1e-3);
            }
        }
    }
    CHECK(met > 500);
}

TEST_CASE("a border is shared along a length, not at a corner", "[planning]") {
    constexpr double reach = 1e-3;
    const PolygonColumns box = one_box(0, 0, 10, 10);
    CHECK(shares_border(box, 0, one_box(10, 0, 20, 10), 0, reach));
    CHECK(shares_border(box, 0, one_box(10, 4, 11, 4.2), 0, reach)); // short beside long, either way
    CHECK(shares_border(one_box(10, 4, 11, 4.2), 0, box, 0, reach));
    CHECK(shares_border(box, 0, one_box(10.0005, 0, 20, 10), 0, reach)); // half a millimetre apart
    CHECK_FALSE(shares_border(box, 0, one_box(10, 10, 20, 20), 0, reach));
    CHECK_FALSE(shares_border(box, 0, one_box(10.01, 0, 20, 10), 0, reach));
    PolygonColumns row = box;
    add_box(row, 10, 10, 20, 20); // at the first one's corner
    add_box(row, 10, 0, 20, 5);   // beside the first
    CHECK(adjoining_groups(row, reach) == std::vector<std::uint32_t>{0, 1, 0});
}

TEST_CASE("meetings within a ground are each pair once", "[planning]") {
    PolygonColumns boxes;
    add_box(boxes, 105, 20, 105.01, 20.01);
    add_box(boxes, 105.01, 20, 105.02, 20.01);   // a neighbour
    add_box(boxes, 105.005, 20, 105.015, 20.01); // over both
    const Meetings meetings = lay_among(make_ground(boxes, lon_lat_crs));
    REQUIRE(meetings.all.size() == 2);
    CHECK(meetings.all[0].a == 0);
    CHECK(meetings.all[0].b == 2);
    CHECK(meetings.all[1].a == 1);
    CHECK(meetings.all[0].area_m2 == Approx(geos_slow::common_area_m2(boxes, 0, boxes, 2)).epsilon(1e-9));
}

TEST_CASE("what is not sound is mended by the even-odd rule and told with its place", "[planning]") {
    PolygonColumns made;
    add_ring(made, {{0, 0}, {2, 2}, {2, 0}, {0, 2}}); // a bow tie: two triangles of area 1
    made.end_feature();
    add_box(made, 5, 5, 6, 6);
    add_ring(made, {{0, 0}, {4, 0}, {4, 4}, {0, 4}}); // two boxes over each other: what both hold is a hole
    add_ring(made, {{2, 2}, {6, 2}, {6, 6}, {2, 6}});
    made.end_feature();
    add_ring(made, {{0, 0}, {1, 1}, {2, 2}}); // nothing
    made.end_feature();
    const auto faults = make_sound(made);
    REQUIRE(faults.size() == 3);
    CHECK(faults[0].feature == 0);
    CHECK(faults[0].at == Point{1, 1});
    CHECK(faults[0].kept);
    CHECK(faults[0].reason == "Self-intersection");
    CHECK(faults[1].feature == 2);
    CHECK(faults[2].feature == 3);
    CHECK_FALSE(faults[2].kept);
    REQUIRE(made.features() == 4);
    const auto area = [&](std::size_t f) {
        double sum = 0;
        PolygonColumns parts;
        split_parts(parts, made, f);
        for (std::size_t part = 0; part < parts.features(); ++part) {
            for (std::size_t r = parts.feature_ring[part]; r < parts.feature_ring[part + 1]; ++r) {
                const auto ring = parts.ring(r);
                double twice = 0;
                for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                    twice += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
                }
                sum += (r == parts.feature_ring[part] ? 1 : -1) * std::abs(twice) / 2;
            }
        }
        return sum;
    };
    CHECK(area(0) == Approx(2));
    CHECK(area(1) == Approx(1));
    CHECK(area(2) == Approx(24));
}
