#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "viewer/panels/box.hpp"
#include "viewer/panels/crs_words.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>

// Questions about files as offices send them, in boxes over the map.
namespace ntm::viewer {

namespace {

void begin_question(const char* id, const Ui& ui) {
    const float width = std::min(ui.px(720), static_cast<float>(ui.layout.top.width) - ui.px(40));
    begin_box(id, {static_cast<float>(ui.layout.top.width) / 2, static_cast<float>(ui.layout.map.y) + ui.px(40)},
              {0.5F, 0}, width);
}

void draw_proposed_crs(const ProposedBoundary& boundary, std::size_t index, Commands& commands, const Ui& ui) {
    warning(ui.lang["ui.desk.choose_crs"]);
    for (std::size_t i = 0; i < boundary.crs.candidates.size(); ++i) {
        const CrsCandidate& candidate = boundary.crs.candidates[i];
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::RadioButton(candidate_words(candidate, ui.lang).c_str(),
                               boundary.entry.crs == candidate.crs.definition)) {
            commands.push(DeskCommand(ChooseProposedCrs{index, i}));
        }
        ImGui::PopID();
    }
}

void change(const ProposedWorkspace& proposed, Commands& commands,
            const std::function<void(WorkspaceProposal&)>& edit) {
    auto changed = std::make_shared<WorkspaceProposal>(*proposed.proposal);
    edit(*changed);
    commands.push(DeskCommand(ProposalMade{{std::move(changed), proposed.folder}}));
}

void draw_title(const ProposedWorkspace& proposed, Commands& commands, const Ui& ui) {
    std::array<char, 400> typed{};
    proposed.proposal->title.copy(typed.data(), typed.size() - 1);
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##title", ui.lang["ui.desk.title_hint"].c_str(), typed.data(), typed.size())) {
        change(proposed, commands, [&](WorkspaceProposal& to) { to.title = clean_text(typed.data()); });
    }
}

/// The level of a layer, to be put right: its columns are then found anew when it is read.
void draw_level(const ProposedWorkspace& proposed, std::size_t index, Commands& commands, const Ui& ui) {
    const Level level = proposed.proposal->boundaries[index].entry.level.value_or(Level::commune);
    const auto words = [&](Level each) { return ui.lang["level." + std::string(level_word(each))]; };
    ImGui::SetNextItemWidth(ui.px(300));
    if (!ImGui::BeginCombo("##level", words(level).c_str())) {
        return;
    }
    for (const Level each : all_levels) {
        if (ImGui::Selectable(words(each).c_str(), each == level) && each != level) {
            change(proposed, commands, [&](WorkspaceProposal& to) {
                ProposedBoundary& boundary = to.boundaries[index];
                boundary.entry.level = each;
                boundary.entry.columns = {};
                std::erase_if(boundary.reasons, [](const GuessReason& reason) {
                    return reason.key == "level_guessed" || reason.key == "columns_found" || reason.key == "columns";
                });
            });
        }
    }
    ImGui::EndCombo();
}

void draw_reasons(const std::vector<GuessReason>& reasons, const Ui& ui) {
    ImGui::Indent(ui.px(28));
    for (const GuessReason& reason : reasons) {
        secondary("– " + reason_text(reason, ui.lang));
    }
    ImGui::Unindent(ui.px(28));
}

std::string part_of_file(const std::filesystem::path& file, const std::string& part) {
    return pile_name(file) + (part.empty() ? "" : " · " + part);
}

void draw_boundaries(const ProposedWorkspace& proposed, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const WorkspaceProposal& proposal = *proposed.proposal;
    for (std::size_t i = 0; i < proposal.boundaries.size(); ++i) {
        const ProposedBoundary& each = proposal.boundaries[i];
        bool kept = each.kept;
        ImGui::PushID(static_cast<int>(i));
        const std::string level(level_word(each.entry.level.value_or(Level::commune)));
        if (ImGui::Checkbox((lang["level." + level] + " (" + lang.number(double(each.units)) +
                             "): " + part_of_file(each.entry.source, each.entry.layer))
                                .c_str(),
                            &kept)) {
            commands.push(DeskCommand(KeepProposed{false, i, kept}));
        }
        if (each.kept) {
            ImGui::Indent(ui.px(28));
            draw_level(proposed, i, commands, ui);
            ImGui::Unindent(ui.px(28));
        }
        draw_reasons(each.reasons, ui);
        if (!each.crs.clear && each.kept) {
            ImGui::Indent(ui.px(28));
            draw_proposed_crs(each, i, commands, ui);
            ImGui::Unindent(ui.px(28));
        }
        ImGui::PopID();
    }
}

void draw_tables(const WorkspaceProposal& proposal, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    for (std::size_t i = 0; i < proposal.tables.size(); ++i) {
        const ProposedTable& each = proposal.tables[i];
        bool kept = each.kept;
        ImGui::PushID(1000 + static_cast<int>(i));
        if (ImGui::Checkbox((lang["table_kind." + each.entry.kind] + ": " +
                             part_of_file(each.entry.source, each.entry.choice.layer))
                                .c_str(),
                            &kept)) {
            commands.push(DeskCommand(KeepProposed{true, i, kept}));
        }
        draw_reasons(each.reasons, ui);
        ImGui::PopID();
    }
}

void draw_pictures(const WorkspaceProposal& proposal, const Ui& ui) {
    for (const ProposedScan& scan : proposal.scans) {
        plain(ui.lang["scans.title"] + ": " + pile_name(scan.entry.source));
        if (!scan.placed) {
            secondary(ui.lang["proposal.scan_not_placed"]);
        }
    }
}

void draw_left_out(const WorkspaceProposal& proposal, const Ui& ui) {
    if (!proposal.left_out.empty()) {
        strong(ui, ui.lang["proposal.left_out"]);
    }
    for (const LeftOut& each : proposal.left_out) {
        secondary(part_of_file(each.file, each.part) + ": " + reason_text(each.reason, ui.lang));
    }
}

/// "EPSG:5897 was taken; in another system the map lies elsewhere": each to be tried on the map, then taken.
void draw_crs_question(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const LayerPlace& layer = *state.desk.crs_question;
    begin_question("crs question", ui);
    strong(ui, lang["ui.desk.crs"]);
    plain(lang.fill("ui.desk.crs_about", {{"file", path_text(text_path(layer.file).filename())}}));
    const std::string& tried = state.desk.options.crs;
    for (std::size_t i = 0; i < layer.choice.candidates.size(); ++i) {
        const CrsCandidate& candidate = layer.choice.candidates[i];
        const std::string& definition = candidate.crs.definition;
        ImGui::PushID(static_cast<int>(i));
        if (toggle("try", lang["ui.desk.try"], tried.empty() ? i == 0 : tried == definition)) {
            commands.push(OpenWorkspace{state.workspace_argument, {definition, state.desk.options.encoding, true, {}}});
        }
        ImGui::SameLine();
        if (ImGui::Button(lang["ui.desk.take"].c_str())) {
            commands.push(DeskCommand(TakeCrs{definition}));
        }
        ImGui::SameLine();
        plain(candidate_words(candidate, lang));
        ImGui::PopID();
    }
    if (const std::string operation = operation_words(layer.choice, lang); !operation.empty()) {
        secondary(operation);
    }
    if (link("later", lang["ui.desk.later"])) {
        commands.push(DeskCommand(LeaveCrsOpen{}));
        if (!tried.empty()) { // as it was
            commands.push(OpenWorkspace{state.workspace_argument, {{}, state.desk.options.encoding, true, {}}});
        }
    }
    end_box();
}

void draw_proposal(const ProposedWorkspace& proposed, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const WorkspaceProposal& proposal = *proposed.proposal;
    begin_question("proposal", ui);
    strong(ui, lang["ui.desk.proposal"]);
    draw_title(proposed, commands, ui);
    secondary(lang.fill("ui.desk.will_write", {{"file", proposed.folder + "/workspace.toml"}}));
    ImGui::BeginChild("proposed", {0, static_cast<float>(ui.layout.map.height) * 0.6F});
    draw_boundaries(proposed, commands, ui);
    draw_tables(proposal, commands, ui);
    draw_pictures(proposal, ui);
    draw_left_out(proposal, ui);
    for (const Issue& issue : proposal.issues) {
        if (issue.severity != Severity::info) {
            warning(lang.issue_text(issue));
        }
    }
    ImGui::EndChild();
    const bool any = std::any_of(proposal.boundaries.begin(), proposal.boundaries.end(),
                                 [](const ProposedBoundary& each) { return each.kept; });
    if (any && toggle("accept", lang["ui.desk.accept"], true)) {
        commands.push(DeskCommand(AcceptProposal{}));
    }
    if (any) {
        ImGui::SameLine();
    }
    if (ImGui::Button(lang["ui.export.cancel"].c_str())) {
        commands.push(DeskCommand(CloseProposal{}));
    }
    end_box();
}

} // namespace

void draw_desk_boxes(const AppState& state, Commands& commands, const Ui& ui) {
    if (state.desk.proposed) {
        draw_proposal(*state.desk.proposed, commands, ui);
    } else if (state.desk.crs_question) {
        draw_crs_question(state, commands, ui);
    }
}

} // namespace ntm::viewer
