#include "geo/base/number.hpp"
#include "geo/command/json.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/plan_ends.hpp"
#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

/// One commune with its plan, and when that ends where this is what was asked.
struct Line {
    UnitRef unit;
    std::optional<PlanEnd> end;
};

class PlansCommand final : public WorkspaceCommand {
public:
    [[nodiscard]] std::string name() const override { return "plans"; }
    void declare(CLI::App& app) override {
        declare_workspace(app);
        app.add_option("--in", m_in, help("in"));
        app.add_flag("--without", m_without, help("without"));
        auto* year = app.add_option("--ends-in", m_ends_in, help("ends_in"))->check(CLI::Range(1900, 2200));
        auto* within = app.add_option("--within", m_within_months, help("within"))->check(CLI::Range(0, 1200));
        year->excludes(within);
    }

private:
    std::string m_in;
    bool m_without = false;
    int m_ends_in = 0;
    int m_within_months = -1;

    void answer(const Snapshot& snapshot) override {
        const UnitRef unit = read_one_unit(snapshot.atlas->units, m_in);
        const std::vector<Line> lines = lines_of(snapshot, unit);
        if (common.json) {
            print_json(snapshot, unit, lines);
        } else {
            print_text(snapshot, unit, lines);
        }
    }

    [[nodiscard]] bool asks_for_ends() const { return m_ends_in > 0 || m_within_months >= 0; }

    /// From the date, or from the beginning of the year asked, to the last day asked.
    [[nodiscard]] std::pair<Date, Date> range(const Snapshot& snapshot) const {
        if (m_ends_in > 0) {
            return {*Date::from_ymd(m_ends_in, 1, 1), *Date::from_ymd(m_ends_in, 12, 31)};
        }
        return {snapshot.as_of, months_after(snapshot.as_of, m_within_months)};
    }

    [[nodiscard]] std::vector<Line> lines_of(const Snapshot& snapshot, UnitRef unit) const {
        const Units& units = snapshot.atlas->units;
        const auto inside = [&](UnitRef commune) {
            return !unit.valid() || units.ancestor(commune, unit.level) == unit;
        };
        std::vector<Line> lines;
        if (!snapshot.atlas->plans.present) {
            return lines;
        }
        if (asks_for_ends()) {
            const auto [from, to] = range(snapshot);
            for (PlanEnd& end : plans_ending(snapshot, to)) {
                if (end.ends >= from && inside(end.unit)) {
                    lines.push_back({end.unit, std::move(end)});
                }
            }
            return lines;
        }
        for (std::uint32_t id = 0; id < snapshot.plan.size(); ++id) {
            const PlanState& plan = snapshot.plan[id];
            const bool owes = plan.required && plan.plan_class != PlanClass::urban;
            const bool lacks = owes && !plan.in_force() && plan.plan_class != PlanClass::period_unknown;
            if (snapshot.in_scope[id] != 0 && inside({Level::commune, id}) && (lacks || !m_without)) {
                lines.push_back({{Level::commune, id}, std::nullopt});
            }
        }
        return lines;
    }

    void print_json(const Snapshot& snapshot, UnitRef unit, const std::vector<Line>& lines) const {
        const Units& units = snapshot.atlas->units;
        Json json = json_head(snapshot);
        json["unit"] = unit.valid() ? json_brief(units, unit) : Json(nullptr);
        json["plan_period"] = {snapshot.plan_period.from, snapshot.plan_period.to};
        json["known"] = snapshot.atlas->plans.present;
        json["ends_from"] = asks_for_ends() ? Json(range(snapshot).first.iso()) : Json(nullptr);
        json["ends_to"] = asks_for_ends() ? Json(range(snapshot).second.iso()) : Json(nullptr);
        json["rows"] = Json::array();
        for (const Line& line : lines) {
            const PlanState& plan = snapshot.plan[line.unit.id];
            Json row = json_unit(units, line.unit);
            row["plan"] = json_plan(snapshot, plan, snapshot.plan_class[line.unit.id],
                                    plan.required && plan.plan_class != PlanClass::urban);
            row["ends"] = line.end ? Json(line.end->ends.iso()) : Json(nullptr);
            row["end_of_period"] = line.end ? Json(line.end->of_period) : Json(nullptr);
            json["rows"].push_back(std::move(row));
        }
        fmt::print("{}\n", printed(json));
    }

    [[nodiscard]] std::string head_text(const Snapshot& snapshot, std::size_t count) const {
        const auto number = lang().number(static_cast<double>(count));
        if (asks_for_ends()) {
            const auto [from, to] = range(snapshot);
            return lang().fill("plans.ending",
                               {{"count", number}, {"from", lang().date(from)}, {"to", lang().date(to)}});
        }
        return lang().fill(m_without ? "plans.without" : "plans.all",
                           {{"count", number},
                            {"from", std::to_string(snapshot.plan_period.from)},
                            {"to", std::to_string(snapshot.plan_period.to)}});
    }

    void print_text(const Snapshot& snapshot, UnitRef unit, const std::vector<Line>& lines) const {
        const Units& units = snapshot.atlas->units;
        print_head(snapshot, unit.valid() ? units.name(unit) : std::string());
        if (!snapshot.atlas->plans.present) {
            fmt::print("{}\n", lang()["plans.no_table"]);
            return;
        }
        fmt::print("{}\n", head_text(snapshot, lines.size()));
        for (const Line& line : lines) {
            const UnitRef up = units.parent(line.unit);
            fmt::print("  {} ({}){}: {}{}\n", short_name(units, line.unit), units.code(line.unit),
                       up.valid() && up.level == Level::district ? ", " + short_name(units, up) : "",
                       line.end ? lang().fill(line.end->of_period ? "plans.ends_with_period" : "plans.ends",
                                              {{"date", lang().date(line.end->ends)}}) +
                                      " · "
                                : std::string(),
                       plan_text(lang(), snapshot.plan[line.unit.id], snapshot.plan_class[line.unit.id]));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_plans() {
    return std::make_unique<PlansCommand>();
}

} // namespace ntm
