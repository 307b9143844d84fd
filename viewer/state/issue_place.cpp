#include "viewer/state/issue_place.hpp"

#include "viewer/state/document.hpp"

#include <algorithm>
#include <filesystem>

namespace ntm::viewer {

namespace {

bool is_file(const std::string& a, const std::string& b) {
    return !a.empty() && (a == b || std::filesystem::path(a).filename() == std::filesystem::path(b).filename());
}

UnitRef unit_of_row(const Atlas& atlas, const Where& where) {
    if (where.row <= 0) {
        return {};
    }
    const auto join = std::find_if(atlas.joins.begin(), atlas.joins.end(), [&](const Join& each) {
        return each.row == where.row && is_file(each.file, where.file);
    });
    return join == atlas.joins.end() ? UnitRef{} : join->unit;
}

/// Of several units of one name none is told.
UnitRef unit_of_name(const Units& units, const std::string& name) {
    UnitRef found;
    for (const Level level : all_levels) {
        const auto& names = units.at(level).name;
        for (std::uint32_t id = 0; id < names.size(); ++id) {
            if (names[id] == name) {
                if (found.valid()) {
                    return {};
                }
                found = {level, id};
            }
        }
    }
    return found;
}

} // namespace

UnitRef unit_of_issue(const Atlas& atlas, const Issue& issue) {
    if (const UnitRef unit = unit_of_row(atlas, issue.where); unit.valid()) {
        return unit;
    }
    if (issue.where.value.empty()) {
        return {};
    }
    const UnitRef by_code = unit_by_code(atlas.units, issue.where.value);
    return by_code.valid() ? by_code : unit_of_name(atlas.units, issue.where.value);
}

} // namespace ntm::viewer
