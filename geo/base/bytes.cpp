#include "geo/base/bytes.hpp"

#include "geo/base/worker_pool.hpp"

#include <algorithm>
#include <array>

namespace ntm {
namespace {

constexpr std::size_t piece_bytes = 1U << 20U;
constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;

/// One word after the other in four lanes, so that the multiplications overlap. Each step is one to one in the word
/// and in the lane: what differs once stays different.
std::uint64_t checksum_of_piece(std::string_view bytes) {
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    const auto take = [&](std::uint64_t& lane, const char* from, std::size_t size) {
        std::uint64_t word = 0;
        std::memcpy(&word, from, size);
        lane = std::rotl((lane ^ word) * odd, 29);
    };
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 32; left -= 32, at += 32) {
        for (std::size_t i = 0; i < 4; ++i) {
            take(lanes[i], at + 8 * i, 8);
        }
    }
    for (; left > 0; at += std::min<std::size_t>(left, 8), left -= std::min<std::size_t>(left, 8)) {
        take(lanes[0], at, std::min<std::size_t>(left, 8));
    }
    std::uint64_t sum = bytes.size();
    for (const std::uint64_t lane : lanes) {
        sum = (sum ^ lane) * odd;
        sum ^= sum >> 32U;
    }
    return sum;
}

std::string_view piece(std::string_view bytes, std::size_t i) {
    return bytes.substr(i * piece_bytes, piece_bytes);
}

std::uint64_t sum_of(const std::vector<std::uint64_t>& sums) {
    return checksum_of_piece(bytes_of(std::span<const std::uint64_t>(sums)));
}

} // namespace

std::uint64_t checksum(std::string_view bytes) {
    std::vector<std::uint64_t> sums((bytes.size() + piece_bytes - 1) / piece_bytes);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] = checksum_of_piece(piece(bytes, i));
    }
    return sum_of(sums);
}

std::uint64_t checksum(std::string_view bytes, WorkerPool& pool) {
    std::vector<std::uint64_t> sums((bytes.size() + piece_bytes - 1) / piece_bytes);
    pool.run(sums.size(), [&](std::size_t i) { sums[i] = checksum_of_piece(piece(bytes, i)); });
    return sum_of(sums);
}

} // namespace ntm
