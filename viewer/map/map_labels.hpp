#pragma once

#include "geo/picture/labels.hpp"
#include "viewer/state/app_state.hpp"

#include <functional>
#include <vector>

namespace ntm::viewer {

/// The names on the map, placed anew when the view, the document or the selection changes.
class MapLabels {
public:
    using Measure = std::function<TextSize(const std::string&)>;
    struct Label {
        PlacedLabel placed;
        bool strong = false; ///< of the coarser of two levels
    };

    void update(const AppState& state, const Measure& text, const Measure& strong_text);
    [[nodiscard]] const std::vector<Label>& labels() const { return m_labels; }

private:
    void place(Level level, bool strong, const Measure& measure, const std::function<bool(const PlacedLabel&)>& wanted);

    std::shared_ptr<const Document> m_document;
    MapView m_view;
    UnitRef m_selected;
    Level m_level = Level::commune;
    std::vector<Label> m_labels;
};

/// The levels whose names a view carries, coarsest first: one that has more than one unit, and the next below when its
/// units are large enough on the screen for a name.
[[nodiscard]] std::vector<Level> named_levels(const Document& document, double metres_per_px, Level shown);

} // namespace ntm::viewer
