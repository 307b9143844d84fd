#include "geo/programme/before_units.hpp"

#include <algorithm>

namespace ntm {

FirstDays::FirstDays(const Units& units) {
    for (const UnitFact& fact : units.facts) {
        if (fact.type != UnitType::unknown) {
            auto& first = m_days.try_emplace({fact.unit.level, fact.unit.id}, fact.from).first->second;
            first = first && fact.from ? std::optional(std::min(*first, *fact.from)) : std::nullopt;
        }
    }
}

std::optional<Date> FirstDays::after(Date date, UnitRef unit) const {
    const auto found = m_days.find({unit.level, unit.id});
    return found != m_days.end() && found->second && date < *found->second ? found->second : std::nullopt;
}

Issues drop_before_units(RecognitionRegister& recognitions, const Units& units) {
    const FirstDays first_days(units);
    Issues issues;
    std::erase_if(recognitions.rows, [&](const Recognition& row) {
        const auto first = first_days.after(row.effective, row.unit);
        if (first) {
            issues.push_back({Severity::error,
                              "recognition_before_unit",
                              {row.source.file, {}, row.source.row, "decision_date", row.effective.iso()},
                              first->iso()});
        }
        return first.has_value();
    });
    return issues;
}

} // namespace ntm
