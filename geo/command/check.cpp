#include "geo/atlas/geometry_check.hpp"
#include "geo/atlas/hierarchy_check.hpp"
#include "geo/base/paths.hpp"
#include "geo/command/json.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/planning/plan_geometry.hpp"
#include "geo/report/join_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

/// What one workspace or file gave.
struct Checked {
    std::string argument;
    std::shared_ptr<const Atlas> atlas; ///< empty: could not be read
    Issues issues;
};

Checked check_one(const std::string& argument, const LoadOptions& options) {
    Checked checked;
    checked.argument = argument;
    const auto atlas = load_atlas(argument, nullptr, options);
    if (!atlas) {
        checked.issues = atlas.issues();
        return checked;
    }
    checked.atlas = *atlas;
    checked.issues = (*atlas)->issues;
    append_issues(checked.issues, check_geometry((*atlas)->workspace));
    append_issues(checked.issues, check_coverage(**atlas));
    append_issues(checked.issues, check_hierarchy(**atlas));
    if (!(*atlas)->plan_layers.empty()) {
        append_issues(checked.issues, Issues((*atlas)->plan_geometry()->issues)); // drawings that are not sound
    }
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
    void declare(CLI::App& app) override {
        app.add_option("inputs", m_inputs, help("inputs"))->required();
        app.add_option("--joins", m_joins, help("joins"));
    }

    int run() override {
        static_cast<void>(read_date(common.as_of));
        std::vector<Checked> all;
        int exit = exit_fine;
        for (const std::string& input : m_inputs) {
            all.push_back(check_one(input, common.load));
            if (!all.back().atlas) {
                exit = exit_input;
            } else if (exit != exit_input && count_issues(all.back().issues).errors > 0) {
                exit = exit_data_errors;
            }
        }
        if (!m_joins.empty() && !write_joins(all)) {
            exit = exit_input;
        }
        if (common.json) {
            fmt::print("{}\n", printed(json(all)));
        } else {
            for (const Checked& checked : all) {
                print_text(checked);
            }
        }
        return exit;
    }

private:
    std::vector<std::string> m_inputs;
    std::string m_joins;

    /// The join report of the first input that was read.
    bool write_joins(const std::vector<Checked>& all) const {
        const auto read =
            std::find_if(all.begin(), all.end(), [](const Checked& each) { return each.atlas != nullptr; });
        if (read == all.end()) {
            return false;
        }
        const Atlas& atlas = *read->atlas;
        const Issues issues = write_file_atomically(text_path(m_joins),
                                                    joins_csv(atlas.units, make_join_report(atlas.units, atlas.joins)));
        print_issues(issues, lang(), Severity::error);
        return issues.empty();
    }

    static Json joins_json(const Atlas& atlas) {
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
                             {"outcome", join_outcome_word(join.outcome)},
                             {"grounds", join_grounds_word(join.grounds)},
                             {"code", join.unit.valid() ? json_text(atlas.units.code(join.unit)) : Json(nullptr)},
                             {"candidates", std::move(candidates)}});
        }
        return joins;
    }

    static Json crs_json(const LayerPlace& place) {
        constexpr std::string_view grounds[] = {"stated",   "completed",  "datum_dropped", "known_places",
                                                "only_one", "usual_zone", "nothing"};
        const CrsChoice& choice = place.choice;
        const auto metres = [](double value) {
            return std::isfinite(value) ? Json(std::round(value * 10) / 10) : Json();
        };
        Json candidates = Json::array();
        for (const CrsCandidate& candidate : choice.candidates) {
            candidates.push_back({{"crs", candidate.crs.definition},
                                  {"name", json_text(candidate.name)},
                                  {"apart_m", metres(candidate.apart_m)},
                                  {"off_m", metres(candidate.off_m)}});
        }
        return {{"stated", json_text(place.stated.definition)},
                {"used", json_text(choice.crs.definition)},
                {"asked", place.asked},
                {"swapped", choice.swapped},
                {"clear", choice.clear},
                {"grounds", grounds[static_cast<std::size_t>(choice.grounds)]},
                {"places", choice.places},
                {"operation", json_text(choice.operation)},
                {"accuracy_m", metres(choice.accuracy_m)},
                {"candidates", std::move(candidates)}};
    }

    /// What was assumed about each boundary layer.
    static Json layers_json(const Atlas& atlas) {
        Json layers = Json::array();
        for (const LayerPlace& place : atlas.places) {
            Json texts = Json::array();
            for (const TextFinding& text : place.texts) {
                texts.push_back({{"field", text.field},
                                 {"encoding", text.encoding},
                                 {"confidence", std::round(text.confidence * 1000) / 1000},
                                 {"words", text.words},
                                 {"cells", text.cells},
                                 {"before", text.before},
                                 {"after", text.after}});
            }
            layers.push_back({{"file", place.file},
                              {"layer", place.layer},
                              {"level", level_word(place.level)},
                              {"crs", crs_json(place)},
                              {"text", std::move(texts)}});
        }
        return layers;
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
        json["layers"] = checked.atlas ? layers_json(*checked.atlas) : Json::array();
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

    /// A line a table; what is to be decided stands below as Issues.
    void print_joins(const Atlas& atlas) const {
        const auto number = [&](std::size_t value) { return lang().number(static_cast<double>(value)); };
        for (const TableJoins& table : make_join_report(atlas.units, atlas.joins)) {
            const auto doubled = std::count_if(table.lines.begin(), table.lines.end(),
                                               [](const JoinLine& line) { return line.doubled; });
            const bool all_sure = doubled == 0 && table.count(JoinOutcome::sure) == table.rows;
            fmt::print("  {}\n", lang().fill(all_sure ? "check.joins_all_sure" : "check.joins",
                                             {{"file", path_text(text_path(table.file).filename())},
                                              {"rows", number(table.rows)},
                                              {"sure", number(table.count(JoinOutcome::sure))},
                                              {"probable", number(table.count(JoinOutcome::probable))},
                                              {"ambiguous", number(table.count(JoinOutcome::ambiguous))},
                                              {"none", number(table.count(JoinOutcome::none))},
                                              {"doubled", number(static_cast<std::size_t>(doubled))},
                                              {"without_row", number(table.without_row.size())},
                                              {"units", number(atlas.units.count(table.level))}}));
        }
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
            print_joins(atlas);
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
