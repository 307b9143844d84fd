#pragma once

#include "geo/atlas/table_proposal.hpp"
#include "geo/atlas/workspace.hpp"
#include "geo/base/progress.hpp"
#include "geo/earth/crs_choice.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace ntm {

/// A layer of boundaries as it may stand in workspace.toml.
struct ProposedBoundary {
    Workspace::Boundary entry;
    std::size_t units = 0;
    std::vector<GuessReason> reasons;
    bool kept = true; ///< false: a person leaves it out
    CrsChoice crs;    ///< where it is not clear, a person says which of its candidates it is: entry.crs is empty then
};

/// A picture file as it may stand there.
struct ProposedScan {
    Workspace::ScanEntry entry;
    bool placed = false; ///< says where it lies, or has control points beside it
    bool kept = true;
};

/// A file, layer or sheet that the workspace does not take, and why.
struct LeftOut {
    std::filesystem::path file;
    std::string part; ///< layer or sheet
    GuessReason reason;
};

/// A workspace made of a pile of files: what a person may change before it is written.
struct WorkspaceProposal {
    std::string title;
    std::string province; ///< GSO code; empty: not known
    std::optional<Date> as_of;
    std::vector<ProposedBoundary> boundaries;
    std::vector<ProposedTable> tables;
    std::vector<ProposedScan> scans;
    std::vector<LeftOut> left_out;
    Issues issues; ///< of reading
};

/// Looks through files and folders (to a depth and a number of files) and proposes a workspace: of several layers with
/// the same units the best told one, tables by kind and columns. Writes nothing. Without boundaries the proposal says
/// so by the Issue proposal_no_boundaries.
[[nodiscard]] WorkspaceProposal propose_workspace(const std::vector<std::filesystem::path>& inputs,
                                                  Progress* progress = nullptr);

/// The text of workspace.toml for a folder: sources relative to it, every guess with its reason as a comment.
[[nodiscard]] std::string workspace_text(const WorkspaceProposal& proposal, const std::filesystem::path& folder,
                                         const class Lang& lang);

/// A section [[scans]] of workspace.toml.
[[nodiscard]] std::string scan_text(const Workspace::ScanEntry& entry, const std::filesystem::path& folder);

/// A file of a pile with the folder it lies in: the same name comes in several.
[[nodiscard]] std::string pile_name(const std::filesystem::path& file);

/// In words: the key `proposal.<reason>` filled.
[[nodiscard]] std::string reason_text(const GuessReason& reason, const class Lang& lang);

} // namespace ntm
