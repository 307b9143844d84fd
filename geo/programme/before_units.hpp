#pragma once

#include "geo/programme/recognition.hpp"

#include <map>
#include <optional>
#include <utility>

namespace ntm {

/// Per unit the first day that its dated types speak of; nothing: one of them speaks of all days before. Units without
/// dated types have no entry.
class FirstDays {
public:
    explicit FirstDays(const Units& units);
    /// The unit's first day where `date` lies before it.
    [[nodiscard]] std::optional<Date> after(Date date, UnitRef unit) const;

private:
    std::map<std::pair<Level, std::uint32_t>, std::optional<Date>> m_days;
};

/// Takes out what was decided before the unit existed: Issue recognition_before_unit.
[[nodiscard]] Issues drop_before_units(RecognitionRegister& recognitions, const Units& units);

} // namespace ntm
