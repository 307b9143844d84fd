#include "geo/programme/assessment.hpp"

#include "geo/programme/before_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace ntm {

namespace {

auto unit_key(UnitRef unit) {
    return std::pair(unit.level, unit.id);
}

auto day_key(const Assessment& row) {
    return std::tuple(row.unit.level, row.unit.id, row.set, row.item, row.date);
}

bool before(const Assessment& a, const Assessment& b) {
    return day_key(a) < day_key(b);
}

void sort_rows(std::vector<Assessment>& rows) {
    if (!std::is_sorted(rows.begin(), rows.end(), before)) {
        std::stable_sort(rows.begin(), rows.end(), before);
    }
}

/// Two rows for one item and day contradict each other, whatever they say: a person must choose.
Issues drop_doubled(std::vector<Assessment>& rows) {
    Issues issues;
    std::size_t kept = 0;
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        while (end < rows.size() && day_key(rows[end]) == day_key(rows[begin])) {
            ++end;
        }
        if (end - begin == 1) {
            if (kept != begin) {
                rows[kept] = std::move(rows[begin]);
            }
            ++kept;
            continue;
        }
        const Source first = rows[begin].source();
        for (std::size_t i = begin + 1; i < end; ++i) {
            const Source other = rows[i].source();
            issues.push_back({Severity::error,
                              "verdict_doubled",
                              {other.file, {}, other.row, "assessed_date", rows[i].date.iso()},
                              fmt::format("{}: {}", first.file, first.row)});
        }
    }
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end());
    return issues;
}

void make_columns(AssessmentRegister& assessments) {
    AssessmentColumns columns;
    const auto& rows = assessments.rows;
    for (auto* column : {&columns.set, &columns.item}) {
        column->reserve(rows.size());
    }
    columns.value.reserve(rows.size());
    columns.date.reserve(rows.size());
    columns.verdict.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Assessment& row = rows[i];
        columns.value.push_back(row.value.value_or(std::numeric_limits<double>::quiet_NaN()));
        columns.date.push_back(row.date);
        columns.set.push_back(row.set);
        columns.item.push_back(row.item);
        columns.verdict.push_back(row.verdict ? static_cast<std::uint8_t>(*row.verdict)
                                              : AssessmentColumns::no_verdict);
        // Units without rows begin where the next one with rows does.
        auto& first = columns.first_of_unit[static_cast<std::size_t>(row.unit.level)];
        if (first.size() <= row.unit.id) {
            first.resize(row.unit.id + 1, static_cast<std::uint32_t>(i));
        }
    }
    std::uint32_t end = 0;
    for (const Level level : all_levels) {
        const auto last =
            std::find_if(rows.rbegin(), rows.rend(), [&](const Assessment& row) { return row.unit.level == level; });
        if (last != rows.rend()) {
            end = static_cast<std::uint32_t>(rows.rend() - last);
            columns.first_of_unit[static_cast<std::size_t>(level)].push_back(end);
        }
    }
    assessments.columns = std::move(columns);
}

/// The id at the bottom of what a set is laid over: sets with one bottom number their lines alike.
std::string_view bottom_of(const std::vector<CriteriaSet>& sets, const CriteriaSet& set) {
    const CriteriaSet* bottom = &set;
    for (std::size_t steps = 0; steps < sets.size() && !bottom->base.empty(); ++steps) {
        const CriteriaSet* base = find_set(sets, bottom->base);
        if (base == nullptr) {
            return bottom->base;
        }
        bottom = base;
    }
    return bottom->id;
}

bool same_line(const Indicator& a, const Indicator& b) {
    const auto key = [](const Threshold& each) {
        return std::tie(each.region, each.zone, each.commune_group, each.year_from, each.year_to, each.value);
    };
    return a.kind == b.kind && a.comparison == b.comparison &&
           std::equal(a.thresholds.begin(), a.thresholds.end(), b.thresholds.begin(), b.thresholds.end(),
                      [&](const Threshold& one, const Threshold& other) { return key(one) == key(other); });
}

/// Where an item of one set stands in another of its family, and whether a verdict on it means the same there.
struct Place {
    std::uint16_t item = 0;
    bool keeps_verdict = false;
};

std::vector<std::optional<Place>> places_of_indicators(const CriteriaSet& from, const CriteriaSet& to) {
    std::vector<std::optional<Place>> places(from.indicators.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Indicator& line = from.indicators[i];
        const auto found = to.find_indicator(line.no);
        if (found && to.indicators[*found].no == line.no) {
            places[i] = Place{static_cast<std::uint16_t>(*found), same_line(line, to.indicators[*found])};
        }
    }
    return places;
}

std::vector<std::optional<Place>> places_of_criteria(const CriteriaSet& from, const CriteriaSet& to,
                                                     const std::vector<std::optional<Place>>& indicators) {
    std::vector<std::optional<Place>> places(from.criteria.size());
    for (std::size_t c = 0; c < places.size(); ++c) {
        const auto& lines = from.criteria[c].indicators;
        const auto found = to.find_criterion(from.criteria[c].no);
        if (found && to.criteria[*found].indicators.size() == lines.size()) {
            const bool same = std::all_of(lines.begin(), lines.end(),
                                          [&](std::size_t i) { return indicators[i] && indicators[i]->keeps_verdict; });
            places[c] = Place{static_cast<std::uint16_t>(whole_criterion + *found), same};
        }
    }
    return places;
}

bool is_absence(const std::optional<Verdict>& verdict) {
    return verdict && *verdict != Verdict::met && *verdict != Verdict::not_met;
}

/// The rows of set `from` as set `to` sees them, behind the others.
void lend_rows(std::vector<Assessment>& rows, std::size_t count, const std::vector<CriteriaSet>& sets, std::size_t from,
               std::size_t to) {
    const auto indicators = places_of_indicators(sets[from], sets[to]);
    const auto criteria = places_of_criteria(sets[from], sets[to], indicators);
    for (std::size_t i = 0; i < count; ++i) {
        if (rows[i].set != from) {
            continue;
        }
        const std::uint16_t item = rows[i].item;
        const auto& place =
            item < whole_criterion ? indicators[item] : criteria[static_cast<std::size_t>(item - whole_criterion)];
        if (!place) {
            continue;
        }
        Assessment lent = rows[i];
        lent.set = static_cast<std::uint16_t>(to);
        lent.item = place->item;
        lent.lent = true;
        if (!place->keeps_verdict && !is_absence(lent.verdict)) {
            lent.verdict.reset();
        }
        if (lent.verdict || lent.value) {
            rows.push_back(std::move(lent));
        }
    }
}

void lend_within_families(std::vector<Assessment>& rows, const std::vector<CriteriaSet>& sets) {
    const std::size_t count = rows.size();
    std::vector<bool> has_rows(sets.size());
    for (const Assessment& row : rows) {
        has_rows[row.set] = true;
    }
    for (std::size_t from = 0; from < sets.size(); ++from) {
        for (std::size_t to = 0; has_rows[from] && to < sets.size(); ++to) {
            if (to != from && sets[to].level == sets[from].level &&
                bottom_of(sets, sets[to]) == bottom_of(sets, sets[from])) {
                lend_rows(rows, count, sets, from, to);
            }
        }
    }
    if (rows.size() == count) {
        return;
    }
    // A set's own row goes before a lent one for the same day: it stands first, as the sorting is stable.
    sort_rows(rows);
    rows.erase(std::unique(rows.begin(), rows.end(),
                           [](const Assessment& a, const Assessment& b) { return day_key(a) == day_key(b); }),
               rows.end());
}

} // namespace

std::span<const Assessment> AssessmentRegister::of(UnitRef unit, std::size_t set) const {
    const auto key = std::pair(unit_key(unit), set);
    const auto key_of = [](const Assessment& row) { return std::pair(unit_key(row.unit), std::size_t{row.set}); };
    const auto first =
        std::partition_point(rows.begin(), rows.end(), [&](const auto& row) { return key_of(row) < key; });
    const auto last = std::partition_point(first, rows.end(), [&](const auto& row) { return key_of(row) == key; });
    return {first, last};
}

Issues drop_before_units(AssessmentRegister& assessments, const Units& units) {
    const FirstDays first_days(units);
    Issues issues;
    std::erase_if(assessments.rows, [&](const Assessment& row) {
        const auto first = first_days.after(row.date, row.unit);
        if (!first) {
            return false;
        }
        issues.push_back({Severity::error,
                          "assessment_before_unit",
                          {row.source().file, {}, row.row, "assessed_date", row.date.iso()},
                          first->iso()});
        return true;
    });
    if (!assessments.columns.date.empty()) {
        make_columns(assessments);
    }
    return issues;
}

Issues finish(AssessmentRegister& assessments) {
    sort_rows(assessments.rows);
    Issues issues = drop_doubled(assessments.rows);
    make_columns(assessments);
    return issues;
}

Issues finish(AssessmentRegister& assessments, const std::vector<CriteriaSet>& sets) {
    sort_rows(assessments.rows);
    Issues issues = drop_doubled(assessments.rows);
    lend_within_families(assessments.rows, sets);
    make_columns(assessments);
    return issues;
}

} // namespace ntm
