#include "geo/shape/id_runs.hpp"

namespace ntm {
namespace {

/// The end of the run of equal ids that begins at x.
int run_end(const std::uint32_t* ids, int x, int x1) {
    const std::uint32_t id = ids[x];
    constexpr int block = 16;
    for (; x + block <= x1; x += block) {
        std::uint32_t difference = 0;
        for (int i = 0; i < block; ++i) {
            difference |= ids[x + i] ^ id;
        }
        if (difference != 0) {
            break;
        }
    }
    while (x < x1 && ids[x] == id) {
        ++x;
    }
    return x;
}

} // namespace

void IdRuns::find(const IdRaster& ids, int x0, int x1, int y0, int y1) {
    m_first_row = y0;
    m_runs.clear();
    m_row_run.assign(1, 0);
    for (int y = y0; y < y1; ++y) {
        const std::uint32_t* const row = ids.ids.data() + static_cast<std::ptrdiff_t>(y) * ids.width_px;
        for (int x = x0; x < x1;) {
            const int end = run_end(row, x, x1);
            m_runs.push_back({end, row[x]});
            x = end;
        }
        m_row_run.push_back(m_runs.size());
    }
}

} // namespace ntm
