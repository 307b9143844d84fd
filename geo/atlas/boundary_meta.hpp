#pragma once

#include "geo/atlas/boundary_cache.hpp"

#include <string>
#include <string_view>

namespace ntm {

// All of Boundaries but the arrays of the coverage, as bytes of a cache. Whoever changes what stands here raises the
// version in cache_file.cpp.

[[nodiscard]] std::string boundary_meta(const Boundaries& boundaries);
/// False where the bytes are not of that form; `boundaries` is then of no use.
[[nodiscard]] bool take_boundary_meta(std::string_view bytes, Boundaries& boundaries);

} // namespace ntm
