#include "geo/picture/plan_picture.hpp"

#include <array>

namespace ntm {

namespace {

constexpr Rgba unknown_fill{0xB4, 0xB6, 0xB9, 255};
/// Classes of lines and points that no legend knows: dark enough for a thin line, told apart by hue and lightness.
constexpr std::array<std::uint32_t, 8> class_inks{0x1F4E79, 0xB5442B, 0x3C7A3B, 0x7A3E8E,
                                                  0xA06A00, 0x00707A, 0x8C2F5A, 0x4A4F55};

const LandUseLegend* legend_of(const Atlas& atlas, const PlanLayer& layer) {
    for (const LandUseLegend& legend : atlas.land_use_legends) {
        if (legend.id == layer.legend) {
            return &legend;
        }
    }
    return nullptr;
}

/// A legend's colours are made for areas: a line of them would not be seen.
UnitStyle stroke_style(const LandUseLegend* legend, const PlanLayer& layer, std::uint16_t use) {
    constexpr double darker = 0.35;
    UnitStyle style;
    style.fill = rgb(class_inks[use == no_use ? 0 : use % class_inks.size()]);
    if (legend != nullptr && use != no_use && layer.uses[use].known()) {
        if (const LandUseCode* code = legend->find(layer.uses[use].codes.front())) {
            style.fill = mix(rgb(code->colour), {0, 0, 0, 255}, darker);
        }
    }
    return style;
}

} // namespace

UnitStyle use_style(const Atlas& atlas, const PlanLayer& layer, std::uint16_t use) {
    const LandUseLegend* legend = legend_of(atlas, layer);
    if (!layer.has_ground()) {
        return stroke_style(legend, layer, use);
    }
    UnitStyle style;
    style.fill = unknown_fill;
    if (legend == nullptr || use == no_use || !layer.uses[use].known()) {
        return style;
    }
    const std::vector<std::string>& codes = layer.uses[use].codes;
    if (const LandUseCode* first = legend->find(codes[0])) {
        style.fill = rgb(first->colour);
    }
    const LandUseCode* second = codes.size() > 1 ? legend->find(codes[1]) : nullptr;
    if (second != nullptr) {
        style.ink = rgb(second->colour);
        style.pattern = Pattern::diagonal;
    }
    return style;
}

std::string use_name(const Atlas& atlas, const PlanLayer& layer, std::uint16_t use, const Lang& lang) {
    if (use == no_use) {
        return lang[layer.has_ground() ? "cover.no_code" : "plan_layers.no_class"];
    }
    std::string name;
    if (const LandUseLegend* legend = legend_of(atlas, layer)) {
        for (const std::string& text : layer.uses[use].codes) {
            if (const LandUseCode* code = legend->find(text)) {
                name += (name.empty() ? "" : " + ") + (lang.language() == Language::vi ? code->name_vi : code->name_en);
            }
        }
    }
    if (name.empty()) {
        return layer.has_ground() ? lang["cover.code_unknown"] : layer.uses[use].text;
    }
    return name;
}

std::string use_code(const PlanLayer& layer, std::uint16_t use) {
    return use == no_use || (!layer.has_ground() && !layer.uses[use].known()) ? std::string() : layer.uses[use].text;
}

} // namespace ntm
