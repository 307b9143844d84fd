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

class RiskCommand final : public WorkspaceCommand {
public:
    [[nodiscard]] std::string name() const override { return "risk"; }
    void declare(CLI::App& app) override {
        declare_workspace(app);
        app.add_option("--unit", m_unit, help("unit"));
    }

private:
    std::string m_unit;
    using Counts = std::array<std::size_t, 8>;

    void answer(const Snapshot& snapshot) override {
        const Units& units = snapshot.atlas->units;
        const UnitRef unit = read_one_unit(units, m_unit);
        const CriteriaSet* set = commune_set_asked(snapshot);
        const auto outside = [&](UnitRef one) { return unit.valid() && units.ancestor(one, unit.level) != unit; };
        std::vector<Risk> risks = find_risks(snapshot, set);
        std::erase_if(risks, [&](const Risk& risk) { return outside(risk.unit); });
        std::vector<DistrictRisk> districts = judge_districts(snapshot);
        std::erase_if(districts, [&](const DistrictRisk& risk) { return outside(risk.unit); });
        Counts counts{};
        const std::vector<RiskClass> classes = risk_classes(snapshot, set);
        for (std::uint32_t id = 0; id < classes.size(); ++id) {
            counts[static_cast<std::size_t>(classes[id])] += outside({Level::commune, id}) ? 0U : 1U;
        }
        if (common.json) {
            fmt::print("{}\n", printed(json(snapshot, risks, districts, counts)));
        } else {
            print_text(snapshot, risks, counts);
            print_districts(snapshot, districts);
        }
    }

    Json json(const Snapshot& snapshot, const std::vector<Risk>& risks, const std::vector<DistrictRisk>& districts,
              const Counts& counts) const {
        Json json = json_head(snapshot);
        json["set"] = json_text(common.set);
        json["method"] = "QĐ 18/2022/QĐ-TTg, Điều 21";
        json["counts"] = snapshot.atlas->recognitions.present ? Json::object() : Json(nullptr);
        for (std::size_t i = 0; snapshot.atlas->recognitions.present && i < counts.size(); ++i) {
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
        json["districts"] = Json::array();
        for (const DistrictRisk& risk : districts) {
            json["districts"].push_back(district_row(snapshot.atlas->units, risk));
        }
        return json;
    }

    static Json district_row(const Units& units, const DistrictRisk& risk) {
        Json row = json_unit(units, risk.unit);
        const auto numbers = [&](const std::vector<std::size_t>& of) {
            return risk.set != nullptr ? json_criterion_numbers(*risk.set, of) : Json::array();
        };
        row["title"] = tier_word(risk.title);
        row["case"] = json_text(std::string(risk.case_word()));
        row["named_by_law"] = risk.named_by_law;
        row["communes"] = risk.communes;
        row["communes_revoked"] = risk.revoked;
        row["set"] = risk.set != nullptr ? Json(risk.set->id) : Json(nullptr);
        row["judged"] = risk.judged;
        row["failing"] = numbers(risk.failing);
        row["failing_key"] = numbers(risk.failing_key);
        return row;
    }

    [[nodiscard]] std::string number(std::size_t value) const { return lang().number(static_cast<double>(value)); }

    void print_text(const Snapshot& snapshot, const std::vector<Risk>& risks, const Counts& counts) const {
        const Atlas& atlas = *snapshot.atlas;
        print_head(snapshot);
        if (!atlas.recognitions.present) {
            fmt::print("{}\n", lang()["summary.no_recognitions"]);
            return;
        }
        const auto count = [&](RiskClass one) { return number(counts[static_cast<std::size_t>(one)]); };
        fmt::print("{}\n", lang().fill("risk.head", {{"count", number(risks.size())},
                                                     {"safe", count(RiskClass::none)},
                                                     {"missing", count(RiskClass::missing)},
                                                     {"not_assessed", count(RiskClass::not_assessed)},
                                                     {"withheld", count(RiskClass::withheld)}}));
        fmt::print("{}\n", lang()["sheet.risk"]);
        if (!risks.empty()) {
            fmt::print("{}\n", lang()["risk.explain"]);
        }
        for (const Risk& risk : risks) {
            std::string failing;
            for (const std::size_t index : risk.failing) {
                const bool is_key =
                    std::find(risk.failing_key.begin(), risk.failing_key.end(), index) != risk.failing_key.end();
                failing += (failing.empty() ? "" : ", ") + risk.set->criteria[index].no + (is_key ? "*" : "");
            }
            const Recognition* recognition = snapshot.tier[risk.unit.id].row;
            const UnitRef up = atlas.units.parent(risk.unit);
            fmt::print("{}\n",
                       lang().fill("risk.row",
                                   {{"name", short_name(atlas.units, risk.unit)},
                                    {"up", up.valid() ? ", " + atlas.units.name(up) : std::string()},
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

    /// The districts at risk by name; of the others how many could not be judged, and why.
    void print_districts(const Snapshot& snapshot, const std::vector<DistrictRisk>& districts) const {
        const Units& units = snapshot.atlas->units;
        const auto count = [&](auto&& is) {
            return number(static_cast<std::size_t>(std::count_if(districts.begin(), districts.end(), is)));
        };
        if (districts.empty()) {
            return;
        }
        fmt::print(
            "{}\n",
            lang().fill("risk.districts",
                        {{"titled", number(districts.size())},
                         {"at_risk", count([](const DistrictRisk& one) { return one.at_risk(); })},
                         {"unjudged", count([](const DistrictRisk& one) { return one.named_by_law && !one.judged; })},
                         {"towns", count([](const DistrictRisk& one) { return !one.named_by_law; })}}));
        for (const DistrictRisk& risk : districts) {
            if (!risk.at_risk()) {
                continue;
            }
            std::string failing;
            for (const std::size_t index : risk.failing) {
                failing += (failing.empty() ? "" : ", ") + risk.set->criteria[index].no;
            }
            fmt::print("{}\n", lang().fill("risk.district_row",
                                           {{"name", short_name(units, risk.unit)},
                                            {"code", units.code(risk.unit)},
                                            {"title", lang()[fmt::format("title.{}", tier_word(risk.title))]},
                                            {"case", std::string(risk.case_word())},
                                            {"revoked", number(risk.revoked)},
                                            {"communes", number(risk.communes)},
                                            {"failing", failing.empty() ? "–" : failing}}));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_risk() {
    return std::make_unique<RiskCommand>();
}

} // namespace ntm
