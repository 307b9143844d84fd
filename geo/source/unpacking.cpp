#include "geo/source/unpacking.hpp"

#include "geo/source/formats.hpp"
#include "geo/source/gdal_handles.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <vector>

namespace ntm {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_files = 20'000;
constexpr std::uint64_t most_bytes = 4'000'000'000;
constexpr std::uint64_t always_fine_bytes = 100'000'000;
constexpr std::uint64_t honest_ratio = 100; ///< text of coordinates packs to a tenth, empty columns to a fiftieth

struct FileCloser {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using FilePtr = std::unique_ptr<VSILFILE, FileCloser>;

/// One file of an archive.
struct Entry {
    std::string name;
    std::uint64_t bytes;
};

struct DirCloser {
    void operator()(VSIDIR* dir) const { VSICloseDir(dir); }
};

bool leads_out(const std::string& name) {
    const fs::path path(name);
    return path.is_absolute() || name.find('\\') != std::string::npos || name.find(':') != std::string::npos ||
           std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

class Unpacker {
public:
    explicit Unpacker(const fs::path& archive)
        : m_archive(archive) {
        std::error_code error;
        const std::uint64_t size = fs::file_size(archive, error);
        m_allowed = std::min(most_bytes, std::max(always_fine_bytes, size * honest_ratio));
        // Braces let a name of any ending be taken for a zip.
        m_root = "/vsizip/{" + fs::absolute(archive, error).string() + "}";
    }

    Result<std::shared_ptr<const ScratchFolder>> run() {
        prepare_gdal();
        const GdalMessages messages;
        if (!list()) {
            return m_issues.empty() ? Issues{issue("file_unreadable", messages.text())} : m_issues;
        }
        auto folder = std::make_shared<const ScratchFolder>();
        if (folder->path().empty()) {
            return issue("scratch_folder", {});
        }
        std::uint64_t written = 0;
        for (const Entry& entry : m_entries) {
            if (!copy(entry, folder->path() / entry.name, written)) {
                return written > m_allowed ? issue("archive_bomb", fmt::to_string(written))
                                           : issue("file_unreadable", entry.name + ": " + messages.text());
            }
        }
        return {std::move(folder), std::move(m_issues)};
    }

private:
    const fs::path& m_archive;
    std::uint64_t m_allowed = 0;
    std::string m_root;
    std::vector<Entry> m_entries;
    Issues m_issues;

    [[nodiscard]] Issue issue(const char* code, std::string detail) const {
        return {Severity::error, code, {m_archive.string(), {}, 0, {}, {}}, std::move(detail)};
    }

    bool list() {
        const std::unique_ptr<VSIDIR, DirCloser> dir(VSIOpenDir(m_root.c_str(), -1, nullptr));
        if (!dir) {
            return false;
        }
        std::uint64_t bytes = 0;
        while (const VSIDIREntry* entry = VSIGetNextDirEntry(dir.get())) {
            if (VSI_ISDIR(entry->nMode)) {
                continue;
            }
            if (leads_out(entry->pszName)) {
                Issue left_out = issue("archive_name_left_out", {});
                left_out.severity = Severity::warning;
                left_out.where.value = entry->pszName;
                m_issues.push_back(std::move(left_out));
                continue;
            }
            bytes += entry->nSize;
            m_entries.push_back({entry->pszName, entry->nSize});
            if (m_entries.size() > most_files || bytes > m_allowed) {
                m_issues = {issue("archive_bomb", fmt::format("{} / {}", m_entries.size(), bytes))};
                return false;
            }
        }
        return !m_entries.empty();
    }

    bool copy(const Entry& entry, const fs::path& target, std::uint64_t& written) const {
        std::error_code error;
        fs::create_directories(target.parent_path(), error);
        const FilePtr in(VSIFOpenL((m_root + "/" + entry.name).c_str(), "rb"));
        std::ofstream out(target, std::ios::binary);
        if (!in || !out) {
            return false;
        }
        std::vector<char> block(1 << 20);
        std::uint64_t copied = 0;
        while (const std::size_t got = VSIFReadL(block.data(), 1, block.size(), in.get())) {
            written += got;
            copied += got;
            // The size in the list is a claim; what comes out is the truth.
            if (written > m_allowed || !out.write(block.data(), static_cast<std::streamsize>(got))) {
                return false;
            }
        }
        return copied == entry.bytes;
    }
};

} // namespace

ScratchFolder::ScratchFolder() {
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    std::random_device random;
    for (int attempt = 0; attempt < 10 && !error && m_path.empty(); ++attempt) {
        const fs::path path = parent / fmt::format("ntm-atlas-{:08x}{:08x}", random(), random());
        if (fs::create_directory(path, error)) {
            fs::permissions(path, fs::perms::owner_all, error);
            m_path = path;
        }
    }
}

ScratchFolder::~ScratchFolder() {
    if (!m_path.empty()) {
        std::error_code error;
        fs::remove_all(m_path, error);
    }
}

bool is_archive(const fs::path& file) {
    const std::string extension = lower_extension(file);
    return extension == ".zip" || extension == ".kmz";
}

Result<std::shared_ptr<const ScratchFolder>> unpack(const fs::path& archive) {
    if (Issues issues = check_path(archive); !issues.empty()) {
        return issues;
    }
    return Unpacker(archive).run();
}

} // namespace ntm
