#include "geo/shape/small_units.hpp"

#include <algorithm>
#include <cstdlib>

namespace ntm {
namespace {

/// The pixel that a unit without a centre fills most of.
struct Candidate {
    std::uint32_t id;
    std::uint32_t x, y;
    std::uint8_t weight;
};

std::vector<Candidate> best_pixels(const Fragments& fragments, const std::vector<std::uint32_t>& owned) {
    std::vector<std::uint32_t> number(owned.size(), 0); // of a unit's candidate, from 1
    std::vector<Candidate> best;
    for (std::uint32_t y = 0; y + 1 < fragments.row_pixel.size(); ++y) {
        for (std::uint32_t i = fragments.row_pixel[y]; i < fragments.row_pixel[y + 1]; ++i) {
            const Fragments::Pixel& pixel = fragments.pixels[i];
            for (std::uint32_t part = pixel.first_part; part < pixel.first_part + pixel.parts; ++part) {
                const auto [id, weight] = fragments.parts[part];
                if (id == 0 || owned[id] != 0) {
                    continue;
                }
                if (number[id] == 0) {
                    best.push_back({id, pixel.x, y, weight});
                    number[id] = static_cast<std::uint32_t>(best.size());
                } else if (Candidate& own = best[number[id] - 1]; weight > own.weight) {
                    own = {id, pixel.x, y, weight};
                }
            }
        }
    }
    std::stable_sort(best.begin(), best.end(),
                     [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    return best;
}

/// Gives each small unit a pixel of its own, as near as there is one.
class Placing {
public:
    Placing(const IdRaster& ids, std::vector<std::uint32_t> owned)
        : m_ids(ids)
        , m_owned(std::move(owned))
        , m_taken(ids.ids.size(), false) {}

    /// In a pixel on the edge of the square of this reach about its best one.
    bool place(const Candidate& at, int reach) {
        for (int dy = -reach; dy <= reach; ++dy) {
            const int step = std::abs(dy) == reach || reach == 0 ? 1 : 2 * reach;
            for (int dx = -reach; dx <= reach; dx += step) {
                if (take(at.id, static_cast<std::int64_t>(at.x) + dx, static_cast<std::int64_t>(at.y) + dy)) {
                    return true;
                }
            }
        }
        return false;
    }
    std::vector<Fragments::Small> taken() {
        std::sort(m_small.begin(), m_small.end(), [](const auto& a, const auto& b) { return a.pixel < b.pixel; });
        return std::move(m_small);
    }

private:
    bool take(std::uint32_t id, std::int64_t x, std::int64_t y) {
        if (x < 0 || y < 0 || x >= m_ids.width_px || y >= m_ids.height_px) {
            return false;
        }
        const auto pixel = static_cast<std::uint32_t>(y * m_ids.width_px + x);
        const std::uint32_t owner = m_ids.ids[pixel];
        if (m_taken[pixel] || (owner != 0 && m_owned[owner] <= 1)) { // nor the last pixel of its owner
            return false;
        }
        m_taken[pixel] = true;
        m_owned[owner] -= owner != 0 ? 1 : 0;
        m_small.push_back({pixel, id});
        return true;
    }

    const IdRaster& m_ids;
    std::vector<std::uint32_t> m_owned; ///< pixels by id
    std::vector<bool> m_taken;
    std::vector<Fragments::Small> m_small;
};

} // namespace

std::vector<std::uint32_t> pixels_by_id(const IdRaster& ids, std::size_t features) {
    std::vector<std::uint32_t> pixels(features + 1, 0);
    // Run by run: most neighbours are the same.
    const std::uint32_t* at = ids.ids.data();
    const std::uint32_t* const end = at + ids.ids.size();
    while (at != end) {
        const std::uint32_t id = *at;
        const std::uint32_t* const begin = at;
        constexpr int block = 16;
        for (std::uint32_t difference = 0; end - at >= block; at += block) {
            for (int i = 0; i < block; ++i) {
                difference |= at[i] ^ id;
            }
            if (difference != 0) {
                break;
            }
        }
        while (at != end && *at == id) {
            ++at;
        }
        pixels[id] += static_cast<std::uint32_t>(at - begin);
    }
    return pixels;
}

std::vector<Fragments::Small> place_small_units(const Fragments& fragments, const IdRaster& ids,
                                                std::vector<std::uint32_t> owned) {
    std::vector<Candidate> waiting = best_pixels(fragments, owned);
    Placing placing(ids, std::move(owned));
    // In the middle of a city units crowd: some stand a few pixels aside. Pictures with fewer pixels than units end it.
    constexpr int farthest_px = 24;
    for (int reach = 0; reach <= farthest_px && !waiting.empty(); ++reach) {
        std::erase_if(waiting, [&](const Candidate& candidate) { return placing.place(candidate, reach); });
    }
    return placing.taken();
}

} // namespace ntm
