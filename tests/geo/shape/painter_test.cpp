#include "geo/shape/painter.hpp"

#include "made_shapes.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <ostream>
#include <random>

namespace ntm {
/// What failures say.
static std::ostream& operator<<(std::ostream& out, Rgba c) {
    return out << "rgba(" << int{c.r} << ", " << int{c.g} << ", " << int{c.b} << ", " << int{c.a} << ")";
}
} // namespace ntm

using namespace ntm;

namespace {

const Rgba ground = rgb(0xEAF0F3);
const Rgba white = rgb(0xFFFFFF);
const Rgba commune_ink = rgb(0x8A8F96);
const Rgba district_ink = rgb(0x5B626B);
const Rgba province_ink = rgb(0x30343A);

/// Squares of `cell` pixels, `columns` a row, numbered from the north-west, in a frame of one cell without unit.
struct Board {
    IdRaster ids;
    MapView view;
    std::vector<UnitStyle> units;
    std::vector<std::uint32_t> parent1, parent2;
    std::vector<std::uint8_t> states;
    PaintStyle style;

    Board(int columns, int rows, int cell) {
        ids.width_px = (columns + 2) * cell;
        ids.height_px = (rows + 2) * cell;
        for (int y = 0; y < ids.height_px; ++y) {
            for (int x = 0; x < ids.width_px; ++x) {
                const int column = x / cell - 1;
                const int row = y / cell - 1;
                const bool inside = column >= 0 && column < columns && row >= 0 && row < rows;
                ids.ids.push_back(inside ? static_cast<std::uint32_t>(row * columns + column + 1) : 0U);
            }
        }
        view = made::unit_view(ids.width_px, ids.height_px);
        units.assign(static_cast<std::size_t>(columns * rows), UnitStyle{rgb(0x8CC7A1), rgb(0x004000), Pattern::none});
        style.border[0] = {commune_ink, 1};
        style.border[1] = {district_ink, 2};
        style.border[2] = {province_ink, 3};
        style.light_ink = white;
        style.ground = ground;
    }

    [[nodiscard]] std::vector<Rgba> painted() const { return painted({0, 0, ids.width_px, ids.height_px}, {}); }
    [[nodiscard]] std::vector<Rgba> painted(PixelRect rect, std::vector<Rgba> over,
                                            WorkerPool& pool = WorkerPool::shared()) const {
        PaintStyle whole = style;
        whole.units = units;
        whole.parent1 = parent1;
        whole.parent2 = parent2;
        whole.states = states;
        over.resize(ids.ids.size());
        paint(ids, view, whole, rect, pool, over);
        return over;
    }
    [[nodiscard]] Rgba at(const std::vector<Rgba>& pixels, int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(ids.width_px) +
                      static_cast<std::size_t>(x)];
    }
    /// How many pixels of row y in [x0, x1) have the colour.
    [[nodiscard]] std::ptrdiff_t count(const std::vector<Rgba>& pixels, Rgba colour, int y, int x0, int x1) const {
        const auto row = pixels.begin() + static_cast<std::ptrdiff_t>(y) * ids.width_px;
        return std::count(row + x0, row + x1, colour);
    }
};

} // namespace

TEST_CASE("Lightness is CIE L*") {
    // guides of the map's colours, measured with another program: the tiers' classes on grey print.
    CHECK(lightness(rgb(0xF7F7F7)) == Approx(97).margin(0.5));
    CHECK(lightness(rgb(0xF0D9A8)) == Approx(87).margin(0.5));
    CHECK(lightness(rgb(0x8CC7A1)) == Approx(75).margin(0.5));
    CHECK(lightness(rgb(0x2F8FA3)) == Approx(55).margin(0.5));
    CHECK(lightness(rgb(0x1B2F6B)) == Approx(21).margin(0.5));
    CHECK(lightness(rgb(0x000000)) == Approx(0));
    CHECK(lightness(rgb(0xFFFFFF)) == Approx(100));
    CHECK(luminance(rgb(0xFFFFFF)) == Approx(1));
}

TEST_CASE("Colours are mixed straight") {
    CHECK(mix(rgb(0x000000), rgb(0xFFFFFF), 0.5) == rgb(0x808080));
    CHECK(mix(rgb(0x102030), rgb(0x405060), 0) == rgb(0x102030));
    CHECK(mix(rgb(0x102030), rgb(0x405060), 1) == rgb(0x405060));
    CHECK(mix(rgb(0xFF0000), rgb(0x000000), 0.25) == rgb(0xBF0000));
}

TEST_CASE("Fills lie where the ids are, the ground where none is") {
    Board board(2, 2, 20);
    board.units[1].fill = rgb(0x1B2F6B);
    const auto pixels = board.painted();
    CHECK(board.at(pixels, 30, 30) == rgb(0x8CC7A1));
    CHECK(board.at(pixels, 50, 30) == rgb(0x1B2F6B));
    CHECK(board.at(pixels, 10, 30) == ground);
    CHECK(board.at(pixels, 79, 79) == ground);
}

TEST_CASE("A border takes ink and width of the highest level at which its sides differ") {
    Board board(4, 1, 20);
    board.parent1 = {0, 0, 1, 2}; // 1|2 communes of one district, 2|3 other district, 3|4 other province
    board.parent2 = {0, 0, 0, 1};
    const auto pixels = board.painted();
    CHECK(board.count(pixels, commune_ink, 30, 25, 55) == 1);
    CHECK(board.at(pixels, 39, 30) == commune_ink);
    CHECK(board.count(pixels, district_ink, 30, 45, 75) == 2);
    CHECK(board.count(pixels, province_ink, 30, 65, 95) == 3);
    // The coast is of the highest level.
    CHECK(board.count(pixels, province_ink, 30, 10, 25) == 3);
    CHECK(board.count(pixels, province_ink, 30, 90, 110) == 3);
    int rows_of_ink = 0;
    for (int y = 10; y < 30; ++y) {
        rows_of_ink += board.at(pixels, 30, y) == province_ink;
    }
    CHECK(rows_of_ink == 3);
}

TEST_CASE("Without parents the coast is a border of the units' own level; a level of width 0 is not drawn") {
    Board board(2, 1, 20);
    auto pixels = board.painted();
    CHECK(board.count(pixels, commune_ink, 30, 0, 80) == 3);
    board.style.border[0].width_pt = 0;
    pixels = board.painted();
    CHECK(board.count(pixels, rgb(0x8CC7A1), 30, 0, 80) == 40);
}

TEST_CASE("Widths are points times the scale; thinner than a pixel is paler") {
    Board board(2, 1, 40);
    board.style.px_per_pt = 4;
    CHECK(board.count(board.painted(), commune_ink, 60, 60, 100) == 4);
    board.style.px_per_pt = 1;
    board.style.border[0].width_pt = 0.5;
    const auto pixels = board.painted();
    CHECK(board.count(pixels, commune_ink, 60, 60, 100) == 0);
    const Rgba half = board.at(pixels, 79, 60);
    CHECK(std::abs(half.r - (0x8A + 0x8C) / 2) <= 1);
    CHECK(std::abs(half.g - (0x8F + 0xC7) / 2) <= 1);
    CHECK(std::abs(half.b - (0x96 + 0xA1) / 2) <= 1);
}

TEST_CASE("On dark fills the border of the lowest level is light") {
    Board board(2, 1, 20);
    board.units[0].fill = board.units[1].fill = rgb(0x1B2F6B);
    CHECK(board.at(board.painted(), 39, 30) == white);
}

TEST_CASE("Patterns have the step they are described by") {
    Board board(1, 1, 90);
    const auto ink_in_row = [&](Pattern pattern, int y) {
        board.units[0].pattern = pattern;
        return board.count(board.painted(), rgb(0x004000), y, 91, 181 - 9); // nine times nine columns
    };
    for (int y = 100; y < 110; ++y) {
        CHECK(ink_in_row(Pattern::diagonal, y) == 18);
    }
    board.units[0].pattern = Pattern::diagonal;
    const auto diagonal = board.painted();
    for (int i = 0; i < 20; ++i) { // rising to the right
        CHECK(board.at(diagonal, 100 + i, 150 - i) == board.at(diagonal, 100, 150));
    }
    int rows_with_lines = 0;
    for (int y = 100; y < 160; ++y) {
        const auto ink = ink_in_row(Pattern::horizontal, y);
        CHECK((ink == 0 || ink == 81));
        rows_with_lines += ink != 0;
    }
    CHECK(rows_with_lines == 10);
    for (const Pattern pattern : {Pattern::dots, Pattern::crosses}) {
        std::ptrdiff_t ink = 0;
        for (int y = 95; y < 175; ++y) {
            ink += ink_in_row(pattern, y);
        }
        CHECK(ink > 100);
        CHECK(ink < 81 * 80 / 8); // fine: most of the fill stays
    }
}

TEST_CASE("Patterns stand still on the ground while the view moves") {
    for (const Pattern pattern : {Pattern::diagonal, Pattern::horizontal, Pattern::dots, Pattern::crosses}) {
        Board board(1, 1, 60);
        board.units[0].pattern = pattern;
        board.view.metres_per_px = 12.7;
        board.view.center = {581234.5, 2193210.25};
        std::fill(board.ids.ids.begin(), board.ids.ids.end(), 1U);
        const auto before = board.painted();
        const int dx = 7;
        const int dy = 4;
        board.view.center.x += dx * board.view.metres_per_px;
        board.view.center.y -= dy * board.view.metres_per_px; // the view goes south, the ground north
        const auto after = board.painted();
        CHECK(before != after);
        for (int y = 0; y + dy < board.ids.height_px; ++y) {
            for (int x = 0; x + dx < board.ids.width_px; ++x) {
                REQUIRE(board.at(after, x, y) == board.at(before, x + dx, y + dy));
            }
        }
    }
}

TEST_CASE("Dimmed is a quarter of the fill over the ground, hovered 12% lighter") {
    Board board(3, 1, 20);
    board.units[0].fill = board.units[1].fill = board.units[2].fill = rgb(0x2F8FA3);
    board.states = {state_dimmed, state_plain, state_hovered};
    const auto pixels = board.painted();
    // By hand: 0xEA + (0x2F - 0xEA) / 4 and so on; 0x2F + 0.12 * (0xFF - 0x2F) and so on.
    CHECK(board.at(pixels, 30, 30) == Rgba{187, 216, 223, 255});
    CHECK(board.at(pixels, 50, 30) == rgb(0x2F8FA3));
    CHECK(board.at(pixels, 70, 30) == Rgba{72, 156, 174, 255});
}

TEST_CASE("Painting a part gives the pixels of the whole and touches no other") {
    const PolygonColumns shapes = made::patchwork(14, 60, 300, 21);
    Board board(1, 1, 100);
    board.view = fit_view(index_coverage(shapes).all, 300, 300, 10);
    REQUIRE(rasterize(shapes, index_coverage(shapes), board.view, WorkerPool::shared(), board.ids));
    board.units.clear();
    for (std::uint32_t f = 0; f < 60; ++f) {
        board.units.push_back({rgb(f * 40503 * 16 & 0xFFFFFF), rgb(0x202020), static_cast<Pattern>(f % 5)});
        board.parent1.push_back(f / 5);
        board.parent2.push_back(f / 20);
        board.states.push_back(f == 12      ? state_selected
                               : f == 30    ? state_hovered
                               : f % 7 == 0 ? state_dimmed
                                            : state_plain);
    }
    board.style.px_per_pt = 1.7;
    const auto whole = board.painted();
    std::mt19937 random(5);
    const auto some = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    for (int i = 0; i < 40; ++i) {
        const int x = some(300) - 20;
        const int y = some(300) - 20;
        const PixelRect rect{x, y, x + some(120), y + some(120)};
        const Rgba untouched{1, 2, 3, 4};
        const auto part = board.painted(rect, std::vector<Rgba>(whole.size(), untouched));
        for (int py = 0; py < 300; ++py) {
            for (int px = 0; px < 300; ++px) {
                const bool inside = px >= rect.x0 && px < rect.x1 && py >= rect.y0 && py < rect.y1;
                REQUIRE(board.at(part, px, py) == (inside ? board.at(whole, px, py) : untouched));
            }
        }
    }
    WorkerPool one(1);
    WorkerPool many(7);
    CHECK(board.painted({0, 0, 300, 300}, {}, one) == whole);
    CHECK(board.painted({0, 0, 300, 300}, {}, many) == whole);
}

TEST_CASE("Ids without a style, and half-transparent fills, are drawn over the ground") {
    Board board(2, 1, 20);
    board.units.resize(1);
    board.units[0].fill = {0, 0, 0, 51}; // a fifth
    const auto pixels = board.painted();
    CHECK(board.at(pixels, 50, 30) == ground);
    CHECK(board.at(pixels, 30, 30) == Rgba{187, 192, 194, 255});
}
