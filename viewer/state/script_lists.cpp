#include "viewer/state/script_verbs.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace ntm::viewer::script {

namespace {

Step toggle_code(const std::string& code) {
    return step(ToggleCode{code});
}

Step mark_box(const Line& line) {
    std::array<double, 4> px{};
    for (std::size_t i = 0; i < px.size(); ++i) {
        const auto value = line.words.size() == px.size() ? number(line.words[i]) : std::nullopt;
        if (!value) {
            return {};
        }
        px[i] = *value;
    }
    return step(MarkBox{{px[0], px[1]}, {px[2], px[3]}, false});
}

Step lasso(const Line& line) {
    MarkLasso made;
    for (std::size_t i = 0; i + 1 < line.words.size(); i += 2) {
        const auto x = number(line.words[i]), y = number(line.words[i + 1]);
        if (!x || !y) {
            return {};
        }
        made.px.push_back({*x, *y});
    }
    return made.px.size() > 2 && line.words.size() % 2 == 0 ? step(made) : Step();
}

/// "2", "0 overlay", "2 hatched", "2 plain": a class by its place in the legend.
template <class Made>
Step class_step(const Line& line) {
    const auto place = line.words.empty() ? std::nullopt : number(line.words[0]);
    const std::string kind = line.words.size() == 2 ? line.words[1] : "whole";
    const bool known = kind == "whole" || kind == "overlay" || kind == "hatched" || kind == "plain";
    if (!place || *place < 0 || line.words.size() > 2 || !known) {
        return {};
    }
    Made made{};
    made.entry = static_cast<std::size_t>(*place);
    made.overlay = kind == "overlay";
    if (kind == "hatched" || kind == "plain") {
        made.hatched = kind == "hatched";
    }
    return step(made);
}

Step legend(const std::string& word) {
    for (const LegendMeasure measure : all_legend_measures) {
        if (word == legend_measure_word(measure)) {
            return step(SetLegendMeasure{measure});
        }
    }
    return {};
}

SetFilter filter_by(const std::string& text) {
    UnitFilter filter;
    filter.text = text;
    return {filter};
}

Step scope(const Line& line) {
    return line.rest == "all"      ? step(SetLegendScope{LegendScope::all})
           : line.rest == "view"   ? step(SetLegendScope{LegendScope::in_view})
           : line.rest == "filter" ? step(SetLegendScope{LegendScope::in_filter})
                                   : Step();
}

Step sort(const Line& line) {
    const bool falling = line.words.size() == 2 && line.words[1] == "falling";
    return line.words.size() == 1 || falling ? step(SortTable{{line.words[0], falling}}) : Step();
}

Step column(const Line& line) {
    const auto shown = on_off(line.words, 1);
    return shown ? step(ShowColumn{line.words[0], *shown}) : Step();
}

Step rank(const Line& line) {
    const auto keys = rank_keys();
    const bool by_body = line.words.size() == 2 && line.words[1] == "body";
    const auto level =
        line.words.size() == 2 && !by_body ? parse_level(line.words[1]) : std::optional(RankChoice{}.level);
    if (line.words.empty() || line.words.size() > 2 || !level ||
        std::find(keys.begin(), keys.end(), line.words[0]) == keys.end()) {
        return {};
    }
    return step(SetRanking{{line.words[0], *level, by_body}});
}

Step drawer(const Line& line) {
    if (line.rest == "off") {
        return step(ShowDrawer{false});
    }
    for (const DrawerTab tab : all_drawer_tabs) {
        if (line.rest == drawer_tab_word(tab)) {
            return step(SetDrawerTab{tab});
        }
    }
    return {};
}

} // namespace

void add_list_verbs(Verbs& verbs) {
    verbs.merge(Verbs{
        {"mark", with_rest(toggle_code)},
        {"mark-box", mark_box},
        {"lasso", lasso},
        {"mark-class", [](const Line& line) { return class_step<MarkClass>(line); }},
        {"mark-filtered", [](const Line&) { return step(MarkFiltered{}); }},
        {"invert", [](const Line&) { return step(InvertMarks{}); }},
        {"keep", with_rest([](const std::string& rest) { return step(KeepSet{rest}); })},
        {"chip", [](const Line& line) { return class_step<ToggleChip>(line); }},
        {"filter", [](const Line& line) { return step(filter_by(line.rest)); }},
        {"scope", scope},
        {"sort", sort},
        {"column", column},
        {"drawer", drawer},
        {"drawer-height",
         [](const Line& line) {
             const auto height = line.words.size() == 1 ? number(line.words[0]) : std::nullopt;
             return height ? step(SetDrawerHeight{static_cast<int>(*height)}) : Step();
         }},
        {"rank", rank},
        {"legend", with_rest(legend)},
        {"mark-only",
         [](const Line& line) {
             const auto on = on_off(line.words, 0);
             UnitFilter filter;
             filter.marked_only = on.value_or(false);
             return on ? step(SetFilter{filter}) : Step();
         }},
        {"drop-set",
         [](const Line& line) {
             const auto place = line.words.size() == 1 ? number(line.words[0]) : std::nullopt;
             return place && *place >= 1 ? step(DropSet{static_cast<std::size_t>(*place) - 1}) : Step();
         }},
    });
}

} // namespace ntm::viewer::script
