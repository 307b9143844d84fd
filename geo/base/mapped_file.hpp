#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

namespace ntm {

/// A file as memory, read only, from the system's file cache; pages come when they are looked at. The file may be
/// renamed or deleted meanwhile, but must not be cut shorter by others: files of ours are only ever replaced whole.
class MappedFile {
public:
    /// Null where the file is not there, empty, or cannot be mapped.
    [[nodiscard]] static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::string_view bytes() const { return m_bytes; }

private:
    explicit MappedFile(std::string_view bytes)
        : m_bytes(bytes) {}

    std::string_view m_bytes;
};

} // namespace ntm
