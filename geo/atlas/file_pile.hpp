#pragma once

#include "geo/base/issue.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ntm {

/// The files of a pile by what they may hold; parts of other files (.dbf beside .shp) stand in none.
struct FilePile {
    std::vector<std::filesystem::path> maps;
    std::vector<std::filesystem::path> tables;
    std::vector<std::filesystem::path> pictures;                         ///< scanned plans
    std::vector<std::pair<std::filesystem::path, std::string>> left_out; ///< with the key of the reason
    Issues issues;                                                       ///< file_missing, pile_too_large
};

/// By its ending.
[[nodiscard]] bool is_picture_name(const std::filesystem::path& file);

/// Looks into folders, in alphabetical order; a file that a pile names twice comes once. Links out of a folder are not
/// followed.
[[nodiscard]] FilePile gather_files(const std::vector<std::filesystem::path>& inputs);

} // namespace ntm
