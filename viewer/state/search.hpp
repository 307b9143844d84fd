#pragma once

#include "geo/atlas/atlas.hpp"
#include "viewer/state/places.hpp"

#include <string>
#include <vector>

namespace ntm::viewer {

/// What a text may mean, best first: coordinates, units, criteria of the communes' set on the date (or of `set_id`),
/// decisions of recognition and of plans by number, bodies in charge on the date. At most `limit`.
[[nodiscard]] std::vector<SearchHit> find_hits(const Atlas& atlas, const std::string& text, Date as_of,
                                               const std::string& set_id, std::size_t limit);

} // namespace ntm::viewer
