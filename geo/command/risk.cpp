#include "geo/command/json_programme.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/picture/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

const char* case_word(RevocationCase revocation_case) {
    return revocation_case == RevocationCase::b ? "b" : "a";
}

class RiskCommand final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "risk"; }
    void declare(CLI::App& app) override {
        app.add_option("workspace", m_workspace, help("workspace"));
        app.add_option("--unit", m_unit, help("unit"));
    }

    int run() override {
        const Loaded loaded = load_for(common, m_workspace);
        if (!loaded.snapshot) {
            return loaded.exit;
        }
        const Snapshot& snapshot = *loaded.snapshot;
        const Units& units = snapshot.atlas->units;
        const UnitRef unit = read_one_unit(units, m_unit);
        const CriteriaSet* set = read_set(snapshot, common.set);
        if (set != nullptr && set->level != Level::commune) {
            throw UsageError{"cli.set_not_of_communes", common.set, {}};
        }
        const auto outside = [&](UnitRef commune) {
            return unit.valid() && units.ancestor(commune, unit.level) != unit;
        };
        std::vector<Risk> risks = find_risks(snapshot, set);
        std::erase_if(risks, [&](const Risk& risk) { return outside(risk.unit); });
        std::array<std::size_t, 8> counts{};
        const std::vector<RiskClass> classes = risk_classes(snapshot, set);
        for (std::uint32_t id = 0; id < classes.size(); ++id) {
            counts[static_cast<std::size_t>(classes[id])] += outside({Level::commune, id}) ? 0U : 1U;
        }
        if (common.json) {
            fmt::print("{}\n", json(snapshot, risks, counts).dump(1));
        } else {
            print_text(snapshot, risks, counts);
        }
        return loaded.exit;
    }

private:
    std::string m_workspace = default_workspace;
    std::string m_unit;
    using Counts = std::array<std::size_t, 8>;

    Json json(const Snapshot& snapshot, const std::vector<Risk>& risks, const Counts& counts) const {
        Json json = json_head(snapshot);
        json["set"] = json_text(common.set);
        json["method"] = "QĐ 18/2022/QĐ-TTg, Điều 21";
        json["counts"] = Json::object();
        for (std::size_t i = 0; i < counts.size(); ++i) {
            json["counts"][std::string(risk_class_word(static_cast<RiskClass>(i)))] = counts[i];
        }
        json["rows"] = Json::array();
        for (const Risk& risk : risks) {
            Json row = json_unit(snapshot.atlas->units, risk.unit);
            row["tier"] = tier_word(risk.tier);
            row["case"] = case_word(risk.revocation_case);
            row["set"] = risk.set->id;
            row["of"] = risk.set->numbered_criteria();
            row["failing"] = json_criterion_numbers(*risk.set, risk.failing);
            row["failing_key"] = json_criterion_numbers(*risk.set, risk.failing_key);
            const Recognition* recognition = snapshot.tier[risk.unit.id].row;
            row["recognised"] = nullptr;
            if (recognition != nullptr) {
                row["recognised"] = {{"decision_no", json_text(recognition->decision_no)},
                                     {"decision_date", json_date(recognition->decision_date)},
                                     {"title_year", recognition->title_year},
                                     {"criteria_set", json_text(recognition->criteria_set)}};
            }
            json["rows"].push_back(std::move(row));
        }
        return json;
    }

    [[nodiscard]] std::string number(std::size_t value) const { return lang().number(static_cast<double>(value)); }

    void print_text(const Snapshot& snapshot, const std::vector<Risk>& risks, const Counts& counts) const {
        const Atlas& atlas = *snapshot.atlas;
        fmt::print("{} · {}\n", atlas.workspace.title,
                   lang().fill("sheet.as_of", {{"date", lang().date(snapshot.as_of)}}));
        if (atlas.workspace.illustrative) {
            fmt::print("{}\n", lang()["map.illustrative"]);
        }
        const auto count = [&](RiskClass one) { return number(counts[static_cast<std::size_t>(one)]); };
        fmt::print("{}\n", lang().fill("risk.head", {{"count", number(risks.size())},
                                                     {"safe", count(RiskClass::none)},
                                                     {"missing", count(RiskClass::missing)},
                                                     {"not_assessed", count(RiskClass::not_assessed)},
                                                     {"withheld", count(RiskClass::withheld)}}));
        fmt::print("{}\n", lang()["sheet.risk"]);
        for (const Risk& risk : risks) {
            std::string failing;
            for (const std::size_t index : risk.failing) {
                const bool is_key =
                    std::find(risk.failing_key.begin(), risk.failing_key.end(), index) != risk.failing_key.end();
                failing += (failing.empty() ? "" : ", ") + risk.set->criteria[index].no + (is_key ? "*" : "");
            }
            const Recognition* recognition = snapshot.tier[risk.unit.id].row;
            fmt::print("{}\n",
                       lang().fill("risk.row",
                                   {{"name", short_name(atlas.units, risk.unit)},
                                    {"code", atlas.units.code(risk.unit)},
                                    {"tier", lang()[fmt::format("tier.{}", tier_word(risk.tier))]},
                                    {"year", recognition != nullptr ? std::to_string(recognition->title_year) : "–"},
                                    {"case", case_word(risk.revocation_case)},
                                    {"count", number(risk.failing.size())},
                                    {"of", number(risk.set->numbered_criteria())},
                                    {"set", risk.set->id},
                                    {"failing", failing}}));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_risk() {
    return std::make_unique<RiskCommand>();
}

} // namespace ntm
