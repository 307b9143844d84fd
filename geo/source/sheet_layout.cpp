#include "geo/source/sheet_layout.hpp"

#include "geo/base/date.hpp"
#include "geo/base/number.hpp"
#include "geo/base/row_words.hpp"
#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace ntm {

namespace {

constexpr std::size_t deepest_header = 60; // rows looked at for the header
constexpr std::size_t most_header_rows = 4;

bool is_value(std::string_view text) {
    return parse_number(text) || Date::parse(text);
}

/// Words that begin headers in offices' tables, folded; whole words.
bool is_header_word(std::string_view text) {
    constexpr std::size_t longest = 160;
    if (text.empty() || text.size() > longest) {
        return false;
    }
    static const std::set<std::string, std::less<>> words{
        "stt",      "tt",       "so",   "ma",     "ten",   "don",     "xa",       "huien", "tinh",   "ghi",
        "nam",      "ngai",     "ti",   "dien",   "dan",   "ket",     "muc",      "danh",  "quiet",  "quii",
        "tieu",     "chi",      "ke",   "tong",   "loai",  "trang",   "dia",      "noi",   "hien",   "thoi",
        "nguon",    "von",      "co",   "phuong", "thi",   "thanh",   "thon",     "unit",  "code",   "name",
        "tier",     "status",   "year", "date",   "value", "measure", "criteria", "note",  "parent", "decision",
        "source",   "level",    "kind", "type",   "old",   "new",     "region",   "body",  "no",     "commune",
        "district", "province", "nong", "xep",    "san",   "chu",     "giai",     "tc",    "to",     "ho"};
    const std::string key = fold_key(text);
    const std::string_view first = std::string_view(key).substr(0, key.find(' '));
    return words.contains(first) || words.contains(std::string(first.substr(0, first.find('_'))));
}

bool is_order_word(std::string_view text) {
    const std::string key = fold_key(text);
    constexpr std::array<std::string_view, 6> words{"stt", "tt", "so tt", "so thu tu", "s tt", "no"};
    return std::find(words.begin(), words.end(), key) != words.end();
}

/// Words that head the column of the units themselves, which is filled in every row of data.
bool is_anchor_word(std::string_view text) {
    const std::string key = fold_key(text);
    constexpr std::array<std::string_view, 15> words{
        "ten",       "don vi", "xa",        "huien",     "dia phuong",        "dia ban",  "ten don vi", "ten xa",
        "ten huien", "ma xa",  "unit code", "unit name", "don vi hanh chinh", "noi dung", "ma"};
    return is_order_word(text) || std::find(words.begin(), words.end(), key) != words.end() ||
           key.starts_with("ten xa ") || key.starts_with("ten don vi ") || key.starts_with("ten huien ") ||
           key.starts_with("xa phuong") || key.starts_with("huien thi");
}

/// What stands over every official sheet, in two cells that look like a header of two columns.
bool is_letterhead(std::string_view text) {
    const std::string key = fold_key(text);
    constexpr std::array<std::string_view, 10> words{
        "cong hoa xa hoi", "doc lap", "ui ban nhan dan", "ubnd",        "uban",
        "phu luc",         "bieu",    "mau so",          "ban chi dao", "van phong dieu phoi"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return key.starts_with(word); });
}

class LayoutGuess {
public:
    LayoutGuess(const Sheet& sheet, const SheetCut& asked)
        : m_sheet(sheet)
        , m_asked(asked) {
        m_layout.kind.assign(sheet.rows(), RowKind::title);
    }

    SheetLayout take() {
        if (m_sheet.rows() == 0) {
            return std::move(m_layout);
        }
        m_layout.header_guessed = m_asked.header_rows.empty();
        if (m_layout.header_guessed) {
            find_header();
        } else {
            take_header();
        }
        for (std::size_t row = m_first_header; row <= m_last_header; ++row) {
            m_layout.kind[row] = RowKind::header;
        }
        name_columns();
        mark_rows();
        return std::move(m_layout);
    }

private:
    const Sheet& m_sheet;
    const SheetCut& m_asked;
    SheetLayout m_layout;
    std::size_t m_first_header = 0, m_last_header = 0;

    [[nodiscard]] std::size_t filled(std::size_t row) const {
        std::size_t count = 0;
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            count += m_sheet.text(row, column).empty() ? 0U : 1U;
        }
        return count;
    }

    /// The merged block that holds a cell; null for none.
    [[nodiscard]] const MergedCells* block_of(std::int64_t row_number, std::size_t column) const {
        const auto found = std::find_if(m_sheet.merged.begin(), m_sheet.merged.end(), [&](const MergedCells& block) {
            return row_number >= block.first_row && row_number <= block.last_row && column >= block.first_column &&
                   column <= block.last_column;
        });
        return found == m_sheet.merged.end() ? nullptr : &*found;
    }

    /// Filled cells, and those of the next row that stand under merged ones of this: a group of columns with its
    /// parts. A letterhead is merged too, but has nothing under it.
    [[nodiscard]] std::size_t covered(std::size_t row) const {
        std::size_t count = filled(row);
        for (const MergedCells& block : m_sheet.merged) {
            if (block.first_row != m_sheet.row_number[row] || row + 1 >= m_sheet.rows() ||
                m_sheet.text(row, block.first_column).empty()) {
                continue;
            }
            const std::size_t end = std::min(block.last_column + 1, m_sheet.width(row + 1));
            for (std::size_t column = block.first_column + 1; column < end; ++column) {
                count += m_sheet.text(row + 1, column).empty() ? 0U : 1U;
            }
        }
        return count;
    }

    /// How many cells a row of the table has: the median of the rows below.
    [[nodiscard]] std::size_t usual_width(std::size_t below) const {
        std::vector<std::size_t> counts;
        for (std::size_t row = below; row < std::min(m_sheet.rows(), below + 30); ++row) {
            counts.push_back(filled(row));
        }
        if (counts.empty()) {
            return 0;
        }
        std::nth_element(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2), counts.end());
        return counts[counts.size() / 2];
    }

    [[nodiscard]] bool could_be_header(std::size_t row) const {
        std::size_t words = 0, values = 0, cells = 0;
        std::set<std::string> texts;
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            const std::string_view text = m_sheet.text(row, column);
            if (!text.empty()) {
                if (is_letterhead(text)) {
                    return false;
                }
                ++cells;
                words += is_header_word(text) ? 1U : 0U;
                values += is_value(text) ? 1U : 0U;
                texts.emplace(text);
            }
        }
        const std::size_t usual = usual_width(row + 1);
        const std::size_t cover = covered(row);
        if (cells < 2 || texts.size() < 2) {
            return cells == 1 && usual <= 1 && !is_value(*texts.begin());
        }
        const bool spans = 4 * cover >= usual;
        const bool spans_half = 2 * cover >= usual;
        const bool mostly_texts = 2 * values < cells;
        return (words >= 2 && spans && mostly_texts) || (words >= 1 && spans_half && words + values + 1 >= cells) ||
               (words >= 1 && spans_half && mostly_texts) ||
               (5 * cover >= 4 * usual && 10 * values <= 3 * cells && texts.size() == cells);
    }

    void find_header() {
        const std::size_t end = std::min(m_sheet.rows(), deepest_header);
        std::size_t row = 0;
        while (row < end && !could_be_header(row)) {
            ++row;
        }
        m_first_header = row < end ? row : 0;
        m_last_header = m_first_header;
        while (m_last_header + 1 < m_sheet.rows() && m_last_header - m_first_header + 1 < most_header_rows &&
               continues_header(m_last_header + 1)) {
            ++m_last_header;
        }
    }

    void take_header() {
        const auto [first, last] = std::minmax_element(m_asked.header_rows.begin(), m_asked.header_rows.end());
        const auto row_of = [&](std::int64_t number) {
            const auto found = std::lower_bound(m_sheet.row_number.begin(), m_sheet.row_number.end(), number);
            return std::min(static_cast<std::size_t>(found - m_sheet.row_number.begin()), m_sheet.rows() - 1);
        };
        m_first_header = row_of(*first);
        m_last_header = std::max(row_of(*last), m_first_header);
    }

    /// A second header row: cells of the first reach down over it, or the columns that every row of data fills are
    /// empty in it while others hold words.
    [[nodiscard]] bool continues_header(std::size_t row) const {
        const std::int64_t number = m_sheet.row_number[row];
        if (number != m_sheet.row_number[row - 1] + 1) {
            return false;
        }
        const std::int64_t top = m_sheet.row_number[m_first_header];
        const bool reached = std::any_of(m_sheet.merged.begin(), m_sheet.merged.end(), [&](const MergedCells& block) {
            return block.first_row >= top && block.first_row < number && block.last_row >= number;
        });
        if (reached) {
            return true;
        }
        std::size_t words = 0;
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            const std::string_view text = m_sheet.text(row, column);
            words += text.empty() ? 0U : 1U;
            if (!text.empty() && (is_value(text) || is_total(text))) {
                return false;
            }
        }
        std::size_t anchors = 0;
        for (std::size_t column = 0; column < m_sheet.width(m_first_header); ++column) {
            if (is_anchor_word(m_sheet.text(m_first_header, column))) {
                ++anchors;
                if (!m_sheet.text(row, column).empty()) {
                    return false;
                }
            }
        }
        return words >= 2 && anchors > 0;
    }

    [[nodiscard]] bool header_has_blocks() const {
        const std::int64_t top = m_sheet.row_number[m_first_header];
        const std::int64_t bottom = m_sheet.row_number[m_last_header];
        return std::any_of(m_sheet.merged.begin(), m_sheet.merged.end(), [&](const MergedCells& block) {
            return block.first_row >= top && block.first_row <= bottom;
        });
    }

    /// The text that stands over a column in a header row: its own, that of the block it lies in, or, where the file
    /// keeps no blocks, that of the next filled cell to the left while the rows below go on splitting it.
    [[nodiscard]] std::string_view header_text(std::size_t row, std::size_t column, bool has_blocks) const {
        if (const std::string_view own = m_sheet.text(row, column); !own.empty()) {
            return own;
        }
        if (const MergedCells* block = block_of(m_sheet.row_number[row], column)) {
            return block->first_row == m_sheet.row_number[row] ? m_sheet.text(row, block->first_column)
                                                               : std::string_view();
        }
        if (has_blocks || row == m_last_header || m_sheet.text(row + 1, column).empty()) {
            return {};
        }
        for (std::size_t left = column; left-- > 0;) {
            if (m_sheet.text(row + 1, left).empty()) {
                return {};
            }
            if (!m_sheet.text(row, left).empty()) {
                return m_sheet.text(row, left);
            }
        }
        return {};
    }

    void name_columns() {
        std::size_t width = 0;
        const std::size_t last = m_sheet.delimited ? m_last_header + 1 : m_sheet.rows();
        for (std::size_t row = m_first_header; row < last; ++row) {
            width = std::max(width, m_sheet.width(row));
        }
        const bool has_blocks = header_has_blocks();
        std::set<std::string> taken;
        for (std::size_t column = 0; column < width; ++column) {
            std::string name;
            std::string_view before;
            for (std::size_t row = m_first_header; row <= m_last_header; ++row) {
                const std::string_view part = header_text(row, column, has_blocks);
                if (!part.empty() && part != before) {
                    name += (name.empty() ? "" : " / ") + std::string(part);
                    before = part;
                }
            }
            if (name.empty() && !m_sheet.delimited) {
                name = column_letters(column);
            }
            std::string unique = name;
            for (int i = 2; !name.empty() && !taken.insert(unique).second; ++i) {
                unique = name + " (" + std::to_string(i) + ")";
            }
            if (!m_layout.order && is_order_word(name)) {
                m_layout.order = column;
            }
            m_layout.names.push_back(std::move(unique));
        }
    }

    /// "(1) (2) (3)", "A B 1 2 3", "1 2 3=1+2": numbers that go up by one, at least three of them.
    [[nodiscard]] bool is_numbering(std::size_t row) const {
        std::size_t tokens = 0;
        int last = 0;
        bool bracketed = false, lettered = false;
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            std::string_view text = m_sheet.text(row, column);
            if (text.empty()) {
                continue;
            }
            ++tokens;
            text = text.substr(0, text.find('='));
            if (text.size() > 2 && text.front() == '(') {
                bracketed = true;
                text.remove_prefix(1);
                text = text.substr(0, text.find(')'));
            }
            if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'D' && last == 0) {
                lettered = m_sheet.text(row + 1, column).size() > 1; // else letters are what the column holds
                continue;
            }
            const auto number = parse_integer(text);
            if (!number || *number != last + 1) {
                return false;
            }
            ++last;
        }
        return tokens >= 3 && (bracketed || lettered || tokens >= 5);
    }

    void mark_rows() {
        std::size_t row = m_last_header + 1;
        if (row < m_sheet.rows() && row + 1 < m_sheet.rows() && !m_asked.first_row && is_numbering(row)) {
            m_layout.kind[row++] = RowKind::numbering;
        }
        const bool numbered = has_numbered_rows(row);
        for (; row < m_sheet.rows(); ++row) {
            m_layout.kind[row] = kind_of(row, numbered);
        }
        close_table();
    }

    [[nodiscard]] bool has_numbered_rows(std::size_t from) const {
        for (std::size_t row = from; m_layout.order && row < m_sheet.rows(); ++row) {
            if (parse_integer(m_sheet.text(row, *m_layout.order))) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] RowKind kind_of(std::size_t row, bool numbered) const {
        const std::int64_t number = m_sheet.row_number[row];
        if (m_asked.first_row && number < *m_asked.first_row) {
            return RowKind::numbering;
        }
        if (m_asked.last_row && number > *m_asked.last_row) {
            return RowKind::note;
        }
        std::size_t cells = 0;
        std::string_view first;
        bool total = false, coded = false;
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            if (const std::string_view text = m_sheet.text(row, column); !text.empty()) {
                first = cells == 0 ? text : first;
                total = total || (cells < 3 && !coded && begins_total(text));
                // A row with a number of its own before its words speaks of one thing: "38, Tổng số hộ nghèo, 12".
                coded = coded || (m_layout.order != column && parse_number(text));
                ++cells;
            }
        }
        if (total) {
            return RowKind::total;
        }
        if (cells <= 2 && m_layout.names.size() > 2 && is_note(first)) {
            return RowKind::note;
        }
        return is_section(row, cells, numbered) ? RowKind::section : RowKind::data;
    }

    [[nodiscard]] bool is_section(std::size_t row, std::size_t cells, bool numbered) const {
        if (!numbered) {
            return false;
        }
        const std::string_view order = m_sheet.text(row, *m_layout.order);
        if (!order.empty() && cells >= 2) {
            return is_section_number(order);
        }
        // One text in a row without its number: a heading over the rows below, often merged across them.
        return cells == 1 && !parse_number(first_text(row));
    }

    [[nodiscard]] std::string_view first_text(std::size_t row) const {
        for (std::size_t column = 0; column < m_sheet.width(row); ++column) {
            if (const std::string_view text = m_sheet.text(row, column); !text.empty()) {
                return text;
            }
        }
        return {};
    }

    /// A heading with nothing under it stands below the table: a note, a signature.
    void close_table() {
        for (std::size_t row = m_sheet.rows(); row-- > m_last_header + 1;) {
            if (m_layout.kind[row] == RowKind::section) {
                m_layout.kind[row] = RowKind::note;
            } else if (m_layout.kind[row] == RowKind::data) {
                return;
            }
        }
    }
};

} // namespace

SheetLayout guess_layout(const Sheet& sheet, const SheetCut& asked) {
    return LayoutGuess(sheet, asked).take();
}

} // namespace ntm
