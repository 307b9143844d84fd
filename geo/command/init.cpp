#include "geo/atlas/proposal.hpp"
#include "geo/base/paths.hpp"
#include "geo/command/json.hpp"
#include "geo/command/subcommand.hpp"

#include <fmt/format.h>

namespace ntm {

namespace {

/// A workspace from a pile of files: what was guessed is printed with its reasons and written where it can be changed.
class Init final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "init"; }
    void declare(CLI::App& app) override {
        app.add_option("files", m_files, help("files"))->required();
        app.add_option("-o,--output", m_folder, help("folder"))->required();
        app.add_flag("--force", m_force, help("force"));
    }

    int run() override {
        const std::filesystem::path folder = text_path(m_folder);
        const std::filesystem::path file = folder / "workspace.toml";
        std::error_code error;
        if (std::filesystem::exists(file, error) && !m_force) {
            throw UsageError{"cli.workspace_exists", path_text(file), {}};
        }
        std::vector<std::filesystem::path> inputs;
        for (const std::string& each : m_files) {
            inputs.push_back(text_path(each));
        }
        const WorkspaceProposal proposal = propose_workspace(inputs);
        print_issues(proposal.issues, lang(), common.quiet ? Severity::error : Severity::warning);
        if (proposal.boundaries.empty()) {
            return exit_input;
        }
        std::filesystem::create_directories(folder, error);
        if (const Issues issues = write_file_atomically(file, workspace_text(proposal, folder, lang()));
            !issues.empty()) {
            print_issues(issues, lang(), Severity::error);
            return exit_input;
        }
        if (common.json) {
            fmt::print("{}\n", printed(json(proposal, file)));
        } else {
            print_text(proposal, file);
        }
        return exit_fine;
    }

private:
    std::vector<std::string> m_files;
    std::string m_folder;
    bool m_force = false;

    static Json reasons_json(const std::vector<GuessReason>& reasons, const Lang& lang) {
        Json list = Json::array();
        for (const GuessReason& reason : reasons) {
            list.push_back(
                {{"reason", reason.key}, {"value", json_text(reason.value)}, {"text", reason_text(reason, lang)}});
        }
        return list;
    }

    Json json(const WorkspaceProposal& proposal, const std::filesystem::path& file) const {
        Json json{
            {"workspace", path_text(file)}, {"title", proposal.title}, {"province", json_text(proposal.province)}};
        json["boundaries"] = Json::array();
        for (const ProposedBoundary& each : proposal.boundaries) {
            json["boundaries"].push_back({{"source", path_text(each.entry.source)},
                                          {"layer", json_text(each.entry.layer)},
                                          {"level", level_word(*each.entry.level)},
                                          {"units", each.units},
                                          {"reasons", reasons_json(each.reasons, lang())}});
        }
        json["tables"] = Json::array();
        for (const ProposedTable& each : proposal.tables) {
            json["tables"].push_back({{"source", path_text(each.entry.source)},
                                      {"sheet", json_text(each.entry.choice.layer)},
                                      {"kind", each.entry.kind},
                                      {"rows", each.rows},
                                      {"joined", each.joined},
                                      {"columns", each.entry.shape.columns},
                                      {"values", each.entry.shape.values},
                                      {"constants", each.entry.shape.constants},
                                      {"reasons", reasons_json(each.reasons, lang())}});
        }
        json["scans"] = Json::array();
        for (const ProposedScan& each : proposal.scans) {
            json["scans"].push_back({{"source", path_text(each.entry.source)}, {"placed", each.placed}});
        }
        json["left_out"] = Json::array();
        for (const LeftOut& each : proposal.left_out) {
            json["left_out"].push_back({{"source", path_text(each.file)},
                                        {"part", json_text(each.part)},
                                        {"reason", each.reason.key},
                                        {"text", reason_text(each.reason, lang())}});
        }
        return json;
    }

    void print_part(const std::filesystem::path& source, const std::string& part, const std::string& what,
                    const std::vector<GuessReason>& reasons) const {
        fmt::print("  {}{}: {}\n", pile_name(source), part.empty() ? "" : " | " + part, what);
        for (const GuessReason& reason : reasons) {
            fmt::print("    – {}\n", reason_text(reason, lang()));
        }
    }

    void print_text(const WorkspaceProposal& proposal, const std::filesystem::path& file) const {
        fmt::print("{}\n", lang().fill("init.written", {{"file", path_text(file)}}));
        fmt::print("{}\n", lang()["init.boundaries"]);
        for (const ProposedBoundary& each : proposal.boundaries) {
            print_part(each.entry.source, each.entry.layer,
                       fmt::format("{} ({})", lang()[fmt::format("level.{}", level_word(*each.entry.level))],
                                   lang().number(static_cast<double>(each.units))),
                       each.reasons);
        }
        if (!proposal.tables.empty()) {
            fmt::print("{}\n", lang()["init.tables"]);
        }
        for (const ProposedTable& each : proposal.tables) {
            print_part(each.entry.source, each.entry.choice.layer, lang()["table_kind." + each.entry.kind],
                       each.reasons);
        }
        for (const ProposedScan& each : proposal.scans) {
            print_part(each.entry.source, {}, lang()["init.scan"], {});
            if (!each.placed) {
                fmt::print("    – {}\n", lang()["proposal.scan_not_placed"]);
            }
        }
        if (!proposal.left_out.empty()) {
            fmt::print("{}\n", lang()["proposal.left_out"]);
        }
        for (const LeftOut& each : proposal.left_out) {
            print_part(each.file, each.part, reason_text(each.reason, lang()), {});
        }
        fmt::print("{}\n", lang().fill("init.next", {{"folder", m_folder}}));
    }
};

} // namespace

std::unique_ptr<Subcommand> make_init() {
    return std::make_unique<Init>();
}

} // namespace ntm
