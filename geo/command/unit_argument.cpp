#include "geo/base/viet_text.hpp"
#include "geo/command/subcommand.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

/// Of the units a text may mean those it names: by code, by name with its marks, else by name without.
std::vector<UnitRef> units_named(const Units& units, const std::string& text, const std::vector<UnitRef>& found) {
    const std::string tone = tone_key(split_type_word(text).name);
    const std::string fold = fold_key(split_type_word(text).name);
    const UnitType type = parse_unit_type(split_type_word(text).type);
    const UnmarkedName unmarked = split_unmarked_type_word(text);
    std::vector<UnitRef> by_code, by_tone, by_fold;
    for (const UnitRef unit : found) {
        if (units.code(unit) == clean_text(text)) {
            by_code.push_back(unit);
        }
        if (type != UnitType::unknown && units.at(unit.level).type[unit.id] != type) {
            continue;
        }
        if (tone_key(split_type_word(units.name(unit)).name) == tone) {
            by_tone.push_back(unit);
        }
        const UnitColumns& columns = units.at(unit.level);
        if (columns.fold[unit.id] == fold ||
            (unmarked.type != UnitType::unknown && columns.type[unit.id] == unmarked.type &&
             columns.fold[unit.id] == unmarked.name)) {
            by_fold.push_back(unit);
        }
    }
    return !by_code.empty() ? by_code : !by_tone.empty() ? by_tone : by_fold;
}

} // namespace

std::vector<UnitRef> read_units(const Units& units, const std::string& text) {
    const std::vector<UnitRef> found = search_units(units, text, 50);
    std::vector<UnitRef> named = units_named(units, text, found);
    if (named.empty()) {
        std::string candidates;
        for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i) {
            candidates += fmt::format("{}{} ({})", i > 0 ? ", " : "", units.name(found[i]), units.code(found[i]));
        }
        throw UsageError{candidates.empty() ? "cli.unit_unknown" : "cli.unit_did_you_mean", text, candidates};
    }
    return named;
}

UnitRef read_one_unit(const Units& units, const std::string& text) {
    if (text.empty()) {
        return {Level::commune, no_unit};
    }
    std::vector<UnitRef> named = read_units(units, text);
    const Level highest =
        std::max_element(named.begin(), named.end(), [](UnitRef a, UnitRef b) { return a.level < b.level; })->level;
    std::erase_if(named, [&](UnitRef unit) { return unit.level != highest; });
    if (named.size() > 1) {
        std::string candidates;
        for (const UnitRef unit : named) {
            const UnitRef parent = units.parent(unit);
            candidates += fmt::format("{}{} ({}{})", candidates.empty() ? "" : ", ", units.name(unit), units.code(unit),
                                      parent.valid() ? ", " + units.name(parent) : "");
        }
        throw UsageError{"cli.unit_several", text, candidates};
    }
    return named.front();
}

} // namespace ntm
