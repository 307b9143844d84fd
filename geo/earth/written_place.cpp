#include "geo/earth/written_place.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace ntm {

namespace {

enum class Axis { unknown, north, east };

/// One coordinate: degrees with minutes and seconds added, or metres.
struct Coordinate {
    double value = 0;
    Axis axis = Axis::unknown;
    bool with_degree_sign = false;
};

bool starts(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<double> plain_number(std::string digits) {
    double value = 0;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

/// "2.188.123,5", "2,188,123.5", "19,8123", "567.890" (thousands: no degree is that large).
std::optional<double> number(std::string body) {
    const auto dots = std::count(body.begin(), body.end(), '.');
    const auto commas = std::count(body.begin(), body.end(), ',');
    char decimal = 0;
    if (dots > 0 && commas > 0) {
        decimal = body.find_last_of(',') > body.find_last_of('.') ? ',' : '.';
    } else if (dots + commas == 1) {
        decimal = dots == 1 ? '.' : ',';
        const auto at = body.find(decimal);
        constexpr double most_degrees = 180;
        if (body.size() - at == 4 && plain_number(body.substr(0, at)).value_or(0) > most_degrees) {
            decimal = 0;
        }
    }
    if (decimal != 0 && std::count(body.begin(), body.end(), decimal) > 1) {
        return std::nullopt;
    }
    std::string digits;
    for (const char c : body) {
        if (is_digit(c)) {
            digits += c;
        } else if (c == decimal) {
            digits += '.';
        }
    }
    return plain_number(digits);
}

/// Words before or behind a number that tell which of the two it is.
struct AxisWord {
    std::string_view word;
    Axis axis;
};
constexpr std::array axis_words{
    AxisWord{"kinh độ", Axis::east}, AxisWord{"vĩ độ", Axis::north}, AxisWord{"lat", Axis::north},
    AxisWord{"lon", Axis::east},     AxisWord{"đông", Axis::east},   AxisWord{"bắc", Axis::north},
    AxisWord{"Đ", Axis::east},       AxisWord{"đ", Axis::east},      AxisWord{"E", Axis::east},
    AxisWord{"e", Axis::east},       AxisWord{"N", Axis::north},     AxisWord{"n", Axis::north},
    AxisWord{"B", Axis::north},      AxisWord{"b", Axis::north},     AxisWord{"X", Axis::north},
    AxisWord{"x", Axis::north},      AxisWord{"Y", Axis::east},      AxisWord{"y", Axis::east}};

/// Reads coordinates from left to right.
class Reader {
public:
    explicit Reader(std::string_view text)
        : m_rest(text) {}

    /// Nothing where something stands in the text that belongs to no coordinate.
    std::optional<std::vector<Coordinate>> read() {
        while (!m_rest.empty()) {
            if (!(take_gap() || take_mark() || take_word() || take_number())) {
                return std::nullopt;
            }
        }
        return m_read;
    }

private:
    bool take(std::string_view text) {
        if (!starts(m_rest, text)) {
            return false;
        }
        m_rest.remove_prefix(text.size());
        return true;
    }
    bool take_gap() {
        return take(" ") || take("\t") || take(";") || take(",") || take(":") || take("=") || take("(") || take(")") ||
               take("\xC2\xA0") || take("/") || take("m");
    }
    /// Degree, minute and second signs behind a number say what the next number adds to.
    bool take_mark() {
        double part = 0;
        if (take("°") || take("º")) {
            part = 60;
        } else if (take("′") || take("’") || (!starts(m_rest, "''") && take("'"))) {
            part = 3600;
        } else if (take("″") || take("”") || take("\"") || take("''")) {
            part = 0;
        } else {
            return false;
        }
        if (m_read.empty()) {
            return false;
        }
        m_read.back().with_degree_sign = true;
        m_next_part = part;
        return true;
    }
    bool take_word() {
        for (const AxisWord& each : axis_words) {
            if (!take(each.word)) {
                continue;
            }
            // Behind a number it belongs to that one, unless each number has its word in front.
            if (!m_read.empty() && m_read.back().axis == Axis::unknown && !m_word_in_front) {
                m_read.back().axis = each.axis;
            } else {
                m_word_in_front = true;
                m_waiting = each.axis;
            }
            m_next_part = 0;
            return true;
        }
        return false;
    }
    bool take_number() {
        const bool negative = take("-") || take("−");
        std::size_t length = 0;
        while (length < m_rest.size() && (is_digit(m_rest[length]) || m_rest[length] == '.' || m_rest[length] == ',')) {
            ++length;
        }
        std::string body(m_rest.substr(0, length));
        // "19.8123,105.7765": the comma parts two numbers.
        const auto comma = body.find(',');
        if (std::count(body.begin(), body.end(), ',') == 1 && std::count(body.begin(), body.end(), '.') == 2 &&
            body.find('.') < comma && body.find('.', comma) != std::string::npos) {
            length = comma;
            body.resize(length);
        }
        while (!body.empty() && !is_digit(body.back())) {
            body.pop_back();
        }
        const auto value = body.empty() ? std::nullopt : number(body);
        if (!value) {
            return false;
        }
        m_rest.remove_prefix(length);
        const bool whole_degrees = starts(m_rest, "°") || starts(m_rest, "º") || *value >= 60;
        if (m_next_part > 0 && !whole_degrees) {
            Coordinate& whole = m_read.back();
            whole.value += (whole.value < 0 ? -1 : 1) * *value / std::exchange(m_next_part, 0);
        } else {
            m_next_part = 0;
            m_read.push_back({negative ? -*value : *value, std::exchange(m_waiting, Axis::unknown), false});
        }
        return true;
    }

    std::string_view m_rest;
    std::vector<Coordinate> m_read;
    Axis m_waiting = Axis::unknown;
    bool m_word_in_front = false;
    double m_next_part = 0; ///< 60 or 3600: the next number is minutes or seconds of the last one
};

/// Where no letters tell: true when the first one is east.
bool first_is_east(double first, double second, bool geographic) {
    if (!geographic) {
        return second > first;
    }
    const auto longitude = [](double value) { return value >= 100 && value <= 120; };
    const auto latitude = [](double value) { return value >= 5 && value <= 25; };
    return (longitude(first) && latitude(second)) || std::fabs(first) > 90;
}

} // namespace

std::optional<WrittenPlace> parse_written_place(std::string_view utf8) {
    const auto read = Reader(utf8).read();
    if (!read || read->size() != 2) {
        return std::nullopt;
    }
    const Coordinate& first = read->front();
    const Coordinate& second = read->back();
    const bool geographic = std::fabs(first.value) <= 180 && std::fabs(second.value) <= 180;
    constexpr double least_metres = 1000;
    if (!geographic && (first.value < least_metres || second.value < least_metres || first.with_degree_sign)) {
        return std::nullopt;
    }
    if (first.axis != Axis::unknown && first.axis == second.axis) {
        return std::nullopt;
    }
    const bool told = first.axis != Axis::unknown || second.axis != Axis::unknown;
    const bool east_first = told ? first.axis == Axis::east || second.axis == Axis::north
                                 : first_is_east(first.value, second.value, geographic);
    WrittenPlace place;
    place.geographic = geographic;
    place.at = east_first ? Point{first.value, second.value} : Point{second.value, first.value};
    if (geographic && std::fabs(place.at.y) > 90) {
        return std::nullopt;
    }
    return place;
}

} // namespace ntm
