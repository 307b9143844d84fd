#include "geo/shape/id_raster.hpp"

#include "made_shapes.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <limits>
#include <string>

using namespace ntm;
using made::polygons;
using made::rectangle;
using made::unit_view;

namespace {

IdRaster raster_of(const PolygonColumns& shapes, const MapView& view) {
    IdRaster out;
    REQUIRE(rasterize(shapes, index_coverage(shapes), view, WorkerPool::shared(), out));
    return out;
}

/// Rows of digits, north first; `.` = none.
std::vector<std::string> picture(const IdRaster& raster) {
    std::vector<std::string> rows;
    for (int y = 0; y < raster.height_px; ++y) {
        std::string row;
        for (int x = 0; x < raster.width_px; ++x) {
            row += raster.at(x, y) == 0 ? '.' : static_cast<char>('0' + raster.at(x, y));
        }
        rows.push_back(row);
    }
    return rows;
}

using Rows = std::vector<std::string>;

} // namespace

TEST_CASE("A square covers the pixels whose centres it holds") {
    CHECK(picture(raster_of(polygons({{rectangle(1, 1, 3, 3)}}), unit_view(4, 4))) ==
          Rows{"....", ".11.", ".11.", "...."});
    // 0.4 m wider each way reaches no further centre, 0.6 m does.
    CHECK(picture(raster_of(polygons({{rectangle(0.6, 0.6, 3.4, 3.4)}}), unit_view(4, 4))) ==
          Rows{"....", ".11.", ".11.", "...."});
    CHECK(picture(raster_of(polygons({{rectangle(0.4, 0.4, 3.6, 3.6)}}), unit_view(4, 4))) ==
          Rows{"1111", "1111", "1111", "1111"});
}

TEST_CASE("A border through pixel centres gives each pixel to exactly one side") {
    // The common border x = 1.5 and the outer ones run through centres: west borders own them, east borders do not.
    for (const bool turned : {false, true}) {
        const made::Ring east = rectangle(1.5, 0, 3.5, 3);
        const auto rows = picture(raster_of(
            polygons({{rectangle(0.5, 0, 1.5, 3)}, {turned ? made::reversed(east) : east}}), unit_view(4, 3)));
        CHECK(rows == Rows{"122.", "122.", "122."});
    }
    // The same from north to south.
    const auto rows =
        picture(raster_of(polygons({{rectangle(0, 0.5, 2, 1.5)}, {rectangle(0, 1.5, 2, 3.5)}}), unit_view(2, 4)));
    CHECK(std::count(rows.begin(), rows.end(), "22") == 2);
    CHECK(std::count(rows.begin(), rows.end(), "11") == 1);
}

TEST_CASE("A slanting border through pixel centres is the same line from both sides") {
    // By theory such borders hit centres exactly; in doubles the last bit decides, and it must decide once: an edge
    // evaluated from another end, or moved another way, for one of its sides would lose pixels or give them twice.
    for (int rise = 3; rise < 40; ++rise) {
        for (int run = -37; run < 38; ++run) {
            const Point foot{20.5, 0.1};
            const Point head{20.5 + run, 0.1 + rise};
            const made::Ring west{foot, head, {-30, 0.1 + rise}, {-30, 0.1}};
            const made::Ring east{foot, {70, 0.1}, {70, 0.1 + rise}, head};
            const MapView view{{20, 20.1}, 1, 40, 40};
            const IdRaster together = raster_of(polygons({{west}, {east}}), view);
            const IdRaster west_alone = raster_of(polygons({{west}}), view);
            const IdRaster east_alone = raster_of(polygons({{made::reversed(east)}}), view);
            for (std::size_t i = 0; i < together.ids.size(); ++i) {
                REQUIRE(west_alone.ids[i] + east_alone.ids[i] == (together.ids[i] == 0 ? 0U : 1U));
            }
            REQUIRE(std::count(together.ids.begin(), together.ids.end(), 0U) == (40 - rise) * 40);
        }
    }
}

TEST_CASE("Holes stay open, islands in holes are filled, whatever the directions") {
    for (const bool turned : {false, true}) {
        const made::Ring hole = rectangle(1, 1, 6, 6);
        const auto rows = picture(
            raster_of(polygons({{rectangle(0, 0, 7, 7), turned ? made::reversed(hole) : hole, rectangle(3, 3, 4, 4)}}),
                      unit_view(7, 7)));
        CHECK(rows == Rows{"1111111", "1.....1", "1.....1", "1..1..1", "1.....1", "1.....1", "1111111"});
    }
}

TEST_CASE("Holes that touch each other and the shell in one point stay holes") {
    const auto rows = picture(raster_of(
        polygons({{rectangle(0, 0, 6, 6), {{0, 3}, {2, 2}, {2, 4}}, rectangle(2, 4, 4, 5), rectangle(4, 1, 5, 4)}}),
        unit_view(6, 6)));
    CHECK(rows == Rows{"111111", "11..11", "1.11.1", "1.11.1", "1111.1", "111111"});
}

TEST_CASE("A bow-tie fills both its wings") {
    // The diagonals cross between the centres, a little east of the middle.
    const auto rows = picture(raster_of(polygons({{{{0, 0}, {6.2, 6}, {6.2, 0}, {0, 6}}}}), unit_view(6, 6)));
    CHECK(rows == Rows{"1.....", "11...1", "111.11", "111.11", "11...1", "1....."});
}

TEST_CASE("Points given twice, spikes, slivers and rings without area change nothing") {
    const PolygonColumns odd = polygons({{{{1, 1}, {1, 1}, {3, 1}, {3, 1}, {3, 3}, {3, 3.9}, {3, 3}, {1, 3}},
                                          {{0, 0}, {4, 4}},
                                          {{2, 2}},
                                          {{0, 0}, {2, 0}, {4, 0}},
                                          {{0, 0}, {4, 4}, {2, 2}}},
                                         {},
                                         {{}}});
    CHECK(picture(raster_of(odd, unit_view(4, 4))) == Rows{"....", ".11.", ".11.", "...."});
}

TEST_CASE("A ring that leaves the picture on every side fills it") {
    CHECK(picture(raster_of(polygons({{rectangle(-1e7, -1e7, 1e7, 1e7)}}), unit_view(3, 2))) == Rows{"111", "111"});
    // A diamond far larger than the picture, of which only one corner is missing.
    const auto rows = picture(raster_of(polygons({{{{-100, 0}, {0, -100}, {104, 0}, {0, 104}}}}), unit_view(3, 2)));
    CHECK(rows == Rows{"111", "111"});
    // A triangle with one side through the picture, along x + y = 4.3.
    const auto cut = picture(raster_of(polygons({{{{-50, -50}, {54.3, -50}, {-50, 54.3}}}}), unit_view(4, 4)));
    CHECK(cut == Rows{"1...", "11..", "111.", "1111"});
}

TEST_CASE("Shapes wholly outside, on any side, leave no trace") {
    for (const Point shift : {Point{-100, 0}, Point{100, 0}, Point{0, 100}, Point{0, -100}, Point{90, 90}}) {
        const auto rows = picture(
            raster_of(polygons({{rectangle(0 + shift.x, 0 + shift.y, 4 + shift.x, 4 + shift.y)}}), unit_view(4, 4)));
        CHECK(rows == Rows{"....", "....", "....", "...."});
    }
}

TEST_CASE("A part left of the picture still counts for what lies right of it") {
    // Two parts of one unit in the same rows, one wholly left of the view, one with a hole that starts left of it.
    const auto rows = picture(raster_of(
        polygons({{rectangle(-9, 0, -5, 4), rectangle(-3, 0, 4, 4), rectangle(-2, 1, 2, 3)}}), unit_view(4, 4)));
    CHECK(rows == Rows{"1111", "..11", "..11", "1111"});
}

TEST_CASE("A giant unit around many small ones leaves them their pixels") {
    PolygonColumns shapes;
    const auto add = [&shapes](const made::Ring& ring) {
        shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
        shapes.end_ring();
    };
    add(rectangle(-1e6, -1e6, 1e6, 1e6));
    for (int i = 0; i < 400; ++i) {
        add(rectangle(i % 20 * 2, i / 20 * 2, i % 20 * 2 + 1, i / 20 * 2 + 1)); // holes
    }
    shapes.end_feature();
    for (int i = 0; i < 400; ++i) {
        add(rectangle(i % 20 * 2, i / 20 * 2, i % 20 * 2 + 1, i / 20 * 2 + 1));
        shapes.end_feature();
    }
    const IdRaster raster = raster_of(shapes, unit_view(40, 40));
    for (std::uint32_t id = 2; id <= 401; ++id) {
        REQUIRE(std::count(raster.ids.begin(), raster.ids.end(), id) == 1);
    }
    CHECK(std::count(raster.ids.begin(), raster.ids.end(), 1U) == 1200);
}

TEST_CASE("Where units overlap the later one wins") {
    CHECK(picture(raster_of(polygons({{rectangle(0, 0, 3, 1)}, {rectangle(2, 0, 4, 1)}}), unit_view(4, 1))) ==
          Rows{"1122"});
    CHECK(picture(raster_of(polygons({{rectangle(2, 0, 4, 1)}, {rectangle(0, 0, 3, 1)}}), unit_view(4, 1))) ==
          Rows{"2221"});
}

TEST_CASE("Coordinates that are no numbers do no harm to the neighbours") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const PolygonColumns broken = polygons({{rectangle(0, 0, 2, 4)},
                                            {{{nan, nan}, {2, 0}, {3, nan}, {4, 0}, {4, 4}, {2, 4}, {nan, nan}}},
                                            {{{infinity, 1}, {-infinity, 2}, {0, infinity}, {1, -infinity}, {nan, 3}}},
                                            {{{nan, nan}, {nan, nan}, {nan, nan}}},
                                            {{{1e308, 1e308}, {-1e308, 1e308}, {0, -1e308}}}});
    const auto rows = picture(raster_of(broken, unit_view(4, 4)));
    CHECK(rows.size() == 4);
    // Points that are no numbers are passed over: what is left of unit 2 is a square.
    const auto two = picture(raster_of(
        polygons({{rectangle(0, 0, 2, 4)}, {{{nan, nan}, {2, 0}, {3, nan}, {4, 0}, {4, 4}, {2, 4}, {nan, nan}}}}),
        unit_view(4, 4)));
    CHECK(two == Rows{"1122", "1122", "1122", "1122"});
}

TEST_CASE("Views without pixels or without a scale give no ids") {
    const PolygonColumns shapes = polygons({{rectangle(0, 0, 4, 4)}});
    CHECK(raster_of(shapes, {{2, 2}, 1, 0, 4}).ids.empty());
    CHECK(raster_of(shapes, {{2, 2}, 1, 4, -1}).ids.empty());
    for (const double scale :
         {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        const IdRaster raster = raster_of(shapes, {{2, 2}, scale, 4, 4});
        CHECK(std::count(raster.ids.begin(), raster.ids.end(), 0U) == 16);
    }
}

TEST_CASE("At a millimetre a pixel, edges of a million pixels are cut at the right pixel") {
    // The border runs from (0, 0) to (1000, 1000) m; the picture is 40 mm wide about (617, 617): the diagonal.
    const PolygonColumns shapes = polygons({{{{0, 0}, {1000, 1000}, {0, 1000}}}, {{{0, 0}, {1000, 0}, {1000, 1000}}}});
    const IdRaster raster = raster_of(shapes, {{617, 617}, 1e-3, 40, 40});
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 40; ++x) {
            const int east_of_diagonal = x - (39 - y);
            if (east_of_diagonal != 0) { // on it, the last bit of 617.0005 decides
                REQUIRE(raster.at(x, y) == (east_of_diagonal < 0 ? 1U : 2U));
            }
            REQUIRE(raster.at(x, y) != 0);
        }
    }
}

TEST_CASE("The number of threads does not change a pixel") {
    const PolygonColumns shapes = made::patchwork(40, 90, 1000, 7);
    const CoverageIndex index = index_coverage(shapes);
    const MapView view = fit_view(index.all, 333, 217, 3);
    WorkerPool one(1);
    IdRaster expected;
    REQUIRE(rasterize(shapes, index, view, one, expected));
    for (const unsigned threads : {2U, 3U, 8U}) {
        WorkerPool pool(threads);
        IdRaster raster;
        REQUIRE(rasterize(shapes, index, view, pool, raster));
        CHECK(raster.ids == expected.ids);
    }
}

TEST_CASE("A cancelled raster says so, and its buffers serve the next one") {
    const PolygonColumns shapes = polygons({{rectangle(1, 1, 3, 3)}});
    const CoverageIndex index = index_coverage(shapes);
    IdRaster raster;
    std::atomic<bool> cancelled = true;
    CHECK_FALSE(rasterize(shapes, index, unit_view(4, 4), WorkerPool::shared(), raster, &cancelled));
    cancelled = false;
    CHECK(rasterize(shapes, index, unit_view(4, 4), WorkerPool::shared(), raster, &cancelled));
    CHECK(picture(raster) == Rows{"....", ".11.", ".11.", "...."});
}

TEST_CASE("A view shows its whole box, north up") {
    const MapView view = fit_view({100, 1000, 300, 1100}, 220, 220, 10);
    CHECK(view.metres_per_px == Approx(1.0));
    CHECK(view.to_px({100, 1100}).x == Approx(10));
    CHECK(view.to_px({100, 1100}).y == Approx(60));
    CHECK(view.to_metres(view.to_px({123.25, 1042.5})).x == Approx(123.25));
    CHECK(view.to_metres(view.to_px({123.25, 1042.5})).y == Approx(1042.5));
    CHECK(view.box_metres().min_x == Approx(90));
    CHECK(view.box_metres().max_y == Approx(1160));
    // A box that is a point, or nothing, or a margin wider than the picture: still a view with a scale.
    CHECK(fit_view({5, 5, 5, 5}, 100, 100, 10).metres_per_px > 0);
    CHECK(fit_view({}, 100, 100, 10).metres_per_px > 0);
    CHECK(fit_view({0, 0, 10, 10}, 10, 10, 50).metres_per_px == Approx(10));
}
