#include "geo/base/viet_text.hpp"
#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/progress_to_target.hpp"
#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

class RankCommand final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "rank"; }
    void declare(CLI::App& app) override {
        app.add_option("workspace", m_workspace, help("workspace"));
        app.add_option("--level", m_level, help("level"));
        app.add_option("--by", m_key, help("by"));
        app.add_option("--since", m_since, help("since"));
        app.add_option("--body", m_body, help("body"));
    }

    int run() override {
        const std::vector<std::string> keys = rank_keys();
        if (std::find(keys.begin(), keys.end(), m_key) == keys.end()) {
            throw UsageError{"cli.rank_key_unknown", m_key, fmt::format("{}", fmt::join(keys, ", "))};
        }
        const Level level = read_level(m_level).value_or(Level::district);
        const auto since = read_date(m_since);
        const Loaded loaded = load_for(common, m_workspace);
        if (!loaded.snapshot) {
            return loaded.exit;
        }
        const Snapshot& snapshot = *loaded.snapshot;
        const auto before = since ? make_snapshot(snapshot.atlas, *since, snapshot.plan_period) : nullptr;
        std::vector<RankRow> rows = rank_units(snapshot, level, m_key, before.get());
        if (!m_body.empty()) {
            std::erase_if(rows, [&](const RankRow& row) { return !answers(row); });
        }
        if (common.json) {
            fmt::print("{}\n", json(snapshot, rows).dump(1));
        } else {
            print_text(snapshot, rows);
        }
        return loaded.exit;
    }

private:
    std::string m_workspace = default_workspace;
    std::string m_level, m_key = "lagging", m_since, m_body;

    [[nodiscard]] bool answers(const RankRow& row) const {
        const std::string wanted = fold_key(m_body);
        return std::any_of(row.bodies.begin(), row.bodies.end(),
                           [&](const std::string& body) { return fold_key(body).find(wanted) != std::string::npos; });
    }
    [[nodiscard]] bool about_target() const { return parse_measure(m_key) == m_key; }

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

    Json json(const Snapshot& snapshot, const std::vector<RankRow>& rows) const {
        Json json = json_head(snapshot);
        json["by"] = m_key;
        json["since"] = json_text(m_since);
        json["target_year"] = snapshot.atlas->duties.targets.empty() ? Json(nullptr) : Json(target_year(snapshot));
        json["rows"] = Json::array();
        for (const RankRow& one : rows) {
            Json row = {{"place", one.place}};
            row.update(json_unit(snapshot.atlas->units, one.unit));
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
        for (const RankTerm& sum : totals(rows)) {
            json["total"][sum.name] = json_number(sum.value);
        }
        return json;
    }

    [[nodiscard]] std::string value_text(const RankTerm& term) const {
        if (!term.value) {
            return "–";
        }
        return term.name.starts_with("share_") ? lang().number(*term.value * 100, 1) + "%"
                                               : number_text(lang(), *term.value);
    }

    [[nodiscard]] std::string terms_text(const std::vector<RankTerm>& terms) const {
        std::string text;
        for (const RankTerm& term : terms) {
            const bool measure = parse_measure(term.name) == term.name;
            if (measure && !term.value) {
                continue; // no target of this measure is not worth a dash in every line
            }
            text += fmt::format("{}{}: {}", text.empty() ? "" : " · ",
                                lang()[(measure ? "measure." : "rank.") + term.name], value_text(term));
        }
        return text;
    }

    void print_text(const Snapshot& snapshot, const std::vector<RankRow>& rows) const {
        const Atlas& atlas = *snapshot.atlas;
        fmt::print("{} · {}\n", atlas.workspace.title,
                   lang().fill("sheet.as_of", {{"date", lang().date(snapshot.as_of)}}));
        if (atlas.workspace.illustrative) {
            fmt::print("{}\n", lang()["map.illustrative"]);
        }
        for (const RankRow& row : rows) {
            std::string line = fmt::format("{:>3}. {} ({}) · {}", row.place, short_name(atlas.units, row.unit),
                                           atlas.units.code(row.unit), terms_text(row.terms));
            if (row.change) {
                const double shown = row.terms.front().name.starts_with("share_") ? *row.change * 100 : *row.change;
                line += " · " +
                        lang().fill("rank.change", {{"change", (shown > 0 ? "+" : "") + number_text(lang(), shown)}});
            }
            if (!row.bodies.empty()) {
                line += fmt::format(" · {}", fmt::join(row.bodies, "; "));
            }
            fmt::print("{}\n", line);
        }
        if (const auto sums = totals(rows); !sums.empty()) {
            fmt::print("{}: {}\n", lang()["rank.total"], terms_text(sums));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_rank() {
    return std::make_unique<RankCommand>();
}

} // namespace ntm
