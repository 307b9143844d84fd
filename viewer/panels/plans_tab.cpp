#include "geo/picture/labels.hpp"
#include "geo/picture/plan_picture.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/plan_symbols.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

namespace ntm::viewer {

namespace {

std::string hectares(const Lang& lang, double area_m2) {
    return lang.number(area_m2 / 10'000, std::abs(area_m2) < 100'000 ? 2 : 1);
}

std::string percent(const Lang& lang, double share) {
    return lang.number(share * 100, 1) + "%";
}

void draw_lists(const AppState& state, const PlanDesk& desk, Commands& commands, const Ui& ui) {
    for (const PlanList list : all_plan_lists) {
        const std::string word(plan_list_word(list));
        const auto count = ui.lang.number(double(desk.count_of(list)));
        const auto text = ui.lang.fill("plans_tab." + word, {{"count", count}});
        if (list != PlanList::coverage) {
            flow(button_width(text), ui.px(3));
        }
        if (toggle(word.c_str(), text, state.plan_list == list)) {
            commands.push(SetPlanList{list});
        }
    }
}

/// What all drawn communes come to.
void draw_sum(const PlanDesk& desk, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Cover& cover = *desk.cover;
    const auto& units = cover.units[static_cast<std::size_t>(desk.snapshot->atlas->units.drawn)];
    UnitCover sum;
    for (const UnitRef unit : desk.drawn) {
        sum.area_m2 += units[unit.id].area_m2;
        sum.covered_m2 += units[unit.id].covered_m2;
    }
    plain(lang.fill("plans_tab.sum", {{"communes", lang.number(double(desk.drawn.size()))},
                                      {"covered", hectares(lang, sum.covered_m2)},
                                      {"area", hectares(lang, sum.area_m2)},
                                      {"share", percent(lang, sum.share())}}));
    if (!cover.approval_known) {
        warning(lang["cover.approval_unknown"]);
    }
}

template <class Row>
void draw_rows(std::size_t count, const Row& row) {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            ImGui::TableNextRow();
            row(static_cast<std::size_t>(i));
        }
    }
    end_list();
}

void draw_coverage(const AppState& state, const PlanDesk& desk, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    draw_sum(desk, ui);
    const auto column = [&](const char* key) { return lang[std::string("plans_tab.column.") + key]; };
    if (!begin_list("coverage",
                    {{column("commune"), 0, 1.2F},
                     {column("area"), ui.px(110)},
                     {column("covered"), ui.px(130)},
                     {column("share"), ui.px(80)},
                     {column("drawn"), ui.px(130)},
                     {column("state"), 0, 1}},
                    0)) {
        return;
    }
    const Atlas& atlas = *desk.snapshot->atlas;
    const auto& covers = desk.cover->units[static_cast<std::size_t>(atlas.units.drawn)];
    draw_rows(desk.drawn.size(), [&](std::size_t i) {
        const UnitRef unit = desk.drawn[i];
        const UnitCover& cover = covers[unit.id];
        unit_cell(state, commands, ui, unit, place_words(atlas.units, unit));
        number_cell(hectares(lang, cover.area_m2));
        number_cell(hectares(lang, cover.covered_m2));
        number_cell(percent(lang, cover.share()));
        number_cell(hectares(lang, cover.drawn_m2));
        text_cell(plan_line(*desk.snapshot, lang, unit));
    });
}

void draw_balance(const PlanDesk& desk, const LandUseBalance& balance, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Atlas& atlas = *desk.snapshot->atlas;
    const auto column = [&](const char* key) { return lang[std::string("plans_tab.column.") + key]; };
    if (!begin_list("land use",
                    {{column("use"), 0, 2},
                     {column("now"), ui.px(130)},
                     {column("planned"), ui.px(130)},
                     {column("change"), ui.px(130)},
                     {column("change_share"), ui.px(110)}},
                    0)) {
        return;
    }
    draw_rows(balance.rows.size(), [&](std::size_t i) {
        const LandUseBalance::Row& row = balance.rows[i];
        const PlanLayer& layer = atlas.plan_layers[row.layer];
        ImGui::TableNextColumn();
        symbol(ui, layer.geometry, use_style(atlas, layer, row.use));
        ImGui::SameLine();
        const std::string use = row.text + " " + use_name(atlas, layer, row.use, lang);
        ImGui::TextUnformatted(elided(use, ImGui::GetContentRegionAvail().x).c_str());
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("%s", use.c_str());
        }
        number_cell(balance.now_layer ? hectares(lang, row.now_m2) : "–");
        number_cell(balance.planned_layer ? hectares(lang, row.planned_m2) : "–");
        const double change_m2 = row.change_m2();
        number_cell(balance.both() ? (change_m2 > 0 ? "+" : "") + hectares(lang, change_m2) : "–");
        number_cell(balance.both() && row.now_m2 > 0
                        ? (change_m2 > 0 ? "+" : "") + percent(lang, change_m2 / row.now_m2)
                        : "–");
    });
}

/// Of the selected unit, else of all together.
void draw_land_use(const AppState& state, const PlanDesk& desk, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Atlas& atlas = *desk.snapshot->atlas;
    const auto own =
        state.selected.valid() ? land_use_balance(*desk.cover, atlas, state.selected) : std::vector<LandUseBalance>();
    const auto& balances = state.selected.valid() ? own : desk.land_use;
    const std::string whose = state.selected.valid() ? atlas.units.name(state.selected) : atlas.workspace.title;
    if (balances.empty()) {
        secondary(desk.land_use.empty() ? lang["plans_tab.no_land_use"]
                                        : lang.fill("plans_tab.no_land_use_here", {{"unit", whose}}));
        return;
    }
    for (const LandUseBalance& balance : balances) {
        const std::uint32_t layer = balance.planned_layer ? *balance.planned_layer : *balance.now_layer;
        plain(lang.fill("plans_tab.land_use_of",
                        {{"unit", whose},
                         {"layer", atlas.plan_layers[layer].name},
                         {"area", hectares(lang, std::max(balance.now_m2, balance.planned_m2))}}));
        ImGui::SameLine();
        secondary(lang["cover.method_short"]);
        draw_balance(desk, balance, ui);
    }
}

std::string flaw_units(const PlanDesk& desk, const PlanFlaw& flaw, const Lang& lang) {
    const Units& units = desk.snapshot->atlas->units;
    std::string names;
    const auto add = [&](UnitRef unit) {
        names += (names.empty() ? "" : " – ") + (unit.valid() ? short_name(units, unit) : lang["cover.nowhere"]);
    };
    const UnitRef home = flaw.shapes.size() == 1 ? desk.cover->geometry->shapes[flaw.shapes.front()].home : UnitRef{};
    if (flaw.shapes.size() == 1) {
        add(home);
    }
    for (const UnitRef unit : flaw.units) {
        if (flaw.shapes.size() != 1 || unit != home) {
            add(unit);
        }
    }
    return names;
}

std::string decisions(const PlanDesk& desk, const PlanFlaw& flaw) {
    std::string text;
    for (const std::uint32_t shape : flaw.shapes) {
        const PlanShape& own = desk.cover->geometry->shapes[shape];
        const auto& decision = desk.snapshot->atlas->plan_layers[own.layer].plans[own.plan].decision_given;
        text += (text.empty() || decision.empty() ? "" : "; ") + decision;
    }
    return text;
}

void draw_flaws(const PlanDesk& desk, PlanList list, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Cover& cover = *desk.cover;
    const auto& rows = *desk.flaws_of(list);
    const Slivers slivers = list == PlanList::overlaps  ? cover.overlap_slivers
                            : list == PlanList::outside ? cover.outside_slivers
                                                        : cover.gap_slivers;
    secondary(lang.fill("plans_tab.slivers", {{"count", lang.number(double(slivers.count))},
                                              {"width", lang.number(cover.options.sliver_width_m, 1)},
                                              {"area", hectares(lang, slivers.area_m2)}}));
    const auto column = [&](const char* key) { return lang[std::string("plans_tab.column.") + key]; };
    if (rows.empty() || !begin_list("flaws",
                                    {{column("where"), 0, 1.5F},
                                     {column("size"), ui.px(110)},
                                     {column("width"), ui.px(110)},
                                     {column("plans"), 0, 1},
                                     {column("place"), ui.px(190)}},
                                    0)) {
        return;
    }
    draw_rows(rows.size(), [&](std::size_t i) {
        const PlanFlaw& flaw = *rows[i].flaw;
        ImGui::TableNextColumn();
        ImGui::PushID(static_cast<int>(i));
        const auto names = elided(flaw_units(desk, flaw, lang), ImGui::GetContentRegionAvail().x);
        if (ImGui::Selectable(names.c_str(), false, ImGuiSelectableFlags_SpanAllColumns)) {
            commands.push(FlyToFlaw{list, i});
        }
        ImGui::PopID();
        number_cell(hectares(lang, flaw.area_m2));
        number_cell(lang.number(flaw.width_m, 1));
        text_cell(decisions(desk, flaw));
        text_cell(fmt::format("{:.5f}, {:.5f}", flaw.at.y, flaw.at.x));
    });
}

void draw_months(const AppState& state, Commands& commands, const Ui& ui) {
    for (const int months : {12, 24, 60, 120}) {
        if (months != 12) {
            ImGui::SameLine(0, ui.px(3));
        }
        const auto words = ui.lang.fill("plans_tab.months", {{"count", std::to_string(months)}});
        if (toggle(std::to_string(months).c_str(), words, state.plan_months == months)) {
            commands.push(SetPlanMonths{months});
        }
    }
}

void draw_ends(const AppState& state, const PlanDesk& desk, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    draw_months(state, commands, ui);
    const auto column = [&](const char* key) { return lang[std::string("plans_tab.column.") + key]; };
    if (desk.ends.empty()) {
        secondary(lang["plans_tab.no_ends"]);
        return;
    }
    if (!begin_list("ends",
                    {{column("commune"), 0, 1.2F},
                     {column("state"), 0, 1},
                     {column("ends"), ui.px(130)},
                     {column("plans"), ui.px(170)},
                     {column("approver"), 0, 1}},
                    0)) {
        return;
    }
    draw_rows(desk.ends.size(), [&](std::size_t i) {
        const PlanDesk::EndRow& row = desk.ends[i];
        unit_cell(state, commands, ui, row.unit, place_words(desk.snapshot->atlas->units, row.unit));
        text_cell(lang["plan." + std::string(plan_class_word(row.plan_class))]);
        text_cell(row.ends ? lang.date(*row.ends) : "–");
        text_cell(row.row != nullptr ? row.row->decision_no : std::string());
        text_cell(row.row != nullptr ? row.row->approver : std::string());
    });
}

void draw_notices(const PlanDesk& desk, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (desk.issues.empty()) {
        secondary(lang["plans_tab.no_notices"]);
        return;
    }
    const auto column = [&](const char* key) { return lang[std::string("plans_tab.column.") + key]; };
    if (!begin_list("notices",
                    {{column("file"), 0, 0.6F},
                     {column("row"), ui.px(70)},
                     {column("value"), 0, 0.6F},
                     {column("notice"), 0, 1.6F},
                     {column("remedy"), 0, 1.4F}},
                    0)) {
        return;
    }
    draw_rows(desk.issues.size(), [&](std::size_t i) {
        const Issue& issue = desk.issues[i];
        text_cell(std::filesystem::path(issue.where.file).filename().string());
        number_cell(issue.where.row > 0 ? std::to_string(issue.where.row) : std::string());
        text_cell(issue.where.value);
        text_cell(lang.issue_text(issue));
        text_cell(lang.issue_remedy(issue));
    });
}

} // namespace

void draw_plans_tab(const AppState& state, Commands& commands, const Ui& ui) {
    const PlanDesk* desk = state.current_plan_desk();
    if (desk == nullptr) {
        secondary(ui.lang[state.plans_given_up ? "plans_tab.given_up" : "ui.task.plans"]);
        if (state.plans_given_up && link("again", ui.lang["plans_tab.again"])) {
            commands.push(SetPlanList{state.plan_list});
        }
        return;
    }
    draw_lists(state, *desk, commands, ui);
    if (state.plan_list == PlanList::ends) {
        draw_ends(state, *desk, commands, ui);
    } else if (state.plan_list == PlanList::notices) {
        draw_notices(*desk, ui);
    } else if (state.plan_list == PlanList::land_use) {
        draw_land_use(state, *desk, ui);
    } else if (!desk->cover->known()) {
        secondary(ui.lang[desk->cover->geometry ? "cover.no_plans" : "cover.no_layers"]);
    } else if (state.plan_list == PlanList::coverage) {
        draw_coverage(state, *desk, commands, ui);
    } else {
        draw_flaws(*desk, state.plan_list, commands, ui);
    }
}

} // namespace ntm::viewer
