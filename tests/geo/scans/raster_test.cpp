#include "geo/source/raster.hpp"
#include "tests/catch.hpp"
#include "tests/geo/scans/made_scans.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>
#include <functional>
#include <string>

using namespace ntm;

namespace {

using Cell = std::array<std::uint8_t, 4>;

/// The cell over a pixel of a part that was read pixel by pixel.
Cell cell_at(const RasterPart& part, int x, int y) {
    const auto column = static_cast<std::int64_t>(x / part.px_per_cell_x) - part.first_column;
    const auto row = static_cast<std::int64_t>(y / part.px_per_cell_y) - part.first_row;
    return part.cells.at(static_cast<std::size_t>(row * part.columns + column));
}

RasterReader::Reading read_all(const std::filesystem::path& file) {
    auto reader = RasterReader::open(file);
    REQUIRE(reader);
    const RasterInfo& info = (*reader)->info();
    return (*reader)->read({0, 0, double(info.width_px), double(info.height_px)}, 1);
}

/// The most memory that a job took beyond what was there before it.
double peak_growth_mb(const std::function<void()>& job) {
    const auto status = [](const std::string& name) {
        std::ifstream file("/proc/self/status");
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with(name)) {
                return std::stod(line.substr(name.size() + 1)) / 1024;
            }
        }
        return 0.0;
    };
    std::ofstream("/proc/self/clear_refs") << 5; // the peak begins anew
    const double before = status("VmRSS");
    job();
    return status("VmHWM") - before;
}

} // namespace

TEST_CASE("The bands of a scan become its colours") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "scan.tif";
    SECTION("red, green and blue") {
        write_scan(file,
                   {.value = [](int x, int y, int band) { return band == 1   ? x
                                                                 : band == 2 ? y
                                                                             : 7; }, .change = {}});
        const auto reading = read_all(file);
        REQUIRE(reading.part);
        CHECK(cell_at(*reading.part, 33, 12) == Cell{33, 12, 7, 255});
        CHECK(cell_at(*reading.part, 99, 79) == Cell{99, 79, 7, 255});
    }
    SECTION("grey with a value that means nothing") {
        write_scan(file, {.bands = 1,
                          .value = [](int x, int, int) { return x < 50 ? 255 : 40; },
                          .change = [](GDALDataset& scan) { scan.GetRasterBand(1)->SetNoDataValue(255); }});
        const auto reading = read_all(file);
        REQUIRE(reading.part);
        CHECK(cell_at(*reading.part, 10, 10) == Cell{0, 0, 0, 0});
        CHECK(cell_at(*reading.part, 60, 10) == Cell{40, 40, 40, 255});
    }
    SECTION("a palette") {
        write_scan(file, {.bands = 1,
                          .value = [](int x, int, int) { return x < 50 ? 1 : 2; },
                          .change =
                              [](GDALDataset& scan) {
                                  GDALColorTable table;
                                  const GDALColorEntry red{200, 10, 20, 255}, green{0, 150, 0, 255};
                                  table.SetColorEntry(1, &red);
                                  table.SetColorEntry(2, &green);
                                  scan.GetRasterBand(1)->SetColorTable(&table);
                              }});
        const auto reading = read_all(file);
        REQUIRE(reading.part);
        CHECK(cell_at(*reading.part, 3, 3) == Cell{200, 10, 20, 255});
        CHECK(cell_at(*reading.part, 77, 3) == Cell{0, 150, 0, 255});
    }
    SECTION("black and white, a bit a pixel") {
        write_scan(file, {.bands = 1,
                          .options = {"NBITS=1", "COMPRESS=CCITTFAX4"},
                          .value = [](int x, int, int) { return x % 10 == 0 ? 0 : 1; },
                          .change = {}});
        const auto reading = read_all(file);
        REQUIRE(reading.part);
        CHECK(cell_at(*reading.part, 20, 3) == Cell{0, 0, 0, 255});
        CHECK(cell_at(*reading.part, 25, 3) == Cell{255, 255, 255, 255});
    }
    SECTION("sixteen bits, from the least to the greatest") {
        write_scan(file, {.bands = 1,
                          .type = GDT_UInt16,
                          .value = [](int x, int, int) { return x == 0    ? 1000
                                                                : x == 99 ? 5000
                                                                          : 3000; },
                          .change = {}});
        const auto reading = read_all(file);
        REQUIRE(reading.part);
        CHECK(cell_at(*reading.part, 0, 5)[0] == 0);
        CHECK(cell_at(*reading.part, 99, 5)[0] == 255);
        CHECK(cell_at(*reading.part, 50, 5)[0] == 128);
    }
    SECTION("alpha: clear pixels give no colour to the mean of a cell") {
        write_scan(file, {.bands = 4,
                          .options = {"ALPHA=YES"},
                          .value =
                              [](int x, int, int band) {
                                  const bool clear = x % 2 == 1;
                                  return band == 4 ? (clear ? 0 : 255) : clear ? 0 : 200;
                              },
                          .change = {}});
        auto reader = RasterReader::open(file);
        REQUIRE(reader);
        const auto reading = (*reader)->read({0, 0, 100, 80}, 2);
        REQUIRE(reading.part);
        CHECK(reading.part->px_per_cell_x == 2);
        // Premultiplied: 200 at half cover is 100; over black ground it would be 50.
        CHECK(cell_at(*reading.part, 10, 10) == Cell{100, 100, 100, 128});
    }
}

TEST_CASE("A scan is read by its overviews where they are fine enough") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "scan.tif";
    write_scan(file, {.width = 800,
                      .height = 600,
                      .bands = 1,
                      .options = {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128"},
                      .value = [](int, int, int) { return 10; },
                      .change = {}});
    {
        // The overview is told from the picture by its grey.
        auto* scan = static_cast<GDALDataset*>(GDALOpen(file.c_str(), GA_Update));
        std::array<int, 1> levels{4};
        scan->BuildOverviews("NEAREST", 1, levels.data(), 0, nullptr, nullptr, nullptr);
        scan->GetRasterBand(1)->GetOverview(0)->Fill(90);
        GDALClose(scan);
    }
    auto reader = RasterReader::open(file);
    REQUIRE(reader);
    CHECK((*reader)->info().reduced);
    const auto far = (*reader)->read({0, 0, 800, 600}, 5);
    REQUIRE(far.part);
    CHECK(far.part->cells.front() == Cell{90, 90, 90, 255});
    CHECK(far.part->px_per_cell_x == 4);
    const auto near = (*reader)->read({0, 0, 800, 600}, 3);
    REQUIRE(near.part);
    CHECK(near.part->cells.front() == Cell{10, 10, 10, 255});
}

TEST_CASE("However large a scan says it is, no more of it is held than a view needs") {
    const TemporaryFolder folder;
    SECTION("20,000 x 20,000 pixels without overviews") {
        const auto file = folder.path() / "large.tif";
        write_scan(file, {.width = 20000,
                          .height = 20000,
                          .bands = 1,
                          .options = {"TILED=YES", "SPARSE_OK=TRUE"},
                          .value = {},
                          .change = {}});
        auto reader = RasterReader::open(file);
        REQUIRE(reader);
        const auto all = (*reader)->read({0, 0, 20000, 20000}, 20);
        REQUIRE(all.part);
        CHECK(all.part->cells.size() <= 4096UL * 4096UL);
        const auto part = (*reader)->read({5000, 5000, 6600, 6000}, 1);
        REQUIRE(part.part);
        CHECK(part.part->cells.size() <= 1610UL * 1010UL);
    }
    SECTION("a side of 900,000 pixels: only from near") {
        const auto file = folder.path() / "huge.tif";
        write_scan(file,
                   {.width = 900'000,
                    .height = 900'000,
                    .bands = 1,
                    .options = {"TILED=YES", "BLOCKXSIZE=4096", "BLOCKYSIZE=4096", "SPARSE_OK=TRUE", "BIGTIFF=YES"},
                    .value = {},
                    .change = {}});
        auto reader = RasterReader::open(file);
        REQUIRE(reader);
        const auto all = (*reader)->read({0, 0, 900'000, 900'000}, 500);
        CHECK(all.too_much);
        CHECK_FALSE(all.part);
        CHECK((*reader)->read({1000, 1000, 2000, 2000}, 1).part);
    }
    SECTION("strips of a million pixels: not a whole row of cells at once, which were 735 MB") {
        const auto file = folder.path() / "strips.tif";
        write_scan(file, {.width = 1'000'000,
                          .height = 250,
                          .options = {"SPARSE_OK=TRUE", "BLOCKYSIZE=8"},
                          .value = {},
                          .change = {}});
        auto reader = RasterReader::open(file);
        REQUIRE(reader);
        RasterReader::Reading all;
        CHECK(peak_growth_mb([&] { all = (*reader)->read({0, 0, 1e6, 250}, 1000); }) < 400);
        REQUIRE(all.part);
        CHECK(all.part->cells.size() <= 4096UL * 2UL);
    }
    SECTION("an overview of another shape is not believed") {
        const auto file = folder.path() / "scan.tif";
        write_scan(file, {.width = 1000, .height = 1000, .value = [](int, int, int) { return 9; }, .change = {}});
        write_scan(
            folder.path() / "scan.tif.ovr",
            {.width = 500, .height = 100'000, .options = {"SPARSE_OK=TRUE", "TILED=YES"}, .value = {}, .change = {}});
        auto reader = RasterReader::open(file);
        REQUIRE(reader);
        CHECK((*reader)->info().reduced); // it is seen
        const auto all = (*reader)->read({0, 0, 1000, 1000}, 2);
        REQUIRE(all.part);
        CHECK(all.part->cells.size() == 500UL * 500UL);
        CHECK(all.part->cells.front() == Cell{9, 9, 9, 255});
    }
    SECTION("a scale that no view has") {
        const auto file = folder.path() / "scan.tif";
        write_scan(file, {.value = [](int, int, int) { return 9; }, .change = {}});
        auto reader = RasterReader::open(file);
        REQUIRE(reader);
        const auto far = (*reader)->read({0, 0, 100, 80}, 1e300);
        REQUIRE(far.part);
        CHECK(far.part->cells == std::vector<Cell>{Cell{9, 9, 9, 255}});
    }
    SECTION("a side or a block that no scan has") {
        const auto wide = folder.path() / "wide.tif";
        write_scan(
            wide,
            {.width = 2'000'000, .height = 16, .bands = 1, .options = {"SPARSE_OK=TRUE"}, .value = {}, .change = {}});
        const auto opened = RasterReader::open(wide);
        CHECK_FALSE(opened);
        CHECK(has_issue(opened.issues(), "raster_too_large"));
        const auto block = folder.path() / "block.tif";
        write_scan(block, {.width = 40'000,
                           .height = 40'000,
                           .bands = 1,
                           .options = {"TILED=YES", "BLOCKXSIZE=40000", "BLOCKYSIZE=40000", "SPARSE_OK=TRUE",
                                       "COMPRESS=DEFLATE"},
                           .value = {},
                           .change = {}});
        const auto refused = RasterReader::open(block);
        CHECK_FALSE(refused);
        CHECK(has_issue(refused.issues(), "raster_too_large"));
        // 100 MB a band, which lie together.
        const auto bands = folder.path() / "bands.tif";
        write_scan(bands, {.width = 10'240,
                           .height = 10'240,
                           .options = {"TILED=YES", "BLOCKXSIZE=10240", "BLOCKYSIZE=10240", "SPARSE_OK=TRUE",
                                       "COMPRESS=DEFLATE"},
                           .value = {},
                           .change = {}});
        CHECK(has_issue(RasterReader::open(bands).issues(), "raster_too_large"));
    }
}

TEST_CASE("Files that are no sound pictures are told, each with its name, and break nothing") {
    const TemporaryFolder folder;
    SECTION("empty, text, missing") {
        for (const std::string bytes : {"", "II*", "not a picture at all"}) {
            const auto opened = RasterReader::open(folder.file("bad.tif", bytes));
            CHECK_FALSE(opened);
            REQUIRE_FALSE(opened.issues().empty());
            CHECK(opened.issues().front().code == "raster_unreadable");
            CHECK(opened.issues().front().where.file.ends_with("bad.tif"));
        }
        CHECK(has_issue(RasterReader::open(folder.path() / "none.tif").issues(), "file_missing"));
    }
    SECTION("a picture of links to other files is not followed") {
        const auto vrt = folder.file("links.tif", "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"/>");
        CHECK(has_issue(RasterReader::open(vrt).issues(), "format_linked"));
    }
    SECTION("words beside it that send to overviews elsewhere") {
        const auto file = folder.path() / "scan.tif";
        write_scan(file, {.value = [](int, int, int) { return 5; }, .change = {}});
        REQUIRE(RasterReader::open(file));
        folder.file("scan.tif.aux.xml", "<PAMDataset><Metadata domain=\"OVERVIEWS\"><MDI key=\"OVERVIEW_FILE\">"
                                        "/vsicurl/http://127.0.0.1:1/scan.ovr</MDI></Metadata></PAMDataset>");
        CHECK(has_issue(RasterReader::open(file).issues(), "raster_unreadable"));
    }
    SECTION("cut off") {
        const auto file = folder.path() / "whole.tif";
        write_scan(file, {.width = 600,
                          .height = 600,
                          .bands = 1,
                          .options = {"TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"},
                          .value = [](int x, int y, int) { return 1 + (x * 7 + y * 3) % 200; },
                          .change = {}});
        std::filesystem::resize_file(file, std::filesystem::file_size(file) * 2 / 3);
        auto opened = RasterReader::open(file);
        REQUIRE(opened);
        CHECK(has_issue(opened.issues(), "raster_truncated"));
        const auto reading = (*opened)->read({0, 0, 600, 600}, 1);
        CHECK(has_issue(reading.issues, "raster_read_broken"));
    }
    SECTION("a TIFF with the ending of another format") {
        const auto file = folder.path() / "scan.tif";
        write_scan(file, {.value = [](int, int, int) { return 5; }, .change = {}});
        std::filesystem::rename(file, folder.path() / "scan.jpg");
        CHECK(RasterReader::open(folder.path() / "scan.jpg"));
    }
}

TEST_CASE("A scan is read only: nothing is written beside it") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "scan.tif";
    write_scan(file, {.type = GDT_UInt16, .value = [](int x, int, int) { return x * 100; }, .change = {}});
    const auto before = std::filesystem::last_write_time(file);
    REQUIRE(read_all(file).part);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        ++files;
    }
    CHECK(files == 1);
    CHECK(std::filesystem::last_write_time(file) == before);
}

TEST_CASE("Reading stops when it is cancelled") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "large.tif";
    write_scan(file, {.width = 12000,
                      .height = 12000,
                      .bands = 1,
                      .options = {"TILED=YES", "SPARSE_OK=TRUE"},
                      .value = {},
                      .change = {}});
    auto reader = RasterReader::open(file);
    REQUIRE(reader);
    Progress progress;
    progress.cancel();
    CHECK_FALSE((*reader)->read({0, 0, 12000, 12000}, 12, &progress).part);
    CHECK((*reader)->read({0, 0, 12000, 12000}, 12).part);
}
