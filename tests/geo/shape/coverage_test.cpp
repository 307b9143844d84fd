#include "geo/shape/id_raster.hpp"
#include "geo/shape/outline.hpp"
#include "geo/source/source.hpp"

#include "geos_answers.hpp"
#include "made_shapes.hpp"
#include "tests/catch.hpp"
#include "tests/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <random>

using namespace ntm;

namespace {

constexpr int centres_a_view = 9000;

IdRaster raster_of(const PolygonColumns& shapes, const MapView& view) {
    IdRaster out;
    REQUIRE(rasterize(shapes, index_coverage(shapes), view, WorkerPool::shared(), out));
    return out;
}

/// Random pixel centres of a view: the raster must name the one unit that GEOS finds there. Returns how many were hit.
int compare_with_geos(const PolygonColumns& shapes, const GeosAnswers& geos, const MapView& view,
                      std::mt19937& random) {
    const IdRaster raster = raster_of(shapes, view);
    std::uniform_int_distribution<int> column(0, view.width_px - 1);
    std::uniform_int_distribution<int> row(0, view.height_px - 1);
    int hit = 0;
    for (int i = 0; i < centres_a_view; ++i) {
        const int x = column(random);
        const int y = row(random);
        const std::vector<std::uint32_t> holders = geos.holders(view.to_metres({x + 0.5, y + 0.5}));
        const std::uint32_t expected = holders.empty() ? 0 : holders.back();
        INFO("pixel " << x << ", " << y << " of a view with " << view.metres_per_px << " m a pixel");
        REQUIRE(holders.size() <= 1);
        REQUIRE(raster.at(x, y) == expected);
        hit += expected != 0;
    }
    return hit;
}

void check_against_geos(const PolygonColumns& shapes, std::uint32_t seed) {
    const GeosAnswers geos(shapes);
    std::mt19937 random(seed);
    MapView view = fit_view(index_coverage(shapes).all, 700, 500, 5);
    int hit = compare_with_geos(shapes, geos, view, random);
    for (const double closer : {7.3, 61.0}) { // about the label of a unit, so that the view is not empty
        MapView near = view;
        near.center = label_point(shapes, shapes.features() / 2).at;
        near.metres_per_px /= closer;
        hit += compare_with_geos(shapes, geos, near, random);
    }
    CHECK(hit > centres_a_view);
}

/// Each unit drawn alone: together they give every pixel of the whole, none twice, and the joined outline has the same
/// pixels, so none is missing between them.
void check_no_pixel_twice_or_missed(const PolygonColumns& shapes, int width_px, int height_px) {
    const MapView view = fit_view(index_coverage(shapes).all, width_px, height_px, 2);
    const IdRaster together = raster_of(shapes, view);
    std::vector<std::uint8_t> claims(together.ids.size(), 0);
    for (std::size_t f = 0; f < shapes.features(); ++f) {
        const IdRaster one = raster_of(made::alone(shapes, f), view);
        for (std::size_t i = 0; i < one.ids.size(); ++i) {
            claims[i] = static_cast<std::uint8_t>(claims[i] + one.ids[i]);
            REQUIRE((one.ids[i] != 0) == (together.ids[i] == f + 1));
        }
    }
    const std::vector<std::uint32_t> all_in_one(shapes.features(), 0);
    const IdRaster outline = raster_of(dissolve(shapes, all_in_one, 1), view);
    for (std::size_t i = 0; i < claims.size(); ++i) {
        REQUIRE(claims[i] == outline.ids[i]);
    }
}

PolygonColumns communes_of(const std::string& file) {
    const auto path = shared_file(file);
    if (!path) {
        return {};
    }
    auto layer = read_polygons(*path, "commune");
    REQUIRE(layer);
    // Degrees would do; metres make the figures readable. A scale by coordinate keeps the coverage clean.
    for (Point& p : layer->polygons.points) {
        p = {p.x * 107000, p.y * 110600};
    }
    return std::move(layer->polygons);
}

} // namespace

TEST_CASE("Real communes: every pixel names the unit that GEOS finds at its centre") {
    for (const char* file : {"data/thanh_hoa_2022.gpkg", "data/ha_tinh_2022.gpkg"}) {
        const PolygonColumns communes = communes_of(file);
        if (communes.features() != 0) {
            check_against_geos(communes, 2022);
        }
    }
}

TEST_CASE("Made coverages: every pixel names the unit that GEOS finds at its centre") {
    check_against_geos(made::crooked_grid(23, 17, 5, 40000, 1), 11);
    check_against_geos(made::patchwork(50, 120, 40000, 2), 12);
    check_against_geos(made::patchwork(60, 15, 1, 3), 13);
}

TEST_CASE("No pixel is claimed twice or missed between real communes") {
    const PolygonColumns communes = communes_of("data/thanh_hoa_2022.gpkg");
    if (communes.features() != 0) {
        check_no_pixel_twice_or_missed(communes, 310, 200);
    }
}

TEST_CASE("No pixel is claimed twice or missed between made units, corners and vertices on pixel centres too") {
    check_no_pixel_twice_or_missed(made::crooked_grid(12, 9, 4, 1000, 5), 400, 300);
    check_no_pixel_twice_or_missed(made::patchwork(30, 40, 1000, 6), 300, 300);
    // Vertices rounded to half pixels: most of them lie on row lines or on centres.
    PolygonColumns rounded = made::crooked_grid(12, 9, 4, 200, 8);
    for (Point& p : rounded.points) {
        p = {std::round(p.x * 2) / 2, std::round(p.y * 2) / 2};
    }
    const IdRaster together = raster_of(rounded, made::unit_view(200, 200));
    std::size_t claimed = 0;
    for (std::size_t f = 0; f < rounded.features(); ++f) {
        const IdRaster one = raster_of(made::alone(rounded, f), made::unit_view(200, 200));
        claimed += one.ids.size() - static_cast<std::size_t>(std::count(one.ids.begin(), one.ids.end(), 0U));
    }
    const auto covered =
        together.ids.size() - static_cast<std::size_t>(std::count(together.ids.begin(), together.ids.end(), 0U));
    CHECK(claimed == covered);
}
