#pragma once

#include "geo/base/progress.hpp"
#include "geo/shape/coverage.hpp"

#include <optional>

namespace ntm {

/// Asked by long loops of this room, on any thread; throws `Stopped` out of them when the task was cancelled. Nobody
/// outside meets the exception: make_coverage catches it.
class Stopper {
public:
    struct Stopped {};
    explicit Stopper(const Progress* progress = nullptr)
        : m_progress(progress) {}
    void check() const {
        if (m_progress != nullptr && m_progress->cancelled()) {
            throw Stopped{};
        }
    }

private:
    const Progress* m_progress;
};

/// As make_coverage; nothing, within some 20 ms, when the task is cancelled meanwhile.
[[nodiscard]] std::optional<Coverage> make_coverage(const PolygonColumns& polygons, WorkerPool& pool,
                                                    const Progress& progress);

} // namespace ntm
