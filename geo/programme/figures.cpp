#include "geo/programme/figures.hpp"

#include "geo/base/viet_text.hpp"

#include <array>

namespace ntm {

namespace {

constexpr std::array<std::string_view, 5> kind_words{"stock", "increment", "target", "floor", "derived"};

std::optional<FigureKind> parse_kind(std::string_view text) {
    const std::string key = fold_key(text);
    for (std::size_t i = 0; i < kind_words.size(); ++i) {
        if (key == fold_key(kind_words[i])) {
            return static_cast<FigureKind>(i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view figure_kind_word(FigureKind kind) {
    return kind_words[static_cast<std::size_t>(kind)];
}

void read_figures(std::vector<Figure>& into, TableReader& reader) {
    if (!reader.require({"measure", "kind", "value"})) {
        return;
    }
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        Figure figure;
        const bool names_unit = !reader.text(row, "unit_code").empty() || !reader.text(row, "unit_name").empty();
        if (names_unit) {
            figure.unit = reader.unit(row);
        }
        const auto kind = parse_kind(reader.text(row, "kind"));
        if (!kind) {
            reader.report(Severity::error, "figure_kind_unknown", row, "kind");
        }
        const auto value = reader.number(row, "value");
        figure.date = reader.date(row, "date");
        figure.measure = reader.text(row, "measure");
        if (reader.text(row, "value").empty()) {
            reader.report(Severity::error, "value_absent", row, "value");
        }
        if (!kind || !value || (names_unit && !figure.unit)) {
            continue;
        }
        figure.kind = *kind;
        figure.value = *value;
        figure.level = reader.text(row, "level");
        figure.period = reader.text(row, "period");
        figure.value_unit = reader.text(row, "unit");
        figure.source = reader.source(row);
        into.push_back(std::move(figure));
    }
}

} // namespace ntm
