#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

namespace {

constexpr double least_paced = 3; ///< "0.09 a month" of the last commune tells nobody anything

std::string progress_words(const Lang& lang, const TargetProgress& progress) {
    if (!progress.achieved) {
        return lang[progress.not_begun ? "target_text.not_begun" : "target.not_countable"];
    }
    const double remaining = progress.remaining.value_or(0);
    auto text = lang.fill("panel.targets.achieved", {{"achieved", number_words(lang, *progress.achieved)}});
    text +=
        " · " + (remaining > 0 ? lang.fill("panel.targets.remaining", {{"remaining", number_words(lang, remaining)}})
                               : lang["target.reached"]);
    if (remaining >= least_paced && progress.per_month) {
        text += " · " + lang.fill("panel.targets.pace", {{"pace", number_words(lang, *progress.per_month)}});
    }
    return text;
}

void draw_target(const TargetProgress& progress, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Target& target = *progress.target;
    auto name = measure_words(lang, target.measure);
    if (progress.carried_over && target.carry_over_year) {
        name +=
            " (" + lang.fill("panel.targets.carried_over", {{"year", std::to_string(*target.carry_over_year)}}) + ")";
    }
    const auto asked = number_words(lang, target.value.value_or(0));
    figure_row(ui, name, target.floor ? lang.fill("panel.targets.floor", {{"value", asked}}) : asked);
    secondary(progress_words(lang, progress));
}

} // namespace

void draw_unit_duties(const SelectedReport& made, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (!made.targets.empty()) {
        section(ui, lang.fill("panel.targets.title", {{"year", std::to_string(made.target_year)}}));
        for (const auto& progress : made.targets) {
            draw_target(progress, ui);
        }
    }
    if (!made.due.empty()) {
        section(ui, lang["panel.due.title"]);
        for (const auto& item : made.due) {
            plain(due_words(lang, item));
            auto line = due_state_words(lang, item);
            if (const auto deadline = deadline_of(item)) {
                line = lang.date(*deadline) + " · " + line;
            }
            if (item.task != nullptr && !item.task->body.empty()) {
                line += " · " + item.task->body;
            }
            item.state == DueState::overdue ? warning(line) : secondary(line);
        }
    }
}

} // namespace ntm::viewer
