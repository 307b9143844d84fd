#pragma once

#include "geo/base/result.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace ntm {

/// The path in UTF-8, as Where::file holds it.
[[nodiscard]] std::string path_text(const std::filesystem::path& path);

/// The path a UTF-8 text means.
[[nodiscard]] std::filesystem::path text_path(std::string_view utf8);

/// The folder `data/`: beside the program, then ../share/ntm-atlas, then in the source tree.
[[nodiscard]] Result<std::filesystem::path> find_data_folder();

/// Writes a file whole or not at all: into a neighbour first, then renamed over.
[[nodiscard]] Issues write_file_atomically(const std::filesystem::path& file, std::string_view bytes);
/// The same, of pieces one behind the other.
[[nodiscard]] Issues write_file_atomically(const std::filesystem::path& file, std::span<const std::string_view> pieces);

[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);

} // namespace ntm
