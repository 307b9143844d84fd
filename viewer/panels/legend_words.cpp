#include "viewer/panels/legend_words.hpp"

namespace ntm::viewer {

namespace {

std::string area_words(const Lang& lang, double ha) {
    constexpr double small_ha = 10;
    return lang.number(ha, ha > 0 && ha < small_ha ? 1 : 0);
}

std::string share_words(const Lang& lang, const ClassSum& sum, const LegendCounts& of) {
    return of.all.units == 0 ? std::string("–")
                             : lang.number(100.0 * double(sum.units) / double(of.all.units), 1) + "%";
}

} // namespace

std::string legend_figure(const AppState& state, const Lang& lang, const ClassSum& sum, const LegendCounts& of,
                          bool with_unit) {
    switch (state.legend_measure) {
    case LegendMeasure::count:
        break;
    case LegendMeasure::area:
        return of.areas_known ? area_words(lang, sum.ha) + (with_unit ? " ha" : "") : std::string("…");
    case LegendMeasure::share:
        return share_words(lang, sum, of);
    }
    return lang.number(double(sum.units));
}

std::string legend_figures(const Lang& lang, const ClassSum& sum, const LegendCounts& of) {
    return lang.fill("legend.units", {{"count", lang.number(double(sum.units))}}) +
           (of.areas_known ? " · " + area_words(lang, sum.ha) + " ha" : std::string()) + " · " +
           share_words(lang, sum, of);
}

} // namespace ntm::viewer
