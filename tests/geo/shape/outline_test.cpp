#include "geo/shape/outline.hpp"
#include "geo/source/source.hpp"

#include "geos_answers.hpp"
#include "made_shapes.hpp"
#include "tests/catch.hpp"
#include "tests/shared_data.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace ntm;
using made::polygons;
using made::rectangle;

namespace {

struct Communes {
    PolygonColumns shapes;
    std::vector<std::uint32_t> district;
    std::size_t districts = 0;
};

Communes communes_of(const std::string& file) {
    const auto path = shared_file(file);
    if (!path) {
        return {};
    }
    auto layer = read_polygons(*path, "commune");
    REQUIRE(layer);
    Communes result{std::move(layer->polygons), {}, 0};
    for (Point& p : result.shapes.points) {
        p = {p.x * 107000, p.y * 110600};
    }
    std::map<std::string, std::uint32_t> numbers;
    const auto column = layer->attributes.find("ma_huyen");
    REQUIRE(column);
    for (std::size_t f = 0; f < result.shapes.features(); ++f) {
        const auto next = static_cast<std::uint32_t>(numbers.size());
        const auto code = std::string(layer->attributes.columns[*column][f]);
        result.district.push_back(numbers.try_emplace(code, next).first->second);
    }
    result.districts = numbers.size();
    return result;
}

/// Joined by us and by GEOS: the same area and the same ground.
void check_dissolved(const PolygonColumns& shapes, const std::vector<std::uint32_t>& group_of, std::size_t groups) {
    const PolygonColumns joined = dissolve(shapes, group_of, groups);
    REQUIRE(joined.features() == groups);
    const GeosAnswers members(shapes);
    const GeosAnswers ours(joined);
    for (std::size_t g = 0; g < groups; ++g) {
        std::vector<std::size_t> features;
        for (std::size_t f = 0; f < shapes.features(); ++f) {
            if (group_of[f] == g) {
                features.push_back(f);
            }
        }
        const auto expected = members.union_against(features, ours, g);
        INFO("group " << g);
        CHECK(ours.area(g) == Approx(expected.area).epsilon(1e-9));
        CHECK(planar_area(joined, g) == Approx(expected.area).epsilon(1e-9));
        CHECK(expected.differing <= 1e-9 * expected.area);
    }
}

} // namespace

TEST_CASE("Area is shells less holes plus islands, whatever the directions") {
    CHECK(planar_area(polygons({{rectangle(0, 0, 4, 3)}}), 0) == Approx(12));
    CHECK(planar_area(polygons({{made::reversed(rectangle(0, 0, 4, 3))}}), 0) == Approx(12));
    CHECK(planar_area(polygons({{rectangle(2, 2, 8, 8), rectangle(0, 0, 10, 10), rectangle(4, 4, 6, 6)}}), 0) ==
          Approx(100 - 36 + 4));
    CHECK(planar_area(polygons({{rectangle(0, 0, 1, 1), rectangle(5, 0, 7, 1)}}), 0) == Approx(3));
    CHECK(planar_area(polygons({{}}), 0) == 0);
    CHECK(planar_area(polygons({{{{0, 0}, {1, 1}}, {}, {{3, 3}}}}), 0) == 0);
    // The same ring twice is nothing under the even-odd rule.
    CHECK(planar_area(polygons({{rectangle(0, 0, 4, 3), rectangle(0, 0, 4, 3)}}), 0) == 0);
    // A hole that touches its shell along no edge but in a point.
    CHECK(planar_area(polygons({{rectangle(0, 0, 6, 6), {{0, 3}, {2, 2}, {2, 4}}}}), 0) == Approx(34));
}

TEST_CASE("Far coordinates cost no digits of the area") {
    CHECK(planar_area(polygons({{rectangle(5e5, 2.2e6, 5e5 + 0.5, 2.2e6 + 0.5)}}), 0) == Approx(0.25).epsilon(1e-12));
}

TEST_CASE("A point on a border is in the unit to its east or north, never in both") {
    const PolygonColumns two = polygons({{rectangle(0, 0, 2, 2)}, {rectangle(2, 0, 4, 2)}, {rectangle(0, 2, 4, 4)}});
    const auto holders = [&](Point p) {
        return std::vector<bool>{contains(two, 0, p), contains(two, 1, p), contains(two, 2, p)};
    };
    CHECK(holders({1, 1}) == std::vector<bool>{true, false, false});
    CHECK(holders({2, 1}) == std::vector<bool>{false, true, false});
    CHECK(holders({1, 2}) == std::vector<bool>{false, false, true});
    CHECK(holders({2, 2}) == std::vector<bool>{false, false, true});
    CHECK(holders({4, 1}) == std::vector<bool>{false, false, false});
    CHECK_FALSE(contains(polygons({{}}), 0, {0, 0}));
    CHECK_FALSE(contains(two, 0, {std::numeric_limits<double>::quiet_NaN(), 1}));
}

TEST_CASE("Squares that share an edge become one ring without it") {
    const PolygonColumns joined =
        dissolve(polygons({{rectangle(0, 0, 1, 1)}, {made::reversed(rectangle(1, 0, 2, 1))}, {rectangle(5, 5, 6, 6)}}),
                 std::vector<std::uint32_t>{0, 0, no_group}, 2);
    REQUIRE(joined.features() == 2);
    REQUIRE(joined.rings() == 1); // the third square is in no group, group 1 has no member
    CHECK(joined.ring(0).size() == 6);
    CHECK(planar_area(joined, 0) == Approx(2));
    CHECK(planar_area(joined, 1) == 0);
}

TEST_CASE("A ring of squares leaves a hole; squares that touch in a point stay two rings") {
    PolygonColumns shapes;
    const auto add = [&shapes](double x, double y) {
        const made::Ring ring = rectangle(x, y, x + 1, y + 1);
        shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
        shapes.end_ring();
        shapes.end_feature();
    };
    for (int i = 0; i < 9; ++i) {
        if (i != 4) {
            add(i % 3, i / 3);
        }
    }
    const PolygonColumns frame = dissolve(shapes, std::vector<std::uint32_t>(8, 0), 1);
    CHECK(frame.rings() == 2);
    CHECK(planar_area(frame, 0) == Approx(8));
    CHECK_FALSE(contains(frame, 0, {1.5, 1.5}));

    const PolygonColumns corner =
        dissolve(polygons({{rectangle(0, 0, 1, 1)}, {rectangle(1, 1, 2, 2)}}), std::vector<std::uint32_t>(2, 0), 1);
    CHECK(corner.rings() == 2);
    CHECK(geometry_fault(corner, 0).empty());
    // A chessboard: every inner corner touches in a point.
    shapes = {};
    for (int i = 0; i < 64; ++i) {
        if ((i % 8 + i / 8) % 2 == 0) {
            add(i % 8, i / 8);
        }
    }
    const PolygonColumns chess = dissolve(shapes, std::vector<std::uint32_t>(32, 0), 1);
    CHECK(planar_area(chess, 0) == Approx(32));
}

TEST_CASE("Two lobes that touch at both ends become rings that do not cross") {
    // Each lobe in two halves, in an order that would pair the outside of one with the inside of the other.
    const Point top{0, 4};
    const Point bottom{0, -4};
    const auto half = [&](double x0, double x1) { return made::Ring{top, {x0, 0}, bottom, {x1, 0}}; };
    const PolygonColumns joined = dissolve(polygons({{half(-6, -4)}, {half(2, 4)}, {half(-4, -2)}, {half(4, 6)}}),
                                           std::vector<std::uint32_t>(4, 0), 1);
    CHECK(joined.rings() == 2);
    CHECK(planar_area(joined, 0) == Approx(32)); // the whole rhombus of 48 less the one of 16 in its middle
    CHECK_FALSE(contains(joined, 0, {0, 0}));
}

TEST_CASE("Where neighbours do not share their vertices no area is invented") {
    // The right square has a vertex in the middle of the common edge, a little off it.
    const PolygonColumns shapes = polygons({{rectangle(0, 0, 1, 1)}, {{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1.001, 0.5}}}});
    const PolygonColumns joined = dissolve(shapes, std::vector<std::uint32_t>(2, 0), 1);
    CHECK(planar_area(joined, 0) == Approx(planar_area(shapes, 0) + planar_area(shapes, 1)).epsilon(1e-12));
}

TEST_CASE("Broken rings are joined without a crash") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const PolygonColumns joined = dissolve(
        polygons({{{{0, 0}, {1, 0}, {nan, 3}, {1, 1}, {0, 1}}, {}, {{2, 2}}, {{3, 3}, {4, 4}}, {{nan, nan}}}, {}}),
        std::vector<std::uint32_t>{0, 7}, 1);
    REQUIRE(joined.features() == 1);
    CHECK(planar_area(joined, 0) == Approx(1));
}

TEST_CASE("Real communes dissolve into the districts that GEOS finds") {
    for (const char* file : {"data/thanh_hoa_2022.gpkg", "data/ha_tinh_2022.gpkg"}) {
        const Communes communes = communes_of(file);
        if (communes.districts != 0) {
            check_dissolved(communes.shapes, communes.district, communes.districts);
        }
    }
}

TEST_CASE("Made patches dissolve into what GEOS finds") {
    const PolygonColumns grid = made::crooked_grid(24, 24, 3, 1000, 31);
    std::mt19937 random(32);
    std::vector<std::uint32_t> group_of;
    for (std::size_t f = 0; f < grid.features(); ++f) {
        group_of.push_back(static_cast<std::uint32_t>(random() % 4)); // touching corners everywhere
    }
    check_dissolved(grid, group_of, 4);
}

TEST_CASE("A label stands inside, near the widest place") {
    const LabelPoint square = label_point(polygons({{rectangle(10, 10, 20, 20)}}), 0);
    CHECK(square.at.x == Approx(15).margin(0.6));
    CHECK(square.clearance > 4.4);
    CHECK(square.clearance <= 5);
    // A U: its box centre is outside.
    const PolygonColumns u = polygons({{{{0, 0}, {10, 0}, {10, 10}, {7, 10}, {7, 2}, {3, 2}, {3, 10}, {0, 10}}}});
    CHECK(contains(u, 0, label_point(u, 0).at));
    // A hole in the middle, and a larger part far away that is the one to name.
    const PolygonColumns ring = polygons({{rectangle(0, 0, 10, 10), rectangle(3, 3, 7, 7), rectangle(50, 0, 65, 15)}});
    CHECK(label_point(ring, 0).at.x > 50);
    const PolygonColumns holed = polygons({{rectangle(0, 0, 10, 10), rectangle(2, 2, 8, 8)}});
    CHECK(contains(holed, 0, label_point(holed, 0).at));
    CHECK(label_point(holed, 0).clearance > 0.9);
}

TEST_CASE("Without area a label stands in the middle of the box, without rings nowhere") {
    const LabelPoint line = label_point(polygons({{{{0, 0}, {10, 10}}}}), 0);
    CHECK(line.at == Point{5, 5});
    CHECK(line.clearance == 0);
    CHECK(std::isnan(label_point(polygons({{}}), 0).at.x));
}

TEST_CASE("A crooked hair of thousands of vertices still has its label inside") {
    made::Ring ring;
    for (int i = 0; i <= 3000; ++i) {
        ring.push_back({i * 1.0, 40 * std::sin(i * 0.4)});
    }
    for (int i = 3000; i >= 0; --i) {
        ring.push_back({i * 1.0, 40 * std::sin(i * 0.4) + 0.3});
    }
    const PolygonColumns hair = polygons({{ring}});
    const LabelPoint label = label_point(hair, 0);
    CHECK(contains(hair, 0, label.at));
    CHECK(label.clearance > 0);
}

TEST_CASE("Real communes: labels are inside by GEOS and nearly as deep as its inscribed circle") {
    const Communes communes = communes_of("data/thanh_hoa_2022.gpkg");
    const GeosAnswers geos(communes.shapes);
    for (std::size_t f = 0; f < communes.shapes.features(); ++f) {
        const LabelPoint label = label_point(communes.shapes, f);
        INFO("commune " << f);
        REQUIRE(geos.contains(f, label.at));
        REQUIRE(planar_area(communes.shapes, f) == Approx(geos.area(f)).epsilon(1e-9));
        if (f % 11 == 0) {
            const double deepest = geos.inscribed_radius(f, 10);
            CHECK(label.clearance > 0.8 * deepest);
            CHECK(label.clearance < deepest + 15);
        }
    }
}
