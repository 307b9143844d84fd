#include "geo/planning/land_use.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/source.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace ntm {

namespace {

/// Cells of a table of ours by the names of its columns.
class Cells {
public:
    explicit Cells(const Table& table)
        : m_table(table) {}
    [[nodiscard]] std::string at(std::size_t row, std::string_view column) const {
        const auto found = m_table.find(column);
        return found ? std::string(m_table.columns[*found][row]) : std::string();
    }

private:
    const Table& m_table;
};

std::uint32_t parse_colour(std::string_view hex) {
    std::uint32_t value = 0;
    if (hex.starts_with('#')) {
        std::from_chars(hex.data() + 1, hex.data() + hex.size(), value, 16);
    }
    return value;
}

void add_codes(LandUseLegend& legend, const Table& table) {
    const Cells cells(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::vector<std::string> in = split_land_use(cells.at(row, "legends"));
        if (std::find(in.begin(), in.end(), legend.id) == in.end()) {
            continue;
        }
        LandUseCode code{cells.at(row, "code"), {}, {}, {}, 0, false, false};
        code.main_group = cells.at(row, "main_group");
        code.name_vi = cells.at(row, "name_vi");
        code.name_en = cells.at(row, "name_en");
        code.colour = parse_colour(cells.at(row, "colour"));
        code.may_be_secret = cells.at(row, "may_be_secret") == "1";
        code.provisional = cells.at(row, "confidence") == "low";
        legend.codes.push_back(std::move(code));
    }
    std::sort(legend.codes.begin(), legend.codes.end(),
              [](const LandUseCode& a, const LandUseCode& b) { return a.code < b.code; });
}

} // namespace

const LandUseCode* LandUseLegend::find(std::string_view code) const {
    const auto found = std::lower_bound(codes.begin(), codes.end(), code,
                                        [](const LandUseCode& a, std::string_view b) { return a.code < b; });
    return found != codes.end() && found->code == code ? &*found : nullptr;
}

Result<std::vector<LandUseLegend>> load_land_use_legends() {
    const auto data = find_data_folder();
    if (!data) {
        return data.issues();
    }
    const auto legends = read_table(*data / "land_use" / "legends.csv");
    const auto codes = read_table(*data / "land_use" / "codes.csv");
    if (!legends || !codes) {
        return legends ? codes.issues() : legends.issues();
    }
    const Cells cells(*legends);
    std::vector<LandUseLegend> loaded;
    for (std::size_t row = 0; row < legends->rows(); ++row) {
        LandUseLegend legend;
        legend.id = cells.at(row, "legend");
        legend.title_vi = cells.at(row, "title_vi");
        legend.title_en = cells.at(row, "title_en");
        legend.decree = cells.at(row, "decree");
        legend.article = cells.at(row, "article");
        legend.used_from = Date::parse(cells.at(row, "used_from"));
        legend.used_to = Date::parse(cells.at(row, "used_to"));
        add_codes(legend, *codes);
        loaded.push_back(std::move(legend));
    }
    return loaded;
}

const LandUseLegend* legend_on(const std::vector<LandUseLegend>& legends, Date date) {
    const LandUseLegend* found = legends.empty() ? nullptr : &legends.front();
    for (const LandUseLegend& legend : legends) {
        if (legend.used_from && *legend.used_from <= date) {
            found = &legend;
        }
    }
    return found;
}

std::vector<std::string> split_land_use(std::string_view text) {
    std::vector<std::string> codes;
    std::string code;
    for (const char letter : std::string(text) + "+") {
        if (letter == '+' || letter == '/' || letter == ',' || letter == ';' || letter == '&' || letter == ' ') {
            if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) {
                codes.push_back(code);
            }
            code.clear();
        } else {
            code += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        }
    }
    return codes;
}

std::string joined_land_use(const std::vector<std::string>& codes) {
    std::string joined;
    for (const std::string& code : codes) {
        joined += (joined.empty() ? "" : "+") + code;
    }
    return joined;
}

} // namespace ntm
