#include "viewer/panels/legend_words.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

std::string area_words(const Lang& lang, double ha) {
    constexpr double small_ha = 10;
    return lang.number(ha, ha > 0 && ha < small_ha ? 1 : 0);
}

std::string share_words(const Lang& lang, std::size_t units, std::size_t whole) {
    return whole == 0 ? std::string("–") : lang.number(100.0 * double(units) / double(whole), 1) + "%";
}

/// Whether the question of the map is not asked of such units. A commune inside an urban plan owes none of its own.
bool is_outside(const LegendEntry& entry) {
    constexpr std::array outside{"tier.not_in_scope",     "risk.not_in_scope", "coverage.not_in_scope",
                                 "plan.not_applicable",   "plan.urban",        "share.none_required",
                                 "absence.not_applicable"};
    return std::find(outside.begin(), outside.end(), entry.label_key) != outside.end();
}

/// Units of the classes that a question is about.
template <typename Counts>
std::size_t units_of(const Legend& legend, const LegendCounts& counts, Counts is_counted) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < std::min(legend.entries.size(), counts.entries.size()); ++i) {
        units += is_counted(legend.entries[i]) ? counts.entries[i].units : 0;
    }
    return units;
}

std::size_t units_asked(const Legend& legend, const LegendCounts& counts) {
    return units_of(legend, counts, [](const LegendEntry& entry) { return !is_outside(entry); });
}

bool is_about_plans(const Legend& legend) {
    return legend.title_key == "legend.commune_plan";
}

} // namespace

std::size_t share_whole(const Legend& legend, const LegendCounts& counts, std::size_t index, bool overlay) {
    if (overlay) {
        return counts.overlays.size() > legend.overlays.size() ? counts.overlays.back().units : 0;
    }
    return index >= legend.entries.size() || is_outside(legend.entries[index]) ? 0 : units_asked(legend, counts);
}

std::vector<std::string> share_notes(const Lang& lang, const Legend& legend, const LegendCounts& counts) {
    const std::size_t asked = units_asked(legend, counts), out = counts.all.units - asked;
    const char* key = is_about_plans(legend) ? "legend.share_of_plan"
                      : out > 0              ? "legend.share_of_scope"
                                             : "legend.share_of";
    std::vector<std::string> notes{
        lang.fill(key, {{"count", lang.number(double(asked))}, {"out", lang.number(double(out))}})};
    if (is_about_plans(legend)) {
        const std::size_t in_force = units_of(legend, counts, [](const LegendEntry& entry) {
            return entry.label_key == "plan.approved" || entry.label_key == "plan.to_adjust";
        });
        notes.push_back(lang.fill("legend.plan_in_force", {{"count", lang.number(double(in_force))},
                                                           {"of", lang.number(double(asked))},
                                                           {"share", share_words(lang, in_force, asked)}}));
    }
    if (const std::size_t owing = legend.overlays.empty() ? asked : share_whole(legend, counts, 0, true);
        owing != asked) {
        notes.push_back(lang.fill("legend.share_of_hatch", {{"count", lang.number(double(owing))}}));
    }
    return notes;
}

std::string class_name(const Lang& lang, const LegendEntry& entry, bool plain_count) {
    const auto name = legend_label(entry, lang);
    const bool nested = entry.cumulative && *entry.cumulative != entry.count;
    return nested && !plain_count ? lang.fill("legend.own_only", {{"class", name}}) : name;
}

std::string legend_figure(const AppState& state, const Lang& lang, const ClassSum& sum, const LegendCounts& of,
                          std::size_t share_of, bool with_unit) {
    switch (state.legend_measure) {
    case LegendMeasure::count:
        break;
    case LegendMeasure::area:
        return of.areas_known ? area_words(lang, sum.ha) + (with_unit ? " ha" : "") : std::string("…");
    case LegendMeasure::share:
        return share_words(lang, sum.units, share_of);
    }
    return lang.number(double(sum.units));
}

std::string legend_figures(const Lang& lang, const ClassSum& sum, const LegendCounts& of, std::size_t share_of) {
    return lang.fill("legend.units", {{"count", lang.number(double(sum.units))}}) +
           (of.areas_known ? " · " + area_words(lang, sum.ha) + " ha" : std::string()) + " · " +
           share_words(lang, sum.units, share_of);
}

} // namespace ntm::viewer
