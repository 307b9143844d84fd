#include "tools/sample/facts.hpp"

#include "geo/base/number.hpp"
#include "geo/base/row_texts.hpp"
#include "geo/source/source.hpp"

#include <string_view>
#include <utility>

namespace ntm::sample {
namespace {

class Rows {
public:
    explicit Rows(const Table& table)
        : m_table(table) {}
    [[nodiscard]] std::string text(std::size_t row, std::string_view column) const {
        const auto found = m_table.find(column);
        return found ? std::string(m_table.columns[*found][row]) : std::string();
    }
    [[nodiscard]] double number(std::size_t row, std::string_view column) const {
        const auto parsed = parse_number(text(row, column), NumberStyle::english);
        return parsed ? parsed->value : 0;
    }
    [[nodiscard]] int whole(std::size_t row, std::string_view column) const {
        return static_cast<int>(parse_integer(text(row, column)).value_or(0));
    }

private:
    const Table& m_table;
};

std::optional<std::size_t> find_district(const Facts& facts, std::string_view code) {
    for (std::size_t d = 0; d < facts.districts.size(); ++d) {
        if (facts.districts[d].code == code) {
            return d;
        }
    }
    return std::nullopt;
}

void take_province(Facts& facts, const Table& table) {
    const Rows rows(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        take_texts(rows, row,
                   {{"code", &facts.code},
                    {"name", &facts.name},
                    {"region", &facts.region},
                    {"island_owner", &facts.island_owner}});
    }
}

void take_districts(Facts& facts, const Table& table) {
    const Rows rows(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        District district;
        take_texts(rows, row,
                   {{"code", &district.code},
                    {"name", &district.name},
                    {"type", &district.type},
                    {"alias", &district.alias},
                    {"mountain", &district.mountain},
                    {"valid_to", &district.valid_to}});
        facts.districts.push_back(std::move(district));
    }
}

void take_scenario(Facts& facts, const Table& table) {
    const Rows rows(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto found = find_district(facts, rows.text(row, "district"));
        if (!found) {
            continue;
        }
        District& district = facts.districts[*found];
        district.first_year = rows.whole(row, "first_year");
        district.last_year = rows.whole(row, "last_year");
        for (int span = 0; span < 3; ++span) {
            district.ntm[span] = rows.whole(row, "ntm_" + std::to_string(span + 1));
            district.nang_cao[span] = rows.whole(row, "nang_cao_" + std::to_string(span + 1));
        }
        for (int span = 0; span < 4; ++span) {
            district.kieu_mau[span] = rows.whole(row, "kieu_mau_" + std::to_string(span + 1));
        }
        district.in_2024[0] = rows.whole(row, "ntm_2024");
        district.in_2024[1] = rows.whole(row, "nang_cao_2024");
        district.in_2024[2] = rows.whole(row, "kieu_mau_2024");
        district.title = rows.text(row, "title");
        district.title_year = rows.whole(row, "title_year");
        district.title_date = Date::parse(rows.text(row, "title_date"));
        district.plan_weight = rows.whole(row, "plan_weight");
    }
}

void take_communes(Facts& facts, const Table& table) {
    const Rows rows(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto district = find_district(facts, rows.text(row, "district"));
        if (district) {
            facts.communes.push_back({rows.text(row, "code"),
                                      rows.text(row, "name"),
                                      rows.text(row, "type"),
                                      *district,
                                      {rows.number(row, "lon"), rows.number(row, "lat")},
                                      rows.number(row, "km2"),
                                      Date::parse(rows.text(row, "ward_from"))});
        }
    }
}

void take_outline(Facts& facts, const Table& table) {
    const Rows rows(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        facts.outline.push_back({rows.whole(row, "part"),
                                 rows.text(row, "edge") == "coast",
                                 {rows.number(row, "lon"), rows.number(row, "lat")}});
    }
}

} // namespace

Result<Facts> read_facts(const std::filesystem::path& folder) {
    Facts facts;
    const std::pair<const char*, void (*)(Facts&, const Table&)> files[] = {{"province.csv", take_province},
                                                                            {"districts.csv", take_districts},
                                                                            {"scenario.csv", take_scenario},
                                                                            {"communes.csv", take_communes},
                                                                            {"outline.csv", take_outline}};
    for (const auto& [name, take] : files) {
        auto table = read_table(folder / name);
        if (!table) {
            return std::move(table.issues());
        }
        take(facts, *table);
    }
    return facts;
}

} // namespace ntm::sample
