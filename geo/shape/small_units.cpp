#include "geo/shape/small_units.hpp"

#include <algorithm>
#include <unordered_set>

namespace ntm {
namespace {

/// Run by run: most neighbours are the same.
std::vector<std::uint32_t> pixels_by_id(const IdRaster& ids, std::size_t features) {
    std::vector<std::uint32_t> pixels(features + 1, 0);
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

/// A pixel that a small unit might be picked in.
struct Candidate {
    std::uint32_t id;
    std::uint32_t x, y;
    std::uint8_t weight;
};

class Placing {
public:
    Placing(const IdRaster& ids, std::vector<std::uint32_t> owned)
        : m_ids(ids)
        , m_owned(std::move(owned)) {}

    void place(const Candidate& at, std::int64_t dx, std::int64_t dy) {
        const std::int64_t x = at.x + dx;
        const std::int64_t y = at.y + dy;
        if (m_placed.contains(at.id) || x < 0 || y < 0 || x >= m_ids.width_px || y >= m_ids.height_px) {
            return;
        }
        const auto pixel = static_cast<std::uint32_t>(y * m_ids.width_px + x);
        const std::uint32_t owner = m_ids.ids[pixel];
        const bool last_of_owner = owner != 0 && m_owned[owner] <= 1;
        if (!last_of_owner && m_taken.insert(pixel).second) {
            m_placed.insert(at.id);
            m_owned[owner] -= owner != 0 ? 1 : 0;
            m_small.push_back({pixel, at.id});
        }
    }
    [[nodiscard]] bool all_of(const std::vector<Candidate>& candidates) const {
        return std::all_of(candidates.begin(), candidates.end(),
                           [&](const Candidate& candidate) { return m_placed.contains(candidate.id); });
    }
    std::vector<Fragments::Small> take() {
        std::sort(m_small.begin(), m_small.end(), [](const auto& a, const auto& b) { return a.pixel < b.pixel; });
        return std::move(m_small);
    }

private:
    const IdRaster& m_ids;
    std::vector<std::uint32_t> m_owned; ///< pixels by id
    std::unordered_set<std::uint32_t> m_taken;
    std::unordered_set<std::uint32_t> m_placed;
    std::vector<Fragments::Small> m_small;
};

} // namespace

std::vector<Fragments::Small> place_small_units(const Fragments& fragments, const IdRaster& ids, std::size_t features) {
    std::vector<std::uint32_t> owned = pixels_by_id(ids, features);
    std::vector<Candidate> candidates;
    for (std::uint32_t y = 0; y + 1 < fragments.row_pixel.size(); ++y) {
        for (std::uint32_t i = fragments.row_pixel[y]; i < fragments.row_pixel[y + 1]; ++i) {
            const Fragments::Pixel& pixel = fragments.pixels[i];
            for (std::uint32_t part = pixel.first_part; part < pixel.first_part + pixel.parts; ++part) {
                const auto [id, weight] = fragments.parts[part];
                if (id != 0 && owned[id] == 0) {
                    candidates.push_back({id, pixel.x, y, weight});
                }
            }
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    Placing placing(ids, std::move(owned));
    for (const Candidate& candidate : candidates) {
        placing.place(candidate, 0, 0);
    }
    constexpr int near_px = 3; // a hand is no steadier
    for (int ring = 1; ring <= near_px && !placing.all_of(candidates); ++ring) {
        for (const Candidate& candidate : candidates) {
            for (int dy = -ring; dy <= ring; ++dy) {
                for (int dx = -ring; dx <= ring; ++dx) {
                    placing.place(candidate, dx, dy);
                }
            }
        }
    }
    return placing.take();
}

} // namespace ntm
