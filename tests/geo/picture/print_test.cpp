// Sheets for printing. Pages of vectors are read back by GDAL's PDF reader (poppler), which shares no code with ours.

#include "geo/command/subcommand.hpp"
#include "geo/picture/sheet.hpp"
#include "geo/source/source.hpp"
#include "tests/geo/insight/small_province.hpp"
#include "tests/temporary_folder.hpp"

#include <gdal_priv.h>

#include <cmath>
#include <cstdlib>

using namespace ntm;

namespace {

const Lang& words() {
    static const auto data = find_data_folder();
    static const auto vi = Lang::load(*data / "lang" / "vi.toml", Language::vi);
    REQUIRE(vi);
    return *vi;
}

/// The page as another program shows it; empty without GDAL's PDF reader.
std::optional<Image> read_page(const std::string& pdf, int dpi) {
    GDALAllRegister();
    const TemporaryFolder folder;
    const auto file = folder.path() / "page.pdf";
    REQUIRE(write_file_atomically(file, pdf).empty());
    const std::string option = "DPI=" + std::to_string(dpi);
    const char* options[] = {option.c_str(), nullptr};
    const char* drivers[] = {"PDF", nullptr};
    const GDALDatasetUniquePtr page(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER, drivers, options));
    if (!page) {
        return std::nullopt;
    }
    Image image{page->GetRasterXSize(), page->GetRasterYSize(), {}};
    image.pixels.resize(static_cast<std::size_t>(image.width_px) * static_cast<std::size_t>(image.height_px));
    for (int band = 0; band < 3; ++band) {
        REQUIRE(page->GetRasterBand(band + 1)->RasterIO(GF_Read, 0, 0, image.width_px, image.height_px,
                                                        &image.pixels[0].r + band, image.width_px, image.height_px,
                                                        GDT_Byte, 4, 4 * image.width_px, nullptr) == CE_None);
    }
    return image;
}

int difference(Rgba a, Rgba b) {
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

/// Means of squares of n pixels: where lines and letters lie a fraction of a pixel aside, they hardly change.
Image squares(const Image& image, int n) {
    Image means{image.width_px / n, image.height_px / n, {}};
    for (int row = 0; row < means.height_px; ++row) {
        for (int column = 0; column < means.width_px; ++column) {
            int r = 0, g = 0, b = 0;
            for (int i = 0; i < n * n; ++i) {
                const auto at = static_cast<std::size_t>((row * n + i / n) * image.width_px + column * n + i % n);
                r += image.pixels[at].r;
                g += image.pixels[at].g;
                b += image.pixels[at].b;
            }
            const auto mean = [n](int sum) { return static_cast<std::uint8_t>(sum / (n * n)); };
            means.pixels.push_back({mean(r), mean(g), mean(b), 255});
        }
    }
    return means;
}

/// The share of squares of `a` that look different in `b`.
double share_of_others(const Image& a, const Image& b) {
    const int width = std::min(a.width_px, b.width_px), height = std::min(a.height_px, b.height_px);
    REQUIRE(std::abs(a.width_px - b.width_px) + std::abs(a.height_px - b.height_px) <= 2);
    int other = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            other += difference(a.pixels[static_cast<std::size_t>(y * a.width_px + x)],
                                b.pixels[static_cast<std::size_t>(y * b.width_px + x)]) > 14
                         ? 1
                         : 0;
        }
    }
    return static_cast<double>(other) / (width * height);
}

std::size_t pixels_near(const Image& image, Rgba colour) {
    return static_cast<std::size_t>(std::count_if(image.pixels.begin(), image.pixels.end(),
                                                  [&](Rgba pixel) { return difference(pixel, colour) <= 1; }));
}

SheetOptions paper(const char* size, int dpi) {
    const SheetSize read = read_sheet_size(size, dpi);
    SheetOptions options;
    options.width_px = read.width_px;
    options.height_px = read.height_px;
    options.dpi = read.dpi;
    return options;
}

} // namespace

// What would be wrong: a second layout, a fill in another colour, borders or hatches of another width.
TEST_CASE("a page of vectors shows what the picture of the same sheet shows", "[picture]") {
    const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    const auto snapshot = snapshot_on(*atlas, "2022-08-31");
    constexpr int dpi = 120;
    for (const Theme theme : {Theme::tier, Theme::tier_plan}) {
        SheetOptions options = paper("A3", dpi);
        options.theme = theme;
        const Image picture = draw_sheet(*snapshot, options, words());
        const auto page = read_page(draw_sheet_pdf(*snapshot, options, words()), dpi);
        if (!page) {
            WARN("this GDAL reads no PDF: the pages are not compared");
            return;
        }
        INFO(theme_word(theme));
        CHECK(share_of_others(squares(picture, 8), squares(*page, 8)) < 0.09);
        if (theme == Theme::tier) {
            for (const std::uint32_t fill : {0xF0D9A8U, 0x8CC7A1U, 0x2F8FA3U, 0x1B2F6BU}) {
                INFO(std::hex << fill);
                const auto ours = static_cast<double>(pixels_near(picture, rgb(fill)));
                CHECK(static_cast<double>(pixels_near(*page, rgb(fill))) == Approx(ours).epsilon(0.06));
                CHECK(ours > 500);
            }
        }
        CHECK(pixels_near(*page, {0xB0, 0x3A, 0x2E, 255}) > 60); // "số liệu minh họa"
    }
}

TEST_CASE("a page of vectors holds no picture, and its text can be copied", "[picture]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    const std::string pdf = draw_sheet_pdf(*snapshot, paper("A4-portrait", 300), words());
    CHECK(pdf.starts_with("%PDF-1.4"));
    CHECK(pdf.find("/Subtype /Image") == std::string::npos);
    CHECK(pdf.find("/ToUnicode") != std::string::npos);
    CHECK(pdf.find("NotoSans") != std::string::npos);
    CHECK(pdf.find("/Count 1") != std::string::npos);
    const std::size_t box = pdf.find("/MediaBox [ 0 0 ");
    REQUIRE(box != std::string::npos);
    double width = 0, height = 0;
    REQUIRE(std::sscanf(pdf.c_str() + box, "/MediaBox [ 0 0 %lf %lf", &width, &height) == 2);
    CHECK(width == Approx(210 / 25.4 * 72).margin(0.2)); // ISO 216
    CHECK(height == Approx(297 / 25.4 * 72).margin(0.2));
}

TEST_CASE("a page shows the archipelagos where the picture does", "[picture]") {
    auto atlas = std::make_shared<Atlas>(*load_small_province());
    const auto snapshot = snapshot_on(atlas, "2022-08-31");
    const std::string plain = draw_sheet_pdf(*snapshot, paper("A4", 300), words());
    auto& provinces = atlas->units.at(Level::province);
    while (provinces.size() < 30) { // a country
        provinces.code.push_back(std::to_string(100 + provinces.size()));
        provinces.name.emplace_back("Tỉnh");
        provinces.type.push_back(UnitType::tinh);
        provinces.district.push_back(no_unit);
        provinces.province.push_back(no_unit);
        provinces.fold.emplace_back("tinh");
    }
    const auto country = snapshot_on(atlas, "2022-08-31");
    constexpr Rgba frame{0x5B, 0x62, 0x6B, 255};
    const auto without = read_page(plain, 150);
    const auto with = read_page(draw_sheet_pdf(*country, paper("A4", 300), words()), 150);
    if (with && without) {
        CHECK(pixels_near(*with, frame) > pixels_near(*without, frame) + 600); // two frames
    }
}

TEST_CASE("paper sizes are those of ISO 216 at the dots asked for", "[picture]") {
    const SheetSize a3 = read_sheet_size("A3", std::nullopt);
    CHECK(a3.width_px == 4961);
    CHECK(a3.height_px == 3508);
    CHECK(a3.dpi == 300);
    CHECK(a3.may_turn);
    const SheetSize a4 = read_sheet_size("a4-portrait", 150);
    CHECK(a4.width_px == 1240);
    CHECK(a4.height_px == 1754);
    CHECK_FALSE(a4.may_turn);
    CHECK(read_sheet_size("1600x1000", std::nullopt).dpi == 96);
    CHECK(read_sheet_size("1600x1000", 300).dpi == 300);
    for (const char* wrong : {"A6", "B4", "A3-upright", "A", "", "A3x", "10x10", "A0"}) {
        INFO(wrong);
        CHECK_THROWS_AS(read_sheet_size(wrong, 1200), UsageError);
    }
}

// The same sheet at twice the dots: letters, lines and hatches keep their size on the paper.
TEST_CASE("more dots an inch give the same sheet, only finer", "[picture]") {
    const auto snapshot = snapshot_on(load_small_province(), "2022-08-31");
    const Image coarse = draw_sheet(*snapshot, paper("A5", 100), words());
    const Image fine = draw_sheet(*snapshot, paper("A5", 200), words());
    CHECK(share_of_others(squares(coarse, 6), squares(fine, 12)) < 0.09);
}
