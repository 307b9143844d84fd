#include "geo/earth/control_points.hpp"
#include "tests/catch.hpp"

#include <array>
#include <cmath>
#include <utility>
#include <vector>

using namespace ntm;

namespace {

const std::vector<ControlPoint> five{{{100, 200}, {560010, 2190020}},
                                     {{3900, 150}, {579005, 2190300}},
                                     {{2000, 1500}, {569480, 2183510}},
                                     {{300, 2700}, {560980, 2177530}},
                                     {{3700, 2600}, {578010, 2178080}}};

} // namespace

TEST_CASE("An affine map of control points is the one that GDAL finds") {
    // gdal.GCPsToGeoTransform of GDAL 3.6.2 on the same five points, residuals worked out from its coefficients. Were
    // the fit not that of least squares, the residuals would be greater.
    const auto placed = place_by_points(five, PlacingMethod::affine);
    REQUIRE(placed);
    const Point origin = placed->to_place({0, 0}), right = placed->to_place({1, 0}), down = placed->to_place({0, 1});
    CHECK(origin.x == Approx(559498.5186884339).margin(1e-5));
    CHECK(origin.y == Approx(2191004.9551661345).margin(1e-5));
    CHECK(right.x - origin.x == Approx(5.003082769224111).margin(1e-8));
    CHECK(right.y - origin.y == Approx(0.011078288753870744).margin(1e-8));
    CHECK(down.x - origin.x == Approx(-0.005373585232256573).margin(1e-8));
    CHECK(down.y - origin.y == Approx(-4.992385834714946).margin(1e-8));
    const std::array<double, 5> residuals{17.439010471861707, 4.786526460813778, 33.022476658045264, 5.0700533085851225,
                                          20.01502252898773};
    REQUIRE(placed->residuals.size() == residuals.size());
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        CHECK(placed->residuals[i] == Approx(residuals[i]).margin(1e-5));
    }
    CHECK(placed->rms == Approx(19.20323125839346).margin(1e-5));
    CHECK(placed->worst == Approx(33.022476658045264).margin(1e-5));
    CHECK_FALSE(placed->turned_over);
    const Point there = placed->to_place({1234.5, 678.25});
    const Point back = placed->to_px(there);
    CHECK(back.x == Approx(1234.5).margin(1e-6));
    CHECK(back.y == Approx(678.25).margin(1e-6));
}

TEST_CASE("A spline of control points passes through them and lies between them where GDAL's does") {
    const auto placed = place_by_points(five, PlacingMethod::spline);
    REQUIRE(placed);
    for (const ControlPoint& point : five) {
        const Point at = placed->to_place(point.px), px = placed->to_px(point.place);
        CHECK(at.x == Approx(point.place.x).margin(1e-4));
        CHECK(at.y == Approx(point.place.y).margin(1e-4));
        CHECK(px.x == Approx(point.px.x).margin(1e-5));
        CHECK(px.y == Approx(point.px.y).margin(1e-5));
    }
    // gdal.Transformer(METHOD=GCP_TPS) of GDAL 3.6.2 on the same points, there and back.
    const Point a = placed->to_place({1000, 1000}), b = placed->to_place({2500, 2200});
    CHECK(a.x == Approx(564489.5005227813).margin(1e-3));
    CHECK(a.y == Approx(2186010.4200174375).margin(1e-3));
    CHECK(b.x == Approx(571987.1563622657).margin(1e-3));
    CHECK(b.y == Approx(2180034.3423368614).margin(1e-3));
    const Point px = placed->to_px({565000, 2185000});
    CHECK(px.x == Approx(1102.7905928386253).margin(1e-4));
    CHECK(px.y == Approx(1201.9261639910087).margin(1e-4));
}

TEST_CASE("What a spline tells of a point is how far it is off when that point is left out") {
    // GDAL's spline through the other four, for each of the five.
    const std::array<double, 5> off{75.55455567052138, 16.155540232565862, 41.781360509471824, 15.175194288026576,
                                    66.04414597784596};
    const auto placed = place_by_points(five, PlacingMethod::spline);
    REQUIRE(placed);
    REQUIRE(placed->residuals.size() == off.size());
    for (std::size_t i = 0; i < off.size(); ++i) {
        CHECK(placed->residuals[i] == Approx(off[i]).margin(1e-3));
    }
}

TEST_CASE("Points that do not tell a place give none") {
    const std::vector<ControlPoint> two(five.begin(), five.begin() + 2);
    CHECK_FALSE(place_by_points(two, PlacingMethod::affine));
    const std::vector<ControlPoint> three(five.begin(), five.begin() + 3);
    CHECK(place_by_points(three, PlacingMethod::affine));
    CHECK_FALSE(place_by_points(three, PlacingMethod::spline));
    std::vector<ControlPoint> line;
    for (int i = 0; i < 6; ++i) {
        line.push_back({{100.0 * i, 200.0 * i}, {500000.0 + 10 * i, 2100000.0 - 20 * i}});
    }
    CHECK_FALSE(place_by_points(line, PlacingMethod::affine));
    CHECK_FALSE(place_by_points(line, PlacingMethod::spline));
    // One place picked four times is one point.
    const std::vector<ControlPoint> same(4, five.front());
    CHECK_FALSE(place_by_points(same, PlacingMethod::spline));
    std::vector<ControlPoint> lost = five;
    lost[2].place.x = std::nan("");
    CHECK_FALSE(place_by_points(lost, PlacingMethod::affine));
}

TEST_CASE("Points that were exchanged are noticed where they turn the scan over") {
    std::vector<ControlPoint> points(five);
    std::swap(points[0].place, points[1].place);
    std::swap(points[3].place, points[4].place);
    const auto placed = place_by_points(points, PlacingMethod::affine);
    REQUIRE(placed);
    CHECK(placed->turned_over);
}
