#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ntm {

/// Cells of one row that are texts, each into its member. `rows` has text(row, column).
template <class Rows>
void take_texts(const Rows& rows, std::size_t row,
                std::initializer_list<std::pair<std::string_view, std::string*>> into) {
    for (const auto& [column, text] : into) {
        *text = rows.text(row, column);
    }
}

} // namespace ntm
