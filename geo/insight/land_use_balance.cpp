#include "geo/insight/land_use_balance.hpp"

#include <algorithm>

namespace ntm {

namespace {

/// Which layers go together: one that tells both by itself, the others in their order.
std::vector<LandUseBalance> paired_layers(const Cover& cover, const Atlas& atlas) {
    std::vector<LandUseBalance> balances;
    std::vector<std::uint32_t> only_now, only_planned;
    for (const LandUseGround& ground : cover.geometry->land_use) {
        const PlanLayer& layer = atlas.plan_layers[ground.layer];
        if (!layer.now.empty() && !layer.planned.empty()) {
            balances.emplace_back();
            balances.back().now_layer = balances.back().planned_layer = ground.layer;
        } else {
            (layer.planned.empty() ? only_now : only_planned).push_back(ground.layer);
        }
    }
    for (std::size_t i = 0; i < std::max(only_now.size(), only_planned.size()); ++i) {
        balances.emplace_back();
        if (i < only_now.size()) {
            balances.back().now_layer = only_now[i];
        }
        if (i < only_planned.size()) {
            balances.back().planned_layer = only_planned[i];
        }
    }
    return balances;
}

void add(LandUseBalance& balance, const LandUseArea& area, const PlanLayer& layer) {
    const std::string text = area.use == no_use ? std::string() : layer.uses[area.use].text;
    auto row = std::find_if(balance.rows.begin(), balance.rows.end(),
                            [&](const LandUseBalance::Row& one) { return one.text == text; });
    if (row == balance.rows.end()) {
        balance.rows.push_back({text, area.use != no_use && layer.uses[area.use].known(), area.layer, area.use, 0, 0});
        row = balance.rows.end() - 1;
    }
    (area.planned ? row->planned_m2 : row->now_m2) += area.area_m2;
    (area.planned ? balance.planned_m2 : balance.now_m2) += area.area_m2;
}

} // namespace

std::vector<LandUseBalance> land_use_balance(const Cover& cover, const Atlas& atlas, UnitRef unit) {
    if (!cover.geometry) {
        return {};
    }
    std::vector<LandUseBalance> balances = paired_layers(cover, atlas);
    const auto& of_level = cover.land_use[static_cast<std::size_t>(unit.valid() ? unit.level : atlas.units.drawn)];
    for (std::uint32_t id = 0; id < of_level.size(); ++id) {
        if (unit.valid() && id != unit.id) {
            continue;
        }
        for (const LandUseArea& area : of_level[id]) {
            for (LandUseBalance& balance : balances) {
                if ((area.planned ? balance.planned_layer : balance.now_layer) == area.layer) {
                    add(balance, area, atlas.plan_layers[area.layer]);
                }
            }
        }
    }
    for (LandUseBalance& balance : balances) {
        std::stable_sort(balance.rows.begin(), balance.rows.end(),
                         [](const LandUseBalance::Row& a, const LandUseBalance::Row& b) {
                             return std::max(a.now_m2, a.planned_m2) > std::max(b.now_m2, b.planned_m2);
                         });
    }
    std::erase_if(balances, [](const LandUseBalance& balance) { return balance.rows.empty(); });
    return balances;
}

} // namespace ntm
