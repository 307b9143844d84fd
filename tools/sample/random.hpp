#pragma once

#include <cstdint>

namespace ntm::sample {

/// Numbers that are the same on every machine: integers only, no state but what is handed in. The distributions of the
/// standard library differ between implementations, and a sample must not.
[[nodiscard]] constexpr std::uint64_t hash(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}
[[nodiscard]] constexpr std::uint64_t hash(std::uint64_t a, std::uint64_t b) {
    return hash(hash(a) ^ b);
}
[[nodiscard]] constexpr std::uint64_t hash(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    return hash(hash(a, b), c);
}

/// 0 <= result < 1.
[[nodiscard]] constexpr double unit_of(std::uint64_t bits) {
    return static_cast<double>(bits >> 11U) * 0x1p-53;
}
/// -1 <= result < 1.
[[nodiscard]] constexpr double signed_of(std::uint64_t bits) {
    return 2 * unit_of(bits) - 1;
}

} // namespace ntm::sample
