#include "geo/picture/labels.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

std::string decision_line(const Lang& lang, const std::string& number, const std::optional<Date>& date) {
    if (number.empty() && !date) {
        return lang["ui.unit.decision_unknown"];
    }
    if (!date) {
        return lang.fill("ui.unit.decision_undated", {{"number", number}});
    }
    if (number.empty()) {
        return lang.fill("ui.unit.decision_unnumbered", {{"date", lang.date(*date)}});
    }
    return lang.fill("ui.unit.decision", {{"number", number}, {"date", lang.date(*date)}});
}

void draw_head(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& units = state.atlas()->units;
    const UnitRef unit = state.selected;
    if (link("back", ui.lang["ui.unit.back"])) {
        commands.push(SelectUnit{});
    }
    const auto zoom = ui.lang["ui.unit.zoom"];
    ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(zoom.c_str()).x);
    if (link("zoom", zoom)) {
        commands.push(FitUnit{unit});
    }
    heading(ui, units.name(unit));
    const auto type = units.type_on(unit, state.as_of);
    const auto kind = type == UnitType::unknown ? ui.lang["level." + std::string(level_word(unit.level))]
                                                : ui.lang["unit_type." + std::string(unit_type_word(type))];
    std::string line = kind;
    if (!units.code(unit).empty()) {
        line += " · " + ui.lang.fill("ui.unit.code", {{"code", units.code(unit)}});
    }
    const auto* made = state.current_report();
    if (made != nullptr && made->report.area_ha > 0) {
        line += " · " + ui.lang.fill("ui.unit.area", {{"area", ui.lang.number(made->report.area_ha)}});
    }
    secondary(line);
    for (UnitRef parent = units.parent(unit); parent.valid(); parent = units.parent(parent)) {
        const std::string id = "parent " + std::string(level_word(parent.level));
        if (link(id.c_str(), units.name(parent))) {
            commands.push(SelectUnit{parent});
        }
    }
}

void draw_recognition(const UnitReport::RecognitionLine& line, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Recognition& row = *line.row;
    ImGui::Bullet();
    ImGui::SameLine();
    auto name = tier_name(lang, row.unit.level, row.tier);
    if (!row.field.empty()) {
        name += " (" + row.field + ")";
    }
    if (line.future) {
        name += " – " + lang["unit.future"];
    } else if (!line.in_force) {
        name += " – " + lang["ui.unit.not_in_force"];
    }
    ImGui::BeginGroup();
    plain(name);
    secondary(decision_line(lang, row.decision_no, row.decision_date));
    if (row.title_year > 0) {
        secondary(lang.fill(row.title_year_derived ? "unit.title_year_derived" : "unit.title_year",
                            {{"year", std::to_string(row.title_year)}}));
    }
    if (row.revoked_date) {
        warning(lang.fill("unit.revoked", {{"date", lang.date(*row.revoked_date)}}));
    }
    ImGui::EndGroup();
}

void draw_tier(const SelectedReport& made, const Ui& ui) {
    const Lang& lang = ui.lang;
    const UnitReport& report = made.report;
    section(ui, lang["ui.unit.tier"]);
    if (!made.snapshot->atlas->recognitions.present) {
        secondary(lang["ui.summary.tiers_unknown"]); // unknown is not "not recognised"
        return;
    }
    auto answer = tier_line(*made.snapshot, lang, report.unit);
    strong(ui, answer.empty() ? lang["ui.unit.no_title"] : answer);
    if (report.recognitions.empty() && report.unit.level == Level::commune && report.in_scope) {
        secondary(lang[report.tier_class == TierClass::missing ? "tier.waiting" : "ui.unit.tier_none"]);
    }
    for (const auto& line : report.recognitions) {
        draw_recognition(line, ui);
    }
}

void draw_plan_row(const PlanRow& row, const Ui& ui) {
    const Lang& lang = ui.lang;
    secondary(decision_line(lang, row.decision_no, row.decision_date));
    if (!row.approver.empty()) {
        secondary(lang.fill("ui.unit.approver", {{"approver", row.approver}}));
    }
    if (row.period) {
        secondary(lang.fill("ui.unit.plan_period",
                            {{"from", std::to_string(row.period->from)}, {"to", std::to_string(row.period->to)}}));
    } else if (row.decision_date) {
        secondary(lang["ui.unit.plan_period_unknown"]);
    }
    if (row.valid_to) {
        secondary(lang.fill("unit.valid_to", {{"date", lang.date(*row.valid_to)}}));
    }
}

void draw_plan(const SelectedReport& made, const Ui& ui) {
    const UnitReport& report = made.report;
    if (!report.plan) {
        return;
    }
    const Lang& lang = ui.lang;
    section(ui, lang["ui.unit.plan"]);
    const bool of_other_period = report.plan->plan_class == PlanClass::missing && report.plan->row != nullptr;
    strong(ui, of_other_period ? lang["ui.unit.plan_other_period"] : plan_line(*made.snapshot, lang, report.unit));
    if (report.plan->since) {
        secondary(lang.fill("unit.since", {{"date", lang.date(*report.plan->since)}}));
    }
    if (report.plan->row != nullptr) {
        const PlanRow& row = *report.plan->row;
        if (row.decision_date || !row.decision_no.empty()) {
            draw_plan_row(row, ui);
        }
    } else if (report.plan->plan_class == PlanClass::missing) {
        secondary(lang["ui.unit.plan_missing"]);
    }
    const std::size_t others = report.plan_rows.size() - (report.plan->row != nullptr ? 1U : 0U);
    if (others > 0 && ImGui::CollapsingHeader((lang["ui.unit.plan_history"] + "###plan history").c_str())) {
        for (const PlanRow* row : report.plan_rows) {
            ImGui::Bullet();
            ImGui::SameLine();
            ImGui::BeginGroup();
            plain(lang.date(row->effective) + ": " + lang["plan_status." + std::to_string(row->status)]);
            if (row->decision_date || !row->decision_no.empty()) {
                draw_plan_row(*row, ui);
            }
            ImGui::EndGroup();
        }
    }
}

void draw_tallies(const SelectedReport& made, const Ui& ui) {
    const Lang& lang = ui.lang;
    const UnitReport& report = made.report;
    if (report.unit.level == Level::commune || report.tiers.total == 0) {
        return;
    }
    section(ui, lang["ui.summary.communes"]);
    figure_row(ui, lang["ui.summary.total"], lang.number(double(report.tiers.total)));
    figure_row(ui, lang["ui.summary.in_scope"], lang.number(double(report.tiers.in_scope)));
    if (made.snapshot->atlas->recognitions.present) {
        for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
            figure_row(ui, lang["tier." + std::string(tier_word(tier))],
                       part_of(lang, report.tiers.held[static_cast<std::size_t>(tier)], report.tiers.in_scope));
        }
    }
    if (made.snapshot->atlas->plans.present) {
        figure_row(ui, lang["ui.summary.plan_approved"], part_of(lang, report.plans.approved, report.plans.required));
        figure_row(ui, lang["ui.summary.plan_urban"], lang.number(double(report.plans.covered_by_urban_plan)));
    }
}

void draw_children(const AppState& state, const SelectedReport& made, Commands& commands, const Ui& ui) {
    if (made.children.empty()) {
        return;
    }
    const auto& units = state.atlas()->units;
    section(ui, ui.lang.fill("ui.unit.children", {{"count", ui.lang.number(double(made.children.size()))}}));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(made.children.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const UnitRef child = made.children[static_cast<std::size_t>(i)];
            ImGui::PushID(i);
            if (link("child", short_name(units, child))) {
                commands.push(SelectUnit{child});
            }
            auto tier = tier_line(*made.snapshot, ui.lang, child);
            if (tier.empty() && made.snapshot->atlas->recognitions.present) {
                tier = ui.lang["title.none"];
            }
            const float width = ImGui::CalcTextSize(tier.c_str()).x;
            const float room = ImGui::GetContentRegionMax().x;
            if (!tier.empty() && room - width > ui.px(150)) {
                ImGui::SameLine(room - width);
                ImGui::PushStyleColor(ImGuiCol_Text, colour(tokens::secondary));
                ImGui::TextUnformatted(tier.c_str());
                ImGui::PopStyleColor();
            }
            ImGui::PopID();
        }
    }
}

void draw_sources(const SelectedReport& made, const Ui& ui) {
    std::vector<std::string> lines;
    const auto add = [&](const Source& source) {
        auto line = source_line(ui.lang, source);
        if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(std::move(line));
        }
    };
    for (const auto& line : made.report.recognitions) {
        add(line.row->source);
    }
    for (const PlanRow* row : made.report.plan_rows) {
        add(row->source);
    }
    if (lines.empty()) {
        return;
    }
    ImGui::Dummy({0, ui.px(6)});
    if (ImGui::CollapsingHeader((ui.lang["ui.sources"] + "###unit sources").c_str())) {
        for (const auto& line : lines) {
            secondary("• " + line);
        }
    }
}

/// The class of the unit on the map, so that its colour can be found in the legend.
void draw_map_class(const AppState& state, const Ui& ui) {
    const auto* entry = legend_entry_of(state, state.selected);
    if (entry == nullptr) {
        return;
    }
    ImGui::Dummy({0, ui.px(4)});
    swatch(ui, entry->style);
    ImGui::SameLine();
    strong(ui, legend_label(*entry, ui.lang));
}

} // namespace

void draw_unit_panel(const AppState& state, Commands& commands, const Ui& ui) {
    draw_head(state, commands, ui);
    draw_map_class(state, ui);
    draw_spot_part(state, commands, ui);
    const auto* made = state.current_report();
    if (made == nullptr) {
        secondary(ui.lang["ui.task.report"]);
        return;
    }
    if (!made->bodies.empty()) {
        ImGui::Dummy({0, ui.px(2)});
        secondary(ui.lang.fill("panel.unit.bodies", {{"bodies", joined(made->bodies, "; ")}}));
    }
    draw_tier(*made, ui);
    draw_checklist(state, *made, commands, ui);
    draw_unit_duties(*made, ui);
    draw_unit_means(*made, ui);
    draw_plan(*made, ui);
    draw_tallies(*made, ui);
    draw_sources(*made, ui);
    draw_children(state, *made, commands, ui);
}

} // namespace ntm::viewer
