#include "geo/atlas/cache_file.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/worker_pool.hpp"

#include <algorithm>
#include <array>

namespace ntm {
namespace {

/// To be raised whenever what is stored, or how it is made, changes.
constexpr std::uint32_t version = 5;
constexpr std::array<char, 8> magic{'N', 'T', 'M', 'C', 'A', 'C', 'H', 'E'};
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::uint64_t alignment = 64;
constexpr std::uint32_t most_blocks = 1000;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t byte_order;
    std::uint32_t version;
    std::uint64_t file_bytes;
    std::uint64_t key_bytes; ///< the key stands behind the table of blocks
    std::uint64_t table_checksum;
    std::uint32_t blocks;
    std::uint32_t unused;
};
struct Entry {
    std::uint32_t number;
    std::uint32_t unused;
    std::uint64_t offset, bytes, checksum;
};

std::uint64_t aligned(std::uint64_t offset) {
    return (offset + alignment - 1) / alignment * alignment;
}

/// Of the header, but for the sum itself, the entries and the key.
std::uint64_t table_checksum(Header header, std::span<const Entry> entries, std::string_view key) {
    header.table_checksum = 0;
    std::string all(bytes_of(std::span<const Header>(&header, 1)));
    all += bytes_of(entries);
    all += key;
    return checksum(all);
}

} // namespace

std::shared_ptr<const CacheFile> CacheFile::open(const std::filesystem::path& path, std::string_view key) {
    const auto file = MappedFile::open(path);
    if (!file || file->bytes().size() < sizeof(Header)) {
        return nullptr;
    }
    const std::string_view bytes = file->bytes();
    Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != magic || header.byte_order != byte_order || header.version != version ||
        header.file_bytes != bytes.size() || header.blocks > most_blocks || header.key_bytes != key.size()) {
        return nullptr;
    }
    const std::uint64_t table_bytes = header.blocks * sizeof(Entry);
    if (sizeof(Header) + table_bytes + header.key_bytes > bytes.size()) {
        return nullptr;
    }
    std::vector<Entry> entries(header.blocks);
    if (!entries.empty()) {
        std::memcpy(entries.data(), bytes.data() + sizeof(Header), table_bytes);
    }
    if (bytes.substr(sizeof(Header) + table_bytes, header.key_bytes) != key ||
        header.table_checksum != table_checksum(header, entries, key)) {
        return nullptr;
    }
    auto cache = std::make_shared<CacheFile>();
    for (const Entry& entry : entries) {
        if (entry.offset % alignment != 0 || entry.offset > bytes.size() || entry.bytes > bytes.size() - entry.offset) {
            return nullptr;
        }
        const std::string_view block = bytes.substr(entry.offset, entry.bytes);
        if (checksum(block, WorkerPool::shared()) != entry.checksum) {
            return nullptr;
        }
        cache->m_blocks.push_back({entry.number, block});
    }
    cache->m_file = file;
    return cache;
}

std::string_view CacheFile::block(std::uint32_t number) const {
    const auto found =
        std::find_if(m_blocks.begin(), m_blocks.end(), [number](const Block& block) { return block.number == number; });
    return found == m_blocks.end() ? std::string_view() : found->bytes;
}

bool write_cache_file(const std::filesystem::path& file, std::string_view key, std::span<const CacheBlock> blocks) {
    Header header{magic, byte_order, version, 0, key.size(), 0, static_cast<std::uint32_t>(blocks.size()), 0};
    std::vector<Entry> entries;
    std::uint64_t end = sizeof(Header) + blocks.size() * sizeof(Entry) + key.size();
    for (const CacheBlock& block : blocks) {
        entries.push_back({block.number, 0, aligned(end), block.bytes.size(), checksum(block.bytes)});
        end = entries.back().offset + block.bytes.size();
    }
    header.file_bytes = end;
    header.table_checksum = table_checksum(header, entries, key);

    constexpr std::array<char, alignment> zeros{};
    std::vector<std::string_view> pieces{bytes_of(std::span<const Header>(&header, 1)),
                                         bytes_of(std::span<const Entry>(entries)), key};
    std::uint64_t at = sizeof(Header) + entries.size() * sizeof(Entry) + key.size();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        pieces.emplace_back(zeros.data(), static_cast<std::size_t>(entries[i].offset - at));
        pieces.push_back(blocks[i].bytes);
        at = entries[i].offset + entries[i].bytes;
    }
    return write_file_atomically(file, pieces).empty();
}

} // namespace ntm
