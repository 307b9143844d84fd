#include "tests/bench/made_country.hpp"

#include "geo/source/source.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>

namespace ntm::bench {

namespace {

constexpr double west_deg = 104, south_deg = 9;

/// A number in [-1, 1] that depends on the place only.
double noise(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    std::uint64_t mixed = a * 0x9E3779B97F4A7C15u + b * 0xC2B2AE3D27D4EB4Fu + c * 0x165667B19E3779F9u + 1;
    for (int round = 0; round < 2; ++round) {
        mixed ^= mixed >> 31;
        mixed *= 0xBF58476D1CE4E5B9u;
    }
    return static_cast<double>(mixed >> 11) / 4503599627370496.0 - 1;
}

/// To six decimals, as real files have them.
double rounded(double degrees) {
    return std::round(degrees * 1e6) / 1e6;
}

/// The point `step` on the side that starts at grid corner (column, row) and runs east or north. The side sways within
/// a quarter of a cell, so that no two sides cross.
Point side_point(const MadeSize& size, int column, int row, bool east, int step) {
    const double along = static_cast<double>(step) / size.steps;
    const auto key = [&](int extra) {
        return noise(static_cast<std::uint64_t>(column), static_cast<std::uint64_t>(row) * 2 + (east ? 1 : 0),
                     static_cast<std::uint64_t>(extra));
    };
    const double sway = step % size.steps == 0
                            ? 0
                            : std::sin(along * 3.14159265) * (0.10 * key(1) + 0.05 * std::sin(along * 25 + key(2))) +
                                  0.004 * key(10 + step);
    const double x = column + (east ? along : sway);
    const double y = row + (east ? sway : along);
    return {rounded(west_deg + x * size.cell_deg), rounded(south_deg + y * size.cell_deg)};
}

void append_cell(PolygonColumns& polygons, const MadeSize& size, int column, int row) {
    for (int step = 0; step < size.steps; ++step) {
        polygons.points.push_back(side_point(size, column, row, true, step));
    }
    for (int step = 0; step < size.steps; ++step) {
        polygons.points.push_back(side_point(size, column + 1, row, false, step));
    }
    for (int step = size.steps; step > 0; --step) {
        polygons.points.push_back(side_point(size, column, row + 1, true, step));
    }
    for (int step = size.steps; step > 0; --step) {
        polygons.points.push_back(side_point(size, column, row, false, step));
    }
    polygons.end_ring();
    polygons.end_feature();
}

} // namespace

PolygonColumns make_polygons(const MadeSize& size) {
    PolygonColumns polygons;
    polygons.points.reserve(static_cast<std::size_t>(size.columns) * static_cast<std::size_t>(size.rows) * 4 *
                            static_cast<std::size_t>(size.steps));
    for (int row = 0; row < size.rows; ++row) {
        for (int column = 0; column < size.columns; ++column) {
            append_cell(polygons, size, column, row);
        }
    }
    return polygons;
}

Issues write_made_country(const std::filesystem::path& gpkg, const MadeSize& size) {
    constexpr std::array types{"Xã", "Phường", "Thị trấn"};
    Table table;
    table.names = {"ma_xa", "ten_xa", "loai_xa", "ma_tinh", "ten_tinh"};
    table.columns.resize(table.names.size());
    for (int row = 0; row < size.rows; ++row) {
        for (int column = 0; column < size.columns; ++column) {
            const int number = row * size.columns + column;
            const int province = 1 + row / 6 * 5 + column / 10;
            table.columns[0].append(fmt::format("{:05}", number + 1));
            table.columns[1].append(fmt::format("{} số {}", types[static_cast<std::size_t>(number) % 3], number + 1));
            table.columns[2].append(types[static_cast<std::size_t>(number) % 3]);
            table.columns[3].append(fmt::format("{:02}", province));
            table.columns[4].append(fmt::format("Tỉnh số {}", province));
            table.row_number.push_back(number + 1);
        }
    }
    return write_polygons(gpkg, "commune", make_polygons(size), table, lon_lat_crs);
}

} // namespace ntm::bench
