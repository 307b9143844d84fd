#include "viewer/window/app.hpp"

#include "geo/atlas/file_pile.hpp"
#include "geo/atlas/workspace_edit.hpp"
#include "geo/base/paths.hpp"

#include <algorithm>
#include <utility>

// What commands about files as offices send them ask for outside the state: looking through them, writing.
namespace ntm::viewer {

namespace {

namespace fs = std::filesystem;

bool is_workspace(const fs::path& path) {
    std::error_code error;
    return path.filename() == "workspace.toml" || fs::is_regular_file(path / "workspace.toml", error);
}

/// A folder keeps its workspace inside; files that came loose get one beside them, in a folder of its own.
fs::path folder_for(const std::vector<fs::path>& dropped) {
    std::error_code error;
    const fs::path& first = dropped.front();
    if (dropped.size() == 1 && fs::is_directory(first, error) && first.extension() != ".gdb") {
        return first;
    }
    fs::path folder = first.parent_path() / (first.stem().string() + "-atlas");
    for (int i = 2; fs::exists(folder, error); ++i) {
        folder = first.parent_path() / (first.stem().string() + "-atlas-" + std::to_string(i));
    }
    return folder;
}

Command proposed_for(const std::vector<std::string>& files, Progress& progress) {
    std::vector<fs::path> inputs;
    for (const std::string& file : files) {
        inputs.push_back(text_path(file));
    }
    auto proposal = std::make_shared<WorkspaceProposal>(propose_workspace(inputs, &progress));
    if (proposal->boundaries.empty()) {
        return DeskCommand(DeskFailed{std::move(proposal->issues)});
    }
    return DeskCommand(ProposalMade{{std::move(proposal), path_text(folder_for(inputs))}});
}

Command written(const ProposedWorkspace& proposed, const Lang& lang) {
    const fs::path folder = text_path(proposed.folder);
    std::error_code error;
    fs::create_directories(folder, error);
    Issues issues = write_file_atomically(folder / "workspace.toml", workspace_text(*proposed.proposal, folder, lang));
    return issues.empty() ? Command(OpenWorkspace{proposed.folder}) : DeskCommand(DeskFailed{std::move(issues)});
}

/// Into workspace.toml where there is one; a plain file is read again with it.
Command with_crs(const OpenWorkspace& open, const Workspace& workspace, const LayerPlace& layer,
                 const std::string& crs) {
    const fs::path file = workspace.folder / "workspace.toml";
    std::error_code error;
    const bool plain = !fs::is_regular_file(file, error) || !is_workspace(text_path(open.argument));
    const auto entry = std::find_if(workspace.boundaries.begin(), workspace.boundaries.end(), [&](const auto& each) {
        return layer.file.starts_with(path_text(each.source)) && (each.layer.empty() || each.layer == layer.layer);
    });
    if (plain || entry == workspace.boundaries.end()) {
        return OpenWorkspace{open.argument, {crs, open.options.encoding, true, {}}};
    }
    Issues issues = write_boundary_crs(file, static_cast<std::size_t>(entry - workspace.boundaries.begin()), crs);
    return issues.empty() ? Command(OpenWorkspace{open.argument, {{}, open.options.encoding, true, {}}})
                          : DeskCommand(DeskFailed{std::move(issues)});
}

/// What was written is no longer waiting to be.
Command with_joins(const OpenWorkspace& open, const fs::path& folder, const std::vector<JoinDecision>& decisions,
                   TaskRunner& tasks) {
    std::vector<ConfirmedJoin> joins;
    for (const JoinDecision& each : decisions) {
        joins.push_back({each.file, each.given, each.parent_given, each.code});
    }
    Issues issues = write_confirmed_joins(folder, joins);
    for (const JoinDecision& each : issues.empty() ? decisions : std::vector<JoinDecision>()) {
        tasks.deliver(DeskCommand(DecideJoin{each, true}));
    }
    return issues.empty() ? Command(open) : DeskCommand(DeskFailed{std::move(issues)});
}

} // namespace

void App::carry_out_desk(const DeskCommand& command) {
    const FileDesk& desk = m_state.desk;
    const OpenWorkspace open{m_state.workspace_argument, desk.options};
    if (const auto* drop = std::get_if<DropFiles>(&command); drop != nullptr && !drop->files.empty()) {
        if (drop->files.size() == 1 && is_workspace(text_path(drop->files.front()))) {
            m_commands.push(OpenWorkspace{drop->files.front()});
            return;
        }
        const bool pictures = std::all_of(drop->files.begin(), drop->files.end(),
                                          [](const std::string& file) { return is_picture_name(text_path(file)); });
        if (pictures && m_state.atlas() != nullptr && is_workspace(m_state.atlas()->workspace.folder)) {
            m_commands.push(ScanCommand(OfferScans{drop->files}));
            return;
        }
        m_tasks->submit(Lane::insight, "desk", "ui.task.propose", [files = drop->files](Progress& progress) {
            return std::optional(proposed_for(files, progress));
        });
    } else if (std::holds_alternative<AcceptProposal>(command) && desk.proposed) {
        m_tasks->submit(Lane::insight, "write " + desk.proposed->folder, "ui.task.write",
                        [proposed = *desk.proposed, lang = m_langs[static_cast<std::size_t>(m_state.language)]](
                            Progress&) { return std::optional(written(proposed, lang)); });
    } else if (const auto* crs = std::get_if<TakeCrs>(&command);
               crs != nullptr && desk.crs_question && m_state.atlas() != nullptr) {
        m_tasks->submit(Lane::insight, "write crs of " + desk.crs_question->file + " " + desk.crs_question->layer,
                        "ui.task.write",
                        [open, workspace = m_state.atlas()->workspace, layer = *desk.crs_question,
                         to = crs->crs](Progress&) { return std::optional(with_crs(open, workspace, layer, to)); });
        m_state.desk.crs_question.reset();
    } else if (std::holds_alternative<WriteJoins>(command) && m_state.atlas() != nullptr) {
        m_tasks->submit(
            Lane::insight, "write joins", "ui.task.write",
            [open, folder = m_state.atlas()->workspace.folder, decisions = desk.decisions,
             &tasks = *m_tasks](Progress&) { return std::optional(with_joins(open, folder, decisions, tasks)); });
    }
}

} // namespace ntm::viewer
