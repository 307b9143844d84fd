#include "geo/picture/sheet.hpp"

#include "tests/geo/insight/small_province.hpp"
#include "tests/temporary_folder.hpp"

#include <png.h>

#include <map>

using namespace ntm;

namespace {

const Lang& words(Language language) {
    static const auto data = find_data_folder();
    static const auto vi = Lang::load(*data / "lang" / "vi.toml", Language::vi);
    static const auto en = Lang::load(*data / "lang" / "en.toml", Language::en);
    REQUIRE(vi);
    REQUIRE(en);
    return language == Language::vi ? *vi : *en;
}

std::size_t pixels_of(const Image& image, Rgba colour) {
    return static_cast<std::size_t>(std::count(image.pixels.begin(), image.pixels.end(), colour));
}

Image sheet_of(const std::shared_ptr<const Atlas>& atlas, const SheetOptions& options,
               Language language = Language::vi) {
    return draw_sheet(*snapshot_on(atlas, "2022-08-31"), options, words(language));
}

constexpr Rgba warning_ink{0xB0, 0x3A, 0x2E, 255};

} // namespace

// Twelve cells of one size: the pixels of each class are as its number of communes. Borders, names and the legend's
// own boxes take or add a little.
TEST_CASE("the sheet shows the class colours in the share of their areas", "[picture]") {
    const auto atlas = load_small_province();
    SheetOptions options;
    const Image image = sheet_of(atlas, options);
    REQUIRE(image.width_px == 1600);
    REQUIRE(image.height_px == 1000);
    const std::map<std::uint32_t, double> communes{{0xF0D9A8, 4}, {0x8CC7A1, 3}, {0x2F8FA3, 2}, {0x1B2F6B, 1}};
    double total = 0;
    for (const auto& [fill, count] : communes) {
        total += static_cast<double>(pixels_of(image, rgb(fill)));
    }
    CHECK(total > 0.3 * 1600 * 1000 * 10 / 12); // the map fills its place
    for (const auto& [fill, count] : communes) {
        INFO(std::hex << fill);
        CHECK(static_cast<double>(pixels_of(image, rgb(fill))) / total == Approx(count / 10).margin(0.015));
    }
}

TEST_CASE("the mark of illustrative data is drawn where it is so and nowhere else", "[picture]") {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    SheetOptions options;
    CHECK(pixels_of(sheet_of(atlas, options), warning_ink) == 0);
    atlas = std::make_shared<Atlas>(*atlas);
    atlas->workspace.illustrative = true;
    for (const Theme theme : all_themes) {
        options.theme = theme;
        CHECK(pixels_of(sheet_of(atlas, options), warning_ink) > 100);
    }
}

TEST_CASE("nothing stands closer to the edge of a sheet than the margin", "[picture]") {
    const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    for (const auto& [width, height] : {std::pair(1600, 1000), {1000, 1600}, {640, 400}, {2400, 1200}}) {
        for (const Theme theme : all_themes) {
            SheetOptions options;
            options.width_px = width;
            options.height_px = height;
            options.theme = theme;
            const Image image = sheet_of(*atlas, options);
            const int margin = static_cast<int>(0.015 * std::min(width, height));
            INFO(width << "x" << height << " " << theme_word(theme));
            std::size_t inked = 0;
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const bool at_edge = x < margin || y < margin || x >= width - margin || y >= height - margin;
                    inked +=
                        at_edge && !(image.pixels[static_cast<std::size_t>(y * width + x)] == Rgba{255, 255, 255, 255});
                }
            }
            CHECK(inked == 0);
        }
    }
}

TEST_CASE("sheets of any size and level are drawn, also of a single unit", "[picture]") {
    const auto atlas = load_small_province();
    for (const auto& [width, height] : {std::pair(64, 64), {200, 64}, {64, 900}, {333, 251}}) {
        for (const Level level : all_levels) {
            SheetOptions options;
            options.width_px = width;
            options.height_px = height;
            options.level = level;
            options.theme = Theme::tier_plan;
            const Image image = sheet_of(atlas, options, Language::en);
            CHECK(image.pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        }
    }
}

TEST_CASE("titles say what the map shows", "[picture]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    const auto atlas = load_atlas(path_text(small_province_folder() / "units.geojson"));
    REQUIRE(atlas);
    const auto bare = snapshot_on(*atlas, "2022-08-31");
    for (const Language language : {Language::vi, Language::en}) {
        std::vector<std::string> titles;
        for (const Theme theme : {Theme::tier, Theme::plan, Theme::tier_plan}) { // what the tables know about
            for (const Level level : {Level::commune, Level::district}) {
                const std::string title = map_title(*snapshot, theme, level, words(language));
                CHECK(title.find("‹") == std::string::npos);
                CHECK(std::find(titles.begin(), titles.end(), title) == titles.end());
                titles.push_back(title);
            }
            CHECK(map_title(*bare, theme, Level::commune, words(language)) ==
                  words(language)["sheet.title.boundaries"]);
        }
    }
}

TEST_CASE("the source line names the documents behind the facts in force", "[picture]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    CHECK(source_documents(*snapshot, Theme::tier) == std::vector<std::string>{"sổ công nhận"});
    CHECK(source_documents(*snapshot, Theme::plan) == std::vector<std::string>{"sổ quy hoạch"});
    CHECK(source_documents(*snapshot, Theme::tier_plan).size() == 2);
    CHECK(source_documents(*snapshot_on(snapshot->atlas, "2000-01-01"), Theme::tier).empty());
}

TEST_CASE("scale bars have round lengths near the wanted one", "[picture]") {
    CHECK(scale_bar_metres(100, 170) == 10000);
    CHECK(scale_bar_metres(50, 170) == 5000);
    CHECK(scale_bar_metres(20, 170) == 2000);
    CHECK(scale_bar_metres(1, 170) == 100);
    for (double metres_per_px = 0.01; metres_per_px < 1e5; metres_per_px *= 1.37) {
        const double metres = scale_bar_metres(metres_per_px, 170);
        CHECK(metres <= 170 * metres_per_px * (1 + 1e-9));
        CHECK(metres >= 170 * metres_per_px * 0.39);
    }
}

TEST_CASE("a PNG read back by libpng is the picture that was written", "[picture]") {
    Image image{37, 23, {}};
    for (int i = 0; i < 37 * 23; ++i) {
        image.pixels.push_back({static_cast<std::uint8_t>(i * 7), static_cast<std::uint8_t>(i * 13),
                                static_cast<std::uint8_t>(i * 29), 255});
    }
    const TemporaryFolder folder;
    const auto file = folder.path() / "Bản đồ.png";
    REQUIRE(write_png(image, file, 300).empty());
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_file(&png, file.c_str()) != 0);
    CHECK(png.width == 37);
    CHECK(png.height == 23);
    png.format = PNG_FORMAT_RGBA;
    std::vector<Rgba> pixels(png.width * png.height);
    REQUIRE(png_image_finish_read(&png, nullptr, pixels.data(), 0, nullptr) != 0);
    CHECK(pixels == image.pixels);
    // 300 dots an inch are 11811 a metre.
    CHECK(read_file(file)->find(std::string("pHYs\x00\x00\x2E\x23\x00\x00\x2E\x23\x01", 13)) != std::string::npos);
}

TEST_CASE("a picture that cannot be written is an error that names the file", "[picture]") {
    const Image image{1, 1, {{1, 2, 3, 255}}};
    const Issues issues = write_png(image, "/khong/co/thu/muc/a.png");
    REQUIRE_FALSE(issues.empty());
    CHECK(issues[0].severity == Severity::error);
    CHECK(issues[0].where.file == "/khong/co/thu/muc/a.png");
}
