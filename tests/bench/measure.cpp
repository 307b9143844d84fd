#include "tests/bench/measure.hpp"

#include "geo/base/date.hpp"
#include "geo/base/worker_pool.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <numeric>

namespace ntm::bench {

namespace {

/// The line of a file of /proc that starts with `key`, behind its colon.
std::string proc_value(const char* file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(key)) {
            const std::size_t from = line.find_first_not_of(" \t", line.find(':') + 1);
            return from == std::string::npos ? std::string() : line.substr(from);
        }
    }
    return {};
}

std::string load_words() {
    std::ifstream stream("/proc/loadavg");
    std::string one_minute;
    stream >> one_minute;
    return one_minute.empty() ? "unknown" : one_minute;
}

} // namespace

double floor_ms(std::size_t read_bytes, std::size_t written_bytes) {
    WorkerPool& pool = WorkerPool::shared();
    const std::size_t parts = pool.threads();
    std::vector<std::uint64_t> from(read_bytes / 8 + parts, 1);
    std::vector<std::uint64_t> to(written_bytes / 8 + parts, 1);
    std::atomic<std::uint64_t> seen = 0;
    return median_ms([&] {
        pool.run(parts, [&](std::size_t part) {
            const auto share = [&](std::size_t size) {
                return std::pair{size * part / parts, size * (part + 1) / parts};
            };
            const auto [first, last] = share(from.size());
            seen += std::accumulate(from.begin() + static_cast<std::ptrdiff_t>(first),
                                    from.begin() + static_cast<std::ptrdiff_t>(last), std::uint64_t{0});
            const auto [begin, end] = share(to.size());
            std::fill(to.begin() + static_cast<std::ptrdiff_t>(begin), to.begin() + static_cast<std::ptrdiff_t>(end),
                      seen.load());
        });
    });
}

std::string machine_words() {
    std::string processor = proc_value("/proc/cpuinfo", "model name");
    if (processor.empty()) {
        processor = "unknown processor";
    }
    return fmt::format("{} | {}, {} cores used, load {} at the start | GCC {}, {} | {}", Date::today().iso(), processor,
                       WorkerPool::shared().threads(), load_words(), __VERSION__, NTM_BUILD_WORDS,
                       "medians of five; answers compared first");
}

std::size_t resident_bytes() {
    return static_cast<std::size_t>(std::strtoull(proc_value("/proc/self/status", "VmRSS").c_str(), nullptr, 10)) *
           1024;
}

} // namespace ntm::bench
