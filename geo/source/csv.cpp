#include "geo/source/csv.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Cuts bytes into records of raw cells; a quoted cell may hold separators, line ends and doubled quotes.
class CsvReader {
public:
    CsvReader(std::string_view bytes, char separator)
        : m_bytes(bytes)
        , m_separator(separator) {}

    /// False at the end of the bytes.
    bool next(std::vector<std::string>& cells) {
        cells.clear();
        if (m_at >= m_bytes.size()) {
            return false;
        }
        while (true) {
            cells.push_back(next_cell());
            if (m_at >= m_bytes.size()) {
                return true;
            }
            const char end = m_bytes[m_at++];
            if (end == m_separator) {
                if (m_at >= m_bytes.size()) {
                    cells.emplace_back();
                }
                continue;
            }
            if (end == '\r' && m_at < m_bytes.size() && m_bytes[m_at] == '\n') {
                ++m_at;
            }
            return true;
        }
    }

    [[nodiscard]] bool quote_left_open() const { return m_quote_left_open; }

private:
    [[nodiscard]] bool at_end_of_cell() const {
        return m_at >= m_bytes.size() || m_bytes[m_at] == m_separator || m_bytes[m_at] == '\n' || m_bytes[m_at] == '\r';
    }

    std::string next_cell() {
        std::string cell;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"') {
            ++m_at;
            take_quoted(cell);
        }
        const std::size_t begin = m_at;
        while (!at_end_of_cell()) {
            ++m_at;
        }
        return cell += m_bytes.substr(begin, m_at - begin);
    }

    void take_quoted(std::string& cell) {
        while (true) {
            const std::size_t quote = m_bytes.find('"', m_at);
            cell += m_bytes.substr(m_at, quote - m_at);
            if (quote == std::string_view::npos) {
                m_at = m_bytes.size();
                m_quote_left_open = true;
                return;
            }
            m_at = quote + 1;
            if (m_at >= m_bytes.size() || m_bytes[m_at] != '"') {
                return;
            }
            cell += '"';
            ++m_at;
        }
    }

    std::string_view m_bytes;
    char m_separator;
    std::size_t m_at = 0;
    bool m_quote_left_open = false;
};

char most_used_separator(std::string_view bytes) {
    constexpr std::array<char, 3> separators{',', ';', '\t'};
    std::array<std::size_t, 3> used{};
    bool quoted = false;
    for (const char c : bytes) {
        quoted = quoted != (c == '"');
        if (!quoted && (c == '\n' || c == '\r')) {
            break;
        }
        for (std::size_t i = 0; i < separators.size(); ++i) {
            used[i] += !quoted && c == separators[i] ? 1U : 0U;
        }
    }
    return separators[static_cast<std::size_t>(std::max_element(used.begin(), used.end()) - used.begin())];
}

bool all_blank(const std::vector<std::string>& cells, std::size_t from = 0) {
    return std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(std::min(from, cells.size())), cells.end(),
                       [](const std::string& cell) { return clean_text(cell).empty(); });
}

// Bytes that no table holds: a picture, a database, or text in UTF-16, as Excel's "Unicode text".
bool is_binary(std::string_view bytes) {
    return bytes.substr(0, 65'536).find('\0') != std::string_view::npos;
}

class TableMaker {
public:
    explicit TableMaker(const std::filesystem::path& file) {
        m_table.file = file.string();
        m_table.layer = file.stem().string();
    }

    void set_header(const std::vector<std::string>& cells) {
        for (const std::string& cell : cells) {
            m_table.names.push_back(clean_text(cell));
        }
        m_table.columns.resize(cells.size());
        m_ill_formed.resize(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            check_utf8(cells[i], 1, i);
        }
        for (std::size_t i = 0; i < m_table.names.size(); ++i) {
            const auto same = std::find(m_table.names.begin(), m_table.names.end(), m_table.names[i]);
            if (!m_table.names[i].empty() && same != m_table.names.begin() + static_cast<std::ptrdiff_t>(i)) {
                report(Severity::warning, "column_doubled", 1, m_table.names[i], {});
            }
        }
    }

    void add_row(const std::vector<std::string>& cells, std::int64_t row) {
        const std::size_t width = m_table.names.size();
        const std::string counts = fmt::format("{} / {}", cells.size(), width);
        if (cells.size() < width) {
            report(Severity::warning, "row_too_short", row, {}, counts);
        } else if (!all_blank(cells, width)) {
            report(Severity::warning, "row_too_long", row, {}, counts);
        }
        for (std::size_t i = 0; i < width; ++i) {
            if (i < cells.size()) {
                check_utf8(cells[i], row, i);
            }
            m_table.columns[i].append(i < cells.size() ? clean_text(cells[i]) : std::string());
        }
        m_table.row_number.push_back(row);
    }

    void report(Severity severity, const char* code, std::int64_t row, const std::string& field,
                const std::string& detail) {
        m_issues.push_back({severity, code, {m_table.file, {}, row, field, {}}, detail});
    }

    Result<Table> finish() {
        for (std::size_t i = 0; i < m_ill_formed.size(); ++i) {
            const IllFormed& found = m_ill_formed[i];
            if (found.cells > 0) {
                report(Severity::error, "text_not_utf8", found.first_row, m_table.names[i],
                       fmt::to_string(found.cells));
                m_issues.back().where.value = found.first_value;
            }
        }
        if (m_table.rows() == 0) {
            report(Severity::warning, "table_without_rows", 0, {}, {});
        }
        return {std::move(m_table), std::move(m_issues)};
    }

private:
    // One Issue a column: a table in a legacy encoding has thousands of such cells.
    struct IllFormed {
        std::size_t cells = 0;
        std::int64_t first_row = 0;
        std::string first_value;
    };

    void check_utf8(const std::string& cell, std::int64_t row, std::size_t column) {
        if (!is_valid_utf8(cell) && m_ill_formed[column].cells++ == 0) {
            m_ill_formed[column].first_row = row;
            m_ill_formed[column].first_value = clean_text(cell);
        }
    }

    Table m_table;
    std::vector<IllFormed> m_ill_formed;
    Issues m_issues;
};

} // namespace

bool is_csv_name(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".csv" || extension == ".tsv" || extension == ".txt";
}

Result<Table> read_csv(const std::filesystem::path& file) {
    Where where;
    where.file = file.string();
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return Issue{Severity::error, "file_missing", where, {}};
    }
    if (!std::filesystem::is_regular_file(file, error)) {
        return Issue{Severity::error, "file_not_regular", where, {}};
    }
    const auto content = read_file(file);
    if (!content) {
        return content.issues();
    }
    std::string_view bytes = *content;
    if (is_binary(bytes)) {
        return Issue{Severity::error, "table_not_text", where, {}};
    }
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    CsvReader reader(bytes, most_used_separator(bytes));
    std::vector<std::string> cells;
    if (!reader.next(cells) || all_blank(cells)) {
        return Issue{Severity::error, "table_empty", where, {}};
    }
    TableMaker maker(file);
    maker.set_header(cells);
    std::int64_t row = 1;
    while (reader.next(cells)) {
        ++row; // blank rows count too, as in a spreadsheet
        if (!all_blank(cells)) {
            maker.add_row(cells, row);
        }
    }
    if (reader.quote_left_open()) {
        maker.report(Severity::error, "quote_left_open", row, {}, {});
    }
    return maker.finish();
}

} // namespace ntm
