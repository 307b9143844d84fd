#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <filesystem>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_shown = 300; ///< a file of noise brings thousands; the count is told

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

void draw_issue(const Issue& issue, const Ui& ui) {
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
        for (const Issue& issue : state.issues) {
            if (issue.severity == severity && shown < most_shown) {
                draw_issue(issue, ui);
                ++shown;
            }
        }
    }
    if (shown < state.issues.size()) {
        secondary(lang.fill("ui.notices.more", {{"count", lang.number(double(state.issues.size() - shown))}}));
    }
}

} // namespace ntm::viewer
