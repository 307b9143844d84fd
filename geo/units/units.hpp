#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/date.hpp"
#include "geo/base/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

enum class Level : std::uint8_t { commune = 0, district = 1, province = 2 };
inline constexpr std::array all_levels{Level::commune, Level::district, Level::province};
inline constexpr std::uint32_t no_unit = 0xffffffff;

[[nodiscard]] std::string_view
level_word(Level level); ///< "commune", "district", "province": files, JSON, language keys
[[nodiscard]] std::optional<Level> parse_level(std::string_view word);

/// What kind of unit the law sees, on the level it has. Words: unit_type_word.
enum class UnitType : std::uint8_t { unknown, xa, phuong, thi_tran, dac_khu, huyen, quan, thi_xa, thanh_pho, tinh };
[[nodiscard]] std::string_view unit_type_word(UnitType type);  ///< "xa", "thi_tran", ... as in language keys
[[nodiscard]] UnitType parse_unit_type(std::string_view text); ///< "Thị trấn", "TT.", "thi_tran"; unknown for others

/// A unit inside the program: dense number within its level.
struct UnitRef {
    Level level = Level::commune;
    std::uint32_t id = no_unit;
    [[nodiscard]] bool valid() const { return id != no_unit; }
    bool operator==(const UnitRef&) const = default;
};

/// Where a fact was written down.
struct Source {
    std::string document; ///< column source_document
    std::string page;
    std::string note;
    std::string file; ///< the table
    std::int64_t row = 0;
};

/// Units of one level in columns of equal length.
struct UnitColumns {
    std::vector<std::string> code;       ///< as given after NFC; empty where the file has none
    std::vector<std::string> name;       ///< with its type word where the file gives it: "Xã Hoằng Đạo"
    std::vector<UnitType> type;          ///< of the boundary file; dated changes are in Units::facts
    std::vector<std::uint32_t> district; ///< of a commune; no_unit elsewhere or where there is none
    std::vector<std::uint32_t> province; ///< of a commune or district
    std::vector<std::string> fold;       ///< fold_key of the proper name, without the type word
    [[nodiscard]] std::size_t size() const { return code.size(); }
};

/// A dated row of a `unit` table: what holds in [from, to]; absent = not said.
struct UnitFact {
    UnitRef unit;
    std::optional<Date> from;
    std::optional<Date> to;
    UnitType type = UnitType::unknown;
    std::optional<bool> in_scope;
    std::optional<bool> mountain;
    std::string region, zone, commune_group, alias;
    Source source;
};

/// The hierarchy of one vintage. A level may be empty: a province without districts, a file with districts only.
struct Units {
    std::array<UnitColumns, 3> levels;
    Level drawn = Level::commune; ///< the finest level: its units have the outlines, unit id = feature number
    std::vector<UnitFact> facts;  ///< sorted by unit, then `from`

    [[nodiscard]] const UnitColumns& at(Level level) const { return levels[static_cast<std::size_t>(level)]; }
    [[nodiscard]] UnitColumns& at(Level level) { return levels[static_cast<std::size_t>(level)]; }
    [[nodiscard]] std::size_t count(Level level) const { return at(level).size(); }
    [[nodiscard]] const std::string& code(UnitRef unit) const { return at(unit.level).code[unit.id]; }
    [[nodiscard]] const std::string& name(UnitRef unit) const { return at(unit.level).name[unit.id]; }
    /// The unit itself, or the one above it on `level`; invalid where there is none.
    [[nodiscard]] UnitRef ancestor(UnitRef unit, Level level) const;
    /// The next existing level above; invalid at the top.
    [[nodiscard]] UnitRef parent(UnitRef unit) const;
    [[nodiscard]] std::vector<UnitRef> children(UnitRef unit) const; ///< on the next existing level below
    [[nodiscard]] UnitType type_on(UnitRef unit, Date date) const;
    /// Whether the programme covers a commune: as the unit table says, else every unit that is not a ward, a town or a
    /// special zone on that day.
    [[nodiscard]] bool in_scope_on(UnitRef unit, Date date) const;
};

/// Names of the columns of a boundary layer; empty = not there.
struct BoundaryColumns {
    std::string code, name, type, parent, parent_name, province, province_name;
};
/// Guesses what `asked` leaves empty, from the usual names (ma_xa, MAXA, code, ten_xa, NAME_3, ...) and contents.
[[nodiscard]] BoundaryColumns guess_boundary_columns(const Table& table, Level level, const BoundaryColumns& asked);
/// The level a layer seems to hold, by its name, columns and words; nothing when it tells nothing.
[[nodiscard]] std::optional<Level> guess_level(const Table& table, std::string_view layer_name);

struct BoundaryInput {
    Level level = Level::commune;
    Table table; ///< attributes, one row a feature
    BoundaryColumns columns;
};
/// Builds the hierarchy. The finest level given is drawn; higher ones lend names and types; a parent that only appears
/// as a code in a lower level becomes a unit too. `province_code` (may be empty) is the province of units that name
/// none. Issues: column_missing, code_missing, code_doubled, name_missing,
/// parent_unknown, type_unknown, units_none.
[[nodiscard]] Result<Units> build_units(const std::vector<BoundaryInput>& inputs, std::string_view province_code = {});

/// A name typed without marks, its type word included: "huyen trieu son" -> {huyen, "trieu son"}, folded. Type unknown
/// where it begins with no such word. split_type_word asks for the marks, because "Xà Bang" is a proper name.
struct UnmarkedName {
    UnitType type = UnitType::unknown;
    std::string name;
};
[[nodiscard]] UnmarkedName split_unmarked_type_word(std::string_view text);

/// Units a person may mean: codes, exact names, beginnings, parts, one or two slips; best first, at most `limit`.
[[nodiscard]] std::vector<UnitRef> search_units(const Units& units, std::string_view text, std::size_t limit);

} // namespace ntm
