#include "geo/source/formats.hpp"

#include "geo/base/paths.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string_view>

namespace ntm {

namespace fs = std::filesystem;

namespace {

Issue file_issue(const char* code, const fs::path& file, std::string detail = {}) {
    return {Severity::error, code, {file.string(), {}, 0, {}, {}}, std::move(detail)};
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// The beginning of a file; without NUL bytes, so that UTF-16 reads as well.
std::string head_of(const fs::path& file, std::size_t bytes, bool without_nul = false) {
    std::string head(bytes, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(head.data(), static_cast<std::streamsize>(bytes));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    if (without_nul) {
        std::erase(head, '\0');
    }
    return head;
}

// Paths that GDAL would take for something else than a file on this machine.
bool names_no_plain_file(const std::string& path) {
    return path.starts_with("/vsi") || path.find("://") != std::string::npos || path.find('\0') != std::string::npos;
}

bool has_sibling(const fs::path& file, std::string_view extension) {
    std::error_code error;
    std::string upper(extension);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return fs::exists(fs::path(file).replace_extension(extension), error) ||
           fs::exists(fs::path(file).replace_extension(upper), error);
}

/// What is known by its first bytes, whatever its name.
const char* refused_by_head(std::string_view head, const std::string& extension) {
    constexpr std::string_view compound("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    if (head.starts_with("AC10") && head.size() > 6 && std::isdigit(static_cast<unsigned char>(head[4])) != 0) {
        return "format_dwg";
    }
    if (head.starts_with(compound)) {
        return extension == ".dgn" ? "format_dgn_v8" : nullptr; // else an .xls, for the tables
    }
    if (head.starts_with("AutoCAD Binary DXF")) {
        return "format_dxf_binary";
    }
    if (head.find("Standard Jet DB") == 4 || head.find("Standard ACE DB") == 4) {
        return "format_access";
    }
    if (head.starts_with("Rar!") || head.starts_with("7z\xbc\xaf")) {
        return "format_archive";
    }
    if (extension == ".vrt" || head.find("<OGRVRTDataSource") != std::string_view::npos ||
        head.find("<VRTDataset") != std::string_view::npos) {
        return "format_linked";
    }
    return nullptr;
}

/// A TAB that is only a window on other tables, which may lie anywhere.
bool is_linked_tab(const fs::path& file) {
    const std::string text = lower(head_of(file, 65'536));
    return text.find("create view") != std::string::npos ||
           text.find("\\isseamless\" = \"true\"") != std::string::npos ||
           text.find("type linked") != std::string::npos || text.find("type odbc") != std::string::npos;
}

/// Entities in KML serve nothing but to make a small file large.
bool defines_entities(const fs::path& file) {
    constexpr std::size_t prologue = 1'000'000;
    return head_of(file, prologue, true).find("<!ENTITY") != std::string::npos;
}

Issues check_parts(const fs::path& file, const std::string& extension) {
    // GDAL could restore it, but only by writing beside the data.
    if (extension == ".shp" && !has_sibling(file, ".shx")) {
        return {file_issue("shapefile_shx_missing", file)};
    }
    const std::array tab_parts{".dat", ".map", ".id"};
    if (extension == ".tab") {
        if (is_linked_tab(file)) {
            return {file_issue("format_linked", file)};
        }
        for (const char* part : tab_parts) {
            if (!has_sibling(file, part)) {
                return {file_issue("file_part_missing", file, part)};
            }
        }
    }
    if (extension == ".mif" && !has_sibling(file, ".mid")) {
        return {file_issue("file_part_missing", file, ".mid")};
    }
    if (extension == ".kml" && defines_entities(file)) {
        return {file_issue("kml_entities", file)};
    }
    return {};
}

} // namespace

std::string lower_extension(const fs::path& file) {
    return lower(file.extension().string());
}

bool is_geodatabase(const fs::path& path) {
    std::error_code error;
    return lower_extension(path) == ".gdb" && fs::is_directory(path, error) &&
           fs::exists(path / "a00000001.gdbtable", error);
}

Issues check_path(const fs::path& file) {
    if (names_no_plain_file(file.string())) {
        return {file_issue("path_not_allowed", file)};
    }
    std::error_code error;
    const auto status = fs::status(file, error);
    if (!fs::exists(status)) {
        return {file_issue("file_missing", file)};
    }
    if (is_geodatabase(file)) {
        return {};
    }
    if (!fs::is_regular_file(status)) {
        return {file_issue("file_not_regular", file)};
    }
    const std::string extension = lower_extension(file);
    constexpr std::size_t head_bytes = 512;
    if (const char* code = refused_by_head(head_of(file, head_bytes), extension)) {
        return {file_issue(code, file)};
    }
    return check_parts(file, extension);
}

} // namespace ntm
