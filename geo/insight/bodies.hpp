#pragma once

#include "geo/insight/snapshot.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ntm {

/// Who answers for which unit on the date of a snapshot, looked up once for lists of many units.
class BodiesInCharge {
public:
    explicit BodiesInCharge(const Snapshot& snapshot);
    /// Of the unit, or else of the nearest one above it.
    [[nodiscard]] std::vector<std::string> of(UnitRef unit) const;

private:
    const Units& m_units;
    std::map<std::pair<Level, std::uint32_t>, std::vector<std::string>> m_of;
};

} // namespace ntm
