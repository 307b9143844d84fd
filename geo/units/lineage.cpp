#include "geo/units/lineage.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <map>

namespace ntm {

namespace {

std::string_view first_column(const TableReader& reader, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (reader.has(name)) {
            return name;
        }
    }
    return *names.begin();
}

/// "partial", "một phần", a share below the whole.
bool is_partial(const TableReader& reader, std::size_t row, std::string_view split, std::string_view share) {
    const std::string key = fold_key(reader.text(row, split));
    const auto part = parse_number(reader.text(row, share));
    return key == "partial" || key == "mot phan" || key == "split" || key == "true" || key == "1" ||
           (part && part->value < 1);
}

} // namespace

std::vector<OtherName> read_lineage(const Units& units, TableReader& reader) {
    const std::string_view old_code = first_column(reader, {"old_code", "ma_xa_cu", "ma_cu"});
    const std::string_view old_name = first_column(reader, {"old_name", "ten_xa_cu", "ten_cu"});
    const std::string_view new_code = first_column(reader, {"new_code", "ma_xa_moi", "ma_moi"});
    const std::string_view split = first_column(reader, {"split", "loai"});
    std::vector<OtherName> others;
    if (!reader.require({new_code}) || (!reader.has(old_code) && !reader.require({old_name}))) {
        return others;
    }
    const UnitMatcher matcher(units);
    std::map<std::uint32_t, std::size_t> came_from; ///< old units a new one
    std::size_t elsewhere = 0;
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto match = matcher.by_code(reader.text(row, new_code));
        if (match.outcome != JoinOutcome::sure || match.unit.level != Level::commune) {
            ++elsewhere; // lists are of the whole country, workspaces of a province
            continue;
        }
        ++came_from[match.unit.id];
        OtherName other;
        other.unit = match.unit;
        other.name = reader.text(row, old_name);
        other.code = reader.text(row, old_code);
        other.grounds = JoinGrounds::old_name;
        other.whole = !is_partial(reader, row, split, "share");
        others.push_back(std::move(other));
    }
    for (OtherName& other : others) {
        other.whole = other.whole && came_from[other.unit.id] == 1;
    }
    if (elsewhere > 0) {
        reader.report_table(Severity::info, "lineage_elsewhere", new_code, fmt::to_string(elsewhere));
    }
    return others;
}

} // namespace ntm
