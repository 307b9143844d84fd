#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// Our column that a header of an office's table means, as far as words tell: "Số quyết định" is decision_no. Empty:
/// none. `kind` of table, since "Năm" is the year of a target and the title year of a recognition.
[[nodiscard]] std::string column_of_header(std::string_view header, std::string_view kind);

/// The number of the criterion or indicator that heads a column: "TC 5", "Tiêu chí 17.8", "5", "3. Thủy lợi".
[[nodiscard]] std::string criterion_of_header(std::string_view header);

/// A measure of targets or figures: "Xã đạt chuẩn NTM", and under "Nông thôn mới" just "Nâng cao".
[[nodiscard]] std::string measure_of_header(std::string_view header);

/// True for headers of a unit's name, its code, the name of the unit above it.
[[nodiscard]] bool heads_unit_names(std::string_view header);
[[nodiscard]] bool heads_unit_codes(std::string_view header);

/// The last year that a text names, 1990 to 2100; 0: none.
[[nodiscard]] int year_in_text(std::string_view text);

} // namespace ntm
