#include "geo/insight/gaps.hpp"

#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ntm {

namespace {

class GapsCommand final : public WorkspaceCommand {
public:
    [[nodiscard]] std::string name() const override { return "gaps"; }
    void declare(CLI::App& app) override {
        declare_workspace(app);
        app.add_option("--unit", m_unit, help("unit"));
        app.add_option("--criterion", m_criterion, help("criterion"));
        app.add_option("--at-most", m_at_most, help("at_most"))->check(CLI::Range(0, 1000));
    }

private:
    std::string m_unit, m_criterion;
    int m_at_most = -1;

    void answer(const Snapshot& snapshot) override {
        const UnitRef unit = read_one_unit(snapshot.atlas->units, m_unit);
        const CriteriaSet* set = commune_set_asked(snapshot);
        const bool one_commune = unit.valid() && unit.level == Level::commune;
        if (set == nullptr && one_commune) {
            set = set_for(snapshot, unit);
        }
        Gaps gaps = find_gaps(snapshot, unit, set);
        const auto asked = read_item(gaps.set);
        if (m_at_most >= 0) {
            std::erase_if(gaps.units,
                          [&](const UnitGaps& one) { return one.lacking() > static_cast<std::size_t>(m_at_most); });
        }
        if (common.json) {
            fmt::print("{}\n", printed(json(snapshot, gaps, unit, asked)));
        } else {
            print_text(snapshot, gaps, unit, asked);
        }
    }

    [[nodiscard]] std::optional<SetItem> read_item(const CriteriaSet* set) const {
        if (m_criterion.empty() || set == nullptr) {
            return std::nullopt;
        }
        if (const auto item = find_item(*set, m_criterion)) {
            return item;
        }
        std::vector<std::string> numbers;
        for (const Criterion& criterion : set->criteria) {
            numbers.push_back(criterion.no);
        }
        throw UsageError{"cli.criterion_unknown", m_criterion, fmt::format("{}", fmt::join(numbers, ", "))};
    }

    /// Communes in scope below a unit, all of them.
    static std::vector<UnitRef> communes_of(const Snapshot& snapshot, UnitRef unit) {
        std::vector<UnitRef> communes;
        for (std::uint32_t id = 0; id < snapshot.in_scope.size(); ++id) {
            const UnitRef commune{Level::commune, id};
            if (snapshot.in_scope[id] != 0 &&
                (!unit.valid() || snapshot.atlas->units.ancestor(commune, unit.level) == unit)) {
                communes.push_back(commune);
            }
        }
        return communes;
    }

    /// What an office is asked first: who fails, the farthest first; then what is not known.
    static std::vector<std::pair<UnitRef, JudgedItem>> by_item(const Snapshot& snapshot, const Gaps& gaps, UnitRef unit,
                                                               SetItem asked) {
        std::vector<std::pair<UnitRef, JudgedItem>> items;
        const std::vector<UnitRef> communes = communes_of(snapshot, unit);
        std::vector<JudgedItem> judged = judge_item(snapshot, *gaps.set, asked, communes);
        for (std::size_t i = 0; i < communes.size(); ++i) {
            items.emplace_back(communes[i], std::move(judged[i]));
        }
        const auto shelf = [](const JudgedItem& item) {
            return item.state == ItemState::not_met ? 0 : item.state == ItemState::met ? 2 : 1;
        };
        std::stable_sort(items.begin(), items.end(), [&](const auto& a, const auto& b) {
            const int first = shelf(a.second), second = shelf(b.second);
            return first != second ? first < second : a.second.distance.value_or(0) > b.second.distance.value_or(0);
        });
        return items;
    }

    Json json(const Snapshot& snapshot, const Gaps& gaps, UnitRef unit, std::optional<SetItem> asked) const {
        const Units& units = snapshot.atlas->units;
        Json json = json_head(snapshot);
        json["unit"] = unit.valid() ? json_brief(units, unit) : Json(nullptr);
        json.update(json_set(gaps.set, lang()));
        json["in_scope"] = gaps.in_scope;
        json["judged"] = gaps.judged;
        json["incomplete"] = gaps.incomplete;
        json["mean_met"] = json_number(gaps.mean_met, 2);
        json["least_met"] = gaps.least_met ? Json(*gaps.least_met) : Json(nullptr);
        json["rows"] = Json::array();
        json["without_results"] = Json::array();
        json["by_criterion"] = Json::array();
        if (gaps.set == nullptr) {
            return json;
        }
        if (asked) {
            for (const auto& [commune, item] : by_item(snapshot, gaps, unit, *asked)) {
                json["rows"].push_back(item_row(snapshot, *gaps.set, commune, item, *asked));
            }
        } else {
            const bool one_commune = unit.valid() && unit.level == Level::commune;
            for (const UnitGaps& one : gaps.units) {
                json["rows"].push_back(unit_row(snapshot, *gaps.set, one, one_commune));
            }
        }
        for (const auto& [commune, state] : gaps.without_results) {
            Json row = json_unit(units, commune);
            row["state"] = item_state_word(state);
            row["title_year"] = json_year(title_year(snapshot, commune, gaps.set->tier));
            json["without_results"].push_back(std::move(row));
        }
        for (const CriterionGaps& one : gaps.by_criterion) {
            const Criterion& criterion = gaps.set->criteria[one.criterion];
            Json failing = Json::array();
            for (const UnitRef commune : one.units_not_met) {
                failing.push_back(json_brief(units, commune));
            }
            json["by_criterion"].push_back({{"criterion_no", criterion.no},
                                            {"name", name_in(lang(), criterion.name_vi, criterion.name_en)},
                                            {"lead_department", json_text(criterion.lead_department)},
                                            {"bodies", bodies_of_criterion(snapshot, criterion.no)},
                                            {"units_not_met", one.units_not_met.size()},
                                            {"units_missing", one.units_missing.size()},
                                            {"units", std::move(failing)}});
        }
        return json;
    }

    /// The year of the first recognition in force for the tier that the set asks for; held without a row of its own,
    /// that of the tier above.
    static std::optional<int> title_year(const Snapshot& snapshot, UnitRef commune, Tier tier) {
        const auto rows = snapshot.atlas->recognitions.of(commune);
        std::optional<int> year;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].tier == tier && in_force(rows, i, snapshot.as_of)) {
                year = std::min(year.value_or(rows[i].title_year), rows[i].title_year);
            }
        }
        const Recognition* highest = snapshot.tier[commune.id].row;
        return year || highest == nullptr ? year : std::optional(highest->title_year);
    }

    Json unit_row(const Snapshot& snapshot, const CriteriaSet& set, const UnitGaps& one, bool with_distances) const {
        Json row = json_unit(snapshot.atlas->units, one.unit);
        row["tier"] =
            snapshot.atlas->recognitions.present ? Json(tier_word(snapshot.tier[one.unit.id].tier)) : Json(nullptr);
        row["title_year"] = json_year(title_year(snapshot, one.unit, set.tier));
        row["criteria_met"] = one.criteria_met;
        row["of"] = one.of;
        row["not_met"] = json_criterion_numbers(set, one.not_met);
        row["missing"] = json_criterion_numbers(set, one.missing);
        row["not_assessed"] = json_criterion_numbers(set, one.not_assessed);
        row["not_applicable"] = json_criterion_numbers(set, one.not_applicable);
        row["withheld"] = json_criterion_numbers(set, one.withheld);
        if (with_distances) {
            row["shortfalls"] = json_shortfalls(snapshot, evaluate_unit(snapshot, one.unit, &set), lang());
        }
        return row;
    }

    Json item_row(const Snapshot& snapshot, const CriteriaSet& set, UnitRef commune, const JudgedItem& item,
                  SetItem asked) const {
        Json row = json_unit(snapshot.atlas->units, commune);
        if (asked.is_indicator) {
            row.update(json_item(set, asked.index, item, lang()));
        } else {
            row["criterion_no"] = set.criteria[asked.index].no;
            row["state"] = item_state_word(item.state);
            row["reported"] = item.reported;
            row["provisional"] = item.provisional;
            row["disagrees"] = item.disagrees;
            row["source"] = item.row != nullptr ? json_source(item.row->source()) : Json(nullptr);
        }
        row["name"] = json_brief(snapshot.atlas->units, commune)["name"];
        return row;
    }

    [[nodiscard]] std::string number(std::size_t value) const { return lang().number(static_cast<double>(value)); }

    void print_text(const Snapshot& snapshot, const Gaps& gaps, UnitRef unit, std::optional<SetItem> asked) const {
        const Atlas& atlas = *snapshot.atlas;
        print_head(snapshot, unit.valid() ? atlas.units.name(unit) : std::string());
        if (gaps.set == nullptr) {
            fmt::print("{}\n", lang()[atlas.assessments.present ? "gaps.no_set" : "summary.no_criteria"]);
            return;
        }
        fmt::print("{}\n", lang().fill("gaps.head", {{"set", name_in(lang(), gaps.set->title_vi, gaps.set->title_en)},
                                                     {"id", gaps.set->id},
                                                     {"of", number(gaps.set->numbered_criteria())},
                                                     {"mean", gaps.mean_met ? lang().number(*gaps.mean_met, 2) : "–"},
                                                     {"least", gaps.least_met ? number(*gaps.least_met) : "–"},
                                                     {"judged", number(gaps.judged)},
                                                     {"in_scope", number(gaps.in_scope)}}));
        if (gaps.incomplete > 0) {
            fmt::print("{}\n", lang().fill("gaps.incomplete", {{"count", number(gaps.incomplete)}}));
        }
        if (!atlas.assessments.present) {
            fmt::print("{}\n", lang()["summary.no_criteria"]);
        } else if (gaps.in_scope == 0) {
            fmt::print("{}\n", lang()["tier.not_in_scope"]);
        } else if (asked) {
            print_by_item(snapshot, gaps, unit, *asked);
        } else if (unit.valid() && unit.level == Level::commune) {
            print_shortfalls(snapshot, *gaps.set, unit);
        } else {
            print_criteria(gaps);
            print_units(snapshot, gaps);
            print_without_results(snapshot, gaps);
        }
    }

    /// Nobody knows what they lack: told apart by the kind of absence, by district.
    void print_without_results(const Snapshot& snapshot, const Gaps& gaps) const {
        const Units& units = snapshot.atlas->units;
        for (const ItemState state :
             {ItemState::missing, ItemState::not_assessed, ItemState::withheld, ItemState::not_applicable}) {
            std::map<std::uint32_t, std::vector<std::string>> names; // by district
            std::size_t count = 0;
            for (const auto& [commune, of] : gaps.without_results) {
                if (of == state) {
                    names[units.ancestor(commune, Level::district).id].push_back(short_name(units, commune));
                    ++count;
                }
            }
            if (count == 0) {
                continue;
            }
            fmt::print("{}\n", lang().fill("gaps.without_results",
                                           {{"count", number(count)},
                                            {"state", lang()[fmt::format("item_state.{}", item_state_word(state))]}}));
            for (const auto& [district, of_district] : names) {
                const std::string up = district == no_unit ? "" : short_name(units, {Level::district, district}) + ": ";
                fmt::print("  {}{}\n", up, fmt::join(of_district, ", "));
            }
        }
    }

    void print_criteria(const Gaps& gaps) const {
        fmt::print("{}\n", lang()["gaps.by_criterion"]);
        for (const CriterionGaps& one : gaps.by_criterion) {
            const Criterion& criterion = gaps.set->criteria[one.criterion];
            fmt::print("{}\n", lang().fill("gaps.criterion",
                                           {{"no", criterion.no},
                                            {"name", name_in(lang(), criterion.name_vi, criterion.name_en)},
                                            {"not_met", number(one.units_not_met.size())},
                                            {"missing", number(one.units_missing.size())},
                                            {"department",
                                             criterion.lead_department.empty() ? "–" : criterion.lead_department}}));
        }
    }

    void print_units(const Snapshot& snapshot, const Gaps& gaps) const {
        const Units& units = snapshot.atlas->units;
        fmt::print("{}\n", lang().fill(m_at_most < 0 ? "gaps.by_unit" : "gaps.by_unit_at_most",
                                       {{"count", number(gaps.units.size())}, {"most", std::to_string(m_at_most)}}));
        for (const UnitGaps& one : gaps.units) {
            std::string line = fmt::format("  {} ({}): {}/{}", short_name(units, one.unit), units.code(one.unit),
                                           number(one.criteria_met), one.of);
            const std::pair<ItemState, const std::vector<std::size_t>*> lists[] = {
                {ItemState::not_met, &one.not_met},
                {ItemState::missing, &one.missing},
                {ItemState::not_assessed, &one.not_assessed},
                {ItemState::not_applicable, &one.not_applicable},
                {ItemState::withheld, &one.withheld}};
            for (const auto& [state, list] : lists) {
                if (!list->empty()) {
                    std::string numbers;
                    for (const std::size_t index : *list) {
                        numbers += (numbers.empty() ? "" : ", ") + gaps.set->criteria[index].no;
                    }
                    line +=
                        fmt::format(" · {}: {}", lang()[fmt::format("item_state.{}", item_state_word(state))], numbers);
                }
            }
            if (const auto year = title_year(snapshot, one.unit, gaps.set->tier)) {
                line += " · " + lang().fill("unit.title_year", {{"year", std::to_string(*year)}});
            }
            fmt::print("{}\n", line);
        }
    }

    void print_by_item(const Snapshot& snapshot, const Gaps& gaps, UnitRef unit, SetItem asked) const {
        const CriteriaSet& set = *gaps.set;
        const std::string& no = asked.is_indicator ? set.indicators[asked.index].no : set.criteria[asked.index].no;
        const std::string& title =
            asked.is_indicator
                ? name_in(lang(), set.indicators[asked.index].name_vi, set.indicators[asked.index].name_en)
                : name_in(lang(), set.criteria[asked.index].name_vi, set.criteria[asked.index].name_en);
        fmt::print("{} {}\n", no, title);
        const Units& units = snapshot.atlas->units;
        for (const auto& [commune, item] : by_item(snapshot, gaps, unit, asked)) {
            const auto indicator = asked.is_indicator ? std::optional(asked.index) : std::nullopt;
            fmt::print("  {} ({}): {}\n", short_name(units, commune), units.code(commune),
                       item_text(set, indicator, item, lang()));
        }
    }

    void print_shortfalls(const Snapshot& snapshot, const CriteriaSet& set, UnitRef unit) const {
        const UnitEvaluation evaluation = evaluate_unit(snapshot, unit, &set);
        const std::vector<Shortfall> missing = shortfalls(evaluation);
        fmt::print("{}\n", lang().fill("gaps.next_tier",
                                       {{"tier", lang()[fmt::format("tier.{}", tier_word(set.tier))]},
                                        {"met", evaluation.judged() ? number(evaluation.count(ItemState::met)) : "–"},
                                        {"of", number(set.numbered_criteria())}}));
        for (const Shortfall& one : missing) {
            const Criterion& criterion = set.criteria[one.criterion];
            const std::string& no = one.indicator ? set.indicators[*one.indicator].no : criterion.no;
            const std::string& title = one.indicator ? name_in(lang(), set.indicators[*one.indicator].name_vi,
                                                               set.indicators[*one.indicator].name_en)
                                                     : name_in(lang(), criterion.name_vi, criterion.name_en);
            fmt::print("  {} {}: {}{}\n", no, title, item_text(set, one.indicator, one.item, lang()),
                       one.lead_department.empty() ? "" : " · " + one.lead_department);
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_gaps() {
    return std::make_unique<GapsCommand>();
}

} // namespace ntm
