#include "geo/base/viet_text.hpp"
#include "geo/programme/dossier_steps.hpp"
#include "geo/programme/duties.hpp"
#include "geo/programme/total_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace ntm {

namespace {

std::string number_text(double value) {
    return fmt::format("{:.12g}", value);
}

/// Sums of decimals err in the last bit; a difference in a document is larger by far.
bool same_number(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

Issue issue_at(Severity severity, std::string code, const Source& source, std::string field, std::string value,
               std::string detail) {
    return {severity,
            std::move(code),
            {source.file, {}, source.row, std::move(field), std::move(value)},
            std::move(detail)};
}

Issue sum_differs(const Source& source, std::string field, double printed, double sum) {
    return issue_at(Severity::warning, "sum_differs", source, std::move(field), number_text(printed), number_text(sum));
}

/// Where a unit stands in keys of maps; the whole workspace before all units.
using UnitKey = std::pair<int, std::uint32_t>;
UnitKey key_of(const std::optional<UnitRef>& unit) {
    return unit ? UnitKey(static_cast<int>(unit->level), unit->id) : UnitKey(-1, 0);
}

// Capital -------------------------------------------------------------------------------------------------------------

struct Amount {
    std::string_view field;
    std::optional<double> Capital::*value;
    std::size_t column;
};
constexpr std::array amounts{Amount{"planned", &Capital::planned, 0}, Amount{"assigned", &Capital::assigned, 1},
                             Amount{"disbursed", &Capital::disbursed, 2}};

std::optional<double> to_add(const Capital& row, const Amount& amount) {
    return row.*amount.value ? row.*amount.value : row.likely[amount.column];
}

/// What a row states against its parts. A part that is not known may be anything: then only parts that already exceed
/// the whole contradict it.
void check_whole(const Capital& whole, const std::vector<const Capital*>& parts, Issues& issues) {
    for (const Amount& amount : amounts) {
        const auto printed = to_add(whole, amount);
        double sum = 0;
        std::size_t known = 0;
        for (const Capital* part : parts) {
            const auto value = to_add(*part, amount);
            sum += value.value_or(0);
            known += value ? 1U : 0U;
        }
        if (!printed || known == 0 || same_number(*printed, sum) || (known < parts.size() && sum < *printed)) {
            continue;
        }
        issues.push_back(sum_differs(whole.source, std::string(amount.field), *printed, sum));
    }
}

/// "Tổng", and what documents print in its place: "Kế hoạch vốn năm 2024", "Tổng nguồn vốn năm 2024".
bool is_total_of_capital(std::string_view source_of_money) {
    const std::string key = fold_key(source_of_money);
    return is_total(source_of_money) || key.starts_with("tong nguon von") || key.starts_with("tong ke hoach von") ||
           key.starts_with("tong von") || key.starts_with("ke hoach von nam");
}

/// The rows of one table about one unit, year and money unit.
void check_capital_group(const std::vector<const Capital*>& rows, Issues& issues) {
    std::map<std::string, std::vector<const Capital*>> parts_of;
    std::map<std::string, const Capital*> by_name;
    std::vector<const Capital*> totals;
    for (const Capital* row : rows) {
        by_name.emplace(fold_key(row->source_of_money), row);
        if (is_total_of_capital(row->source_of_money) && row->part_of.empty()) {
            totals.push_back(row);
        } else {
            const bool top = row->part_of.empty() || is_total_of_capital(row->part_of);
            parts_of[top ? std::string() : fold_key(row->part_of)].push_back(row);
        }
    }
    for (const auto& [whole, parts] : parts_of) {
        if (whole.empty()) {
            for (const Capital* total : totals) {
                check_whole(*total, parts, issues);
            }
        } else if (const auto row = by_name.find(whole); row != by_name.end()) {
            check_whole(*row->second, parts, issues);
        } else {
            issues.push_back(issue_at(Severity::warning, "part_of_unknown", parts[0]->source, "part_of",
                                      parts[0]->part_of, parts[0]->source_of_money));
        }
    }
}

void check_capital(const std::vector<Capital>& capital, Issues& issues) {
    std::map<std::tuple<std::string, UnitKey, int, std::string>, std::vector<const Capital*>> groups;
    for (const Capital& row : capital) {
        groups[{row.source.file, key_of(row.unit), row.year, row.unit_of_money}].push_back(&row);
    }
    for (const auto& [key, rows] : groups) {
        check_capital_group(rows, issues);
    }
    for (const Capital& row : capital) {
        if (row.assigned && row.disbursed && *row.disbursed > *row.assigned) {
            issues.push_back(issue_at(Severity::warning, "capital_order", row.source, "disbursed",
                                      number_text(*row.disbursed), number_text(*row.assigned)));
        }
    }
}

// Targets -------------------------------------------------------------------------------------------------------------

using TargetGroups = std::map<std::pair<int, std::string>, std::vector<const Target*>>; ///< by year and measure

TargetGroups groups_of(const std::vector<Target>& targets) {
    TargetGroups groups;
    for (const Target& target : targets) {
        groups[{target.year, target.measure}].push_back(&target);
    }
    return groups;
}

/// Targets of one measure and year in one table by the level of their units; a unit that stands twice counts once.
struct ByLevel {
    std::vector<const Target*> whole;
    std::array<std::map<std::uint32_t, const Target*>, 3> of;
};

std::map<std::string, ByLevel> by_file(const std::vector<const Target*>& targets) {
    std::map<std::string, ByLevel> files;
    for (const Target* target : targets) {
        if (!target->value || target->carry_over_year) {
            continue;
        }
        ByLevel& file = files[target->source.file];
        if (target->unit) {
            file.of[static_cast<std::size_t>(target->unit->level)].emplace(target->unit->id, target);
        } else {
            file.whole.push_back(target);
        }
    }
    return files;
}

void check_targets(const std::vector<Target>& targets, Issues& issues) {
    for (const auto& [key, group] : groups_of(targets)) {
        for (auto& [name, file] : by_file(group)) {
            auto& provinces = file.of[static_cast<std::size_t>(Level::province)];
            if (provinces.size() == 1) {
                file.whole.push_back(provinces.begin()->second);
                provinces.clear();
            }
            const auto parts =
                std::find_if(file.of.rbegin(), file.of.rend(), [](const auto& of) { return !of.empty(); });
            if (parts == file.of.rend()) {
                continue;
            }
            double sum = 0;
            for (const auto& [id, part] : *parts) {
                sum += *part->value;
            }
            for (const Target* whole : file.whole) {
                const bool met = same_number(*whole->value, sum) || (whole->floor && sum > *whole->value);
                if (!met) {
                    issues.push_back(sum_differs(whole->source, whole->measure, *whole->value, sum));
                }
            }
        }
    }
}

/// The first row of a target stands; what is given again is told where it differs, and counted by nobody.
Issues drop_doubled(std::vector<Target>& targets) {
    Issues issues;
    std::map<std::tuple<UnitKey, int, std::string, bool>, double> first;
    std::erase_if(targets, [&](const Target& target) {
        if (!target.value) {
            return false;
        }
        const auto [place, is_first] = first.emplace(
            std::tuple(key_of(target.unit), target.year, target.measure, target.carry_over_year.has_value()),
            *target.value);
        if (!is_first && place->second != *target.value) {
            issues.push_back(issue_at(Severity::warning, "target_doubled", target.source, target.measure,
                                      number_text(*target.value), number_text(place->second)));
        }
        return !is_first;
    });
    return issues;
}

/// Units that will be recognised in the year beside those of its target: more than the target may come.
void note_carried_over(const std::vector<Target>& targets, Issues& issues) {
    for (const auto& [key, group] : groups_of(targets)) {
        const Target* first = nullptr;
        std::size_t carried = 0;
        for (const Target* target : group) {
            if (target->carry_over_year) {
                first = first == nullptr ? target : first;
                ++carried;
            }
        }
        if (first != nullptr) {
            issues.push_back(issue_at(Severity::info, "carry_over_beside_target", first->source, key.second,
                                      std::to_string(key.first), std::to_string(carried)));
        }
    }
}

// Steps of dossiers ---------------------------------------------------------------------------------------------------

void check_steps(const std::vector<ProcessStep>& steps, Issues& issues) {
    std::map<std::pair<UnitKey, Tier>, std::vector<const ProcessStep*>> dossiers;
    for (const ProcessStep& step : steps) {
        if (step.deadline && order_of_step(step.step)) {
            dossiers[{key_of(step.unit), step.tier}].push_back(&step);
        }
    }
    for (auto& [key, dossier] : dossiers) {
        std::stable_sort(dossier.begin(), dossier.end(), [](const ProcessStep* a, const ProcessStep* b) {
            return order_of_step(a->step) < order_of_step(b->step);
        });
        for (std::size_t i = 1; i < dossier.size(); ++i) {
            const ProcessStep& before = *dossier[i - 1];
            const ProcessStep& step = *dossier[i];
            if (order_of_step(before.step) == order_of_step(step.step) || *step.deadline > *before.deadline) {
                continue;
            }
            // One day for two steps is how a plan says "within the year"; the other way round is a mistake.
            const Severity severity = *step.deadline < *before.deadline ? Severity::warning : Severity::info;
            issues.push_back(issue_at(severity, "step_deadline_order", step.source, "deadline", step.deadline->iso(),
                                      fmt::format("{} ({})", before.step, before.deadline->iso())));
        }
    }
}

} // namespace

Issues check_sums(const Duties& duties) {
    Issues issues;
    check_capital(duties.capital, issues);
    check_targets(duties.targets, issues);
    return issues;
}

Issues settle_duties(Duties& duties) {
    Issues issues = check_sums(duties);
    append_issues(issues, drop_doubled(duties.targets));
    note_carried_over(duties.targets, issues);
    check_steps(duties.steps, issues);
    return issues;
}

} // namespace ntm
