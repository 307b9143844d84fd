#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/snapshot.hpp"
#include "geo/picture/theme.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ntm {

enum class CellKind : std::uint8_t {
    text,
    word,   ///< one of few words of the language files
    count,  ///< whole number
    number, ///< with `decimals`
    share,  ///< parts of a whole, shown in percent
    date,
};

/// What stands under a column for the rows shown. Tiers nest, so that words have counts of their own, never a sum.
enum class ColumnTotal : std::uint8_t { none, sum, mean, share };

/// One column of a table of units, with the place of every cell in its order worked out beforehand.
struct UnitColumn {
    std::string id;        ///< stable: "name", "tier", "target.xa_ntm"
    std::string title_key; ///< of the language files
    TextValues title_values;
    CellKind kind = CellKind::text;
    int decimals = 0;
    ColumnTotal total = ColumnTotal::none;
    std::vector<std::string> texts;  ///< text
    std::vector<std::uint8_t> words; ///< word: index into word_keys
    std::vector<std::string> word_keys;
    std::vector<double> numbers;      ///< count, number, date (days since 1970), share (the parts); NaN: not known
    std::vector<double> wholes;       ///< share: what the parts are of
    std::vector<std::uint32_t> place; ///< equal cells share one; unknown ones have no_place
    static constexpr std::uint32_t no_place = std::numeric_limits<std::uint32_t>::max();
};

/// All units of one level with all columns that the data can fill.
struct UnitTable {
    std::shared_ptr<const Snapshot> snapshot;
    Level level = Level::commune;
    std::vector<UnitColumn> columns;
    std::vector<std::uint32_t> by_name; ///< place by Vietnamese collation: parts equal cells
    std::vector<std::string> folded;    ///< what typing is looked up in: name, code, names above, folded

    [[nodiscard]] std::size_t rows() const { return by_name.size(); }
    [[nodiscard]] const UnitColumn* find(std::string_view id) const;
};
/// `areas_ha` by unit; empty: not computed yet, the table then has no such column. Words of criteria go by `set` (null:
/// the one in force).
[[nodiscard]] std::shared_ptr<const UnitTable> make_unit_table(std::shared_ptr<const Snapshot> snapshot, Level level,
                                                               std::span<const double> areas_ha,
                                                               const CriteriaSet* set = nullptr);

[[nodiscard]] std::string column_title(const UnitColumn& column, const Lang& lang);
/// As people read it; "–" where nothing is known.
[[nodiscard]] std::string cell_text(const UnitColumn& column, std::size_t row, const Lang& lang);
/// What the known cells of some rows come to.
struct ColumnSum {
    double sum = 0;
    double whole = 0; ///< of a share
    std::size_t known = 0;
};
[[nodiscard]] ColumnSum column_sum(const UnitColumn& column, std::span<const std::uint32_t> rows);
/// Empty where the column has no total or nothing is known.
[[nodiscard]] std::string total_text(const UnitColumn& column, const ColumnSum& sum, const Lang& lang);

struct TableOrder {
    std::string column = "name"; ///< an unknown one: by name
    bool falling = false;
    bool operator==(const TableOrder&) const = default;
};
/// Units that pass (0 or 1 by unit; empty: all), in order. Unknown cells come last either way.
[[nodiscard]] std::vector<std::uint32_t> ordered_rows(const UnitTable& table, const TableOrder& order,
                                                      std::span<const std::uint8_t> passes);
/// Marks the units in which every word typed is found, with or without marks. An empty text: nothing, all pass.
[[nodiscard]] std::vector<std::uint8_t> matching_rows(const UnitTable& table, std::string_view typed);

/// What is handed on: these columns, these rows.
struct TableExtract {
    const UnitTable& table;
    std::vector<const UnitColumn*> columns;
    std::span<const std::uint32_t> rows;
};
/// Tab-separated, for a spreadsheet by way of the clipboard.
[[nodiscard]] std::string table_as_tabs(const TableExtract& extract, const Lang& lang);
/// UTF-8 with a byte-order mark, without which spreadsheets garble Vietnamese; dates as 2022-08-31, decimal point. A
/// text that a spreadsheet would take for a formula gets an apostrophe in front.
[[nodiscard]] std::string table_as_csv(const TableExtract& extract, const Lang& lang);
/// A workbook with typed cells, a fixed head, a filter, and a sheet that says where the figures come from. Written
/// whole or not at all; issue write_failed.
[[nodiscard]] Issues write_table_xlsx(const TableExtract& extract, const Lang& lang, const std::filesystem::path& file);

} // namespace ntm
