#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

namespace ntm::viewer {

namespace {

std::string reason(const Lang& lang, const Risk& risk) {
    const char* key = risk.revocation_case == RevocationCase::b ? "panel.risk.case_b" : "panel.risk.case_a";
    return lang.fill(key, {{"count", lang.number(double(risk.failing.size()))},
                           {"of", lang.number(double(risk.set->numbered_criteria()))},
                           {"key", criterion_numbers(*risk.set, risk.failing_key)}});
}

std::string held(const DrawerLists& lists, const Lang& lang, const Risk& risk) {
    auto text = tier_name(lang, risk.unit.level, risk.tier);
    const Recognition* row =
        risk.unit.id < lists.snapshot->tier.size() ? lists.snapshot->tier[risk.unit.id].row : nullptr;
    if (row != nullptr && row->title_year > 0) {
        text += ", " + std::to_string(row->title_year);
    }
    return text;
}

} // namespace

void draw_risk_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const auto count = [&](RiskClass one) {
        return lang.number(double(lists.risk_counts[static_cast<std::size_t>(one)]));
    };
    warning(lang["panel.risk.warning"]);
    plain(lang.fill("risk.head", {{"count", lang.number(double(lists.risks.size()))},
                                  {"safe", count(RiskClass::none)},
                                  {"missing", count(RiskClass::missing)},
                                  {"not_assessed", count(RiskClass::not_assessed)},
                                  {"withheld", count(RiskClass::withheld)}}));
    if (lists.risks.empty() || !begin_list("risks",
                                           {{lang["panel.risk.column.unit"], 0, 0.9F},
                                            {lang["panel.risk.column.held"], ui.px(168)},
                                            {lang["panel.risk.column.reason"], 0, 1.35F},
                                            {lang["panel.risk.column.failing"], 0, 1}},
                                           0)) {
        return;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lists.risks.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const Risk& risk = lists.risks[static_cast<std::size_t>(i)];
            ImGui::TableNextRow();
            unit_cell(state, commands, ui, risk.unit, place_words(lists.snapshot->atlas->units, risk.unit));
            text_cell(held(lists, lang, risk));
            text_cell(reason(lang, risk));
            text_cell(criterion_numbers(*risk.set, risk.failing));
        }
    }
    end_list();
}

} // namespace ntm::viewer
