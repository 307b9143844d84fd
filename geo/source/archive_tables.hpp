#pragma once

#include "geo/base/result.hpp"
#include "geo/source/unpacking.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace ntm {

/// The tables in an archive, as paths that read_table and read_sheet take: "gui.zip/bieu/xa.xlsx". Without folders
/// that lead astray or too many files: as unpack() has it.
[[nodiscard]] std::vector<std::filesystem::path> tables_in_archive(const std::filesystem::path& archive);

/// A file that may lie in an archive, while it is read.
class FileInArchive {
public:
    /// True for a path that goes on behind a .zip file.
    [[nodiscard]] static bool is_one(const std::filesystem::path& file);
    /// Issues: those of unpack(), file_missing.
    [[nodiscard]] static Result<FileInArchive> open(const std::filesystem::path& file);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; } ///< on disk
    /// Speaks of the archive, not of the folder that it was unpacked to.
    void tell(std::string& file) const;
    void tell(Issues& issues) const;

private:
    std::filesystem::path m_path, m_archive;
    std::shared_ptr<const ScratchFolder> m_scratch;
};

} // namespace ntm
