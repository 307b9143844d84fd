// Texts of any encoding: one column a part, one cell a line; names, keys, fonts of the 1990s, escapes of CAD.

#include "geo/base/legacy_text.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/legacy_fonts.hpp"
#include "geo/source/text_repair.hpp"

#include "tests/fuzz/fuzz_input.hpp"

#include <algorithm>

namespace {

ntm::Table table_of(std::string_view bytes) {
    ntm::Table table;
    for (const std::string& part : ntm::fuzz::parts_of(bytes.substr(0, 4096))) {
        table.names.push_back(part.substr(0, 20));
        ntm::TextColumn& column = table.columns.emplace_back();
        for (std::size_t at = 0; at < part.size() && column.size() < 40;) {
            const std::size_t end = std::min(part.find('\n', at), part.size());
            column.append(std::string_view(part).substr(at, end - at));
            at = end + 1;
        }
        while (column.size() < 40) {
            column.append({});
        }
    }
    for (std::int64_t row = 1; row <= 40; ++row) {
        table.row_number.push_back(row);
    }
    return table;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    const std::string_view bytes = fuzz::text_of(data, size);
    for (const char* asked : {"", "TCVN3", "VNI", "CP1258", "CP1252", "UTF-8"}) {
        Table table = table_of(bytes);
        static_cast<void>(repair_text(table, asked));
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            fuzz::require(is_valid_utf8(table.names[i]) && table.columns[i].size() == table.rows());
            for (std::size_t row = 0; row < table.rows(); ++row) {
                fuzz::require(is_valid_utf8(table.columns[i][row]));
            }
        }
    }
    const std::string clean = clean_text(bytes);
    fuzz::require(is_valid_utf8(clean) && clean_text(clean) == clean);
    static_cast<void>(text_in_font(clean, {TextCode::tcvn3, true}));
    static_cast<void>(text_in_font(clean, {TextCode::vni, false}));
    static_cast<void>(decode_cad_escapes(bytes));
    static_cast<void>(fold_key(bytes));
    static_cast<void>(tone_key(bytes));
    static_cast<void>(split_type_word(bytes));
    static_cast<void>(folded_distance(bytes, clean, 2));
    return 0;
}
