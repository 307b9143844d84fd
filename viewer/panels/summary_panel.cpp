#include "geo/picture/labels.hpp"
#include "geo/picture/sheet.hpp"
#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"
#include "viewer/state/programme.hpp"

namespace ntm::viewer {

namespace {

constexpr std::array shown_tiers{Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai};

std::size_t index(Tier tier) {
    return static_cast<std::size_t>(tier);
}

void draw_communes(const Summary& summary, const Ui& ui) {
    const Lang& lang = ui.lang;
    section(ui, lang["ui.summary.communes"]);
    figure_row(ui, lang["ui.summary.total"], lang.number(double(summary.communes.total)));
    figure_row(ui, lang["ui.summary.in_scope"], lang.number(double(summary.communes.in_scope)));
    if (!summary.tiers_known) {
        secondary(lang["ui.summary.tiers_unknown"]);
        return;
    }
    for (const Tier tier : shown_tiers) {
        const std::size_t held = summary.communes.held[index(tier)];
        if (held == 0 && tier == Tier::hien_dai) {
            continue; // a tier of 2025: before, a row of zero would only puzzle
        }
        figure_row(ui, lang["tier." + std::string(tier_word(tier))], part_of(lang, held, summary.communes.in_scope));
    }
    secondary(lang["ui.summary.nested"]);
}

void draw_new_in_year(const Summary& summary, const Ui& ui) {
    if (!summary.tiers_known) {
        return;
    }
    const Lang& lang = ui.lang;
    section(ui, lang.fill("ui.summary.new_in_year", {{"year", std::to_string(summary.as_of.year())}}));
    for (const Tier tier : shown_tiers) {
        const std::size_t count = summary.communes.new_in_year[index(tier)];
        if (count > 0 || tier != Tier::hien_dai) {
            figure_row(ui, lang["tier." + std::string(tier_word(tier))], lang.number(double(count)));
        }
    }
}

void draw_without(const AppState& state, Commands& commands, const Ui& ui, Tier tier) {
    const auto& without = state.insight->summary.districts->without[index(tier)];
    if (without.empty()) {
        return;
    }
    const auto& units = state.atlas()->units;
    ImGui::Dummy({0, ui.px(2)});
    figure_row(ui, ui.lang.fill("ui.summary.without", {{"tier", ui.lang["tier." + std::string(tier_word(tier))]}}),
               ui.lang.number(double(without.size())));
    const float end = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    ImGui::PushID(static_cast<int>(tier));
    for (std::size_t i = 0; i < without.size(); ++i) {
        const auto name = short_name(units, without[i]) + (i + 1 < without.size() ? "," : "");
        if (i > 0) {
            ImGui::SameLine(0, ui.px(6));
            if (ImGui::GetCursorPosX() + ImGui::CalcTextSize(name.c_str()).x > end) {
                ImGui::NewLine();
            }
        }
        if (link(units.code(without[i]).c_str(), name)) {
            commands.push(SelectUnit{without[i]});
        }
    }
    ImGui::PopID();
}

void draw_districts(const AppState& state, Commands& commands, const Ui& ui) {
    const auto& districts = state.insight->summary.districts;
    if (!districts) {
        return;
    }
    const Lang& lang = ui.lang;
    section(ui, lang["ui.summary.districts"]);
    if (districts->recognised) {
        figure_row(ui, lang["ui.summary.recognised"], part_of(lang, *districts->recognised, districts->total));
    } else {
        figure_row(ui, lang["ui.summary.total"], lang.number(double(districts->total)));
    }
    if (districts->new_in_year) {
        figure_row(ui, lang.fill("ui.summary.new_in_year", {{"year", std::to_string(state.as_of.year())}}),
                   lang.number(double(*districts->new_in_year)));
    }
    if (state.insight->summary.tiers_known) {
        for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
            draw_without(state, commands, ui, tier);
        }
    }
}

void draw_plans(const Summary& summary, const Ui& ui) {
    const Lang& lang = ui.lang;
    section(ui, lang.fill("ui.summary.plans", {{"from", std::to_string(summary.plan_period.from)},
                                               {"to", std::to_string(summary.plan_period.to)}}));
    if (!summary.plans_known) {
        secondary(lang["ui.summary.plans_unknown"]);
        return;
    }
    const PlanTally& plans = summary.plans;
    figure_row(ui, lang["ui.summary.plan_approved"], part_of(lang, plans.approved, plans.required));
    figure_row(ui, lang["ui.summary.plan_without"], lang.number(double(plans.without)));
    figure_row(ui, lang["ui.summary.plan_urban"], lang.number(double(plans.covered_by_urban_plan)));
    if (plans.not_required > 0) {
        figure_row(ui, lang["ui.summary.plan_not_required"], lang.number(double(plans.not_required)));
    }
    if (plans.period_unknown > 0) {
        figure_row(ui, lang["ui.summary.plan_period_unknown"], lang.number(double(plans.period_unknown)));
    }
}

void draw_criteria(const Summary& summary, const Ui& ui) {
    if (!summary.criteria || summary.criteria->judged == 0 || !summary.criteria->mean_met) {
        return;
    }
    const Lang& lang = ui.lang;
    const Summary::Criteria& criteria = *summary.criteria;
    section(ui, lang["panel.criteria.title"]);
    secondary(set_words(lang, *criteria.set));
    figure_row(ui, lang["ui.summary.mean_met"],
               lang.number(*criteria.mean_met, 2) + "/" + lang.number(double(criteria.of)));
    if (criteria.least_met) {
        figure_row(ui, lang["ui.summary.least_met"], lang.number(double(*criteria.least_met)));
    }
    figure_row(ui, lang["ui.summary.judged"], part_of(lang, criteria.judged, criteria.in_scope));
    if (criteria.incomplete > 0) {
        secondary(lang.fill("gaps.incomplete", {{"count", lang.number(double(criteria.incomplete))}}));
    }
}

void draw_carried_over(const AppState& state, Commands& commands, const Ui& ui) {
    for (const TargetProgress& progress : state.insight->summary.carried_over) {
        if (!progress.target->unit) {
            continue;
        }
        const UnitRef unit = *progress.target->unit;
        const auto& units = state.atlas()->units;
        const auto year = std::to_string(progress.target->carry_over_year.value_or(0));
        ImGui::PushID(progress.target);
        if (link("carried", short_name(units, unit) + ": " + measure_words(ui.lang, progress.target->measure) + ", " +
                                ui.lang.fill("panel.targets.carried_over", {{"year", year}}))) {
            commands.push(SelectUnit{unit});
        }
        ImGui::PopID();
    }
}

void draw_targets(const AppState& state, Commands& commands, const Ui& ui) {
    const Summary& summary = state.insight->summary;
    if (summary.targets.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    section(ui, lang.fill("panel.targets.title", {{"year", std::to_string(summary.target_year)}}));
    secondary(lang["panel.targets.columns"]);
    for (const MeasureProgress& progress : summary.targets) {
        if (!progress.target) {
            continue;
        }
        const auto achieved = progress.achieved ? number_words(lang, *progress.achieved) : std::string("–");
        const auto target = number_words(lang, *progress.target);
        figure_row(ui, measure_words(lang, progress.measure),
                   achieved + "/" + (progress.floor ? "≥" + target : target));
    }
    draw_carried_over(state, commands, ui);
}

void draw_figures(const Summary& summary, const Ui& ui) {
    if (summary.figures.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    if (!ImGui::CollapsingHeader((lang["ui.summary.figures"] + "###figures").c_str())) {
        return;
    }
    for (const Figure* figure : summary.figures) {
        const double whole = static_cast<double>(static_cast<long long>(figure->value));
        auto label = words_or(lang, "measure." + figure->measure, figure->measure);
        if (!figure->level.empty()) {
            label += ", " + words_or(lang, "level." + figure->level, figure->level);
        }
        figure_row(ui, label, lang.number(figure->value, whole == figure->value ? 0 : 1));
        secondary(words_or(lang, "figure_kind." + std::string(figure_kind_word(figure->kind)),
                           std::string(figure_kind_word(figure->kind))) +
                  (figure->date ? " · " + lang.date(*figure->date) : std::string()) + " · " +
                  source_line(lang, figure->source));
        ImGui::Dummy({0, ui.px(3)});
    }
}

void draw_sources(const AppState& state, const Ui& ui) {
    const auto documents = source_documents(*state.insight->snapshot, state.theme);
    if (documents.empty() || !ImGui::CollapsingHeader((ui.lang["ui.sources"] + "###sources").c_str())) {
        return;
    }
    for (const auto& document : documents) {
        secondary("• " + document);
    }
}

void draw_nothing_open(const AppState& state, const Ui& ui) {
    heading(ui, ui.lang[state.loading ? "ui.loading" : "ui.nothing_open"]);
    if (!state.loading) {
        secondary(ui.lang["ui.nothing_open_help"]);
    }
}

} // namespace

void draw_summary_panel(const AppState& state, Commands& commands, const Ui& ui) {
    if (!state.document || !state.insight || state.insight->snapshot->atlas != state.document->atlas) {
        draw_nothing_open(state, ui);
        return;
    }
    const Summary& summary = state.insight->summary;
    const Lang& lang = ui.lang;
    heading(ui, lang["ui.summary.title"]);
    secondary(lang.fill("ui.summary.as_of", {{"date", lang.date(summary.as_of)}}));
    if (summary.tiers_known && summary.communes.in_scope > 0) {
        ImGui::Dummy({0, ui.px(2)});
        strong(ui,
               lang.fill("ui.summary.answer", {{"held", lang.number(double(summary.communes.held[index(Tier::ntm)]))},
                                               {"scope", lang.number(double(summary.communes.in_scope))}}));
    }
    if (const auto years = years_without_recognition(summary); !years.empty()) {
        warning(lang.fill("ui.summary.years_missing",
                          {{"date", lang.date(*summary.latest_recognition)}, {"years", years}}));
    }
    draw_communes(summary, ui);
    draw_new_in_year(summary, ui);
    draw_districts(state, commands, ui);
    draw_plans(summary, ui);
    draw_criteria(summary, ui);
    draw_targets(state, commands, ui);
    draw_capital(capital_of_whole(*state.atlas()), ui);
    ImGui::Dummy({0, ui.px(6)});
    draw_figures(summary, ui);
    draw_sources(state, ui);
    ImGui::Dummy({0, ui.px(6)});
    secondary(lang["ui.summary.help"]);
}

} // namespace ntm::viewer
