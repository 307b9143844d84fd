#include "viewer/panels/panels.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_products = 300;

std::string product_line(const Product& product, const Snapshot& snapshot, const Lang& lang) {
    std::vector<std::string> parts;
    if (product.stars) {
        parts.push_back(lang.fill("panel.products.stars", {{"stars", std::to_string(*product.stars)}}));
    }
    if (product.recognised_date) {
        parts.push_back(lang.fill("panel.products.since", {{"date", lang.date(*product.recognised_date)}}));
    }
    if (product.expires) {
        const bool over = *product.expires < snapshot.as_of;
        parts.push_back(lang.fill(over ? "panel.products.expired" : "panel.products.expires",
                                  {{"date", lang.date(*product.expires)}}));
    }
    return joined(parts, " · ");
}

std::string amount(const Lang& lang, const std::optional<double>& value) {
    return value ? lang.number(*value, *value == static_cast<double>(static_cast<long long>(*value)) ? 0 : 3) : "–";
}

/// Only what the table has: a plan of the year says nothing of what was paid out.
void draw_capital_row(const Capital& row, const Ui& ui) {
    const Lang& lang = ui.lang;
    const float indent = row.part_of.empty() ? 0 : ui.px(14);
    ImGui::Indent(std::max(indent, 0.01F));
    figure_row(ui, row.source_of_money, amount(lang, row.planned) + " " + row.unit_of_money);
    std::string line;
    for (const auto& [key, value] :
         {std::pair{"panel.capital.assigned", row.assigned}, {"panel.capital.disbursed", row.disbursed}}) {
        if (value) {
            line += (line.empty() ? "" : " · ") + lang.fill(key, {{"value", amount(lang, value)}});
        }
    }
    if (!row.planned && row.likely[0]) {
        line = lang["panel.capital.doubtful"];
    }
    if (!line.empty()) {
        secondary(line);
    }
    ImGui::Unindent(std::max(indent, 0.01F));
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", source_line(lang, row.source).c_str());
    }
}

} // namespace

void draw_capital(const std::vector<const Capital*>& rows, const Ui& ui) {
    if (rows.empty()) {
        return;
    }
    const Lang& lang = ui.lang;
    const auto title = lang.fill("panel.capital.title", {{"year", std::to_string(rows.front()->year)}});
    ImGui::Dummy({0, ui.px(4)});
    if (!ImGui::CollapsingHeader((title + "###capital").c_str())) {
        return;
    }
    const bool only_planned =
        std::none_of(rows.begin(), rows.end(), [](const Capital* row) { return row->assigned || row->disbursed; });
    secondary(lang[only_planned ? "panel.capital.only_planned" : "panel.capital.planned"]);
    for (const Capital* row : rows) {
        draw_capital_row(*row, ui);
    }
}

void draw_unit_means(const SelectedReport& made, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (!made.products.empty()) {
        section(ui, lang.fill("panel.products.title", {{"count", lang.number(double(made.products.size()))}}));
        const Units& units = made.snapshot->atlas->units;
        for (std::size_t i = 0; i < std::min(made.products.size(), most_products); ++i) {
            const Product& product = *made.products[i];
            plain(product.name + (product.unit == made.report.unit ? "" : " – " + units.name(product.unit)));
            if (const auto line = product_line(product, *made.snapshot, lang); !line.empty()) {
                secondary(line);
            }
        }
    }
    draw_capital(made.capital, ui);
}

} // namespace ntm::viewer
