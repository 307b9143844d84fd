#include "geo/base/viet_text.hpp"
#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/change.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "geo/picture/labels.hpp"
#include "geo/report/comparison_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

bool is_share(std::string_view name) {
    return name.starts_with("share_");
}
bool is_measure(std::string_view name) {
    return parse_measure(name) == name;
}

class RankCommand final : public WorkspaceCommand {
public:
    [[nodiscard]] std::string name() const override { return "rank"; }
    void declare(CLI::App& app) override {
        declare_workspace(app);
        app.add_option("--level", m_level, help("level"));
        app.add_option("--by", m_key, help("by"));
        app.add_option("--in", m_in, help("in"));
        app.add_option("--since", m_since, help("since"));
        app.add_option("--body", m_body, help("body"));
        app.add_flag("--by-body", m_by_body, help("by_body"));
    }

private:
    std::string m_level, m_key, m_in, m_since, m_body;
    bool m_by_body = false;

    /// What the rows that are shown were taken from.
    struct Ranking {
        Level level = Level::district;
        std::size_t ranked = 0; ///< units with a place
        UnitRef in;
        std::vector<RankRow> rows;
        std::shared_ptr<const Snapshot> before;
    };

    void check_options() override {
        std::replace(m_key.begin(), m_key.end(), ' ', '_'); // "xa ntm" is no riddle
        if (m_key.empty() && !m_by_body) {
            m_key = "lagging";
        }
        const std::vector<std::string> keys = rank_keys();
        const bool known = std::find(keys.begin(), keys.end(), m_key) != keys.end();
        if (m_by_body && !m_key.empty() && !is_measure(m_key)) {
            const auto measures = target_measures();
            throw UsageError{"cli.measure_unknown", m_key, fmt::format("{}", fmt::join(measures, ", "))};
        }
        if (!m_by_body && !known) {
            throw UsageError{"cli.rank_key_unknown", m_key, fmt::format("{}", fmt::join(keys, ", "))};
        }
    }

    void answer(const Snapshot& snapshot) override {
        if (m_by_body) {
            return answer_by_body(snapshot);
        }
        const Units& units = snapshot.atlas->units;
        Ranking ranking;
        ranking.level = read_level(m_level).value_or(Level::district);
        ranking.in = read_one_unit(units, m_in);
        ranking.before = earlier(snapshot, m_since);
        ranking.rows = rank_units(snapshot, ranking.level, m_key, ranking.before.get());
        ranking.level = ranking.rows.empty() ? ranking.level : ranking.rows.front().unit.level;
        ranking.ranked = static_cast<std::size_t>(
            std::count_if(ranking.rows.begin(), ranking.rows.end(), [](const RankRow& row) { return row.place > 0; }));
        if (ranking.in.valid()) {
            std::erase_if(ranking.rows,
                          [&](const RankRow& row) { return units.ancestor(row.unit, ranking.in.level) != ranking.in; });
        }
        if (!m_body.empty()) {
            std::erase_if(ranking.rows, [&](const RankRow& row) { return !answers(snapshot, row.bodies); });
        }
        if (common.json) {
            fmt::print("{}\n", printed(json(snapshot, ranking)));
        } else {
            print_text(snapshot, ranking);
        }
    }

    [[nodiscard]] bool answers(const Snapshot& snapshot, const std::vector<std::string>& bodies) const {
        return std::any_of(bodies.begin(), bodies.end(), [&](const std::string& body) {
            return snapshot.atlas->duties.body_names.means(body, m_body);
        });
    }
    [[nodiscard]] bool is_filtered(const Ranking& ranking) const { return ranking.in.valid() || !m_body.empty(); }
    [[nodiscard]] bool about_target() const { return is_measure(m_key); }

    /// Tables that the key is counted from.
    [[nodiscard]] std::vector<std::string> missing_tables(const Atlas& atlas) const {
        const bool lagging = m_key == "lagging";
        const std::pair<const char*, bool> needs[] = {
            {"recognition", !atlas.recognitions.present && (lagging || (is_share(m_key) && m_key != "share_plans"))},
            {"plan", !atlas.plans.present && (lagging || m_key == "share_plans")},
            {"assessment", !atlas.assessments.present && (lagging || m_key == "criteria_met")},
            {"target", atlas.duties.targets.empty() && (about_target() || m_key == "targets_open")}};
        std::vector<std::string> missing;
        for (const auto& [table, is_missing] : needs) {
            if (is_missing) {
                missing.emplace_back(table);
            }
        }
        return missing;
    }

    /// Counts of one measure may be added up; shares and means may not.
    [[nodiscard]] std::vector<RankTerm> totals(const std::vector<RankRow>& rows) const {
        std::vector<RankTerm> sums;
        if (!about_target()) {
            return sums;
        }
        for (const RankRow& row : rows) {
            for (const RankTerm& term : row.terms) {
                auto sum =
                    std::find_if(sums.begin(), sums.end(), [&](const RankTerm& one) { return one.name == term.name; });
                if (sum == sums.end()) {
                    sums.push_back({term.name, std::nullopt, term.higher_is_better, false});
                    sum = sums.end() - 1;
                }
                if (term.value) {
                    sum->value = sum->value.value_or(0) + *term.value;
                }
            }
        }
        return sums;
    }

    Json json(const Snapshot& snapshot, const Ranking& ranking) const {
        const Units& units = snapshot.atlas->units;
        Json json = json_head(snapshot);
        json["by"] = m_key;
        json["level"] = level_word(ranking.level);
        json["in"] = ranking.in.valid() ? json_brief(units, ranking.in) : Json(nullptr);
        json["since"] = ranking.before ? Json(ranking.before->as_of.iso()) : Json(nullptr);
        json["sets"] = nullptr;
        json["change_of"] = nullptr;
        if (ranking.before) {
            const SetChange sets = set_change(*ranking.before, snapshot);
            json["sets"] = {{"before", sets.before != nullptr ? Json(sets.before->id) : Json(nullptr)},
                            {"after", sets.after != nullptr ? Json(sets.after->id) : Json(nullptr)},
                            {"changed", sets.changed()}};
            json["change_of"] = ranking.rows.empty() ? Json(nullptr) : Json(ranking.rows.front().terms.front().name);
        }
        json["target_year"] = snapshot.atlas->duties.targets.empty() ? Json(nullptr) : Json(target_year(snapshot));
        json["ranked"] = ranking.ranked;
        json["missing_tables"] = missing_tables(*snapshot.atlas);
        json["rows"] = Json::array();
        for (const RankRow& one : ranking.rows) {
            Json row = {{"place", one.place > 0 ? Json(one.place) : Json(nullptr)}};
            row.update(json_unit(units, one.unit));
            if (about_target()) {
                row["measure"] = m_key;
            }
            for (const RankTerm& term : one.terms) {
                row[term.name] = json_number(term.value);
            }
            row["body"] = json_text(fmt::format("{}", fmt::join(one.bodies, "; ")));
            row["bodies"] = one.bodies;
            row["change"] = json_number(one.change);
            json["rows"].push_back(std::move(row));
        }
        json["total"] = nullptr;
        for (const RankTerm& sum : totals(ranking.rows)) {
            json["total"][sum.name] = json_number(sum.value);
        }
        return json;
    }

    /// A commune's share is all or nothing: yes or no.
    [[nodiscard]] std::string value_text(const RankTerm& term, Level level) const {
        if (!term.value) {
            return "–";
        }
        if (is_share(term.name) && level == Level::commune) {
            return lang()[*term.value > 0 ? "rank.yes" : "rank.no"];
        }
        return is_share(term.name) ? lang().number(*term.value * 100, 1) + "%" : number_text(lang(), *term.value);
    }

    [[nodiscard]] std::string term_name(const std::string& term) const {
        return lang()[(is_measure(term) ? "measure." : "rank.") + term];
    }

    [[nodiscard]] std::string terms_text(const std::vector<RankTerm>& terms, Level level) const {
        std::string text;
        for (const RankTerm& term : terms) {
            if (is_measure(term.name) && !term.value) {
                continue; // no target of this measure is not worth a dash in every line
            }
            text += fmt::format("{}{}: {}", text.empty() ? "" : " · ", term_name(term.name), value_text(term, level));
        }
        return text;
    }

    [[nodiscard]] std::string row_text(const Snapshot& snapshot, const Ranking& ranking, const RankRow& row) const {
        const bool no_target = about_target() && row.place == 0;
        std::string text = no_target ? lang()["rank.no_target"] : terms_text(row.terms, ranking.level);
        if (row.change) {
            const RankTerm& term = row.terms.front();
            const double shown = is_share(term.name) ? *row.change * 100 : *row.change;
            text += " · " + lang().fill(*row.change == 0 ? "rank.unchanged" : "rank.change",
                                        {{"term", term_name(term.name)},
                                         {"change", (shown > 0 ? "+" : "") + number_text(lang(), shown)},
                                         {"unit", unit_of(term.name)}});
        }
        if (ranking.level == Level::commune) {
            const UnitRef up = snapshot.atlas->units.parent(row.unit);
            text += up.valid() && up.level == Level::district ? " · " + snapshot.atlas->units.name(up) : "";
        }
        return text + (row.bodies.empty() ? "" : fmt::format(" · {}", fmt::join(row.bodies, "; ")));
    }

    /// What a term is counted in: points of a share, criteria, or what the measure counts.
    [[nodiscard]] std::string unit_of(const std::string& term) const {
        if (is_share(term)) {
            return lang()["rank.unit.points"];
        }
        if (about_target()) {
            return lang()["rank.unit." + m_key.substr(0, m_key.find('_'))];
        }
        return lang()[term == "targets_open" ? "rank.unit.targets" : "rank.unit.criteria"];
    }

    /// What the list is ordered by, in words, with year and unit.
    void print_order(const Snapshot& snapshot, const Ranking& ranking) const {
        const std::string year = std::to_string(target_year(snapshot));
        if (about_target()) {
            fmt::print("{}\n", lang().fill("rank.order.measure", {{"measure", lang()["measure." + m_key]},
                                                                  {"year", year},
                                                                  {"unit", unit_of("remaining")}}));
        } else if (is_share(m_key)) {
            fmt::print("{}\n", lang().fill("rank.order.share", {{"term", term_name(m_key)}}));
        } else {
            fmt::print("{}\n", lang().fill("rank.order." + m_key, {{"year", year}}));
        }
        if (ranking.before) {
            fmt::print("{}\n", lang().fill("rank.since", {{"date", lang().date(ranking.before->as_of)}}));
            for (const std::string& note : comparison_notes(lang(), *ranking.before, snapshot)) {
                fmt::print("{}\n", note);
            }
        }
        if (is_filtered(ranking)) {
            std::string which = ranking.in.valid() ? snapshot.atlas->units.name(ranking.in) : std::string();
            which += (which.empty() || m_body.empty() ? "" : ", ") + m_body;
            fmt::print("{}\n", lang().fill("rank.only", {{"which", which},
                                                         {"count", std::to_string(ranking.rows.size())},
                                                         {"ranked", std::to_string(ranking.ranked)}}));
        }
    }

    void print_text(const Snapshot& snapshot, const Ranking& ranking) const {
        const Units& units = snapshot.atlas->units;
        print_head(snapshot);
        if (ranking.ranked == 0) {
            std::string tables;
            for (const std::string& table : missing_tables(*snapshot.atlas)) {
                tables += (tables.empty() ? "" : ", ") + lang()["rank.table." + table];
            }
            const auto has_target = [](const RankRow& row) {
                return std::any_of(row.terms.begin(), row.terms.end(),
                                   [](const RankTerm& term) { return term.name == "target" && term.value; });
            };
            const bool any_target = std::any_of(ranking.rows.begin(), ranking.rows.end(), has_target);
            fmt::print("{}\n", any_target       ? lang()["rank.uncounted"]
                               : tables.empty() ? lang()["rank.nothing"]
                                                : lang().fill("rank.no_tables", {{"tables", tables}}));
            for (const RankRow& row : ranking.rows) {
                if (has_target(row)) {
                    fmt::print("  {} ({}) · {}\n", short_name(units, row.unit), units.code(row.unit),
                               row_text(snapshot, ranking, row));
                }
            }
            return;
        }
        print_order(snapshot, ranking);
        std::size_t line = 0;
        for (const RankRow& row : ranking.rows) {
            ++line;
            // A part of the list counts its own lines and says the place among all.
            const std::string place = row.place == 0 ? "–" : std::to_string(row.place) + ".";
            const std::string among =
                !is_filtered(ranking) || row.place == 0
                    ? ""
                    : " · " + lang().fill("rank.place_among", {{"place", std::to_string(row.place)},
                                                               {"of", std::to_string(ranking.ranked)}});
            fmt::print("{:>4} {} ({}){} · {}\n", is_filtered(ranking) ? std::to_string(line) + "." : place,
                       short_name(units, row.unit), units.code(row.unit), among, row_text(snapshot, ranking, row));
        }
        if (const auto sums = totals(ranking.rows); !sums.empty()) {
            fmt::print("{}: {}\n", lang()["rank.total"], terms_text(sums, ranking.level));
        }
    }

    /// The measures of a body that were asked for: one, or all.
    [[nodiscard]] std::vector<MeasureProgress> measures_asked(const BodyTotals& totals) const {
        std::vector<MeasureProgress> asked = totals.measures;
        std::erase_if(asked, [&](const MeasureProgress& one) { return !m_key.empty() && one.measure != m_key; });
        return asked;
    }

    /// Bodies by name; by what remains of it, most first, where one measure is asked for.
    [[nodiscard]] std::vector<BodyTotals> bodies_asked(const Snapshot& snapshot) const {
        std::vector<BodyTotals> bodies = body_totals(snapshot, target_year(snapshot));
        std::erase_if(bodies, [&](const BodyTotals& one) {
            return (!m_body.empty() && !answers(snapshot, {one.body})) ||
                   (!m_key.empty() && measures_asked(one).empty());
        });
        if (!m_key.empty()) {
            const auto left = [&](const BodyTotals& one) { return measures_asked(one).front().remaining.value_or(-1); };
            std::stable_sort(bodies.begin(), bodies.end(),
                             [&](const BodyTotals& a, const BodyTotals& b) { return left(a) > left(b); });
        }
        return bodies;
    }

    void answer_by_body(const Snapshot& snapshot) const {
        const std::vector<BodyTotals> bodies = bodies_asked(snapshot);
        if (common.json) {
            print_json_by_body(snapshot, bodies);
        } else {
            print_text_by_body(snapshot, bodies);
        }
    }

    void print_json_by_body(const Snapshot& snapshot, const std::vector<BodyTotals>& bodies) const {
        const Units& units = snapshot.atlas->units;
        Json json = json_head(snapshot);
        json["by"] = json_text(m_key);
        json["target_year"] = snapshot.atlas->duties.targets.empty() ? Json(nullptr) : Json(target_year(snapshot));
        json["rows"] = Json::array();
        for (const BodyTotals& one : bodies) {
            Json row = {{"body", json_text(one.body)}, {"units", Json::array()}, {"measures", Json::array()}};
            for (const UnitRef unit : one.units) {
                row["units"].push_back(json_brief(units, unit));
            }
            for (const MeasureProgress& measure : measures_asked(one)) {
                row["measures"].push_back(json_measure(units, measure));
            }
            row["carried_over"] = Json::array();
            for (const TargetProgress& target : one.carried_over) {
                row["carried_over"].push_back(json_target(units, target));
            }
            json["rows"].push_back(std::move(row));
        }
        fmt::print("{}\n", printed(json));
    }

    void print_text_by_body(const Snapshot& snapshot, const std::vector<BodyTotals>& bodies) const {
        const Units& units = snapshot.atlas->units;
        print_head(snapshot);
        if (bodies.empty()) {
            fmt::print("{}\n", lang()["rank.no_bodies"]);
            return;
        }
        fmt::print("{}\n", lang().fill("rank.by_body", {{"year", std::to_string(target_year(snapshot))}}));
        std::size_t line = 0;
        for (const BodyTotals& one : bodies) {
            std::vector<std::string> names;
            for (const UnitRef unit : one.units) {
                names.push_back(short_name(units, unit));
            }
            fmt::print("{:>4} {}: {}\n", std::to_string(++line) + ".",
                       one.body.empty() ? lang()["rank.nobody"] : one.body, fmt::join(names, ", "));
            for (const MeasureProgress& measure : measures_asked(one)) {
                fmt::print("       {}\n", measure_text(lang(), units, measure));
            }
            for (const TargetProgress& target : one.carried_over) {
                fmt::print("       {}\n", carried_text(lang(), units, target));
            }
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_rank() {
    return std::make_unique<RankCommand>();
}

} // namespace ntm
