#include "geo/atlas/known_units.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace ntm {

namespace {

// level,code,vintage,name,parent,lon_deg,lat_deg
constexpr std::size_t fields = 7;

std::array<std::string_view, fields> split(std::string_view line) {
    std::array<std::string_view, fields> parts;
    for (std::size_t i = 0; i < fields; ++i) {
        const std::size_t comma = std::min(line.find(','), line.size());
        parts[i] = line.substr(0, comma);
        line.remove_prefix(std::min(comma + 1, line.size()));
    }
    return parts;
}

double number(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

KnownUnits::KnownUnits() {
    const auto folder = find_data_folder();
    auto text = folder ? read_file(*folder / "known_units.csv") : Result<std::string>(Issue{});
    if (!text) {
        return;
    }
    take(std::move(*text));
}

KnownUnits::KnownUnits(std::string csv) {
    take(std::move(csv));
}

void KnownUnits::take(std::string csv) {
    m_text = std::move(csv);
    std::string_view rest = m_text;
    bool is_header = true;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (!is_header) {
            m_lines.push_back(rest.substr(0, end));
        }
        is_header = false;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

const KnownUnits& KnownUnits::shared() {
    static const KnownUnits units;
    return units;
}

KnownUnit KnownUnits::read(std::string_view line) const {
    const auto parts = split(line);
    return {parts[1], static_cast<int>(number(parts[2])), parts[3], parts[4], {number(parts[5]), number(parts[6])}};
}

std::vector<KnownUnit> KnownUnits::by_code(Level level, std::string_view code) const {
    const std::string prefix = fmt::format("{},{},", level_word(level), code);
    std::vector<KnownUnit> found;
    for (auto line = std::lower_bound(m_lines.begin(), m_lines.end(), std::string_view(prefix));
         line != m_lines.end() && line->starts_with(prefix); ++line) {
        found.push_back(read(*line));
    }
    return found;
}

std::vector<KnownUnit> KnownUnits::by_name(Level level, std::string_view name) const {
    const std::scoped_lock lock(m_mutex);
    auto& index = m_by_name[static_cast<std::size_t>(level)];
    if (index.empty()) {
        const std::string prefix = fmt::format("{},", level_word(level));
        for (const std::string_view line : m_lines) {
            if (line.starts_with(prefix)) {
                index[tone_key(split_type_word(split(line)[3]).name)].push_back(line);
            }
        }
    }
    const TypedName typed = split_type_word(name);
    std::vector<KnownUnit> found;
    if (const auto same = index.find(tone_key(typed.name)); same != index.end()) {
        for (const std::string_view line : same->second) {
            const KnownUnit unit = read(line);
            if (typed.type.empty() || tone_key(split_type_word(unit.name).type) == tone_key(typed.type)) {
                found.push_back(unit);
            }
        }
    }
    return found;
}

std::vector<std::string_view> KnownUnits::names() const {
    std::vector<std::string_view> names;
    for (const std::string_view line : m_lines) {
        names.push_back(split(line)[3]);
    }
    return names;
}

Box KnownUnits::province_box(std::string_view province_code) const {
    // The middle of the province and its districts (before 2025) or communes (since) span it but for their own size.
    constexpr double margin_deg = 0.3;
    Box box;
    const auto add = [&](std::string_view line) {
        if (split(line)[4] == province_code) {
            box.add(read(line).lon_lat);
        }
    };
    for (const KnownUnit& province : by_code(Level::province, province_code)) {
        box.add(province.lon_lat);
    }
    if (box.empty()) {
        return box;
    }
    std::for_each(m_lines.begin(), m_lines.end(), add);
    return {box.min_x - margin_deg, box.min_y - margin_deg, box.max_x + margin_deg, box.max_y + margin_deg};
}

} // namespace ntm
