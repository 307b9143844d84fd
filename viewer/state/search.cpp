#include "viewer/state/search.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/earth/written_place.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_of_a_kind = 8; ///< beside units: what is meant is among the first, or typed further

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// "tieu chi 17" and "tc 17" -> "17".
std::string without_criterion_word(const std::string& fold) {
    for (const std::string_view word : {"tieu chi ", "criterion ", "tc "}) {
        if (fold.starts_with(word)) {
            return fold.substr(word.size());
        }
    }
    return fold;
}

void add_criteria(std::vector<SearchHit>& hits, const Atlas& atlas, const std::string& fold, Date as_of,
                  const std::string& set_id) {
    const CriteriaSet* chosen = find_set(atlas.criteria_sets, set_id);
    const bool usable = chosen != nullptr && chosen->level == Level::commune && !chosen->criteria.empty();
    const CriteriaSet* set = usable ? chosen : set_in_force(atlas.criteria_sets, Level::commune, Tier::ntm, as_of);
    if (set == nullptr) {
        return;
    }
    const std::string wanted = without_criterion_word(fold);
    for (const Criterion& criterion : set->criteria) {
        const bool named = wanted.size() > 2 && (contains(fold_key(criterion.name_vi), wanted) ||
                                                 contains(fold_key(criterion.name_en), wanted));
        if (criterion.no == wanted || named) {
            SearchHit hit;
            hit.kind = HitKind::criterion;
            hit.text = criterion.no;
            hit.name_vi = criterion.name_vi;
            hit.name_en = criterion.name_en;
            hits.push_back(std::move(hit));
        }
    }
}

/// Whom something is about, in units of the level that most of them are of: a selection is of one level.
UnitSet of_one_level(const std::vector<UnitRef>& units) {
    std::array<UnitSet, 3> sets;
    for (const Level level : all_levels) {
        sets[static_cast<std::size_t>(level)].level = level;
    }
    for (const UnitRef unit : units) {
        sets[static_cast<std::size_t>(unit.level)].add(unit);
    }
    return *std::max_element(sets.begin(), sets.end(),
                             [](const UnitSet& a, const UnitSet& b) { return a.size() < b.size(); });
}

/// Numbers of decisions hold digits: a word without any means none.
void add_decisions(std::vector<SearchHit>& hits, const Atlas& atlas, const std::string& fold) {
    if (fold.size() < 2 || fold.find_first_of("0123456789") == std::string::npos) {
        return;
    }
    struct Decision {
        std::string no;
        std::optional<Date> date;
        std::vector<UnitRef> units;
    };
    std::map<std::pair<std::string, std::optional<Date>>, Decision> found;
    const auto add = [&](const auto& row) {
        if (row.decision_no.empty() || !contains(fold_key(row.decision_no), fold)) {
            return;
        }
        Decision& decision = found[{row.decision_no, row.decision_date}];
        decision.no = row.decision_no;
        decision.date = row.decision_date;
        decision.units.push_back(row.unit);
    };
    std::for_each(atlas.recognitions.rows.begin(), atlas.recognitions.rows.end(), add);
    std::for_each(atlas.plans.rows.begin(), atlas.plans.rows.end(), add);
    std::size_t taken = 0;
    for (const auto& [key, decision] : found) {
        if (taken++ == most_of_a_kind) {
            return;
        }
        SearchHit hit;
        hit.kind = HitKind::decision;
        hit.text = decision.no;
        hit.date = decision.date;
        hit.units = of_one_level(decision.units);
        hits.push_back(std::move(hit));
    }
}

void add_bodies(std::vector<SearchHit>& hits, const Atlas& atlas, const std::string& text, const std::string& fold,
                Date as_of) {
    if (fold.size() < 2) {
        return;
    }
    std::map<std::string, std::vector<UnitRef>> units_of;
    const auto note = [&](const std::string& body, const std::optional<UnitRef>& unit) {
        auto& units = units_of[body];
        if (unit) {
            units.push_back(*unit);
        }
    };
    for (const Assignment& row : atlas.duties.assignments) {
        const bool holds = (!row.from || *row.from <= as_of) && (!row.to || as_of <= *row.to);
        if (holds) {
            note(row.body, row.unit);
        }
    }
    for (const Task& row : atlas.duties.tasks) {
        note(row.body, row.unit);
    }
    std::size_t taken = 0;
    for (const auto& [body, units] : units_of) {
        if (units.empty() || !(contains(fold_key(body), fold) || atlas.duties.body_names.means(body, text))) {
            continue;
        }
        if (taken++ == most_of_a_kind) {
            return;
        }
        SearchHit hit;
        hit.kind = HitKind::body;
        hit.text = body;
        hit.units = of_one_level(units);
        hits.push_back(std::move(hit));
    }
}

/// Found as typed, not by a slip.
bool is_near(const Units& units, UnitRef unit, const std::string& fold) {
    const auto typed = split_unmarked_type_word(fold);
    const auto& columns = units.at(unit.level);
    return contains(columns.fold[unit.id], fold) ||
           (!typed.name.empty() && contains(columns.fold[unit.id], typed.name)) || columns.code[unit.id] == fold;
}

} // namespace

std::vector<SearchHit> find_hits(const Atlas& atlas, const std::string& text, Date as_of, const std::string& set_id,
                                 std::size_t limit) {
    std::vector<SearchHit> hits;
    if (const auto written = parse_written_place(text)) {
        SearchHit hit;
        hit.kind = HitKind::place;
        hit.at = written->at;
        hit.geographic = written->geographic;
        hit.text = text;
        hits.push_back(std::move(hit));
    }
    const std::string fold = fold_key(text);
    const auto units = search_units(atlas.units, text, limit);
    std::vector<SearchHit> others;
    if (!fold.empty()) {
        add_criteria(others, atlas, fold, as_of, set_id);
        add_bodies(others, atlas, text, fold, as_of);
        add_decisions(others, atlas, fold);
    }
    // Units by their name go before all else, units by a slip behind it.
    std::size_t near = 0;
    while (near < units.size() && is_near(atlas.units, units[near], fold)) {
        hits.emplace_back(units[near++]);
    }
    // Many units of one name must not hide the one criterion or body of that name.
    constexpr std::size_t units_first = 5;
    const auto at = static_cast<std::ptrdiff_t>(hits.size() - (near > units_first ? near - units_first : 0));
    hits.insert(hits.begin() + at, others.begin(), others.end());
    hits.insert(hits.end(), units.begin() + static_cast<std::ptrdiff_t>(near), units.end());
    hits.resize(std::min(hits.size(), limit));
    return hits;
}

} // namespace ntm::viewer
