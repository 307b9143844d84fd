#include "geo/source/archive_tables.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/csv.hpp"
#include "geo/source/sheet.hpp"

#include <algorithm>

namespace ntm {

namespace {

namespace fs = std::filesystem;

/// The archive that a path leads into; empty for one that does not.
fs::path archive_of(const fs::path& file) {
    std::error_code error;
    for (fs::path up = file.parent_path(); !up.empty() && up != up.parent_path(); up = up.parent_path()) {
        if (fs::exists(up, error)) {
            return is_archive(up) && fs::is_regular_file(up, error) ? up : fs::path();
        }
    }
    return {};
}

} // namespace

std::vector<fs::path> tables_in_archive(const fs::path& archive) {
    std::vector<fs::path> tables;
    const auto unpacked = unpack(archive);
    if (!unpacked) {
        return tables;
    }
    const fs::path& folder = (*unpacked)->path();
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const bool hidden = path_text(at->path().filename()).starts_with(".");
        if (at->is_regular_file(error) && !hidden && (is_csv_name(at->path()) || is_spreadsheet_name(at->path()))) {
            tables.push_back(archive / at->path().lexically_relative(folder));
        }
    }
    std::sort(tables.begin(), tables.end());
    return tables;
}

bool FileInArchive::is_one(const fs::path& file) {
    return !archive_of(file).empty();
}

Result<FileInArchive> FileInArchive::open(const fs::path& file) {
    FileInArchive opened;
    opened.m_archive = archive_of(file);
    auto unpacked = unpack(opened.m_archive);
    if (!unpacked) {
        return std::move(unpacked.issues());
    }
    opened.m_scratch = *unpacked;
    const fs::path inner = file.lexically_relative(opened.m_archive).lexically_normal();
    opened.m_path = opened.m_scratch->path() / inner;
    std::error_code error;
    const bool leads_out = inner.empty() || inner.is_absolute() || *inner.begin() == "..";
    if (leads_out || !fs::is_regular_file(opened.m_path, error)) {
        return Issue{Severity::error, "file_missing", {path_text(file), {}, 0, {}, {}}, {}};
    }
    return opened;
}

void FileInArchive::tell(std::string& file) const {
    const std::string folder = path_text(m_scratch->path());
    if (file.starts_with(folder)) {
        file = path_text(m_archive) + file.substr(folder.size());
    }
}

void FileInArchive::tell(Issues& issues) const {
    for (Issue& issue : issues) {
        tell(issue.where.file);
    }
}

} // namespace ntm
