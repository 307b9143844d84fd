#include "geo/source/csv.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/sheet_text.hpp"
#include "geo/source/utf16.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t most_cells = 64U << 20U; // half a gigabyte of places, far beyond any table of a province

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

/// The sign that parts the most lines alike, of the first lines; a title above the header has none of them.
char most_used_separator(std::string_view bytes) {
    constexpr std::string_view separators = ",;\t|";
    constexpr std::size_t looked_at = 50;
    std::array<std::map<std::size_t, std::size_t>, separators.size()> lines_with{};
    std::array<std::size_t, separators.size()> used{};
    bool quoted = false;
    std::size_t lines = 0;
    for (std::size_t at = 0; at <= bytes.size() && lines < looked_at; ++at) {
        const char c = at < bytes.size() ? bytes[at] : '\n';
        quoted = quoted != (c == '"');
        if (!quoted && (c == '\n' || c == '\r')) {
            for (std::size_t i = 0; i < separators.size(); ++i) {
                lines_with[i][used[i]] += used[i] > 0 ? 1U : 0U;
            }
            used = {};
            ++lines;
        } else if (const std::size_t which = separators.find(c); !quoted && which != std::string_view::npos) {
            ++used[which];
        }
    }
    // Lines alike count, and among signs with equally many of them the one that makes more cells.
    std::size_t best = 0;
    std::size_t best_score = 0;
    for (std::size_t i = 0; i < separators.size(); ++i) {
        for (const auto& [cells, times] : lines_with[i]) {
            if (const std::size_t score = times * (cells + 4); cells > 0 && score > best_score) {
                best_score = score;
                best = i;
            }
        }
    }
    return separators[best];
}

bool all_blank(const std::vector<std::string>& cells, std::size_t from = 0) {
    return std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(std::min(from, cells.size())), cells.end(),
                       [](const std::string& cell) { return clean_text(cell).empty(); });
}

// Bytes that no table holds: a picture, a database.
bool is_binary(std::string_view bytes) {
    return bytes.substr(0, 65'536).find('\0') != std::string_view::npos;
}

// What bytes that are no UTF-8 mean is found out over the whole sheet (repair_sheet_text).
std::string clean_or_raw(const std::string& cell) {
    return is_valid_utf8(cell) ? clean_text(cell) : cell;
}

} // namespace

bool is_csv_name(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".csv" || extension == ".tsv" || extension == ".txt";
}

Result<Sheet> read_delimited(const std::filesystem::path& file, const std::string& encoding) {
    const auto content = read_file(file);
    if (!content) {
        return content.issues();
    }
    return cut_delimited(*content, file, encoding);
}

Result<Sheet> cut_delimited(std::string_view bytes, const std::filesystem::path& file, const std::string& encoding) {
    const Where where{path_text(file), {}, 0, {}, {}};
    std::string decoded;
    if (looks_like_utf16(bytes)) {
        decoded = utf8_of_utf16(bytes);
        bytes = decoded;
    }
    if (is_binary(bytes)) {
        return Issue{Severity::error, "table_not_text", where, {}};
    }
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    Sheet sheet;
    sheet.file = where.file;
    sheet.name = path_text(file.stem());
    sheet.delimited = true;
    Issues issues;
    CsvReader reader(bytes, most_used_separator(bytes));
    std::vector<std::string> cells;
    std::int64_t row = 0;
    while (reader.next(cells)) {
        ++row; // blank rows count too, as in a spreadsheet
        if (all_blank(cells)) {
            continue;
        }
        if (sheet.cell_count() + cells.size() > most_cells) {
            issues.push_back({Severity::error, "sheet_too_large", where, fmt::to_string(sheet.rows())});
            break;
        }
        std::transform(cells.begin(), cells.end(), cells.begin(), clean_or_raw);
        sheet.append_row(row, cells);
    }
    if (reader.quote_left_open()) {
        issues.push_back({Severity::error, "quote_left_open", {where.file, {}, row, {}, {}}, {}});
    }
    if (sheet.rows() == 0) {
        issues.push_back({Severity::error, "table_empty", where, {}});
        return issues;
    }
    append_issues(issues, repair_sheet_text(sheet, encoding));
    return {std::move(sheet), std::move(issues)};
}

} // namespace ntm
