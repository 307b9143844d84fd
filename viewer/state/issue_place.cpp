#include "viewer/state/issue_place.hpp"

#include "geo/base/paths.hpp"
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

std::uint32_t plan_layer_of(const Atlas& atlas, const Where& where) {
    const auto& layers = atlas.plan_layers;
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const PlanLayer& layer) {
        return is_file(layer.file, where.file) && (where.layer.empty() || layer.layer == where.layer);
    });
    return static_cast<std::uint32_t>(found - layers.begin());
}

const Workspace::Boundary* boundary_of(const Workspace& workspace, const Where& where) {
    const auto& all = workspace.boundaries;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Workspace::Boundary& each) {
        return is_file(path_text(each.source), where.file) && (where.layer.empty() || each.layer == where.layer);
    });
    return found == all.end() ? nullptr : &*found;
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

IssuePlace place_of_issue(const Atlas& atlas, const Issue& issue) {
    if (const UnitRef unit = unit_of_issue(atlas, issue); unit.valid()) {
        return {IssuePlaceKind::unit, unit, 0, unit.level};
    }
    if (issue.where.file.empty()) {
        return {};
    }
    if (const std::uint32_t layer = plan_layer_of(atlas, issue.where); layer < atlas.plan_layers.size()) {
        return {IssuePlaceKind::plan_layer, {}, layer, Level::commune};
    }
    if (const auto* boundary = boundary_of(atlas.workspace, issue.where); boundary != nullptr) {
        return {IssuePlaceKind::boundary, {}, 0, boundary->level.value_or(atlas.units.drawn)};
    }
    const auto& joins = atlas.joins;
    const bool joined =
        std::any_of(joins.begin(), joins.end(), [&](const Join& join) { return is_file(join.file, issue.where.file); });
    return joined ? IssuePlace{IssuePlaceKind::table, {}, 0, Level::commune} : IssuePlace{};
}

} // namespace ntm::viewer
