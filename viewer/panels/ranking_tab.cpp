#include "geo/insight/change.hpp"
#include "geo/picture/labels.hpp"
#include "geo/report/comparison_notes.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

bool is_measure(const std::string& name) {
    return parse_measure(name) == name;
}
bool is_share(const std::string& name) {
    return name.starts_with("share_");
}

std::string key_words(const Lang& lang, const std::string& key) {
    return is_measure(key) ? lang.fill("panel.rank.remaining_of", {{"measure", measure_words(lang, key)}})
                           : lang["panel.rank.key." + key];
}

std::string column_words(const Lang& lang, const std::string& term) {
    return is_measure(term) ? measure_words(lang, term)
                            : words_or(lang, "panel.rank.column." + term, lang["rank." + term]);
}

std::string value_of(const Lang& lang, const std::string& term, double value) {
    return is_share(term) ? lang.number(value * 100, 1) + "%" : number_words(lang, value);
}

std::string cell_words(const Lang& lang, const RankRow& row, const std::string& term) {
    const auto found =
        std::find_if(row.terms.begin(), row.terms.end(), [&](const auto& one) { return one.name == term; });
    return found == row.terms.end() || !found->value ? "–" : value_of(lang, term, *found->value);
}

/// Change of the first term, with its sign; shares in points of percent.
std::string change_words(const Lang& lang, const RankRow& row) {
    if (!row.change || row.terms.empty()) {
        return "–";
    }
    const double change = is_share(row.terms.front().name) ? *row.change * 100 : *row.change;
    return (change > 0 ? "+" : "") + number_words(lang, change);
}

void draw_choice(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(lang["panel.rank.by"].c_str());
    ImGui::SameLine();
    ImGui::SetNextItemWidth(ui.px(290));
    if (ImGui::BeginCombo("##rank key", key_words(lang, state.rank.key).c_str())) {
        for (const auto& key : rank_keys()) {
            if (ImGui::Selectable(key_words(lang, key).c_str(), key == state.rank.key)) {
                commands.push(SetRanking{{key, state.rank.level, state.rank.by_body && is_measure(key)}});
            }
        }
        ImGui::EndCombo();
    }
    for (const Level level : {Level::district, Level::commune}) {
        if (state.atlas()->units.count(level) > 0) {
            ImGui::SameLine();
            const std::string word(level_word(level));
            const bool alone = state.atlas()->units.count(Level::district) == 0;
            const bool on = !state.rank.by_body && (alone || level == state.rank.level);
            if (toggle(("rank " + word).c_str(), lang["ui.level_short." + word], on)) {
                commands.push(SetRanking{{state.rank.key, level}});
            }
        }
    }
    ImGui::SameLine();
    if (toggle("rank body", lang["panel.rank.by_body"], state.rank.by_body)) {
        commands.push(SetRanking{{state.rank.key, state.rank.level, true}});
    }
}

/// What the column of changes counts, since when, in what: "Cột ±: Xã NTM so 31/12/2021 (điểm %)".
std::string change_title(const Lang& lang, const DrawerLists& lists) {
    const std::string term = lists.rank_terms.empty() ? std::string() : lists.rank_terms.front();
    const std::string unit = is_share(term)               ? "points"
                             : is_measure(lists.rank.key) ? lists.rank.key.substr(0, lists.rank.key.find('_'))
                             : term == "targets_open"     ? "targets"
                                                          : "criteria";
    return lang.fill("panel.rank.column.change", {{"term", column_words(lang, term)},
                                                  {"date", lang.date(lists.rank_since)},
                                                  {"unit", lang["rank.unit." + unit]}});
}

/// Terms that any unit has a value of: a column of nothing but dashes takes room from the others.
std::vector<std::string> shown_terms(const DrawerLists& lists) {
    std::vector<std::string> terms;
    for (const auto& name : lists.rank_terms) {
        const bool known = std::any_of(lists.ranking.begin(), lists.ranking.end(), [&](const RankRow& row) {
            return std::any_of(row.terms.begin(), row.terms.end(),
                               [&](const RankTerm& term) { return term.name == name && term.value; });
        });
        if (known || name == lists.rank_terms.front()) {
            terms.push_back(name);
        }
    }
    return terms;
}

std::vector<ListColumn> columns_of(const DrawerLists& lists, const std::vector<std::string>& terms, const Ui& ui) {
    const Lang& lang = ui.lang;
    std::vector<ListColumn> columns{{lang["panel.rank.column.place"], ui.px(44)},
                                    {lang["panel.rank.column.unit"], ui.px(130)}};
    const auto add = [&](const std::string& title) {
        columns.push_back({title, std::clamp(ImGui::CalcTextSize(title.c_str()).x + ui.px(10), ui.px(58), ui.px(150))});
    };
    for (const auto& term : terms) {
        // Beside others of its kind a measure has a short name.
        const bool beside = is_measure(term) && !is_measure(lists.rank.key);
        add(beside ? words_or(lang, "panel.rank.short." + term, column_words(lang, term)) : column_words(lang, term));
    }
    add(lang.fill("panel.rank.column.since", {{"date", lang.date(lists.rank_since)}}));
    const bool any_body =
        std::any_of(lists.ranking.begin(), lists.ranking.end(), [](const RankRow& row) { return !row.bodies.empty(); });
    if (any_body) {
        columns.push_back({lang["panel.rank.column.bodies"], 0});
    }
    return columns;
}

/// Another set on the other day matters where criteria are what is compared.
void draw_comparison_notes(const DrawerLists& lists, const Ui& ui) {
    if (lists.rank.key != "criteria_met" && !crosses_reform(lists.rank_since, lists.snapshot->as_of)) {
        return;
    }
    for (const auto& note : comparison_notes(ui.lang, *lists.rank_before, *lists.snapshot)) {
        secondary(note);
    }
}

} // namespace

void draw_ranking_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    draw_choice(state, commands, ui);
    if (lists.rank.by_body) {
        draw_bodies_list(lists, commands, ui);
        return;
    }
    if (std::none_of(lists.ranking.begin(), lists.ranking.end(), [](const RankRow& row) { return row.place > 0; })) {
        secondary(ui.lang["panel.rank.nothing"]);
        return;
    }
    const auto title = change_title(ui.lang, lists);
    flow(ImGui::CalcTextSize(title.c_str()).x);
    ImGui::AlignTextToFramePadding();
    secondary(title);
    draw_comparison_notes(lists, ui);
    const auto terms = shown_terms(lists);
    const auto columns = columns_of(lists, terms, ui);
    const bool shows_bodies = columns.size() == terms.size() + 4;
    if (!begin_list(lists.rank.key.c_str(), columns, 0)) {
        return;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lists.ranking.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const RankRow& row = lists.ranking[static_cast<std::size_t>(i)];
            ImGui::TableNextRow();
            unit_cell(state, commands, ui, row.unit, row.place > 0 ? std::to_string(row.place) : "–");
            text_cell(short_name(lists.snapshot->atlas->units, row.unit));
            for (const auto& term : terms) {
                number_cell(cell_words(ui.lang, row, term));
            }
            number_cell(change_words(ui.lang, row));
            if (shows_bodies) {
                text_cell(joined(row.bodies, "; "));
            }
        }
    }
    end_list();
}

} // namespace ntm::viewer
