#include "geo/atlas/geometry_check.hpp"
#include "geo/command/json.hpp"
#include "geo/command/subcommand.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

/// What one workspace or file gave.
struct Checked {
    std::string argument;
    std::shared_ptr<const Atlas> atlas; ///< empty: could not be read
    Issues issues;
};

Checked check_one(const std::string& argument) {
    Checked checked;
    checked.argument = argument;
    const auto atlas = load_atlas(argument);
    if (!atlas) {
        checked.issues = atlas.issues();
        return checked;
    }
    checked.atlas = *atlas;
    checked.issues = (*atlas)->issues;
    append_issues(checked.issues, check_geometry((*atlas)->workspace));
    for (const FigureCheck& figure : check_figures(*atlas)) {
        if (!figure.agrees()) {
            const Source& source = figure.figure->source;
            checked.issues.push_back(
                {Severity::warning,
                 "figure_differs",
                 {source.file, {}, source.row, figure.figure->measure, fmt::format("{}", figure.figure->value)},
                 fmt::format("{}", figure.counted)});
        }
    }
    std::stable_sort(checked.issues.begin(), checked.issues.end(),
                     [](const Issue& a, const Issue& b) { return a.severity > b.severity; });
    return checked;
}

class Check final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "check"; }
    void declare(CLI::App& app) override { app.add_option("inputs", m_inputs, help("inputs"))->required(); }

    int run() override {
        static_cast<void>(read_date(common.as_of));
        std::vector<Checked> all;
        int exit = exit_fine;
        for (const std::string& input : m_inputs) {
            all.push_back(check_one(input));
            if (!all.back().atlas) {
                exit = exit_input;
            } else if (exit != exit_input && count_issues(all.back().issues).errors > 0) {
                exit = exit_data_errors;
            }
        }
        if (common.json) {
            fmt::print("{}\n", json(all).dump(1));
        } else {
            for (const Checked& checked : all) {
                print_text(checked);
            }
        }
        return exit;
    }

private:
    std::vector<std::string> m_inputs;

    static Json joins_json(const Atlas& atlas) {
        constexpr std::string_view outcomes[] = {"sure", "ambiguous", "none"};
        Json joins = Json::array();
        for (const Join& join : atlas.joins) {
            Json candidates = Json::array();
            for (const UnitRef unit : join.candidates) {
                candidates.push_back(json_brief(atlas.units, unit));
            }
            joins.push_back({{"file", join.file},
                             {"row", join.row},
                             {"given", json_text(join.given)},
                             {"parent_given", json_text(join.parent_given)},
                             {"outcome", outcomes[static_cast<std::size_t>(join.outcome)]},
                             {"code", join.unit.valid() ? json_text(atlas.units.code(join.unit)) : Json(nullptr)},
                             {"candidates", std::move(candidates)}});
        }
        return joins;
    }

    Json one_json(const Checked& checked) const {
        Json json;
        if (checked.atlas) {
            const Atlas& atlas = *checked.atlas;
            json = {{"workspace", atlas.workspace.name},
                    {"as_of", atlas.default_date().iso()},
                    {"illustrative", atlas.workspace.illustrative}};
            json["units"] = Json::object();
            for (const Level level : all_levels) {
                json["units"][std::string(level_word(level))] = atlas.units.count(level);
            }
            json["crs"] = {{"source", atlas.source_crs.definition}, {"display", atlas.display_crs.definition}};
        } else {
            json = {{"workspace", checked.argument}, {"as_of", nullptr}, {"illustrative", nullptr}};
            json["units"] = nullptr;
        }
        const IssueCounts counts = count_issues(checked.issues);
        json["counts"] = {{"errors", counts.errors}, {"warnings", counts.warnings}, {"infos", counts.infos}};
        json["issues"] = Json::array();
        for (const Issue& issue : checked.issues) {
            json["issues"].push_back(json_issue(issue, lang()));
        }
        json["joins"] = checked.atlas ? joins_json(*checked.atlas) : Json::array();
        return json;
    }

    /// One input answers as itself; several as a list of such answers.
    Json json(const std::vector<Checked>& all) const {
        if (all.size() == 1) {
            return one_json(all.front());
        }
        Json list = Json::array();
        for (const Checked& checked : all) {
            list.push_back(one_json(checked));
        }
        return {{"inputs", std::move(list)}};
    }

    void print_text(const Checked& checked) const {
        const auto number = [&](std::size_t value) { return lang().number(static_cast<double>(value)); };
        fmt::print("{}\n", checked.argument);
        if (checked.atlas) {
            const Atlas& atlas = *checked.atlas;
            for (const Level level : all_levels) {
                if (atlas.units.count(level) > 0) {
                    fmt::print("  {}: {}\n", lang()[fmt::format("level.{}", level_word(level))],
                               number(atlas.units.count(level)));
                }
            }
            const auto name = describe_crs(atlas.source_crs);
            fmt::print("  {}: {}\n", lang()["check.crs"], name ? name->name : atlas.source_crs.definition);
            const auto joined = static_cast<std::size_t>(std::count_if(
                atlas.joins.begin(), atlas.joins.end(), [](const Join& join) { return join.unit.valid(); }));
            if (!atlas.joins.empty()) {
                fmt::print("  {}\n", lang().fill("check.joins", {{"rows", number(atlas.joins.size())},
                                                                 {"sure", number(joined)},
                                                                 {"none", number(atlas.joins.size() - joined)}}));
            }
        }
        const IssueCounts counts = count_issues(checked.issues);
        fmt::print("  {}\n", lang().fill("check.counts", {{"errors", number(counts.errors)},
                                                          {"warnings", number(counts.warnings)},
                                                          {"infos", number(counts.infos)}}));
        std::fflush(stdout);
        print_issues(checked.issues, lang(), common.quiet ? Severity::error : Severity::info);
    }
};

} // namespace

std::unique_ptr<Subcommand> make_check() {
    return std::make_unique<Check>();
}

} // namespace ntm
