#include "geo/atlas/criteria.hpp"
#include "geo/atlas/loading_parts.hpp"
#include "geo/programme/before_units.hpp"
#include "geo/source/source.hpp"
#include "geo/source/total_rows.hpp"
#include "geo/units/confirmed_joins.hpp"
#include "geo/units/lineage.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ntm {

namespace {

bool is_duty(std::string_view kind) {
    constexpr std::string_view kinds[] = {"target", "assignment", "process", "task", "product", "capital"};
    return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

/// Kinds whose total rows mean something of their own: the target of the whole province, the sum of all sources. They
/// are checked where they are read.
bool keeps_totals(std::string_view kind) {
    return kind == "target" || kind == "capital" || kind == "task";
}

class TableLoader {
public:
    TableLoader(Atlas& atlas, Progress* progress)
        : m_atlas(atlas)
        , m_progress(progress) {}

    std::vector<OtherName> read() {
        if (m_atlas.workspace.tables.empty() && m_atlas.workspace.criteria_sets.empty()) {
            return {}; // a plain boundary file: nothing to join, nothing to judge
        }
        m_atlas.criteria_sets = load_criteria_sets(m_atlas.workspace, m_atlas.issues);
        m_atlas.duties.body_names = load_body_names(m_atlas.issues);
        // The unit tables first: their names and types are what the others are matched against.
        const std::vector<ConfirmedJoin> confirmed = read_confirmed();
        m_other_names = read_lineages();
        for (const bool units_first : {true, false}) {
            const UnitMatcher matcher(m_atlas.units, m_other_names, confirmed);
            for (const Workspace::TableEntry& entry : m_atlas.workspace.tables) {
                if (entry.kind != "lineage" && (entry.kind == "unit") == units_first &&
                    !(m_progress != nullptr && m_progress->cancelled())) {
                    read_one_table(entry, matcher);
                }
            }
        }
        append_issues(m_atlas.issues, drop_before_units(m_atlas.recognitions, m_atlas.units));
        append_issues(m_atlas.issues, finish(m_atlas.recognitions));
        date_the_undated();
        finish(m_atlas.plans);
        finish_programme();
        return std::move(m_other_names);
    }

private:
    Atlas& m_atlas;
    Progress* m_progress;
    std::vector<OtherName> m_other_names; ///< of before reforms

    /// The names and codes that units had before.
    std::vector<OtherName> read_lineages() {
        std::vector<OtherName> others;
        const UnitMatcher matcher(m_atlas.units);
        for (const Workspace::TableEntry& entry : m_atlas.workspace.tables) {
            if (entry.kind != "lineage") {
                continue;
            }
            const auto table = read_table(entry.source, entry.choice);
            append_issues(m_atlas.issues, table.issues());
            if (table) {
                TableReader reader(*table, matcher, entry.shape.columns);
                for (OtherName& other : read_lineage(m_atlas.units, reader)) {
                    others.push_back(std::move(other));
                }
                append_issues(m_atlas.issues, reader.take_issues());
            }
        }
        return others;
    }

    /// The decisions of earlier mornings, in joins.csv beside workspace.toml.
    std::vector<ConfirmedJoin> read_confirmed() {
        for (const char* name : {"joins.csv", "joins.xlsx"}) {
            const std::filesystem::path file = m_atlas.workspace.folder / name;
            std::error_code error;
            if (!m_atlas.workspace.tables.empty() && std::filesystem::exists(file, error)) {
                auto table = read_table(file);
                append_issues(m_atlas.issues, std::move(table.issues()));
                return table ? read_confirmed_joins(*table, m_atlas.issues) : std::vector<ConfirmedJoin>();
            }
        }
        return {};
    }

    /// A state without a day is what the table knew when it was made: on the workspace's day, after all that has one.
    /// Nothing done and no duty are true on every day.
    void date_the_undated() {
        const Date known = m_atlas.default_date();
        for (PlanRow& row : m_atlas.plans.rows) {
            const bool always = row.status == 0 || row.status == 10 || row.required == false;
            row.effective = row.dated() || always ? row.effective : known;
        }
    }

    /// What can only be said when all tables are there.
    void finish_programme() {
        Atlas& atlas = m_atlas;
        append_issues(atlas.issues, drop_before_units(atlas.assessments, atlas.units));
        append_issues(atlas.issues, finish(atlas.assessments, atlas.criteria_sets));
        append_issues(atlas.issues,
                      check_verdicts(atlas.assessments, atlas.criteria_sets,
                                     [&](UnitRef unit, Date date) { return atlas.threshold_keys(unit, date); }));
        append_issues(atlas.issues, settle_duties(atlas.duties));
    }

    void read_one_table(const Workspace::TableEntry& entry, const UnitMatcher& matcher) {
        Atlas& atlas = m_atlas;
        auto raw = read_table(entry.source, entry.choice);
        append_issues(atlas.issues, std::move(raw.issues()));
        if (!raw) {
            return;
        }
        append_issues(atlas.issues, check_percentages(*raw));
        Table whole = std::move(*raw);
        if (!keeps_totals(entry.kind) && !whole.totals.empty()) {
            append_issues(atlas.issues, check_total_rows(whole));
            whole = without_rows(whole, whole.totals);
        }
        const Table table = long_form(std::move(whole), entry.kind, entry.shape, atlas.issues);
        TableReader reader(table, matcher, entry.shape.columns, entry.shape.level);
        if (entry.kind == "unit") {
            read_unit_facts(atlas.units, reader);
        } else if (entry.kind == "recognition") {
            read_recognitions(atlas.recognitions, atlas.units, reader);
        } else if (entry.kind == "plan") {
            read_plans(atlas.plans, reader);
        } else if (entry.kind == "figure") {
            read_figures(atlas.figures, reader);
        } else if (entry.kind == "assessment") {
            read_assessments(atlas.assessments, atlas.criteria_sets, reader);
        } else if (is_duty(entry.kind)) {
            read_duties(atlas.duties, entry.kind, reader);
        } else {
            reader.report_table(Severity::info, "table_kind_not_read", "kind", entry.kind);
        }
        append_issues(atlas.issues, reader.take_issues());
        std::vector<Join> joins = reader.take_joins();
        if (entry.kind == "recognition") {
            note_waiting(joins);
        }
        std::move(joins.begin(), joins.end(), std::back_inserter(atlas.joins));
    }

    void note_waiting(const std::vector<Join>& joins) {
        for (const Join& join : joins) {
            if (join.outcome == JoinOutcome::probable || join.outcome == JoinOutcome::ambiguous) {
                m_atlas.tier_waits.insert(m_atlas.tier_waits.end(), join.candidates.begin(), join.candidates.end());
                if (join.unit.valid()) {
                    m_atlas.tier_waits.push_back(join.unit);
                }
            }
        }
        std::sort(m_atlas.tier_waits.begin(), m_atlas.tier_waits.end(),
                  [](UnitRef a, UnitRef b) { return std::pair(a.level, a.id) < std::pair(b.level, b.id); });
        const auto last = std::unique(m_atlas.tier_waits.begin(), m_atlas.tier_waits.end());
        m_atlas.tier_waits.erase(last, m_atlas.tier_waits.end());
    }
};

} // namespace

std::vector<OtherName> load_tables(Atlas& atlas, Progress* progress) {
    return TableLoader(atlas, progress).read();
}

} // namespace ntm
