#include "geo/insight/told_level.hpp"

#include <algorithm>

namespace ntm {

namespace {

bool tells_of(const Atlas& atlas, Level level) {
    const auto of_level = [&](const auto& row) { return row.unit.level == level; };
    const auto any = [&](const auto& rows) { return std::any_of(rows.begin(), rows.end(), of_level); };
    return any(atlas.recognitions.rows) || any(atlas.plans.rows) || any(atlas.assessments.rows);
}

} // namespace

Level told_level(const Atlas& atlas, Level usual) {
    const bool districts_alone =
        usual == Level::commune && !tells_of(atlas, Level::commune) && tells_of(atlas, Level::district);
    return districts_alone ? Level::district : usual;
}

} // namespace ntm
