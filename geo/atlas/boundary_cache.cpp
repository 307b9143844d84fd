#include "geo/atlas/boundary_cache.hpp"

#include "geo/atlas/boundary_meta.hpp"
#include "geo/atlas/cache_file.hpp"
#include "geo/base/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <type_traits>

namespace ntm {
namespace {

namespace fs = std::filesystem;

// --- What a source is, without reading all of it ---

constexpr std::uint64_t looked_at_bytes = 4096;
constexpr std::uint64_t looked_at_places = 64;

/// Size, time of the last change, and a checksum of pieces spread evenly over the file, its ends among them.
std::string identity_of(const fs::path& file) {
    std::error_code error;
    const std::uint64_t size = fs::file_size(file, error);
    if (error) {
        return "-";
    }
    const auto changed = fs::last_write_time(file, error).time_since_epoch().count();
    std::ifstream stream(file, std::ios::binary);
    std::string pieces;
    const std::uint64_t places = std::min(looked_at_places, size / looked_at_bytes + 1);
    for (std::uint64_t i = 0; i < places; ++i) {
        const std::uint64_t last = size > looked_at_bytes ? size - looked_at_bytes : 0;
        stream.seekg(static_cast<std::streamoff>(places > 1 ? last * i / (places - 1) : 0));
        std::string piece(static_cast<std::size_t>(std::min(looked_at_bytes, size)), '\0');
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        stream.clear();
        pieces += piece;
    }
    return fmt::format("{} {} {:016x}", size, changed, checksum(pieces));
}

/// The file and those that GDAL reads with it.
std::string identities_of(const fs::path& source) {
    std::string all = identity_of(source);
    for (const char* ending : {".dbf", ".shx", ".prj", ".cpg"}) {
        fs::path beside = source;
        all += '\n' + identity_of(beside.replace_extension(ending));
    }
    fs::path log = source;
    log += "-wal";
    return all + '\n' + identity_of(log);
}

std::string part(std::string_view text) {
    return fmt::format("{}:{}\n", text.size(), text);
}

// --- Where it stands ---

/// A folder without the right to write for its owner was meant to stay as it is, whatever we may do.
bool meant_to_be_written(const fs::path& folder) {
    std::error_code error;
    const auto rights = fs::status(folder, error).permissions();
    return !error && (rights & fs::perms::owner_write) != fs::perms::none;
}

fs::path environment_path(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? text_path(value) : fs::path();
}

fs::path user_cache_folder() {
    fs::path folder = environment_path("LOCALAPPDATA");
    if (folder.empty()) {
        folder = environment_path("XDG_CACHE_HOME");
    }
    if (folder.empty() && !environment_path("HOME").empty()) {
        folder = environment_path("HOME") / ".cache";
    }
    return folder.empty() ? folder : folder / "ntm-atlas";
}

/// Takes away what killed writers left; not what one of now is at.
void remove_leftovers(const fs::path& cache) {
    const std::string beginning = path_text(cache.filename()) + '.';
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(cache.parent_path(), error)) {
        const std::string name = path_text(entry.path().filename());
        const bool leftover = name.starts_with(beginning) && name.ends_with(".tmp");
        if (leftover && entry.last_write_time(error) + std::chrono::hours(1) < fs::file_time_type::clock::now()) {
            fs::remove(entry.path(), error);
        }
    }
}

// --- What stands in it ---

enum BlockNumber : std::uint32_t {
    block_meta = 1,
    block_feature_ring,
    block_ring_use,
    block_uses,
    block_left,
    block_right,
    block_feature_box,
    block_ring_box,
    block_arc_box,
    block_far_ring,
    block_label_points, ///< one a level of the hierarchy
    block_levels = 20,  ///< two a level of detail: where the arcs begin, the points
};

static_assert(std::is_trivially_copyable_v<GridBox> && sizeof(GridBox) == 16);
static_assert(std::is_trivially_copyable_v<LabelPoint> && sizeof(LabelPoint) == 24);

template <class Columns>
auto texts_of(Columns& columns) {
    return std::array{&columns.code,        &columns.name,     &columns.type,         &columns.parent,
                      &columns.parent_name, &columns.province, &columns.province_name};
}

/// Puts a block of the file under a span; false where its length does not fit.
template <class T>
bool lay(const CacheFile& file, std::uint32_t number, std::span<const T>& under) {
    const auto values = file.values<T>(number);
    under = values.value_or(std::span<const T>());
    return values.has_value();
}

bool lay_coverage(const CacheFile& file, Coverage& coverage) {
    bool good = lay(file, block_feature_ring, coverage.feature_ring) && lay(file, block_ring_use, coverage.ring_use) &&
                lay(file, block_uses, coverage.uses) && lay(file, block_left, coverage.left) &&
                lay(file, block_right, coverage.right) && lay(file, block_feature_box, coverage.feature_box) &&
                lay(file, block_ring_box, coverage.ring_box) && lay(file, block_arc_box, coverage.arc_box);
    std::uint32_t block = block_levels;
    for (Coverage::Level& level : coverage.levels) {
        good = good && lay(file, block, level.arc_point) && lay(file, block + 1, level.points);
        block += 2;
    }
    return good && coverage.consistent();
}

} // namespace

std::string boundary_key(const Workspace& workspace) {
    std::string key = "workspace\n" + part(workspace.province);
    for (const Workspace::Boundary& boundary : workspace.boundaries) {
        key += part(path_text(boundary.source)) + part(boundary.layer) + part(boundary.crs) + part(boundary.encoding) +
               part(boundary.level ? std::to_string(static_cast<int>(*boundary.level)) : "");
        for (const std::string* text : texts_of(boundary.columns)) {
            key += part(*text);
        }
        key += part(identities_of(boundary.source));
    }
    return key;
}

std::string boundary_key(const fs::path& plain_file) {
    return "file\n" + part(path_text(plain_file)) + part(identities_of(plain_file));
}

std::vector<fs::path> cache_places(const fs::path& source, std::string_view key) {
    std::error_code error;
    const fs::path whole = fs::absolute(source, error);
    // One name for all contents of the source, so that a changed one replaces the cache of the old one.
    const std::string asked =
        part(path_text(whole)) + part(path_text(source)) + std::string(key.substr(0, key.find('\n')));
    fs::path name = source.filename();
    name += fmt::format("-{:08x}.ntm-cache", static_cast<std::uint32_t>(checksum(asked)));
    if (const fs::path chosen = environment_path("NTM_ATLAS_CACHE"); !chosen.empty()) {
        return chosen == "off" ? std::vector<fs::path>() : std::vector{chosen / name};
    }
    std::vector<fs::path> places;
    if (meant_to_be_written(whole.parent_path())) {
        places.push_back(whole.parent_path() / name);
    }
    if (const fs::path folder = user_cache_folder(); !folder.empty()) {
        places.push_back(folder / name);
    }
    return places;
}

std::optional<Boundaries> open_boundary_cache(const fs::path& source, std::string_view key) {
    for (const fs::path& place : cache_places(source, key)) {
        const auto file = CacheFile::open(place, key);
        if (!file) {
            continue;
        }
        Boundaries boundaries;
        if (!take_boundary_meta(file->block(block_meta), boundaries) || !lay_coverage(*file, boundaries.coverage)) {
            continue;
        }
        boundaries.coverage.memory = file;
        const auto far_ring = file->values<std::uint8_t>(block_far_ring);
        boundaries.far_ring.assign(far_ring->begin(), far_ring->end());
        bool good = boundaries.far_ring.size() == boundaries.coverage.rings();
        for (std::uint32_t level = 0; level < 3; ++level) {
            const auto points = file->values<LabelPoint>(block_label_points + level);
            good = good && points.has_value();
            boundaries.label_points[level].assign(good ? points->begin() : decltype(points->begin())(),
                                                  good ? points->end() : decltype(points->end())());
        }
        if (good) {
            return boundaries;
        }
    }
    return std::nullopt;
}

void write_boundary_cache(const fs::path& source, std::string_view key, const Boundaries& boundaries) {
    const Coverage& coverage = boundaries.coverage;
    const std::string meta = boundary_meta(boundaries);
    std::vector<CacheBlock> blocks{{block_meta, meta},
                                   {block_feature_ring, bytes_of(coverage.feature_ring)},
                                   {block_ring_use, bytes_of(coverage.ring_use)},
                                   {block_uses, bytes_of(coverage.uses)},
                                   {block_left, bytes_of(coverage.left)},
                                   {block_right, bytes_of(coverage.right)},
                                   {block_feature_box, bytes_of(coverage.feature_box)},
                                   {block_ring_box, bytes_of(coverage.ring_box)},
                                   {block_arc_box, bytes_of(coverage.arc_box)},
                                   {block_far_ring, bytes_of(std::span<const std::uint8_t>(boundaries.far_ring))}};
    for (std::uint32_t level = 0; level < 3; ++level) {
        blocks.push_back(
            {block_label_points + level, bytes_of(std::span<const LabelPoint>(boundaries.label_points[level]))});
    }
    std::uint32_t block = block_levels;
    for (const Coverage::Level& level : coverage.levels) {
        blocks.push_back({block, bytes_of(level.arc_point)});
        blocks.push_back({block + 1, bytes_of(level.points)});
        block += 2;
    }
    for (const fs::path& place : cache_places(source, key)) {
        std::error_code error;
        fs::create_directories(place.parent_path(), error);
        remove_leftovers(place);
        if (write_cache_file(place, key, blocks)) {
            return;
        }
    }
}

} // namespace ntm
