#include "geo/programme/written_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

/// The writing that a cell can only have; `detect` when it shows none. Groups alone show nothing: "4.072.266" is the
/// very slip that must not decide for its neighbours.
NumberStyle shown_by(std::string_view text) {
    const auto dots = std::count(text.begin(), text.end(), '.');
    const auto commas = std::count(text.begin(), text.end(), ',');
    if (dots > 0 && commas > 0) {
        return text.rfind(',') > text.rfind('.') ? NumberStyle::vietnamese : NumberStyle::english;
    }
    if (dots + commas != 1) {
        return NumberStyle::detect;
    }
    const char sign = commas == 1 ? ',' : '.';
    const std::size_t at = text.find(sign);
    const bool could_be_group = at >= 1 && at <= 3 && text.front() != '0' && text.size() - at - 1 == 3;
    if (could_be_group) {
        return NumberStyle::detect;
    }
    return sign == ',' ? NumberStyle::vietnamese : NumberStyle::english;
}

} // namespace

WrittenNumbers::WrittenNumbers(TableReader& reader, std::initializer_list<std::string_view> columns)
    : m_reader(reader) {
    bool vietnamese = false;
    bool english = false;
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        for (const std::string_view column : columns) {
            const NumberStyle shown = shown_by(reader.text(row, column));
            vietnamese = vietnamese || shown == NumberStyle::vietnamese;
            english = english || shown == NumberStyle::english;
        }
    }
    if (vietnamese != english) {
        m_style = vietnamese ? NumberStyle::vietnamese : NumberStyle::english;
    }
}

std::optional<double> WrittenNumbers::read(std::size_t row, std::string_view column) {
    return read(row, column, m_reader.text(row, column));
}

std::optional<double> WrittenNumbers::read(std::size_t row, std::string_view column, std::string_view text) {
    if (is_blank(text)) {
        return std::nullopt;
    }
    auto number = parse_number(text, m_style);
    if (!number) {
        number = parse_number(text);
    }
    if (!number) {
        m_reader.report(Severity::error, "number_invalid", row, column);
        return std::nullopt;
    }
    if (number->ambiguous) {
        m_reader.report(Severity::warning, "number_ambiguous", row, column, fmt::format("{:.12g}", number->value));
    }
    return number->value;
}

bool is_blank(std::string_view text) {
    return text.empty() || text == "-" || text == "–" || text == "—";
}

bool only_grouped(std::string_view text) {
    const auto dots = std::count(text.begin(), text.end(), '.');
    const auto commas = std::count(text.begin(), text.end(), ',');
    return (dots >= 2 && commas == 0) || (commas >= 2 && dots == 0);
}

} // namespace ntm
