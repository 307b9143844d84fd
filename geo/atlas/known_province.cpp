#include "geo/atlas/known_province.hpp"

#include "geo/atlas/known_units.hpp"
#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace ntm {

namespace {

/// A province as it was in one list: codes are reused across the reform.
using Place = std::pair<int, std::string>; ///< vintage, code

Place province_of(const KnownUnit& unit, Level level) {
    if (level == Level::province) {
        return {unit.vintage, std::string(unit.code)};
    }
    if (level == Level::commune) {
        for (const KnownUnit& district : KnownUnits::shared().by_code(Level::district, unit.parent)) {
            if (district.vintage == unit.vintage) {
                return {unit.vintage, std::string(district.parent)};
            }
        }
    }
    return {unit.vintage, std::string(unit.parent)}; // since 2025 communes stand under their province
}

bool same_name(std::string_view a, std::string_view b) {
    return fold_key(split_type_word(a).name) == fold_key(split_type_word(b).name);
}

/// Each row has one voice for every province that has such a unit.
void count(const BoundaryInput& input, std::map<Place, std::size_t>& voices, std::size_t& rows) {
    const BoundaryColumns columns = guess_boundary_columns(input.table, input.level, input.columns);
    const auto code = input.table.find(columns.code), name = input.table.find(columns.name);
    if (!name) {
        return;
    }
    for (std::size_t row = 0; row < input.table.rows(); ++row) {
        const std::string_view given = input.table.columns[*name][row];
        if (given.empty()) {
            continue;
        }
        std::set<Place> places;
        for (const KnownUnit& unit : code ? KnownUnits::shared().by_code(input.level, input.table.columns[*code][row])
                                          : KnownUnits::shared().by_name(input.level, given)) {
            if (same_name(unit.name, given)) {
                places.insert(province_of(unit, input.level));
            }
        }
        for (const Place& place : places) {
            ++voices[place];
        }
        ++rows;
    }
}

} // namespace

KnownProvince province_of_units(const std::vector<BoundaryInput>& inputs) {
    std::map<Place, std::size_t> voices;
    std::size_t rows = 0;
    for (const BoundaryInput& input : inputs) {
        count(input, voices, rows);
    }
    std::vector<std::pair<std::size_t, Place>> order;
    for (const auto& [place, number] : voices) {
        order.emplace_back(number, place);
    }
    std::sort(order.rbegin(), order.rend());
    // Names repeat across the country: most rows must agree, and no other province nearly as well.
    constexpr std::size_t least = 3;
    if (order.empty() || order[0].first < least || 10 * order[0].first < 6 * rows) {
        return {};
    }
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i].second.second != order[0].second.second && 3 * order[i].first > 2 * order[0].first) {
            return {};
        }
    }
    const auto& [vintage, code] = order[0].second;
    for (const KnownUnit& province : KnownUnits::shared().by_code(Level::province, code)) {
        if (province.vintage == vintage) {
            return {code, std::string(province.name)};
        }
    }
    return {code, {}};
}

} // namespace ntm
