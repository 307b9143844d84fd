#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ntm::viewer {

namespace {

constexpr std::uint32_t met_green = 0x2E7D4F;
constexpr std::size_t most_shortfalls = 60;

/// Behind the number of a criterion of which the data does not say whether it is met.
const char* mark_of(ItemState state) {
    switch (state) {
    case ItemState::missing:
        return "?";
    case ItemState::not_assessed:
        return "…";
    case ItemState::not_applicable:
        return "–";
    case ItemState::withheld:
        return "×";
    case ItemState::met:
    case ItemState::not_met:
        break;
    }
    return "";
}

std::string answer(const Lang& lang, const UnitEvaluation& evaluation) {
    const std::size_t of = evaluation.set->numbered_criteria();
    const std::size_t met = evaluation.count(ItemState::met);
    const std::size_t not_met = evaluation.count(ItemState::not_met);
    const auto words = [&](const char* key) {
        return lang.fill(key, {{"met", lang.number(double(met))},
                               {"not_met", lang.number(double(not_met))},
                               {"of", lang.number(double(of))}});
    };
    if (not_met > 0) {
        const std::size_t unknown = of - met - not_met - evaluation.count(ItemState::not_applicable);
        return words("panel.criteria.lacks") +
               (unknown > 0 ? ", " + lang.fill("panel.criteria.unknown", {{"count", lang.number(double(unknown))}})
                            : "");
    }
    if (met + evaluation.count(ItemState::not_applicable) == of) {
        return words("panel.criteria.all_met");
    }
    return words(met > 0 ? "panel.criteria.met_others_unknown" : "panel.criteria.nothing_known");
}

void draw_set_choice(const AppState& state, const SelectedReport& made, Commands& commands, const Ui& ui) {
    const CriteriaSet* shown = made.evaluation.set;
    const bool communes = made.report.unit.level == Level::commune;
    draw_set_combo(state, shown, made.sets, ui.lang[communes ? "panel.criteria.next_tier" : "panel.criteria.in_force"],
                   ImGui::GetContentRegionAvail().x, commands, ui);
}

void draw_item_lines(const Indicator& indicator, const JudgedItem& item, const Ui& ui) {
    plain(indicator.no + " " + name_in(ui.lang, indicator.name_vi, indicator.name_en));
    auto line = state_words(ui.lang, item);
    if (const auto value = value_words(ui.lang, indicator, item); !value.empty()) {
        line += " · " + value;
    }
    if (item.disagrees) {
        line += " · " + ui.lang["item.disagrees"];
    }
    secondary(line);
}

/// Department, decree and source of a criterion: its own, else those of the indicators, what is reported first.
void draw_grounds(const UnitEvaluation& evaluation, std::size_t index, const Ui& ui) {
    const CriteriaSet& set = *evaluation.set;
    const Criterion& criterion = set.criteria[index];
    std::string department = criterion.lead_department;
    std::string decree = criterion.decree;
    const Assessment* row = evaluation.criteria[index].row;
    auto indicators = criterion.indicators;
    std::stable_partition(indicators.begin(), indicators.end(),
                          [&](std::size_t i) { return evaluation.indicators[i].row != nullptr; });
    for (const std::size_t i : indicators) {
        department = department.empty() ? set.indicators[i].lead_department : department;
        decree = decree.empty() ? set.indicators[i].decree : decree;
        row = row == nullptr ? evaluation.indicators[i].row : row;
    }
    ImGui::Separator();
    if (!department.empty()) {
        secondary(ui.lang.fill("panel.criteria.department", {{"department", department}}));
    }
    if (decree.empty()) {
        decree = set.decree;
    }
    if (!decree.empty()) {
        secondary(ui.lang.fill("panel.criteria.decree", {{"decree", decree}}));
    }
    if (row != nullptr) {
        secondary(ui.lang.fill("panel.criteria.source",
                               {{"source", source_line(ui.lang, row->source())}, {"date", ui.lang.date(row->date)}}));
    }
}

void draw_tip(const UnitEvaluation& evaluation, std::size_t index, const Ui& ui) {
    const Criterion& criterion = evaluation.set->criteria[index];
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(460));
    ImGui::PushFont(ui.fonts.strong);
    ImGui::TextUnformatted((criterion.no + ". " + name_in(ui.lang, criterion.name_vi, criterion.name_en)).c_str());
    ImGui::PopFont();
    ImGui::PopTextWrapPos();
    ImGui::Dummy({ui.px(460), 0});
    secondary(state_words(ui.lang, evaluation.criteria[index]) +
              (criterion.key_for_revocation ? " · " + ui.lang["panel.criteria.key"] : std::string()));
    for (const std::size_t i : criterion.indicators) {
        // Where the criterion's own verdict speaks, indicators that nobody reported say nothing more.
        if (!(evaluation.criteria[index].reported && evaluation.indicators[i].state == ItemState::missing)) {
            draw_item_lines(evaluation.set->indicators[i], evaluation.indicators[i], ui);
        }
    }
    draw_grounds(evaluation, index, ui);
    ImGui::EndTooltip();
}

/// Filled: met. Ringed: not met. Pale with a mark: the data does not say.
void draw_cell(ImVec2 at, ImVec2 size, const std::string& number, const JudgedItem& item, const Ui& ui) {
    auto* list = ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + size.x, at.y + size.y};
    const float round = ui.px(4);
    ImU32 ink = colour(tokens::secondary);
    if (item.state == ItemState::met) {
        list->AddRectFilled(at, end, colour(met_green), round);
        ink = colour(0xFFFFFF);
    } else if (item.state == ItemState::not_met) {
        list->AddRectFilled(at, end, colour(tokens::field), round);
        list->AddRect({at.x + 1, at.y + 1}, {end.x - 1, end.y - 1}, colour(tokens::error), round, 0, ui.px(2.5F));
        ink = colour(tokens::error);
    } else {
        list->AddRectFilled(at, end, colour(tokens::line, 0.5), round);
    }
    const std::string text = number + mark_of(item.state) + (item.provisional ? "*" : "");
    const ImVec2 extent = ImGui::CalcTextSize(text.c_str());
    list->AddText({std::round(at.x + (size.x - extent.x) / 2), std::round(at.y + (size.y - extent.y) / 2)}, ink,
                  text.c_str());
}

void draw_grid(const UnitEvaluation& evaluation, Commands& commands, const Ui& ui) {
    const float gap = ui.px(4);
    const ImVec2 size{ui.px(36), ui.px(30)};
    const float room = ImGui::GetContentRegionAvail().x;
    const auto a_row = std::max<std::size_t>(static_cast<std::size_t>((room + gap) / (size.x + gap)), 1);
    std::size_t drawn = 0;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    for (std::size_t i = 0; i < evaluation.criteria.size(); ++i) {
        const Criterion& criterion = evaluation.set->criteria[i];
        if (criterion.entry_condition) {
            continue;
        }
        if (drawn++ % a_row != 0) {
            ImGui::SameLine();
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::InvisibleButton("criterion", size)) {
            commands.push(SetTheme{{Theme::criterion, criterion.no}});
        }
        ImGui::PopID();
        draw_cell(at, size, criterion.no, evaluation.criteria[i], ui);
        focus_rim();
        if (ImGui::IsItemHovered()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            draw_tip(evaluation, i, ui);
        }
    }
    ImGui::PopStyleVar();
}

/// What the marks of the grid mean, those that it shows.
void draw_key(const UnitEvaluation& evaluation, const Ui& ui) {
    std::array<std::size_t, 6> counts{};
    bool provisional = false;
    for (std::size_t i = 0; i < evaluation.criteria.size(); ++i) {
        if (!evaluation.set->criteria[i].entry_condition) {
            ++counts[static_cast<std::size_t>(evaluation.criteria[i].state)];
            provisional = provisional || evaluation.criteria[i].provisional;
        }
    }
    std::string key;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) {
            const auto state = static_cast<ItemState>(i);
            const std::string mark = mark_of(state);
            key += (key.empty() ? "" : " · ") + (mark.empty() ? "" : mark + " ") +
                   ui.lang["item_state." + std::string(item_state_word(state))] + ": " +
                   ui.lang.number(double(counts[i]));
        }
    }
    secondary(key);
    if (provisional) {
        secondary("* " + ui.lang["panel.criteria.provisional"]);
    }
}

void draw_shortfall(const UnitEvaluation& evaluation, const Shortfall& one, const Ui& ui) {
    const Criterion& criterion = evaluation.set->criteria[one.criterion];
    const Indicator* indicator = one.indicator ? &evaluation.set->indicators[*one.indicator] : nullptr;
    ImGui::Bullet();
    ImGui::SameLine();
    ImGui::BeginGroup();
    plain(indicator != nullptr ? indicator->no + " " + name_in(ui.lang, indicator->name_vi, indicator->name_en)
                               : criterion.no + " " + name_in(ui.lang, criterion.name_vi, criterion.name_en));
    auto line = indicator != nullptr ? value_words(ui.lang, *indicator, one.item) : std::string();
    if (!one.lead_department.empty()) {
        line += (line.empty() ? "" : " · ") + one.lead_department;
    }
    if (!line.empty()) {
        secondary(line);
    }
    ImGui::EndGroup();
}

/// What is not met, then, folded away, what is not known.
void draw_shortfalls(const SelectedReport& made, const Ui& ui) {
    std::size_t unknown = 0;
    for (const Shortfall& one : made.shortfalls) {
        if (one.item.state == ItemState::not_met) {
            draw_shortfall(made.evaluation, one, ui);
        } else {
            ++unknown;
        }
    }
    if (unknown == 0) {
        return;
    }
    const auto title = ui.lang.fill("panel.criteria.unknown", {{"count", ui.lang.number(double(unknown))}});
    if (!ImGui::CollapsingHeader((title + "###unknown").c_str())) {
        return;
    }
    std::size_t shown = 0;
    for (const Shortfall& one : made.shortfalls) {
        if (one.item.state != ItemState::not_met && shown++ < most_shortfalls) {
            draw_shortfall(made.evaluation, one, ui);
        }
    }
}

void draw_condition(const DistrictCondition& condition, const Ui& ui) {
    const Lang& lang = ui.lang;
    const auto percent = [&](double value) { return lang.number(value, value == std::floor(value) ? 0 : 1) + "%"; };
    const auto name = condition.indicator_no + " " + name_in(lang, condition.name_vi, condition.name_en);
    figure_row(ui, name, condition.value ? percent(*condition.value) : "–");
    JudgedItem item;
    item.state = condition.state;
    item.provisional = condition.provisional;
    auto line = state_words(lang, item);
    if (condition.value && condition.threshold) {
        line += " · " + asked_words(lang, condition.comparison, percent(*condition.threshold));
    }
    if (condition.counted) {
        line += " · " + lang["panel.criteria.counted"];
    }
    condition.state == ItemState::not_met ? warning(line) : secondary(line);
}

/// Of districts and provinces: what is known of the conditions of the title, the others only counted.
void draw_conditions(const SelectedReport& made, const Ui& ui) {
    std::size_t unknown = 0;
    for (const DistrictCondition& condition : made.conditions) {
        if (condition.state == ItemState::missing && !condition.value) {
            ++unknown;
        } else {
            draw_condition(condition, ui);
        }
    }
    if (unknown > 0) {
        secondary(ui.lang.fill(
            "panel.criteria.conditions_unknown",
            {{"unknown", ui.lang.number(double(unknown))}, {"of", ui.lang.number(double(made.conditions.size()))}}));
    }
}

} // namespace

void draw_checklist(const AppState& state, const SelectedReport& made, Commands& commands, const Ui& ui) {
    const UnitEvaluation& evaluation = made.evaluation;
    if (evaluation.set == nullptr) {
        return;
    }
    const bool by_conditions = !made.conditions.empty();
    section(ui, ui.lang[by_conditions ? "panel.criteria.conditions" : "panel.criteria.title"]);
    if (!made.snapshot->atlas->assessments.present && !by_conditions) {
        secondary(ui.lang["ui.summary.criteria_unknown"]); // a grid of nothing but question marks would say no more
        return;
    }
    const auto is_known = [](const JudgedItem& item) { return item.state != ItemState::missing; };
    const bool any_known = std::any_of(evaluation.criteria.begin(), evaluation.criteria.end(), is_known);
    const bool numbered = evaluation.set->numbered_criteria() > 0;
    if (numbered && (any_known || !by_conditions)) {
        strong(ui, answer(ui.lang, evaluation));
    }
    if (made.risk) {
        warning(ui.lang["unit.risk"] + ": " + risk_words(ui.lang, *made.risk));
    }
    draw_set_choice(state, made, commands, ui);
    draw_conditions(made, ui);
    if (!any_known || !numbered) {
        return;
    }
    ImGui::Dummy({0, ui.px(2)});
    draw_grid(evaluation, commands, ui);
    draw_key(evaluation, ui);
    draw_shortfalls(made, ui);
}

} // namespace ntm::viewer
