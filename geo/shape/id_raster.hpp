#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/worker_pool.hpp"
#include "geo/shape/view.hpp"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace ntm {

/// Which unit is this pixel: 0 = none, else feature index + 1.
struct IdRaster {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint32_t> ids;

    [[nodiscard]] std::uint32_t at(int x, int y) const {
        return ids[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_px) + static_cast<std::size_t>(x)];
    }
};

/// What the painter needs to know beforehand of a coverage in display metres: boxes of features and rings.
struct CoverageIndex {
    std::vector<Box> feature_box;
    std::vector<Box> ring_box;
    Box all;
};
[[nodiscard]] CoverageIndex index_coverage(const PolygonColumns& polygons);

/// Scan-converts outlines into ids, by bands of rows on all threads of the pool. A pixel belongs to the feature that
/// contains its centre (even-odd); edges are half-open and evaluated from their lower end, so that neighbours which
/// share an edge neither both claim nor both miss a pixel, whatever the direction of their rings. Where features
/// overlap, the later wins. Returns false, with `out` unusable, when `cancelled` became true.
bool rasterize(const PolygonColumns& polygons, const CoverageIndex& index, const MapView& view, WorkerPool& pool,
               IdRaster& out, const std::atomic<bool>* cancelled = nullptr);
/// The same of some features alone, rising; the ids are still those of all.
bool rasterize(const PolygonColumns& polygons, const CoverageIndex& index, std::span<const std::uint32_t> features,
               const MapView& view, WorkerPool& pool, IdRaster& out, const std::atomic<bool>* cancelled = nullptr);

} // namespace ntm
