#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"
#include "tests/catch.hpp"
#include "tests/geo/sample/shipped.hpp"
#include "tools/sample/sample.hpp"

#include <algorithm>

using namespace ntm;
using namespace ntm::sample_test;

TEST_CASE("the generator makes the shipped samples again, to the last digit", "[sample]") {
    const std::filesystem::path folder = std::filesystem::path(NTM_BINARY_DIR) / "sample-again";
    std::filesystem::remove_all(folder);
    REQUIRE(sample::write_samples(all_facts_folder(), folder).empty());
    for (const auto& [sample, file] : sample::written_tables()) {
        INFO(sample << " " << file);
        const auto made = read_file(folder / sample / file);
        const auto shipped = read_file(samples_folder() / sample / file);
        REQUIRE(made);
        REQUIRE(shipped);
        CHECK(*made == *shipped);
    }
    for (const auto* sample : {"thanh-hoa-2022", "trieu-son-2021", "ha-tinh-2021", "thai-nguyen-2020"}) {
        INFO(sample);
        // Another GDAL may lay out the file otherwise: its content counts.
        const auto made = load_units(folder / sample);
        const auto shipped = load_units(samples_folder() / sample);
        CHECK(made.polygons.feature_ring == shipped.polygons.feature_ring);
        CHECK(made.polygons.ring_point == shipped.polygons.ring_point);
        CHECK(std::equal(made.polygons.points.begin(), made.polygons.points.end(), shipped.polygons.points.begin(),
                         shipped.polygons.points.end()));
        REQUIRE(made.attributes.rows() == shipped.attributes.rows());
        std::size_t differences = 0;
        for (std::size_t row = 0; row < made.attributes.rows(); ++row) {
            for (const auto* column : {"ma_xa", "ten_xa", "loai_xa", "ma_huyen", "ten_huyen", "ma_tinh", "ten_tinh"}) {
                differences += cell(made.attributes, row, column) == cell(shipped.attributes, row, column) ? 0U : 1U;
            }
        }
        CHECK(differences == 0);
    }
    for (const auto& [file, layer] : {std::pair("drawings.gpkg", "plan"), std::pair("land_use.gpkg", "land_use")}) {
        INFO(file);
        const auto made = read_polygons(folder / "thanh-hoa-2022" / file, layer);
        const auto shipped = read_polygons(samples_folder() / "thanh-hoa-2022" / file, layer);
        REQUIRE(made);
        REQUIRE(shipped);
        CHECK(made->polygons.ring_point == shipped->polygons.ring_point);
        CHECK(made->polygons.points == shipped->polygons.points);
    }
}
