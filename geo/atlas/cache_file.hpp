#pragma once

#include "geo/base/bytes.hpp"
#include "geo/base/mapped_file.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ntm {

/// Numbered blocks of plain values in one file that is mapped, never parsed. A file is believed only when its version,
/// its key, its length and the checksums of all blocks are right; anything else is as good as no file.
class CacheFile {
public:
    /// Null when there is no such file or it is not to be believed. `key` says what the file must be about.
    [[nodiscard]] static std::shared_ptr<const CacheFile> open(const std::filesystem::path& file, std::string_view key);

    [[nodiscard]] std::string_view block(std::uint32_t number) const; ///< empty where there is none

    /// A block as values; nothing where its length does not fit.
    template <class T>
    [[nodiscard]] std::optional<std::span<const T>> values(std::uint32_t number) const {
        const std::string_view bytes = block(number); // at a multiple of 64 bytes
        if (bytes.size() % sizeof(T) != 0) {
            return std::nullopt;
        }
        return std::span(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
    }

private:
    struct Block {
        std::uint32_t number;
        std::string_view bytes;
    };
    std::shared_ptr<const MappedFile> m_file;
    std::vector<Block> m_blocks;
};

struct CacheBlock {
    std::uint32_t number;
    std::string_view bytes;
};

/// Writes such a file whole or not at all; false where that did not work (a full disk, no right to write).
bool write_cache_file(const std::filesystem::path& file, std::string_view key, std::span<const CacheBlock> blocks);

} // namespace ntm
