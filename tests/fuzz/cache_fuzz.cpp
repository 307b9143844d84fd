// A cache file: as it comes (the header), and with blocks of any content under right checksums (what a version of the
// program with a fault could have written).

#include "geo/atlas/boundary_cache.hpp"
#include "geo/atlas/cache_file.hpp"

#include "tests/fuzz/fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    setenv("NTM_ATLAS_CACHE", fuzz::folder().c_str(), 1);
    const std::string_view bytes = fuzz::text_of(data, size);
    static_cast<void>(CacheFile::open(fuzz::file_of(bytes, "as-it-is"), "key"));
    const std::vector<std::string> parts = fuzz::parts_of(bytes);
    std::vector<CacheBlock> blocks;
    for (std::uint32_t i = 0; i < parts.size() && i < 40; ++i) {
        blocks.push_back({i + 1, parts[i]});
    }
    const std::filesystem::path place = cache_places("source", "key").front();
    fuzz::require(write_cache_file(place, "key", blocks));
    static_cast<void>(open_boundary_cache("source", "key"));
    return 0;
}
