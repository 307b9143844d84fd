#pragma once

#include "geo/base/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ntm {

/// A decision as offices write it in one cell: "1234/QĐ-UBND ngày 12/5/2019", "1234/QĐ-UBND (12.5.2019)".
struct DecisionText {
    std::string no; ///< what is left; the whole cell where no day is in it
    std::optional<Date> date;
};
[[nodiscard]] DecisionText read_decision(std::string_view cell);

} // namespace ntm
