#pragma once

#include "geo/base/result.hpp"

#include <filesystem>
#include <memory>

namespace ntm {

/// A folder of our own in the system's place for such, gone with it.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; } ///< empty: none could be made

private:
    std::filesystem::path m_path;
};

/// By its name: .zip or .kmz.
[[nodiscard]] bool is_archive(const std::filesystem::path& file);

/// Unpacks a zip. What it holds is counted before and while it is written: too many files, too much in all, or far more
/// than its own size can honestly hold is archive_bomb. Names that lead out of the folder are left out. Issues:
/// file_unreadable, archive_bomb, archive_name_left_out, scratch_folder.
[[nodiscard]] Result<std::shared_ptr<const ScratchFolder>> unpack(const std::filesystem::path& archive);

} // namespace ntm
