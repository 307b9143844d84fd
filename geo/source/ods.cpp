#include "geo/base/paths.hpp"
#include "geo/source/sheet_builder.hpp"
#include "geo/source/spreadsheets.hpp"
#include "geo/source/zip_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ntm {

namespace {

constexpr std::size_t longest_cell = 32'767;
constexpr std::size_t most_sheets = 4096;

std::size_t count_of(std::string_view text) {
    std::size_t count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::max<std::size_t>(count, 1);
}

class TableNames final : public XmlEvents {
public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        // A table inside a cell is no sheet.
        if (name == "table" && m_depth++ == 0 && sheets.size() < most_sheets) {
            sheets.push_back({std::string(attributes["name"]), false});
        }
    }
    void end(std::string_view name) override { m_depth -= name == "table" ? 1 : 0; }
    void text(std::string_view) override {}

    std::vector<SheetInfo> sheets;

private:
    int m_depth = 0;
};

class OdsCells final : public XmlEvents {
public:
    OdsCells(SheetBuilder& into, std::string name)
        : m_into(into)
        , m_name(std::move(name)) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "table") {
            m_inside = m_depth++ == 0 && !found && attributes["name"] == m_name;
            found = found || m_inside;
        }
        if (!m_inside || m_depth != 1) {
            return;
        }
        if (name == "table-row") {
            ++m_row;
            m_column = 0;
            m_row_repeats = count_of(attributes["number-rows-repeated"]);
            if (attributes["visibility"] == "collapse" || attributes["visibility"] == "filter") {
                m_into.hidden_row();
            }
        } else if (name == "table-cell" || name == "covered-table-cell") {
            begin_cell(attributes);
        } else if (name == "annotation") {
            m_in_annotation = true;
        } else if (name == "p" && !m_text.empty()) {
            m_text += ' '; // a second paragraph of the cell
        } else if (name == "s" || name == "tab" || name == "line-break") {
            m_text += m_text.size() < longest_cell ? " " : "";
        }
        m_in_paragraph = m_in_paragraph || name == "p";
    }

    void end(std::string_view name) override {
        if (name == "table") {
            --m_depth;
            done = done || m_inside;
            m_inside = m_inside && m_depth > 0;
        }
        if (!m_inside || m_depth != 1) {
            return;
        }
        if (name == "table-cell" || name == "covered-table-cell") {
            end_cell();
        } else if (name == "annotation") {
            m_in_annotation = false;
        } else if (name == "p") {
            m_in_paragraph = false;
        } else if (name == "table-row") {
            end_row();
        }
    }

    void text(std::string_view utf8) override {
        if (m_inside && m_in_paragraph && !m_in_annotation && m_text.size() < longest_cell) {
            m_text += utf8.substr(0, longest_cell - m_text.size());
        }
    }

    [[nodiscard]] bool enough() const override { return done || m_into.full(); }

    bool found = false, done = false;

private:
    void begin_cell(const XmlAttributes& attributes) {
        m_cell_repeats = count_of(attributes["number-columns-repeated"]);
        m_value_kind = attributes["value-type"];
        m_value = m_value_kind == "date"      ? attributes["date-value"]
                  : m_value_kind == "boolean" ? attributes["boolean-value"]
                                              : attributes["value"];
        m_has_formula = !attributes["formula"].empty();
        m_text.clear();
        const std::size_t rows = count_of(attributes["number-rows-spanned"]);
        const std::size_t columns = count_of(attributes["number-columns-spanned"]);
        if (rows > 1 || columns > 1) {
            m_into.merge({m_row, m_row + static_cast<std::int64_t>(std::min<std::size_t>(rows, 1U << 20U)) - 1,
                          m_column, m_column + columns - 1});
        }
    }

    [[nodiscard]] std::string cell_text() const {
        double number = 0;
        const auto [end, error] = std::from_chars(m_value.data(), m_value.data() + m_value.size(), number);
        const bool is_number =
            !m_value.empty() && error == std::errc() && end == m_value.data() + m_value.size() && std::isfinite(number);
        if (m_value_kind == "percentage" && is_number) {
            return fmt::format("{:.12g}%", number * 100);
        }
        if ((m_value_kind == "float" || m_value_kind == "currency") && is_number) {
            return fmt::format("{:.15g}", number);
        }
        if (m_value_kind == "date") {
            return m_value.substr(0, m_value.find('T'));
        }
        return m_value_kind == "boolean" ? m_value : m_text;
    }

    void end_cell() {
        const std::string text = cell_text();
        if (text.empty() && m_has_formula) {
            m_into.formula_without_value(m_row, m_column);
        } else if (m_has_formula && (text.starts_with("#") || text.starts_with("Err:"))) {
            m_into.cell_error(m_row, m_column, text);
        } else if (!text.empty()) {
            // A cell repeated to the edge of the sheet is a fill, not data.
            const std::size_t times = m_cell_repeats > SheetBuilder::most_columns / 2 ? 1 : m_cell_repeats;
            for (std::size_t i = 0; i < times; ++i) {
                m_into.set(m_column + i, text);
                if (m_row_repeats > 1) {
                    m_repeated.emplace_back(m_column + i, text);
                }
            }
        }
        m_column += std::min(m_cell_repeats, SheetBuilder::most_columns);
        m_text.clear();
    }

    void end_row() {
        m_into.end_row(m_row);
        // Equal rows are written once with a count. Thousands of them are a fill to the end of the sheet.
        constexpr std::size_t most_repeats = 10'000;
        for (std::size_t i = 1; i < m_row_repeats && m_row_repeats <= most_repeats && !m_into.full(); ++i) {
            for (const auto& [column, text] : m_repeated) {
                m_into.set(column, text);
            }
            m_into.end_row(m_row + static_cast<std::int64_t>(i));
        }
        m_row += static_cast<std::int64_t>(std::min<std::size_t>(m_row_repeats, 1U << 20U)) - 1;
        m_repeated.clear();
    }

    SheetBuilder& m_into;
    std::string m_name;
    bool m_inside = false, m_in_paragraph = false, m_in_annotation = false, m_has_formula = false;
    int m_depth = 0;
    std::int64_t m_row = 0;
    std::size_t m_column = 0, m_row_repeats = 1, m_cell_repeats = 1;
    std::string m_value_kind, m_value, m_text;
    std::vector<std::pair<std::size_t, std::string>> m_repeated; ///< the cells of a row that comes several times
};

} // namespace

Result<std::vector<SheetInfo>> list_ods_sheets(const std::filesystem::path& file) {
    TableNames names;
    if (Issues issues = parse_zip_xml(file, "content.xml", names); !issues.empty()) {
        return issues;
    }
    return std::move(names.sheets);
}

Result<Sheet> read_ods_sheet(const std::filesystem::path& file, const std::string& name) {
    SheetBuilder builder(path_text(file), name);
    OdsCells cells(builder, name);
    Issues issues = parse_zip_xml(file, "content.xml", cells);
    return builder.finish(std::move(issues));
}

} // namespace ntm
