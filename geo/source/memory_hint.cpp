#include "geo/source/memory_hint.hpp"

#ifdef __linux__
#include <sys/mman.h>

#include <cstdint>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ntm {

void expect_to_fill([[maybe_unused]] void* block, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
    constexpr std::uintptr_t page = 4096;
    constexpr std::size_t worth_it = 4 << 20;
    if (bytes < worth_it) {
        return;
    }
    const auto begin = (reinterpret_cast<std::uintptr_t>(block) + page - 1) & ~(page - 1);
    const auto end = (reinterpret_cast<std::uintptr_t>(block) + bytes) & ~(page - 1);
    // A hint: it does not matter whether the kernel takes it.
    static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
#endif
}

void give_back_freed_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace ntm
