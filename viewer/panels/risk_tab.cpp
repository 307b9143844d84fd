#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

std::string held(const DrawerLists& lists, const Lang& lang, const Risk& risk) {
    auto text = tier_name(lang, risk.unit.level, risk.tier);
    const Recognition* row =
        risk.unit.id < lists.snapshot->tier.size() ? lists.snapshot->tier[risk.unit.id].row : nullptr;
    if (row != nullptr && row->title_year > 0) {
        text += ", " + std::to_string(row->title_year);
    }
    return text;
}

/// A line a criterion, with its name: numbers alone say nothing to who does not know them by heart.
std::string failing_names(const Lang& lang, const Risk& risk) {
    std::vector<std::string> names;
    for (const std::size_t index : risk.failing) {
        const Criterion& criterion = risk.set->criteria[index];
        names.push_back(criterion.no + ". " + name_in(lang, criterion.name_vi, criterion.name_en));
    }
    return joined(names, "\n");
}

/// Towns that completed their task are counted in the words above the list: the article does not name them.
void draw_district_row(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui,
                       const DistrictRisk& risk) {
    const Lang& lang = ui.lang;
    ImGui::TableNextRow();
    unit_cell(state, commands, ui, risk.unit, place_words(lists.snapshot->atlas->units, risk.unit));
    text_cell(tier_name(lang, risk.unit.level, risk.title));
    text_cell(lang.fill("panel.risk.district_case", {{"case", std::string(risk.case_word())},
                                                     {"revoked", lang.number(double(risk.revoked))},
                                                     {"communes", lang.number(double(risk.communes))}}));
    text_cell(risk.set != nullptr && !risk.failing.empty() ? criterion_numbers(*risk.set, risk.failing) : "–");
}

void draw_district_words(const DrawerLists& lists, const Lang& lang) {
    const auto count = [&](auto&& is) {
        return lang.number(double(std::count_if(lists.district_risks.begin(), lists.district_risks.end(), is)));
    };
    secondary(lang.fill("risk.districts",
                        {{"titled", lang.number(double(lists.district_risks.size()))},
                         {"at_risk", count([](const DistrictRisk& one) { return one.at_risk(); })},
                         {"unjudged", count([](const DistrictRisk& one) { return one.named_by_law && !one.judged; })},
                         {"towns", count([](const DistrictRisk& one) { return !one.named_by_law; })}}));
}

} // namespace

void draw_risk_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const auto count = [&](RiskClass one) {
        return lang.number(double(lists.risk_counts[static_cast<std::size_t>(one)]));
    };
    if (!lists.snapshot->atlas->recognitions.present) {
        secondary(lang["ui.summary.tiers_unknown"]);
        return;
    }
    warning(lang["panel.risk.warning"]);
    plain(lang.fill("risk.head", {{"count", lang.number(double(lists.risks.size()))},
                                  {"safe", count(RiskClass::none)},
                                  {"missing", count(RiskClass::missing)},
                                  {"not_assessed", count(RiskClass::not_assessed)},
                                  {"withheld", count(RiskClass::withheld)}}));
    if (!lists.district_risks.empty()) {
        draw_district_words(lists, lang);
    }
    // Those at risk come first.
    const auto districts =
        static_cast<std::size_t>(std::count_if(lists.district_risks.begin(), lists.district_risks.end(),
                                               [](const DistrictRisk& one) { return one.at_risk(); }));
    if (lists.risks.size() + districts == 0) {
        secondary(lang["panel.risk.nothing"]);
        return;
    }
    if (!begin_list("risks",
                    {{lang["panel.risk.column.unit"], 0, 0.9F},
                     {lang["panel.risk.column.held"], ui.px(168)},
                     {lang["panel.risk.column.reason"], 0, 1.35F},
                     {lang["panel.risk.column.failing"], 0, 1}},
                    0)) {
        return;
    }
    for (std::size_t i = 0; i < districts; ++i) {
        draw_district_row(state, lists, commands, ui, lists.district_risks[i]);
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lists.risks.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const Risk& risk = lists.risks[static_cast<std::size_t>(i)];
            ImGui::TableNextRow();
            unit_cell(state, commands, ui, risk.unit, place_words(lists.snapshot->atlas->units, risk.unit));
            text_cell(held(lists, lang, risk));
            text_cell(risk_words(lang, risk));
            text_cell(criterion_numbers(*risk.set, risk.failing));
            if (ImGui::IsItemHovered()) {
                ImGui::SetTooltip("%s", failing_names(lang, risk).c_str());
            }
        }
    }
    end_list();
}

} // namespace ntm::viewer
