// Delimited text: cells, encodings, layout, totals, percentages.

#include "geo/source/csv.hpp"
#include "geo/source/sheet_table.hpp"
#include "geo/source/total_rows.hpp"

#include "tests/fuzz/fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    auto sheet = cut_delimited(fuzz::text_of(data, size), "fuzz.csv");
    if (!sheet) {
        fuzz::require(!sheet.issues().empty());
        return 0;
    }
    const auto table = table_of_sheet(*sheet, guess_layout(*sheet));
    fuzz::require(table || !table.issues().empty());
    if (table) {
        for (const TextColumn& column : table->columns) {
            fuzz::require(column.size() == table->rows());
        }
        static_cast<void>(check_total_rows(*table));
        static_cast<void>(check_percentages(*table));
    }
    return 0;
}
