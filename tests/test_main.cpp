#include <cstdlib>

/// Tests leave nothing in anybody's cache folder; those of the cache itself say where.
[[maybe_unused]] static const bool cache_is_off = setenv("NTM_ATLAS_CACHE", "off", 0) == 0;

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_session.hpp>
int main(int argc, char** argv) {
    return Catch::Session().run(argc, argv);
}
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
