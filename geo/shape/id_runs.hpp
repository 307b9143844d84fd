#pragma once

#include "geo/shape/id_raster.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ntm {

/// Equal ids side by side, from the end of the run before to `end`.
struct IdRun {
    std::int32_t end;
    std::uint32_t id;
};

/// The runs of some rows of a picture: looked at once, for lines and for fills. Lives as long as its thread.
class IdRuns {
public:
    /// Rows [y0, y1), columns [x0, x1), which lie in the picture.
    void find(const IdRaster& ids, int x0, int x1, int y0, int y1);
    [[nodiscard]] std::span<const IdRun> row(int y) const {
        const auto row = static_cast<std::size_t>(y - m_first_row);
        return {m_runs.data() + m_row_run[row], m_runs.data() + m_row_run[row + 1]};
    }

private:
    int m_first_row = 0;
    std::vector<std::size_t> m_row_run;
    std::vector<IdRun> m_runs;
};

} // namespace ntm
