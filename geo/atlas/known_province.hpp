#pragma once

#include "geo/units/units.hpp"

#include <string>
#include <vector>

namespace ntm {

/// The province that units lie in, by the official list: where a file has names and no codes, or codes and no province.
struct KnownProvince {
    std::string code; ///< empty: the units do not settle it
    std::string name;
};
[[nodiscard]] KnownProvince province_of_units(const std::vector<BoundaryInput>& inputs);

} // namespace ntm
