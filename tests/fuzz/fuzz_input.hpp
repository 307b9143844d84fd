#pragma once

#include "geo/base/paths.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

// What the programs of libFuzzer share: each reads the bytes it is given with one of our own parsers. A finding is a
// crash, a report of a sanitizer, memory or time without bound, or a broken promise (require).

namespace ntm::fuzz {

inline void require(bool kept) {
    if (!kept) {
        std::abort();
    }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The bytes cut at lines of "%%%%": several files out of one input.
inline std::vector<std::string> parts_of(std::string_view bytes) {
    constexpr std::string_view mark = "%%%%\n";
    std::vector<std::string> parts;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        const std::size_t end = bytes.find(mark, at);
        parts.emplace_back(bytes.substr(at, end - at));
        at = end == std::string_view::npos ? end : end + mark.size();
    }
    return parts;
}

/// A folder of this process in memory where there is such.
inline const std::filesystem::path& folder() {
    static const std::filesystem::path made = [] {
        std::error_code error;
        const std::filesystem::path memory = "/dev/shm";
        std::string name =
            (std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path()) /
            "ntm-fuzz-XXXXXX";
        require(mkdtemp(name.data()) != nullptr);
        return std::filesystem::path(name);
    }();
    return made;
}

inline std::filesystem::path file_of(std::string_view bytes, const char* name) {
    const std::filesystem::path file = folder() / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

} // namespace ntm::fuzz
