#include "geo/insight/land_use_balance.hpp"

#include <algorithm>

namespace ntm {

namespace {

Box extent_of(const LandUseGround& ground) {
    Box all;
    for (const Box& box : ground.parcels.boxes) {
        all.add(box);
    }
    return all;
}

/// A layer that tells both goes by itself. Of those that tell one, two go together where nothing else could be meant:
/// there is one of each, or each lies over no other than its partner.
std::vector<LandUseBalance> paired_layers(const Cover& cover, const Atlas& atlas) {
    struct Alone {
        std::uint32_t layer;
        Box extent;
    };
    std::vector<LandUseBalance> balances;
    std::vector<Alone> now, planned;
    for (const LandUseGround& ground : cover.geometry->land_use) {
        const PlanLayer& layer = atlas.plan_layers[ground.layer];
        if (!layer.now.empty() && !layer.planned.empty()) {
            balances.emplace_back();
            balances.back().now_layer = balances.back().planned_layer = ground.layer;
        } else {
            (layer.planned.empty() ? now : planned).push_back({ground.layer, extent_of(ground)});
        }
    }
    const bool one_of_each = now.size() == 1 && planned.size() == 1;
    const auto partners = [](const Alone& of, const std::vector<Alone>& among) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < among.size(); ++i) {
            if (among[i].extent.overlaps(of.extent)) {
                found.push_back(i);
            }
        }
        return found;
    };
    std::vector<std::uint8_t> taken(planned.size());
    for (const Alone& one : now) {
        balances.emplace_back();
        balances.back().now_layer = one.layer;
        const auto found = one_of_each ? std::vector<std::size_t>{0} : partners(one, planned);
        if (found.size() == 1 && (one_of_each || partners(planned[found[0]], now).size() == 1)) {
            balances.back().planned_layer = planned[found[0]].layer;
            taken[found[0]] = 1;
        }
    }
    for (std::size_t i = 0; i < planned.size(); ++i) {
        if (taken[i] == 0) {
            balances.emplace_back();
            balances.back().planned_layer = planned[i].layer;
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
    const std::size_t first = unit.valid() ? unit.id : 0,
                      end = unit.valid() ? unit.id + std::size_t{1} : of_level.size();
    for (std::size_t id = first; id < end; ++id) {
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
