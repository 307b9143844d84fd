#include "geo/programme/criteria_set.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/programme/set_cells.hpp"

#include <algorithm>
#include <array>

namespace ntm {

namespace {

struct Region {
    std::string_view key, name;
};
constexpr std::array<Region, 7> regions{{{"TDMNPB", "Trung du miền núi phía Bắc"},
                                         {"DBSH", "Đồng bằng sông Hồng"},
                                         {"BTB", "Bắc Trung Bộ"},
                                         {"DHNTB", "Duyên hải Nam Trung Bộ"},
                                         {"TN", "Tây Nguyên"},
                                         {"DNB", "Đông Nam Bộ"},
                                         {"DBSCL", "Đồng bằng sông Cửu Long"}}};

bool fits(const std::string& asked, const std::string& given) {
    return asked.empty() || asked == given;
}

bool has_years(const Threshold& threshold) {
    return threshold.year_from != 0 || threshold.year_to != 0;
}

bool fits(const Threshold& threshold, const ThresholdKeys& keys) {
    if (!fits(threshold.zone, keys.zone) || !fits(threshold.commune_group, keys.commune_group) ||
        !fits(threshold.region, keys.region)) {
        return false;
    }
    if (!has_years(threshold)) {
        return true;
    }
    return keys.year != 0 && (threshold.year_from == 0 || threshold.year_from <= keys.year) &&
           (threshold.year_to == 0 || keys.year <= threshold.year_to);
}

int weight(const Threshold& threshold) {
    return (threshold.zone.empty() ? 0 : 8) + (threshold.commune_group.empty() ? 0 : 4) +
           (threshold.region.empty() ? 0 : 2) + (has_years(threshold) ? 1 : 0);
}

std::optional<Date> first_day(const CriteriaSet& set) {
    return set.from ? set.from : set.decree_date;
}

bool in_force_on(const CriteriaSet& set, Date date) {
    const auto first = first_day(set);
    return (!first || *first <= date) && (!set.to || date <= *set.to);
}

/// Whether `a` goes before `b` where both are in force.
bool goes_before(const CriteriaSet& a, const CriteriaSet& b) {
    if (a.own != b.own) {
        return a.own;
    }
    return first_day(a) > first_day(b);
}

} // namespace

std::string region_key(std::string_view text) {
    // Folding costs microseconds, and keys of a country are asked for at every stroke: most are written as they are.
    if (std::any_of(regions.begin(), regions.end(), [&](const Region& region) { return region.key == text; })) {
        return std::string(text);
    }
    const std::string key = fold_key(text);
    for (const Region& region : regions) {
        if (key == fold_key(region.key) || key == fold_key(region.name)) {
            return std::string(region.key);
        }
    }
    return std::string(text);
}

const Threshold* Indicator::threshold_for(const ThresholdKeys& keys) const {
    const Threshold* best = nullptr;
    for (const Threshold& threshold : thresholds) {
        if (fits(threshold, keys) && (best == nullptr || weight(threshold) > weight(*best))) {
            best = &threshold;
        }
    }
    return best;
}

std::optional<std::size_t> CriteriaSet::find_criterion(std::string_view no) const {
    const std::string wanted = plain_no(no);
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        if (criteria[i].no == wanted) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> CriteriaSet::find_indicator(std::string_view no) const {
    const std::string wanted = plain_no(no);
    for (std::size_t i = 0; i < indicators.size(); ++i) {
        if (indicators[i].no == wanted) {
            return i;
        }
    }
    if (const auto criterion = find_criterion(wanted); criterion && criteria[*criterion].indicators.size() == 1) {
        return criteria[*criterion].indicators.front();
    }
    return std::nullopt;
}

std::size_t CriteriaSet::numbered_criteria() const {
    return static_cast<std::size_t>(
        std::count_if(criteria.begin(), criteria.end(), [](const Criterion& each) { return !each.entry_condition; }));
}

const CriteriaSet* set_in_force(const std::vector<CriteriaSet>& sets, Level level, Tier tier, Date date) {
    const CriteriaSet* best = nullptr;
    for (const CriteriaSet& set : sets) {
        if (set.level == level && set.tier == tier && in_force_on(set, date) &&
            (best == nullptr || goes_before(set, *best))) {
            best = &set;
        }
    }
    return best;
}

const CriteriaSet* find_set(const std::vector<CriteriaSet>& sets, std::string_view id) {
    const std::string wanted = fold_key(id);
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const CriteriaSet& set) { return fold_key(set.id) == wanted; });
    return found == sets.end() ? nullptr : &*found;
}

} // namespace ntm
