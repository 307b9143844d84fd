#include "geo/base/viet_text.hpp"
#include "geo/insight/bodies.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "geo/report/unit_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace ntm {

namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// Places by value: equal ones share one, unknown ones have none.
template <class Value, class Known>
std::vector<std::uint32_t> places(const std::vector<Value>& values, const Known& known) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t row = 0; row < values.size(); ++row) {
        if (known(row)) {
            order.push_back(row);
        }
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    std::vector<std::uint32_t> place(values.size(), UnitColumn::no_place);
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        next += i > 0 && values[order[i - 1]] < values[order[i]] ? 1U : 0U;
        place[order[i]] = next;
    }
    return place;
}

/// Builds the columns of one table, in the order in which they are shown.
class ColumnMaker {
public:
    ColumnMaker(UnitTable& table, const CriteriaSet* set)
        : m_table(table)
        , m_snapshot(*table.snapshot)
        , m_atlas(*table.snapshot->atlas)
        , m_units(table.snapshot->atlas->units)
        , m_set(set)
        , m_count(m_units.count(table.level)) {}

    void make(std::span<const double> areas_ha) {
        add_names();
        if (m_table.level == Level::commune) {
            add_tiers();
            add_plans();
            add_criteria();
            add_risk();
        } else {
            add_titles();
            add_tallies();
            add_mean_criteria();
        }
        add_targets();
        add_bodies();
        if (areas_ha.size() == m_count) {
            number("area_ha", CellKind::number, ColumnTotal::sum, 0,
                   [&](std::uint32_t id) { return areas_ha[id] > 0 ? areas_ha[id] : not_known; });
        }
    }

private:
    UnitTable& m_table;
    const Snapshot& m_snapshot;
    const Atlas& m_atlas;
    const Units& m_units;
    const CriteriaSet* m_set;
    std::size_t m_count;
    Collator m_collator;

    [[nodiscard]] UnitRef unit(std::uint32_t id) const { return {m_table.level, id}; }

    UnitColumn& column(const std::string& id, CellKind kind) {
        UnitColumn column;
        column.id = id;
        column.title_key = "table.column." + id;
        column.kind = kind;
        m_table.columns.push_back(std::move(column));
        return m_table.columns.back();
    }

    template <class Value>
    UnitColumn& number(const std::string& id, CellKind kind, ColumnTotal total, int decimals, const Value& value) {
        UnitColumn& made = column(id, kind);
        made.total = total;
        made.decimals = decimals;
        for (std::uint32_t row = 0; row < m_count; ++row) {
            made.numbers.push_back(value(row));
        }
        made.place = places(made.numbers, [&](std::uint32_t row) { return !std::isnan(made.numbers[row]); });
        return made;
    }

    template <class Parts>
    void share(const std::string& id, const Parts& parts) {
        UnitColumn& made = column(id, CellKind::share);
        made.total = ColumnTotal::share;
        std::vector<double> shares;
        for (std::uint32_t row = 0; row < m_count; ++row) {
            const auto [part, whole] = parts(row);
            made.numbers.push_back(part);
            made.wholes.push_back(whole);
            shares.push_back(whole > 0 ? part / whole : not_known);
        }
        made.place = places(shares, [&](std::uint32_t row) { return !std::isnan(shares[row]); });
    }

    template <class Text>
    void text(const std::string& id, const Text& text_of) {
        UnitColumn& made = column(id, CellKind::text);
        std::vector<std::string> keys;
        for (std::uint32_t row = 0; row < m_count; ++row) {
            made.texts.push_back(text_of(row));
            keys.push_back(m_collator.sort_key(made.texts.back()));
        }
        made.place = places(keys, [&](std::uint32_t row) { return !made.texts[row].empty(); });
    }

    template <class Word>
    void word(const std::string& id, const std::vector<std::string>& keys, const Word& index_of) {
        UnitColumn& made = column(id, CellKind::word);
        made.word_keys = keys;
        for (std::uint32_t row = 0; row < m_count; ++row) {
            made.words.push_back(static_cast<std::uint8_t>(index_of(row)));
        }
        made.place.assign(made.words.begin(), made.words.end());
    }

    void add_names() {
        std::vector<std::string> keys;
        for (std::uint32_t id = 0; id < m_count; ++id) {
            keys.push_back(m_collator.sort_key(split_type_word(m_units.name(unit(id))).name));
            std::string folded = fold_key(m_units.name(unit(id))) + " " + m_units.code(unit(id));
            for (UnitRef up = m_units.parent(unit(id)); up.valid(); up = m_units.parent(up)) {
                folded += " " + fold_key(m_units.name(up));
            }
            m_table.folded.push_back(std::move(folded));
        }
        m_table.by_name = places(keys, [](std::uint32_t) { return true; });
        text("name", [&](std::uint32_t id) { return m_units.name(unit(id)); });
        m_table.columns.back().place = m_table.by_name;
        text("code", [&](std::uint32_t id) { return m_units.code(unit(id)); });
        add_parents();
    }

    /// One district over all rows tells nothing, so only where there are several.
    void add_parents() {
        std::vector<UnitRef> parents;
        for (std::uint32_t id = 0; id < m_count; ++id) {
            parents.push_back(m_units.parent(unit(id)));
        }
        if (std::all_of(parents.begin(), parents.end(), [&](UnitRef one) { return one == parents.front(); })) {
            return;
        }
        text("parent",
             [&](std::uint32_t id) { return parents[id].valid() ? m_units.name(parents[id]) : std::string(); });
    }

    void add_tiers() {
        if (!m_atlas.recognitions.present) {
            return;
        }
        std::vector<std::string> keys;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(TierClass::missing); ++i) {
            keys.push_back("tier." + std::string(tier_class_word(static_cast<TierClass>(i))));
        }
        word("tier", keys, [&](std::uint32_t id) { return m_snapshot.tier_class[id]; });
        const auto row_of = [&](std::uint32_t id) { return m_snapshot.tier[id].row; };
        number("title_year", CellKind::count, ColumnTotal::none, 0, [&](std::uint32_t id) {
            return row_of(id) != nullptr && row_of(id)->title_year > 0 ? row_of(id)->title_year : not_known;
        });
        number("decision_date", CellKind::date, ColumnTotal::none, 0, [&](std::uint32_t id) {
            return row_of(id) != nullptr && row_of(id)->decision_date ? row_of(id)->decision_date->days_since_1970()
                                                                      : not_known;
        });
        text("decision_no",
             [&](std::uint32_t id) { return row_of(id) != nullptr ? row_of(id)->decision_no : std::string(); });
    }

    void add_plans() {
        if (!m_atlas.plans.present) {
            return;
        }
        std::vector<std::string> keys;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(PlanClass::not_applicable); ++i) {
            keys.push_back("plan." + std::string(plan_class_word(static_cast<PlanClass>(i))));
        }
        word("plan", keys, [&](std::uint32_t id) { return m_snapshot.plan_class[id]; });
        number("plan_since", CellKind::date, ColumnTotal::none, 0, [&](std::uint32_t id) {
            const auto& since = m_snapshot.plan[id].since;
            return since && m_snapshot.in_scope[id] != 0 ? since->days_since_1970() : not_known;
        });
        number("plan_valid_to", CellKind::date, ColumnTotal::none, 0, [&](std::uint32_t id) {
            const PlanRow* row = m_snapshot.plan[id].row;
            return row != nullptr && row->valid_to ? row->valid_to->days_since_1970() : not_known;
        });
    }

    [[nodiscard]] const CriteriaSet* criteria_set() const {
        const CriteriaSet* set = m_set != nullptr ? m_set : commune_set(m_snapshot);
        return m_atlas.assessments.present && set != nullptr && set->level == Level::commune ? set : nullptr;
    }

    void add_criteria() {
        const CriteriaSet* set = criteria_set();
        if (set == nullptr) {
            return;
        }
        const EvaluationColumns judged = evaluate_communes(m_snapshot, *set);
        const auto is_judged = [&](std::uint32_t id) {
            return m_snapshot.in_scope[id] != 0 && known_state(judged, id) == ItemState::met;
        };
        number("criteria_met", CellKind::count, ColumnTotal::mean, 0,
               [&](std::uint32_t id) { return is_judged(id) ? double(judged.met[id]) : not_known; });
        text("criteria_not_met", [&](std::uint32_t id) {
            std::string numbers;
            for (std::size_t i = 0; is_judged(id) && i < set->criteria.size(); ++i) {
                if (!set->criteria[i].entry_condition && judged.at(id, i) == ItemState::not_met) {
                    numbers += (numbers.empty() ? "" : ", ") + set->criteria[i].no;
                }
            }
            return numbers;
        });
    }

    void add_risk() {
        if (criteria_set() == nullptr || !m_atlas.recognitions.present) {
            return;
        }
        std::vector<std::string> keys;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(RiskClass::withheld); ++i) {
            keys.push_back("risk." + std::string(risk_class_word(static_cast<RiskClass>(i))));
        }
        const auto risks = risk_classes(m_snapshot);
        word("risk", keys, [&](std::uint32_t id) { return risks[id]; });
    }

    void add_titles() {
        if (!m_atlas.recognitions.present) {
            return;
        }
        const auto& titles = m_snapshot.title[static_cast<std::size_t>(m_table.level)];
        constexpr std::array tiers{Tier::none,     Tier::hoan_thanh, Tier::ntm,
                                   Tier::nang_cao, Tier::kieu_mau,   Tier::hien_dai};
        std::vector<std::string> keys;
        for (const Tier tier : tiers) {
            keys.push_back("title." + std::string(tier_word(tier)));
        }
        word("title", keys,
             [&](std::uint32_t id) { return std::find(tiers.begin(), tiers.end(), titles[id].tier) - tiers.begin(); });
        number("title_year", CellKind::count, ColumnTotal::none, 0, [&](std::uint32_t id) {
            const Recognition* row = titles[id].row;
            return row != nullptr && row->title_year > 0 ? row->title_year : not_known;
        });
    }

    void add_tallies() {
        const auto level = static_cast<std::size_t>(m_table.level);
        const auto& tiers = m_snapshot.tiers_of[level];
        const auto count = [&](const char* id, const auto& of) {
            number(id, CellKind::count, ColumnTotal::sum, 0,
                   [&](std::uint32_t row) { return static_cast<double>(of(row)); });
        };
        count("communes", [&](std::uint32_t id) { return tiers[id].total; });
        count("in_scope", [&](std::uint32_t id) { return tiers[id].in_scope; });
        if (m_atlas.recognitions.present) {
            for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
                const auto index = static_cast<std::size_t>(tier);
                const std::string name(tier_word(tier));
                count(("held_" + name).c_str(), [&](std::uint32_t id) { return tiers[id].held[index]; });
                share("share_" + name, [&](std::uint32_t id) {
                    return std::pair{double(tiers[id].held[index]), double(tiers[id].in_scope)};
                });
            }
        }
        if (m_atlas.plans.present) {
            const auto& plans = m_snapshot.plans_of[level];
            count("plans_required", [&](std::uint32_t id) { return plans[id].required; });
            count("plans_approved", [&](std::uint32_t id) { return plans[id].approved; });
            share("share_plans", [&](std::uint32_t id) {
                return std::pair{double(plans[id].approved), double(plans[id].required)};
            });
        }
    }

    void add_mean_criteria() {
        const CriteriaSet* set = criteria_set();
        if (set == nullptr) {
            return;
        }
        const EvaluationColumns judged = evaluate_communes(m_snapshot, *set);
        std::vector<double> met(m_count), of(m_count);
        for (std::uint32_t id = 0; id < judged.units; ++id) {
            const UnitRef up = m_units.ancestor({Level::commune, id}, m_table.level);
            if (up.valid() && m_snapshot.in_scope[id] != 0 && known_state(judged, id) == ItemState::met) {
                met[up.id] += judged.met[id];
                of[up.id] += 1;
            }
        }
        number("criteria_mean", CellKind::number, ColumnTotal::none, 2,
               [&](std::uint32_t id) { return of[id] > 0 ? met[id] / of[id] : not_known; });
    }

    /// Target, achieved and left of each measure that any unit of the level has; units carried over only by their year.
    void add_targets() {
        const int year = target_year(m_snapshot);
        std::map<std::string, std::map<std::uint32_t, TargetProgress>, std::less<>> by_measure;
        std::map<std::uint32_t, std::string> carried;
        for (TargetProgress& progress : target_progress(m_snapshot, year)) {
            const auto& about = progress.target->unit;
            if (!about || about->level != m_table.level) {
                continue;
            }
            if (progress.carried_over) {
                auto& years = carried[about->id];
                years += (years.empty() ? "" : ", ") + std::to_string(progress.target->carry_over_year.value_or(year));
            } else {
                by_measure[progress.target->measure].emplace(about->id, std::move(progress));
            }
        }
        for (const auto measure : target_measures()) {
            const auto found = by_measure.find(measure);
            if (found != by_measure.end()) {
                add_measure(std::string(measure), year, found->second);
            }
        }
        if (!carried.empty()) {
            text("carried_over", [&](std::uint32_t id) {
                const auto found = carried.find(id);
                return found == carried.end() ? std::string() : found->second;
            });
        }
    }

    void add_measure(const std::string& measure, int year, const std::map<std::uint32_t, TargetProgress>& of_unit) {
        const auto part = [&](const char* id, const auto& value_of) {
            UnitColumn& made = number(
                std::string(id) + "." + measure, CellKind::count, ColumnTotal::sum, 0, [&](std::uint32_t unit_id) {
                    const auto found = of_unit.find(unit_id);
                    const std::optional<double> value = found == of_unit.end() ? std::nullopt : value_of(found->second);
                    return value.value_or(not_known);
                });
            made.title_key = std::string("table.column.") + id;
            made.title_values = {{"measure", "@measure." + measure}, {"year", std::to_string(year)}};
        };
        part("target", [](const TargetProgress& progress) { return progress.target->value; });
        part("achieved", [](const TargetProgress& progress) { return progress.achieved; });
        part("remaining", [](const TargetProgress& progress) { return progress.remaining; });
    }

    void add_bodies() {
        if (m_atlas.duties.assignments.empty()) {
            return;
        }
        const BodiesInCharge bodies(m_snapshot);
        text("bodies", [&](std::uint32_t id) {
            std::string names;
            for (const std::string& body : bodies.of(unit(id))) {
                names += (names.empty() ? "" : "; ") + body;
            }
            return names;
        });
    }
};

} // namespace

std::shared_ptr<const UnitTable> make_unit_table(std::shared_ptr<const Snapshot> snapshot, Level level,
                                                 std::span<const double> areas_ha, const CriteriaSet* set) {
    auto table = std::make_shared<UnitTable>();
    table->snapshot = std::move(snapshot);
    table->level = level;
    ColumnMaker(*table, set).make(areas_ha);
    return table;
}

} // namespace ntm
