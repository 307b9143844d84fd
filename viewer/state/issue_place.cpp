#include "viewer/state/issue_places.hpp"

#include "geo/base/paths.hpp"
#include "viewer/state/document.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace ntm::viewer {

namespace {

std::string name_of(const std::string& file) {
    return std::filesystem::path(file).filename().string();
}

bool is_file(const std::string& a, const std::string& b) {
    return !a.empty() && (a == b || name_of(a) == name_of(b));
}

/// The rows of the tables, by the name of their file: thousands of notices ask, and there may be 100,000 rows.
class JoinedRows {
public:
    explicit JoinedRows(const Atlas& atlas) {
        const std::string* last = nullptr;
        Rows* rows = nullptr;
        for (const Join& join : atlas.joins) {
            if (last == nullptr || *last != join.file) { // rows of a file stand together
                last = &join.file;
                rows = &m_rows[name_of(join.file)];
            }
            rows->try_emplace(join.row, join.unit);
        }
    }

    [[nodiscard]] bool has_table(const std::string& file) const {
        return !file.empty() && m_rows.contains(name_of(file));
    }

    [[nodiscard]] UnitRef unit_of(const Where& where) const {
        const auto rows = where.row > 0 ? m_rows.find(name_of(where.file)) : m_rows.end();
        if (rows == m_rows.end()) {
            return {};
        }
        const auto row = rows->second.find(where.row);
        return row == rows->second.end() ? UnitRef{} : row->second;
    }

private:
    using Rows = std::unordered_map<std::int64_t, UnitRef>;
    std::unordered_map<std::string, Rows> m_rows;
};

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

UnitRef unit_in(const Atlas& atlas, const JoinedRows& rows, const Issue& issue) {
    if (const UnitRef unit = rows.unit_of(issue.where); unit.valid()) {
        return unit;
    }
    if (issue.where.value.empty()) {
        return {};
    }
    const UnitRef by_code = unit_by_code(atlas.units, issue.where.value);
    return by_code.valid() ? by_code : unit_of_name(atlas.units, issue.where.value);
}

IssuePlace place_in(const Atlas& atlas, const JoinedRows& rows, const Issue& issue) {
    if (const UnitRef unit = unit_in(atlas, rows, issue); unit.valid()) {
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
    return rows.has_table(issue.where.file) ? IssuePlace{IssuePlaceKind::table, {}, 0, Level::commune} : IssuePlace{};
}

} // namespace

UnitRef unit_of_issue(const Atlas& atlas, const Issue& issue) {
    return unit_in(atlas, JoinedRows(atlas), issue);
}

IssuePlace place_of_issue(const Atlas& atlas, const Issue& issue) {
    return place_in(atlas, JoinedRows(atlas), issue);
}

std::vector<IssuePlace> places_of_issues(const Atlas& atlas, std::span<const Issue> issues) {
    const JoinedRows rows(atlas);
    std::vector<IssuePlace> places;
    places.reserve(issues.size());
    for (const Issue& issue : issues) {
        places.push_back(place_in(atlas, rows, issue));
    }
    return places;
}

} // namespace ntm::viewer
