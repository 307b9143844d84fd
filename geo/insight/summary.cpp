#include "geo/insight/summary.hpp"

#include "geo/insight/gaps.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

namespace ntm {

namespace {

std::size_t index_of(Tier tier) {
    return static_cast<std::size_t>(tier);
}

/// Measures of the figure table that rows can answer. Words as in the data format.
constexpr std::string_view plans_required = "xa_phai_lap_quy_hoach";
constexpr std::string_view plans_approved = "xa_da_duyet_quy_hoach";
constexpr std::string_view plans_without = "xa_chua_co_quy_hoach";
constexpr std::string_view plans_share = "ty_le_quy_hoach_percent";

std::optional<Tier> tier_of_commune_measure(std::string_view measure) {
    constexpr std::pair<std::string_view, Tier> known[] = {
        {"xa_ntm", Tier::ntm}, {"xa_ntm_nang_cao", Tier::nang_cao}, {"xa_ntm_kieu_mau", Tier::kieu_mau}};
    for (const auto& [word, tier] : known) {
        if (measure == word) {
            return tier;
        }
    }
    return std::nullopt;
}

std::optional<Tier> tier_without_measure(std::string_view measure) {
    constexpr std::pair<std::string_view, Tier> known[] = {{"huyen_trang_xa_ntm", Tier::ntm},
                                                           {"huyen_chua_co_xa_nang_cao", Tier::nang_cao},
                                                           {"huyen_chua_co_xa_kieu_mau", Tier::kieu_mau}};
    for (const auto& [word, tier] : known) {
        if (measure == word) {
            return tier;
        }
    }
    return std::nullopt;
}

const TierTally& tiers_for(const Snapshot& snapshot, const std::optional<UnitRef>& unit) {
    return unit && unit->level != Level::commune ? snapshot.tiers_of[static_cast<std::size_t>(unit->level)][unit->id]
                                                 : snapshot.tiers;
}

const PlanTally& plans_for(const Snapshot& snapshot, const std::optional<UnitRef>& unit) {
    return unit && unit->level != Level::commune ? snapshot.plans_of[static_cast<std::size_t>(unit->level)][unit->id]
                                                 : snapshot.plans;
}

std::optional<double> count(const Figure& figure, const Snapshot& snapshot, const Summary& summary) {
    const bool known = snapshot.atlas->recognitions.present;
    const bool whole = !figure.unit || figure.unit->level == Level::province;
    if (const auto tier = tier_of_commune_measure(figure.measure); tier && known && figure.level == "commune") {
        const TierTally& tally = tiers_for(snapshot, figure.unit);
        return static_cast<double>(figure.kind == FigureKind::increment ? tally.new_in_year[index_of(*tier)]
                                                                        : tally.held[index_of(*tier)]);
    }
    if (summary.districts && whole && known) {
        if (figure.measure == "huyen_ntm" && summary.districts->recognised) {
            return static_cast<double>(figure.kind == FigureKind::increment ? *summary.districts->new_in_year
                                                                            : *summary.districts->recognised);
        }
        if (const auto tier = tier_without_measure(figure.measure)) {
            return static_cast<double>(summary.districts->without[index_of(*tier)].size());
        }
    }
    if (snapshot.atlas->plans.present) {
        const PlanTally& tally = plans_for(snapshot, figure.unit);
        if (figure.measure == plans_required) {
            return static_cast<double>(tally.required);
        }
        if (figure.measure == plans_approved) {
            return static_cast<double>(tally.approved);
        }
        if (figure.measure == plans_without) {
            return static_cast<double>(tally.without);
        }
        if (figure.measure == plans_share && tally.share()) {
            return *tally.share() * 100;
        }
    }
    return std::nullopt;
}

void add_programme(Summary& summary, const Snapshot& snapshot, const CriteriaSet* set) {
    const Atlas& atlas = *snapshot.atlas;
    if (atlas.assessments.present) {
        const Gaps gaps = find_gaps(snapshot, {}, set);
        if (gaps.set != nullptr) {
            summary.criteria = Summary::Criteria{gaps.set,        gaps.set->numbered_criteria(),
                                                 gaps.in_scope,   gaps.judged,
                                                 gaps.incomplete, gaps.mean_met,
                                                 gaps.least_met};
        }
    }
    summary.target_year = target_year(snapshot);
    const std::vector<TargetProgress> targets = target_progress(snapshot, summary.target_year);
    summary.targets = by_measure(atlas.units, targets);
    std::copy_if(targets.begin(), targets.end(), std::back_inserter(summary.carried_over),
                 [](const TargetProgress& one) { return one.carried_over; });
    for (const DueItem& item : due_items(snapshot)) {
        ++summary.due[static_cast<std::size_t>(item.state)];
    }
}

/// The days up to `as_of` on which a recognition was decided or revoked: the latest, and the years of all.
void add_recognition_days(Summary& summary, const Snapshot& snapshot) {
    std::set<int> years;
    for (const Recognition& row : snapshot.atlas->recognitions.rows) {
        for (const std::optional<Date>& date : {std::optional(row.effective), row.revoked_date}) {
            if (date && *date <= snapshot.as_of) {
                summary.latest_recognition = std::max(summary.latest_recognition.value_or(*date), *date);
                years.insert(date->year());
            }
        }
    }
    summary.recognition_years.assign(years.begin(), years.end());
}

} // namespace

std::string years_without_recognition(const Summary& summary) {
    constexpr int looked_back = 5; // a period of the programme
    const auto& known = summary.recognition_years;
    std::string years;
    for (int year = summary.as_of.year() - looked_back; year < summary.as_of.year(); ++year) {
        if (!known.empty() && year > known.front() && !std::binary_search(known.begin(), known.end(), year)) {
            years += (years.empty() ? "" : ", ") + std::to_string(year);
        }
    }
    return years;
}

Summary summarise(const Snapshot& snapshot, const CriteriaSet* set) {
    const Atlas& atlas = *snapshot.atlas;
    Summary summary;
    summary.as_of = snapshot.as_of;
    summary.plan_period = snapshot.plan_period;
    summary.communes = snapshot.tiers;
    summary.plans = snapshot.plans;
    const auto is_known = [](TierClass tier) { return tier != TierClass::missing && tier != TierClass::not_in_scope; };
    summary.tiers_known =
        atlas.recognitions.present && (summary.communes.in_scope == 0 ||
                                       std::any_of(snapshot.tier_class.begin(), snapshot.tier_class.end(), is_known));
    summary.plans_known = atlas.plans.present;
    add_recognition_days(summary, snapshot);
    const auto district_index = static_cast<std::size_t>(Level::district);
    if (const std::size_t total = atlas.units.count(Level::district); total > 0) {
        Summary::Districts districts;
        districts.total = total;
        if (atlas.recognitions.present) {
            districts.recognised = 0;
            districts.new_in_year = 0;
            for (std::uint32_t id = 0; id < total; ++id) {
                const TierState& title = snapshot.title[district_index][id];
                *districts.recognised += title.tier != Tier::none ? 1U : 0U;
                *districts.new_in_year +=
                    (title.new_in_year[index_of(Tier::ntm)] || title.new_in_year[index_of(Tier::hoan_thanh)]) ? 1U : 0U;
                const TierTally& tally = snapshot.tiers_of[district_index][id];
                for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
                    if (summary.tiers_known && tally.in_scope > 0 && tally.held[index_of(tier)] == 0) {
                        districts.without[index_of(tier)].push_back({Level::district, id});
                    }
                }
            }
        }
        summary.districts = std::move(districts);
    }
    add_programme(summary, snapshot, set);
    for (const Figure& figure : atlas.figures) {
        if (!figure.date || *figure.date <= snapshot.as_of) {
            summary.figures.push_back(&figure);
        }
        if (figure.kind == FigureKind::derived && figure.date == snapshot.as_of) {
            if (figure.measure == plans_required) {
                summary.derived_plan_figures.emplace_back("required");
            } else if (figure.measure == plans_approved) {
                summary.derived_plan_figures.emplace_back("approved");
            }
        }
    }
    return summary;
}

bool FigureCheck::agrees() const {
    // "40%" printed without decimals stands for anything that rounds to it.
    return figure->value_unit == "percent" || figure->value_unit == "%" ? std::abs(counted - figure->value) <= 0.5
                                                                        : counted == figure->value;
}

std::vector<FigureCheck> check_figures(const std::shared_ptr<const Atlas>& atlas) {
    std::map<Date, std::pair<std::shared_ptr<const Snapshot>, Summary>> by_date;
    std::vector<FigureCheck> checks;
    for (const Figure& figure : atlas->figures) {
        if (!figure.date || figure.kind == FigureKind::target || figure.kind == FigureKind::floor) {
            continue;
        }
        auto place = by_date.find(*figure.date);
        if (place == by_date.end()) {
            auto snapshot = make_snapshot(atlas, *figure.date, atlas->default_plan_period());
            Summary summary = summarise(*snapshot);
            place = by_date.emplace(*figure.date, std::pair(std::move(snapshot), std::move(summary))).first;
        }
        if (const auto counted = count(figure, *place->second.first, place->second.second)) {
            checks.push_back({&figure, *counted});
        }
    }
    return checks;
}

} // namespace ntm
