#pragma once

#include "geo/insight/land_use_balance.hpp"
#include "geo/insight/plan_ends.hpp"
#include "geo/picture/plan_picture.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace ntm::viewer {

struct Document;

/// A planning layer as chosen.
struct PlanLayerChoice {
    PlanLook look;
    bool shown = false;
    bool operator==(const PlanLayerChoice&) const = default;
};

/// The lists of the panel of plans.
enum class PlanList : std::uint8_t { coverage, land_use, overlaps, outside, gaps, uncovered, ends, notices };
inline constexpr std::array all_plan_lists{PlanList::coverage, PlanList::land_use, PlanList::overlaps,
                                           PlanList::outside,  PlanList::gaps,     PlanList::uncovered,
                                           PlanList::ends,     PlanList::notices};
[[nodiscard]] std::string_view plan_list_word(PlanList list);

/// What the drawn plans come to on the date. Pointers live as long as it does.
struct PlanDesk {
    struct FlawRow {
        const PlanFlaw* flaw = nullptr;
        Box metres; ///< display CRS
    };
    struct EndRow {
        UnitRef unit;
        PlanClass plan_class = PlanClass::approved; ///< expired, to adjust, or in force and about to end
        std::optional<Date> ends;
        const PlanRow* row = nullptr;
    };
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const Cover> cover;
    int months = 0;
    std::vector<UnitRef> drawn; ///< communes with a plan drawn over them, the least covered first
    std::vector<FlawRow> overlaps, outside, gaps, uncovered;
    std::shared_ptr<const PolygonColumns> places; ///< of all flaws, display metres
    std::vector<EndRow> ends;
    std::vector<LandUseBalance> land_use; ///< of all units together
    Issues issues;                        ///< of the drawings

    [[nodiscard]] const std::vector<FlawRow>* flaws_of(PlanList list) const; ///< null: not a list of flaws
    [[nodiscard]] std::size_t count_of(PlanList list) const;
};
/// Null when cancelled.
[[nodiscard]] std::shared_ptr<const PlanDesk> make_plan_desk(std::shared_ptr<const Snapshot> snapshot, int months,
                                                             Progress& progress);

/// What lies at the place that was pressed last.
struct SpotReport {
    std::shared_ptr<const Document> document;
    Point metres; ///< display CRS
    Spot spot;
};

/// The land uses of every shown layer in the view, for its legend.
struct PlanLegend {
    std::shared_ptr<const Document> document;
    std::vector<PlanLook> looks;
    std::vector<std::vector<ShownUse>> uses; ///< by look
};

} // namespace ntm::viewer
