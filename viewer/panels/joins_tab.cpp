#include "geo/base/paths.hpp"
#include "geo/picture/labels.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_lines_shown = 400;

/// What a person should look at: rows without a sure unit, and units that several wordings were joined to.
bool is_open(const JoinLine& line) {
    const bool refused = line.join->grounds == JoinGrounds::refused;
    return (line.join->outcome != JoinOutcome::sure && !refused) || line.doubled;
}

auto doubled_of(const TableJoins& table) {
    return std::count_if(table.lines.begin(), table.lines.end(), [](const JoinLine& line) { return line.doubled; });
}
bool all_sure(const TableJoins& table) {
    return doubled_of(table) == 0 && table.count(JoinOutcome::sure) == table.rows;
}

void draw_counts(const TableJoins& table, const Units& units, const Lang& lang) {
    const auto number = [&](std::size_t value) { return lang.number(double(value)); };
    plain(lang.fill("check.joins", {{"file", path_text(text_path(table.file).filename())},
                                    {"rows", number(table.rows)},
                                    {"sure", number(table.count(JoinOutcome::sure))},
                                    {"probable", number(table.count(JoinOutcome::probable))},
                                    {"ambiguous", number(table.count(JoinOutcome::ambiguous))},
                                    {"none", number(table.count(JoinOutcome::none))},
                                    {"doubled", number(static_cast<std::size_t>(doubled_of(table)))},
                                    {"without_row", number(table.without_row.size())},
                                    {"units", number(units.count(table.level))}}));
}

JoinDecision decision_for(const Join& join, std::string code) {
    return {path_text(text_path(join.file).filename()), join.given, join.parent_given, std::move(code)};
}

/// The choice among the units that may be meant, and none of them.
void draw_choice(const AppState& state, const Join& join, Commands& commands, const Ui& ui) {
    const Units& units = state.atlas()->units;
    const Lang& lang = ui.lang;
    const JoinDecision* decided = decision_on(state.desk, join);
    std::string shown = lang["panel.joins.choose"];
    if (decided != nullptr) {
        const UnitRef unit = unit_by_code(units, decided->code);
        shown = unit.valid() ? place_words(units, unit) : lang["panel.joins.no_unit"];
    }
    ImGui::SetNextItemWidth(-1);
    // As high as a line of text: the list ends with a whole row.
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ImGui::GetStyle().FramePadding.x, 0});
    const bool open = ImGui::BeginCombo("##unit", shown.c_str());
    ImGui::PopStyleVar();
    if (!open) {
        return;
    }
    std::vector<UnitRef> offered = join.candidates;
    if (join.unit.valid() && std::find(offered.begin(), offered.end(), join.unit) == offered.end()) {
        offered.insert(offered.begin(), join.unit);
    }
    for (const UnitRef unit : offered) {
        const std::string& code = units.code(unit);
        ImGui::PushID(static_cast<int>(unit.id));
        if (!code.empty() && ImGui::Selectable((code + " " + place_words(units, unit)).c_str())) {
            commands.push(DeskCommand(DecideJoin{decision_for(join, code)}));
        }
        ImGui::PopID();
    }
    if (ImGui::Selectable(lang["panel.joins.no_unit"].c_str())) {
        commands.push(DeskCommand(DecideJoin{decision_for(join, {})}));
    }
    if (decided != nullptr && ImGui::Selectable(lang["panel.joins.take_back"].c_str())) {
        commands.push(DeskCommand(DecideJoin{*decided, true}));
    }
    ImGui::EndCombo();
}

void draw_line(const AppState& state, const JoinLine& line, int id, Commands& commands, const Ui& ui) {
    const Join& join = *line.join;
    const Units& units = state.atlas()->units;
    const Lang& lang = ui.lang;
    ImGui::TableNextRow();
    ImGui::PushID(id);
    ImGui::TableNextColumn();
    const std::string grounds = lang["join." + std::string(join_grounds_word(join.grounds))];
    plain(elided(line.doubled && join.outcome == JoinOutcome::sure
                     ? lang["panel.joins.doubled"]
                     : lang["join_outcome." + std::string(join_outcome_word(join.outcome))] + " · " + grounds,
                 ImGui::GetContentRegionAvail().x));
    text_cell(join.parent_given.empty() ? join.given : join.given + " (" + join.parent_given + ")");
    number_cell(lang.number(double(line.rows)));
    ImGui::TableNextColumn();
    if (join.unit.valid()) {
        if (link("unit", place_words(units, join.unit))) {
            press_unit(join.unit, commands);
        }
        note_row_hover(join.unit, ui);
    }
    ImGui::TableNextColumn();
    draw_choice(state, join, commands, ui);
    ImGui::PopID();
}

void draw_without_row(const TableJoins& table, const Units& units, Commands& commands, const Ui& ui) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    secondary(ui.lang["panel.joins.without_row"]);
    ImGui::TableNextColumn();
    secondary(path_text(text_path(table.file).filename()));
    number_cell(ui.lang.number(double(table.without_row.size())));
    ImGui::TableNextColumn();
    constexpr std::size_t few = 6;
    for (std::size_t i = 0; i < std::min(few, table.without_row.size()); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (link("without row", place_words(units, table.without_row[i]))) {
            press_unit(table.without_row[i], commands);
        }
        ImGui::PopID();
    }
}

void draw_list(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (!begin_list("joins",
                    {{lang["panel.joins.column.outcome"], 0, 1.1F},
                     {lang["panel.joins.column.given"], 0, 1.3F},
                     {lang["panel.joins.column.rows"], ui.px(70)},
                     {lang["panel.joins.column.unit"], 0, 1.2F},
                     {lang["panel.joins.column.decision"], 0, 1.3F}},
                    0)) {
        return;
    }
    int id = 0;
    for (const TableJoins& table : state.document->joins) {
        for (const JoinLine& line : table.lines) {
            if (is_open(line) && static_cast<std::size_t>(id) < most_lines_shown) {
                draw_line(state, line, id++, commands, ui);
            }
        }
    }
    for (const TableJoins& table : state.document->joins) {
        if (!table.without_row.empty()) {
            ImGui::PushID(table.file.c_str());
            draw_without_row(table, state.atlas()->units, commands, ui);
            ImGui::PopID();
        }
    }
    end_list();
}

} // namespace

void draw_joins_tab(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (!state.document || state.document->joins.empty()) {
        secondary(lang["panel.joins.nothing"]);
        return;
    }
    std::size_t sure_tables = 0; // one line for all of them: the list is for what is open
    for (const TableJoins& table : state.document->joins) {
        if (all_sure(table)) {
            ++sure_tables;
        } else {
            draw_counts(table, state.atlas()->units, lang);
        }
    }
    if (sure_tables > 0) {
        plain(lang.fill("panel.joins.all_sure", {{"count", lang.number(double(sure_tables))}}));
    }
    if (!state.desk.decisions.empty()) {
        const auto count = lang.number(double(state.desk.decisions.size()));
        if (toggle("write joins", lang.fill("panel.joins.write", {{"count", count}}), true)) {
            commands.push(DeskCommand(WriteJoins{}));
        }
    }
    draw_list(state, commands, ui);
}

} // namespace ntm::viewer
