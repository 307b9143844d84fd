#include "geo/base/paths.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <random>
#include <system_error>
#include <vector>

#ifdef _WIN32
#define NOMINMAX
#include <windows.h>
#endif

namespace ntm {

namespace {

namespace fs = std::filesystem;

/// The running program's file; empty when the system does not tell. The one thing here that differs by system.
fs::path program_file() {
#ifdef _WIN32
    std::wstring name(32768, L'\0'); // the longest path Windows knows
    const DWORD length = GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
    name.resize(length);
    return fs::path(name);
#else
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error);
#endif
}

/// `lang` inside tells our folder from any other that is called data.
bool is_data_folder(const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "lang", error);
}

Issue file_issue(std::string code, const fs::path& file, std::string detail) {
    Issue issue;
    issue.code = std::move(code);
    issue.where.file = path_text(file);
    issue.detail = std::move(detail);
    return issue;
}

std::string last_error_words() {
    return errno == 0 ? std::string() : std::generic_category().message(errno);
}

/// A name beside `file`, so that the rename stays on one disk; random, so that two programs do not meet.
fs::path neighbour_of(const fs::path& file) {
    std::random_device random;
    fs::path name = file.filename();
    name += fmt::format(".{:08x}.tmp", random());
    return file.parent_path() / name;
}

/// Removes the neighbour unless it has become the file.
class TemporaryFile {
public:
    explicit TemporaryFile(fs::path path)
        : m_path(std::move(path)) {}
    ~TemporaryFile() {
        std::error_code error;
        if (!m_path.empty()) {
            fs::remove(m_path, error);
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

    [[nodiscard]] std::error_code rename_to(const fs::path& file) {
        std::error_code error;
        fs::rename(m_path, file, error);
        if (!error) {
            m_path.clear();
        }
        return error;
    }

private:
    fs::path m_path;
};

bool write_all(const fs::path& file, std::span<const std::string_view> pieces) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    for (const std::string_view bytes : pieces) {
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    stream.flush();
    stream.close();
    return stream.good();
}

} // namespace

std::filesystem::path text_path(std::string_view utf8) {
    return {std::u8string(utf8.begin(), utf8.end())};
}

std::string path_text(const fs::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

Result<fs::path> find_data_folder() {
    const fs::path program_folder = program_file().parent_path();
    const std::array candidates{program_folder / "data", program_folder / ".." / "share" / "ntm-atlas",
                                fs::path(NTM_SOURCE_DIR) / "data"};
    std::string looked_in;
    for (const fs::path& candidate : candidates) {
        if (is_data_folder(candidate)) {
            return candidate.lexically_normal();
        }
        looked_in += (looked_in.empty() ? "" : ", ") + path_text(candidate.lexically_normal());
    }
    Issue issue;
    issue.code = "data_folder_missing";
    issue.detail = looked_in;
    return issue;
}

Issues write_file_atomically(const fs::path& file, std::string_view bytes) {
    return write_file_atomically(file, std::span(&bytes, 1));
}

Issues write_file_atomically(const fs::path& file, std::span<const std::string_view> pieces) {
    errno = 0;
    TemporaryFile temporary(neighbour_of(file));
    if (!write_all(temporary.path(), pieces)) {
        return {file_issue("write_failed", file, last_error_words())};
    }
    if (const std::error_code error = temporary.rename_to(file)) {
        return {file_issue("write_failed", file, error.message())};
    }
    return {};
}

Result<std::string> read_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) {
        return file_issue("file_missing", file, "");
    }
    if (fs::is_directory(status)) {
        return file_issue("file_unreadable", file, std::make_error_code(std::errc::is_a_directory).message());
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::string bytes;
    std::vector<char> block(1U << 16U);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.is_open() || stream.bad()) {
        return file_issue("file_unreadable", file, last_error_words());
    }
    return bytes;
}

} // namespace ntm
