#pragma once

#include "geo/atlas/atlas.hpp"
#include "geo/atlas/proposal.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ntm::viewer {

// What the window asks about files as offices send them: which coordinate system, which unit a row means, what the
// files are that were dropped on it.

/// What a person says about a row that did not find its unit surely.
struct JoinDecision {
    std::string file; ///< without folder; empty: of every table
    std::string given, parent_given;
    std::string code; ///< empty: no unit is meant
    [[nodiscard]] bool is_about(const Join& join) const;
    bool operator==(const JoinDecision&) const = default;
};

/// A workspace proposed for files that were dropped, until the person takes it or not.
struct ProposedWorkspace {
    std::shared_ptr<const WorkspaceProposal> proposal;
    std::string folder; ///< where it is to be written
};

struct FileDesk {
    LoadOptions options; ///< what was said of the boundaries of the open workspace
    /// The layer whose system is asked for; stays while a candidate is tried.
    std::optional<LayerPlace> crs_question;
    std::string crs_left_open_for;       ///< the workspace for which the question was put off
    std::vector<JoinDecision> decisions; ///< not yet written
    std::optional<ProposedWorkspace> proposed;
};

/// The first layer whose system a person should say; null where all are clear or said.
[[nodiscard]] const LayerPlace* unclear_layer(const Atlas& atlas);
/// What was decided about a row and not yet written; null without.
[[nodiscard]] const JoinDecision* decision_on(const FileDesk& desk, const Join& join);

struct DropFiles { ///< the window looks at them: a workspace opens, for others one is proposed
    std::vector<std::string> files;
};
struct ProposalMade {
    ProposedWorkspace proposed;
};
struct ChooseProposedCrs {
    std::size_t boundary = 0, candidate = 0;
};
struct KeepProposed { ///< or leave it out
    bool table = false;
    std::size_t index = 0;
    bool kept = true;
};
struct AcceptProposal {}; ///< the window writes workspace.toml and opens it
struct CloseProposal {};
struct AskCrs {}; ///< for the layer that is unclear
struct LeaveCrsOpen {};
struct TakeCrs { ///< the window writes it into workspace.toml, or keeps it for a plain file while that is open
    std::string crs;
};
struct DecideJoin {
    JoinDecision decision;
    bool taken_back = false;
};
struct WriteJoins {}; ///< the window writes joins.csv and loads again
struct DeskFailed {
    Issues issues;
};

using DeskCommand = std::variant<DropFiles, ProposalMade, ChooseProposedCrs, KeepProposed, AcceptProposal,
                                 CloseProposal, AskCrs, LeaveCrsOpen, TakeCrs, DecideJoin, WriteJoins, DeskFailed>;

} // namespace ntm::viewer
