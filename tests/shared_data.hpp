#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

/// A file of the developers' data folder beside the project (or of $NTM_SHARED); nothing, said aloud, where it is
/// absent: tests on real boundaries then skip in words.
inline std::optional<std::filesystem::path> shared_file(const std::string& relative) {
    const char* folder = std::getenv("NTM_SHARED");
    const auto file =
        (folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path(NTM_SOURCE_DIR) / ".." / "shared") /
        relative;
    std::error_code error;
    if (std::filesystem::exists(file, error)) {
        return file;
    }
    std::cout << "skipped: " << relative << " is not on this machine\n";
    return std::nullopt;
}
