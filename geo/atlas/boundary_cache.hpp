#pragma once

#include "geo/atlas/placing.hpp"
#include "geo/atlas/workspace.hpp"
#include "geo/earth/crs.hpp"
#include "geo/shape/coverage.hpp"
#include "geo/shape/outline.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// All that the boundary files of a workspace give, as far as it does not depend on its tables.
struct Boundaries {
    Workspace guessed; ///< of a plain file: its boundaries and names; else empty
    Issues reading, placing;
    std::vector<BoundaryInput> inputs; ///< attributes; units are built of them
    std::vector<LayerPlace> places;    ///< as many, in that order: what was assumed about each
    Crs source_crs, display_crs;
    Coverage coverage;
    std::vector<std::uint8_t> far_ring; ///< 1: in the archipelagos, not on the main map
    std::array<std::vector<LabelPoint>, 3> label_points;
};

/// What the cache is about: the version of the file's layout is not in it, the content of the sources is (sizes, times
/// of change, and a checksum of pieces spread over each), and all that the workspace says about how they are read.
[[nodiscard]] std::string boundary_key(const Workspace& workspace);
[[nodiscard]] std::string boundary_key(const std::filesystem::path& plain_file);

/// Where caches may be: NTM_ATLAS_CACHE (a folder, or `off`), else beside the source, else in the user's cache folder.
/// The first is where one is written.
[[nodiscard]] std::vector<std::filesystem::path> cache_places(const std::filesystem::path& source,
                                                              std::string_view key);

[[nodiscard]] std::optional<Boundaries> open_boundary_cache(const std::filesystem::path& source, std::string_view key);
/// Nothing is said where it does not work: it is only slower the next time.
void write_boundary_cache(const std::filesystem::path& source, std::string_view key, const Boundaries& boundaries);

/// Below this many vertices reading the source is as quick.
inline constexpr std::uint64_t points_worth_a_cache = 200'000;

} // namespace ntm
