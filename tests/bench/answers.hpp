#pragma once

#include "tests/bench/rival.hpp"
#include "tests/bench/scene.hpp"

#include <string>

namespace ntm::bench {

struct Agreement {
    std::size_t asked = 0;
    std::size_t same = 0;
    std::size_t wrong = 0; ///< others that no border within a pixel explains
    [[nodiscard]] bool all() const { return asked > 0 && wrong == 0; }
    [[nodiscard]] std::string words() const; ///< "400/400"
};

/// The unit of each sample in our raster beside what QGIS finds there in full detail; ours is drawn from the level
/// within half a pixel. Where outlines overlap the later one is ours.
[[nodiscard]] Agreement compare_ids(const SceneView& view, const IdRaster& ids, const Json& held_by);

/// The class that QGIS painted beside ours, for samples that lie a pixel away from every border in our picture and that
/// QGIS did not paint in the ink of a border.
[[nodiscard]] Agreement compare_colours(const Scene& scene, const SceneView& view, const IdRaster& ids,
                                        const Json& colours);

} // namespace ntm::bench
