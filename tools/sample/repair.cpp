#include "tools/sample/repair.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace ntm::sample {
namespace {

constexpr std::array<std::pair<int, int>, 4> sides{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

struct Piece {
    std::uint16_t label = 0;
    std::vector<std::pair<int, int>> cells;
};

std::vector<Piece> find_pieces(const Grid& grid) {
    std::vector<Piece> pieces;
    std::vector<bool> seen(grid.label.size());
    for (int y = 0; y < grid.height; ++y) {
        for (int x = 0; x < grid.width; ++x) {
            if (seen[grid.at(x, y)]) {
                continue;
            }
            Piece piece{grid.label[grid.at(x, y)], {{x, y}}};
            seen[grid.at(x, y)] = true;
            for (std::size_t next = 0; next < piece.cells.size(); ++next) {
                const auto [cx, cy] = piece.cells[next];
                for (const auto& [dx, dy] : sides) {
                    const int nx = cx + dx;
                    const int ny = cy + dy;
                    if (grid.has(nx, ny) && !seen[grid.at(nx, ny)] && grid.label[grid.at(nx, ny)] == piece.label) {
                        seen[grid.at(nx, ny)] = true;
                        piece.cells.emplace_back(nx, ny);
                    }
                }
            }
            pieces.push_back(std::move(piece));
        }
    }
    return pieces;
}

/// The label that a piece touches most; inside labels before the outside.
std::uint16_t most_touched(const Grid& grid, const Piece& piece) {
    std::map<std::uint16_t, std::size_t> touched;
    for (const auto& [x, y] : piece.cells) {
        for (const auto& [dx, dy] : sides) {
            if (grid.has(x + dx, y + dy)) {
                const std::uint16_t other = grid.label[grid.at(x + dx, y + dy)];
                if (other != piece.label) {
                    touched[other] += other == 0 ? 1 : 100000;
                }
            }
        }
    }
    const auto most = std::max_element(touched.begin(), touched.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == touched.end() ? std::uint16_t{0} : most->first;
}

bool join_pieces(Grid& grid, std::uint16_t split_allowed) {
    const auto pieces = find_pieces(grid);
    std::map<std::uint16_t, std::size_t> largest;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const auto [at, fresh] = largest.try_emplace(pieces[p].label, p);
        if (!fresh && pieces[p].cells.size() > pieces[at->second].cells.size()) {
            at->second = p;
        }
    }
    bool changed = false;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const Piece& piece = pieces[p];
        if (largest.at(piece.label) == p) {
            continue;
        }
        const std::uint16_t heir = most_touched(grid, piece);
        if (piece.label == split_allowed && heir == 0) {
            continue;
        }
        for (const auto& [x, y] : piece.cells) {
            grid.label[grid.at(x, y)] = heir;
        }
        changed = true;
    }
    return changed;
}

bool part_diagonals(Grid& grid) {
    bool changed = false;
    for (int y = 0; y + 1 < grid.height; ++y) {
        for (int x = 0; x + 1 < grid.width; ++x) {
            std::uint16_t& a = grid.label[grid.at(x, y)];
            std::uint16_t& b = grid.label[grid.at(x + 1, y)];
            std::uint16_t& c = grid.label[grid.at(x, y + 1)];
            std::uint16_t& d = grid.label[grid.at(x + 1, y + 1)];
            if (a == d && a != b && a != c) {
                (b != 0 ? b : c) = a;
                changed = true;
            } else if (b == c && b != a && b != d) {
                (a != 0 ? a : d) = b;
                changed = true;
            }
        }
    }
    return changed;
}

} // namespace

void repair_cells(Grid& grid, std::uint16_t split_allowed) {
    for (int round = 0; round < 50; ++round) {
        const bool joined = join_pieces(grid, split_allowed);
        const bool parted = part_diagonals(grid);
        if (!joined && !parted) {
            return;
        }
    }
}

} // namespace ntm::sample
