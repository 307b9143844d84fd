#include "viewer/map/map_labels.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

constexpr double least_unit_px = 64; ///< below, most names of a level would not fit into their units

bool overlap(const PlacedLabel& a, const PlacedLabel& b, double gap_px) {
    return std::fabs(a.at.x - b.at.x) < (a.size.width_px + b.size.width_px) / 2 + gap_px &&
           std::fabs(a.at.y - b.at.y) < (a.size.height_px + b.size.height_px) / 2 + gap_px;
}

} // namespace

std::vector<Level> named_levels(const Document& document, double metres_per_px, Level shown) {
    std::vector<Level> levels;
    const Units& units = document.atlas->units;
    for (auto index = all_levels.size(); index-- > static_cast<std::size_t>(units.drawn);) {
        const Level level = all_levels[index];
        const bool lone = units.count(level) <= 1 && level != units.drawn && level != shown;
        if (units.count(level) == 0 || lone) {
            continue;
        }
        const bool large = document.typical_size_m[index] / metres_per_px >= least_unit_px;
        if (levels.empty() || large) {
            levels.push_back(level);
        }
    }
    // Names of three levels at once are a thicket.
    if (levels.size() > 2) {
        levels.erase(levels.begin(), levels.end() - 2);
    }
    return levels;
}

void MapLabels::update(const AppState& state, const Measure& text, const Measure& strong_text) {
    if (!state.document || state.view.width_px <= 0) {
        m_labels.clear();
        return;
    }
    if (m_document == state.document && m_view == state.view && m_selected == state.selected &&
        m_level == state.level) {
        return;
    }
    m_document = state.document;
    m_view = state.view;
    m_selected = state.selected;
    m_level = state.level;
    m_labels.clear();

    const auto levels = named_levels(*state.document, state.view.metres_per_px, state.level);
    if (state.selected.valid()) {
        place(state.selected.level, true, strong_text,
              [&](const PlacedLabel& label) { return label.unit == m_selected; });
    }
    for (const Level level : levels) {
        const bool strong = levels.size() > 1 && level == levels.front();
        place(level, strong, strong ? strong_text : text,
              [&](const PlacedLabel& label) { return !(label.unit == m_selected); });
    }
}

void MapLabels::place(Level level, bool strong, const Measure& measure,
                      const std::function<bool(const PlacedLabel&)>& wanted) {
    LabelRequest request;
    request.view = m_view;
    request.level = level;
    if (m_selected.valid() && m_selected.level == level) {
        request.always = {m_selected};
    }
    for (auto& placed : place_labels(*m_document->atlas, request, measure)) {
        const bool free = std::none_of(m_labels.begin(), m_labels.end(), [&](const Label& other) {
            return overlap(placed, other.placed, request.gap_px);
        });
        if (free && wanted(placed)) {
            m_labels.push_back({std::move(placed), strong});
        }
    }
}

} // namespace ntm::viewer
