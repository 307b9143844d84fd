#include "tools/sample/csv_writer.hpp"
#include "tools/sample/recognition_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace ntm::sample {

std::string recognition_table(std::vector<RecognitionRow> rows) {
    std::sort(rows.begin(), rows.end(), [](const RecognitionRow& a, const RecognitionRow& b) {
        return std::tie(a.decided, a.unit_code, a.tier) < std::tie(b.decided, b.unit_code, b.tier);
    });
    CsvWriter csv{"unit_code",     "tier",       "field",           "decision_no",
                  "decision_date", "title_year", "source_document", "note"};
    std::map<int, int> number;
    for (const RecognitionRow& row : rows) {
        const int year = row.decided.year();
        csv.row({row.unit_code, row.tier, row.field, fmt::format("minh họa {}/{}", ++number[year], year),
                 row.decided.iso(), std::to_string(row.title_year), row.source, ""});
    }
    return csv.take();
}

} // namespace ntm::sample
