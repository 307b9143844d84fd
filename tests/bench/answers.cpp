#include "tests/bench/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm::bench {

namespace {

bool away_from_borders(const IdRaster& ids, Sample at) {
    if (at.x < 1 || at.y < 1 || at.x + 1 >= ids.width_px || at.y + 1 >= ids.height_px) {
        return false;
    }
    const std::uint32_t id = ids.at(at.x, at.y);
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            if (ids.at(at.x + dx, at.y + dy) != id) {
                return false;
            }
        }
    }
    return true;
}

bool is_class_colour(const Scene& scene, const std::string& hex) {
    return hex == "#ffffff" || std::any_of(scene.classes.begin(), scene.classes.end(),
                                           [&](const ClassStyle& style) { return style.fill_hex == hex; });
}

std::string our_colour(const Scene& scene, std::uint32_t id) {
    if (id == 0) {
        return "#ffffff";
    }
    const Rgba fill = scene.styles[id - 1].fill;
    return fmt::format("#{:02x}{:02x}{:02x}", fill.r, fill.g, fill.b);
}

} // namespace

std::string Agreement::words() const {
    return fmt::format("{}/{}", same, asked);
}

Agreement compare_ids(const SceneView& view, const IdRaster& ids, const Json& held_by) {
    Agreement agreement;
    if (held_by.size() != view.samples.size()) {
        return agreement;
    }
    for (std::size_t i = 0; i < view.samples.size(); ++i) {
        const std::uint32_t theirs = held_by[i].empty() ? 0 : held_by[i].back().get<std::uint32_t>() + 1;
        ++agreement.asked;
        const bool same = ids.at(view.samples[i].x, view.samples[i].y) == theirs;
        agreement.same += same ? 1U : 0U;
        agreement.wrong += !same && away_from_borders(ids, view.samples[i]) ? 1U : 0U;
    }
    return agreement;
}

Agreement compare_colours(const Scene& scene, const SceneView& view, const IdRaster& ids, const Json& colours) {
    Agreement agreement;
    if (colours.size() != view.samples.size()) {
        return agreement;
    }
    for (std::size_t i = 0; i < view.samples.size(); ++i) {
        const std::string theirs = colours[i].get<std::string>();
        if (!away_from_borders(ids, view.samples[i]) || !is_class_colour(scene, theirs)) {
            continue;
        }
        ++agreement.asked;
        const bool same = theirs == our_colour(scene, ids.at(view.samples[i].x, view.samples[i].y));
        agreement.same += same ? 1U : 0U;
        agreement.wrong += same ? 0 : 1;
    }
    return agreement;
}

} // namespace ntm::bench
