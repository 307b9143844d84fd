#include "geo/units/confirmed_joins.hpp"

#include "geo/base/csv_text.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

namespace ntm {

std::vector<ConfirmedJoin> read_confirmed_joins(const Table& table, Issues& issues) {
    std::vector<ConfirmedJoin> joins;
    for (const char* name : {"given", "code", "confirmed"}) {
        if (!table.find(name)) {
            issues.push_back({Severity::error,
                              "column_missing",
                              {table.file, {}, 0, name, {}},
                              fmt::format("{}", fmt::join(table.names, ", "))});
            return joins;
        }
    }
    const auto cell = [&](std::size_t row, const char* name) {
        const auto column = table.find(name);
        return column ? std::string(without_formula_guard(table.columns[*column][row])) : std::string();
    };
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string mark = cell(row, "confirmed");
        const std::string key = fold_key(mark);
        const bool refused = mark == "-" || key == "khong" || key == "no" || key == "0" || key == "k";
        if (mark.empty()) {
            continue;
        }
        ConfirmedJoin join{cell(row, "file"), cell(row, "given"), cell(row, "parent_given"),
                           refused ? std::string() : cell(row, "code")};
        if (!refused && join.code.empty()) {
            issues.push_back({Severity::error,
                              "joins_code_absent",
                              {table.file, {}, table.row_number[row], "code", join.given},
                              {}});
            continue;
        }
        joins.push_back(std::move(join));
    }
    return joins;
}

} // namespace ntm
