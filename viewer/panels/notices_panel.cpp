#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/issue_places.hpp"

#include <algorithm>
#include <filesystem>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_placed = 2000; ///< each may take a walk over the units
constexpr std::size_t most_shown = 300;   ///< a file of noise brings thousands; the count is told

std::string place_of(const Issue& issue, const Lang& lang) {
    std::string place = std::filesystem::path(issue.where.file).filename().string();
    const auto add = [&](const std::string& part) { place += (place.empty() || part.empty() ? "" : " · ") + part; };
    add(issue.where.layer);
    if (issue.where.row > 0) {
        add(lang.fill("ui.notices.row", {{"row", std::to_string(issue.where.row)}}));
    }
    add(issue.where.field);
    return place;
}

const char* severity_key(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "ui.notices.error";
    case Severity::warning:
        return "ui.notices.warning";
    case Severity::info:
        return "ui.notices.info";
    }
    return "ui.notices.info";
}

/// Looked up once for a document, not in each frame.
const IssuePlace& known_place(const AppState& state, std::size_t index, const Ui& ui) {
    auto& places = ui.scratch.issue_places;
    if (ui.scratch.issue_places_of != state.document || places.size() != state.issues.size()) {
        ui.scratch.issue_places_of = state.document;
        const auto first = std::span(state.issues).first(std::min(state.issues.size(), most_placed));
        places = state.atlas() == nullptr ? std::vector<IssuePlace>() : places_of_issues(*state.atlas(), first);
        places.resize(state.issues.size());
    }
    return places[index];
}

/// Where the notice leads to, in words; empty: nowhere.
std::string jump_words(const AppState& state, const IssuePlace& place, const Lang& lang) {
    switch (place.kind) {
    case IssuePlaceKind::none:
        break;
    case IssuePlaceKind::unit:
        return lang.fill("ui.notices.jump", {{"unit", state.atlas()->units.name(place.unit)}});
    case IssuePlaceKind::plan_layer:
        return lang.fill("ui.notices.jump_layer", {{"layer", state.atlas()->plan_layers[place.layer].name}});
    case IssuePlaceKind::boundary:
        return lang.fill("ui.notices.jump_boundary",
                         {{"level", lang["level." + std::string(level_word(place.level))]}});
    case IssuePlaceKind::table:
        return lang["ui.notices.jump_table"];
    }
    return {};
}

void draw_issue(const AppState& state, std::size_t index, Commands& commands, const Ui& ui) {
    const Issue& issue = state.issues[index];
    const std::uint32_t tone = issue.severity == Severity::error     ? tokens::error
                               : issue.severity == Severity::warning ? tokens::warning
                                                                     : tokens::secondary;
    ImGui::PushStyleColor(ImGuiCol_Text, colour(tone));
    strong(ui, ui.lang[severity_key(issue.severity)]);
    ImGui::PopStyleColor();
    const auto place = place_of(issue, ui.lang);
    if (!place.empty()) {
        secondary(place);
    }
    plain(ui.lang.issue_text(issue));
    if (!issue.where.value.empty()) {
        secondary(ui.lang.fill("ui.notices.value", {{"value", issue.where.value}}));
    }
    const auto remedy = ui.lang.issue_remedy(issue);
    if (!remedy.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::accent));
        plain(remedy);
        ImGui::PopStyleColor();
    }
    if (const auto words = jump_words(state, known_place(state, index, ui), ui.lang); !words.empty()) {
        ImGui::PushID(static_cast<int>(index));
        if (link("jump", words)) {
            commands.push(JumpToIssue{index});
        }
        ImGui::PopID();
    }
    ImGui::Dummy({0, ui.px(8)});
}

} // namespace

void draw_notices_panel(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (link("close", lang["ui.notices.close"])) {
        commands.push(ShowNotices{false});
    }
    const auto counts = count_issues(state.issues);
    heading(ui, state.issues.empty() ? lang["ui.notices.none"]
                                     : lang.fill("check.counts", {{"errors", lang.number(double(counts.errors))},
                                                                  {"warnings", lang.number(double(counts.warnings))},
                                                                  {"infos", lang.number(double(counts.infos))}}));
    if (state.issues.empty()) {
        secondary(lang["ui.notices.none_help"]);
        return;
    }
    ImGui::Dummy({0, ui.px(6)});
    std::size_t shown = 0;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
        for (std::size_t i = 0; i < state.issues.size(); ++i) {
            if (state.issues[i].severity == severity && shown < most_shown) {
                draw_issue(state, i, commands, ui);
                ++shown;
            }
        }
    }
    if (shown < state.issues.size()) {
        secondary(lang.fill("ui.notices.more", {{"count", lang.number(double(state.issues.size() - shown))}}));
    }
}

} // namespace ntm::viewer
