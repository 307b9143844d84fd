#pragma once

#include "geo/atlas/placing.hpp"
#include "geo/base/lang.hpp"

#include <string>

// What was assumed of a layer's coordinate system, in words of the window.
namespace ntm::viewer {

/// "EPSG:3405 · VN-2000 / UTM zone 48N · 660 m apart"
[[nodiscard]] std::string candidate_words(const CrsCandidate& candidate, const Lang& lang);
/// The operation into WGS 84 with its accuracy; empty where none is needed.
[[nodiscard]] std::string operation_words(const CrsChoice& choice, const Lang& lang);
/// A layer in lines: file, system, operation, and the next best system with how far it would put the data.
[[nodiscard]] std::string system_words(const LayerPlace& layer, const Lang& lang);

} // namespace ntm::viewer
