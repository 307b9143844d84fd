#pragma once

#include "tools/sample/facts.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ntm::sample {

/// The xã of a district (indices into facts.communes), those near its town or wards first, with some chance: the order
/// in which the sample lets them advance.
[[nodiscard]] std::vector<std::size_t> xa_in_order(const Facts& facts, std::size_t district);

/// Metres from a commune's point to the nearest town or ward of its district.
[[nodiscard]] double distance_to_town(const Facts& facts, std::size_t commune);

/// A day in [first, last], the same for the same seed.
[[nodiscard]] Date day_between(Date first, Date last, std::uint64_t seed);
[[nodiscard]] Date day_of(int year, int month, int day); ///< of a day known to exist

/// A number from a unit's code, for seeds.
[[nodiscard]] std::uint64_t seed_of(const Commune& commune);

} // namespace ntm::sample
