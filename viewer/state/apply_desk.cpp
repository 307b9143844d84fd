#include "viewer/state/apply_desk.hpp"

#include "geo/base/paths.hpp"
#include "viewer/state/overloaded.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

/// The proposal is shared with the task that writes it: a change makes a new one.
template <class Change>
void change_proposal(FileDesk& desk, const Change& change) {
    if (desk.proposed) {
        auto changed = std::make_shared<WorkspaceProposal>(*desk.proposed->proposal);
        change(*changed);
        desk.proposed->proposal = std::move(changed);
    }
}

void choose(WorkspaceProposal& proposal, const ChooseProposedCrs& choice) {
    if (choice.boundary < proposal.boundaries.size()) {
        ProposedBoundary& boundary = proposal.boundaries[choice.boundary];
        if (choice.candidate < boundary.crs.candidates.size()) {
            boundary.entry.crs = boundary.crs.candidates[choice.candidate].crs.definition;
        }
    }
}

void keep(WorkspaceProposal& proposal, const KeepProposed& choice) {
    if (choice.table && choice.index < proposal.tables.size()) {
        proposal.tables[choice.index].kept = choice.kept;
    } else if (!choice.table && choice.index < proposal.boundaries.size()) {
        proposal.boundaries[choice.index].kept = choice.kept;
    }
}

void decide(FileDesk& desk, const DecideJoin& command) {
    const JoinDecision& decision = command.decision;
    std::erase_if(desk.decisions, [&](const JoinDecision& each) {
        return each.file == decision.file && each.given == decision.given && each.parent_given == decision.parent_given;
    });
    if (!command.taken_back) {
        desk.decisions.push_back(decision);
    }
}

void ask_crs(AppState& state) {
    if (const LayerPlace* layer = state.atlas() != nullptr ? unclear_layer(*state.atlas()) : nullptr) {
        state.desk.crs_question = *layer;
    }
}

} // namespace

bool JoinDecision::is_about(const Join& join) const {
    return (file.empty() || file == path_text(text_path(join.file).filename())) && given == join.given &&
           parent_given == join.parent_given;
}

const LayerPlace* unclear_layer(const Atlas& atlas) {
    const auto found = std::find_if(atlas.places.begin(), atlas.places.end(), [](const LayerPlace& place) {
        return !place.choice.clear && !place.asked && place.choice.candidates.size() > 1;
    });
    return found == atlas.places.end() ? nullptr : &*found;
}

const JoinDecision* decision_on(const FileDesk& desk, const Join& join) {
    const auto found = std::find_if(desk.decisions.begin(), desk.decisions.end(),
                                    [&](const JoinDecision& each) { return each.is_about(join); });
    return found == desk.decisions.end() ? nullptr : &*found;
}

void begin_desk(AppState& state, const OpenWorkspace& open) {
    if (open.argument != state.workspace_argument) {
        state.desk.crs_question.reset();
        state.desk.decisions.clear(); // of the same one read again, what is not yet written stays
    }
    state.desk.options = open.options;
    state.desk.proposed.reset();
}

void ask_on_arrival(AppState& state) {
    if (state.desk.crs_left_open_for != state.workspace_argument) {
        ask_crs(state);
    }
}

void apply_desk(AppState& state, const DeskCommand& command) {
    FileDesk& desk = state.desk;
    std::visit(
        Overloaded{
            [&](const ProposalMade& c) { desk.proposed = c.proposed; },
            [&](const ChooseProposedCrs& c) { change_proposal(desk, [&](WorkspaceProposal& p) { choose(p, c); }); },
            [&](const KeepProposed& c) { change_proposal(desk, [&](WorkspaceProposal& p) { keep(p, c); }); },
            [&](const CloseProposal&) { desk.proposed.reset(); }, [&](const AskCrs&) { ask_crs(state); },
            [&](const LeaveCrsOpen&) {
                desk.crs_question.reset();
                desk.crs_left_open_for = state.workspace_argument;
            },
            [&](const DecideJoin& c) { decide(desk, c); },
            [&](const DeskFailed& c) {
                state.message = {"ui.desk.failed", {}, c.issues};
            },
            [](const TakeCrs&) {}, // the window clears the question when it has read it
            [](const DropFiles&) {}, [](const AcceptProposal&) {}, [](const WriteJoins&) {}},
        command);
}

} // namespace ntm::viewer
