#include "geo/atlas/criteria.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace ntm {

namespace {

std::vector<CriteriaSet> national_sets(Issues& issues) {
    auto data = find_data_folder();
    if (!data) {
        append_issues(issues, std::move(data.issues()));
        return {};
    }
    auto sets = read_criteria_sets(*data / "criteria");
    append_issues(issues, std::move(sets.issues()));
    return sets ? std::move(*sets) : std::vector<CriteriaSet>();
}

std::string ids_of(const std::vector<CriteriaSet>& sets) {
    std::vector<std::string> ids;
    for (const CriteriaSet& set : sets) {
        ids.push_back(set.id);
    }
    return fmt::format("{}", fmt::join(ids, ", "));
}

/// What workspace.toml says of a set stands above what its file says.
void name_set(CriteriaSet& set, const Workspace::CriteriaSetEntry& entry) {
    if (!entry.title.empty()) {
        set.title_vi = set.title_en = entry.title;
    }
    set.level = entry.level.value_or(set.level);
    set.tier = entry.tier.value_or(set.tier);
    set.from = entry.from ? entry.from : set.from;
    set.to = entry.to ? entry.to : set.to;
    set.illustrative = set.illustrative || entry.illustrative;
}

} // namespace

std::vector<CriteriaSet> load_criteria_sets(const Workspace& workspace, Issues& issues) {
    std::vector<CriteriaSet> national = national_sets(issues);
    std::vector<CriteriaSet> sets;
    for (const Workspace::CriteriaSetEntry& entry : workspace.criteria_sets) {
        const std::string file = path_text(entry.source);
        const CriteriaSet* base = entry.base.empty() ? nullptr : find_set(national, entry.base);
        if (base == nullptr && !entry.base.empty()) {
            issues.push_back({Severity::error, "set_unknown", {file, {}, 0, "base", entry.base}, ids_of(national)});
            continue;
        }
        const std::string id = entry.id.empty() ? path_text(entry.source.stem()) : entry.id;
        if (find_set(national, id) != nullptr || find_set(sets, id) != nullptr) {
            issues.push_back({Severity::error, "set_doubled", {file, {}, 0, "id", id}, {}});
            continue;
        }
        auto table = read_table(entry.source);
        append_issues(issues, std::move(table.issues()));
        if (!table) {
            continue;
        }
        auto set = overlay_criteria_set(*table, base, id);
        append_issues(issues, std::move(set.issues()));
        if (set) {
            name_set(*set, entry);
            sets.push_back(std::move(*set));
        }
    }
    std::move(national.begin(), national.end(), std::back_inserter(sets));
    return sets;
}

BodyNames load_body_names(Issues& issues) {
    const auto data = find_data_folder();
    if (!data) {
        return {}; // said by the criteria
    }
    auto names = BodyNames::read(*data / "bodies.csv");
    append_issues(issues, std::move(names.issues()));
    return names ? std::move(*names) : BodyNames();
}

} // namespace ntm
