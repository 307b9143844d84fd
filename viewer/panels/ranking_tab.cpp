#include "geo/picture/labels.hpp"
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
                commands.push(SetRanking{{key, state.rank.level}});
            }
        }
        ImGui::EndCombo();
    }
    for (const Level level : {Level::district, Level::commune}) {
        if (state.atlas()->units.count(level) > 0) {
            ImGui::SameLine();
            const std::string word(level_word(level));
            const bool alone = state.atlas()->units.count(Level::district) == 0;
            if (toggle(("rank " + word).c_str(), lang["ui.level_short." + word], alone || level == state.rank.level)) {
                commands.push(SetRanking{{state.rank.key, level}});
            }
        }
    }
}

/// What changed, since when, counted in what: "Xã NTM so 31/12/2021 (điểm %)".
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

std::vector<ListColumn> columns_of(const DrawerLists& lists, const Ui& ui) {
    const Lang& lang = ui.lang;
    std::vector<ListColumn> columns{{lang["panel.rank.column.place"], ui.px(44)},
                                    {lang["panel.rank.column.unit"], ui.px(130)}};
    for (const auto& term : lists.rank_terms) {
        const auto title = column_words(lang, term);
        columns.push_back({title, std::clamp(ImGui::CalcTextSize(title.c_str()).x + ui.px(8), ui.px(70), ui.px(150))});
    }
    const auto change = change_title(lang, lists);
    columns.push_back({change, std::clamp(ImGui::CalcTextSize(change.c_str()).x + ui.px(8), ui.px(112), ui.px(240))});
    const bool any_body =
        std::any_of(lists.ranking.begin(), lists.ranking.end(), [](const RankRow& row) { return !row.bodies.empty(); });
    if (any_body) {
        columns.push_back({lang["panel.rank.column.bodies"], 0});
    }
    return columns;
}

} // namespace

void draw_ranking_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    draw_choice(state, commands, ui);
    if (lists.ranking.empty()) {
        secondary(ui.lang["panel.rank.nothing"]);
        return;
    }
    const auto columns = columns_of(lists, ui);
    const bool shows_bodies = columns.size() == lists.rank_terms.size() + 4;
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
            for (const auto& term : lists.rank_terms) {
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
