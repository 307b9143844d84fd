#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace ntm::bench {

inline constexpr int runs = 5;

template <class Work>
[[nodiscard]] double elapsed_ms(Work&& work) {
    const auto started = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
}

[[nodiscard]] inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Median of five, after one run that warms caches and buffers.
template <class Work>
[[nodiscard]] double median_ms(Work&& work) {
    work();
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
        times.push_back(elapsed_ms(work));
    }
    return median(std::move(times));
}

/// What this machine takes, on all cores, to read and to write so many bytes of memory: nothing that must touch them
/// can be quicker.
[[nodiscard]] double floor_ms(std::size_t read_bytes, std::size_t written_bytes);

/// Processor, cores, load, compiler, flags, date.
[[nodiscard]] std::string machine_words();

/// Memory of this process that is in use now.
[[nodiscard]] std::size_t resident_bytes();

} // namespace ntm::bench
