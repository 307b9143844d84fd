#include "geo/atlas/file_pile.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/csv.hpp"
#include "geo/source/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace ntm {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 6;
constexpr std::size_t most_files = 5000;

std::string lower_ending(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

template <std::size_t N>
bool is_one_of(const std::string& ending, const std::array<std::string_view, N>& endings) {
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool is_map(const std::string& ending) {
    constexpr std::array<std::string_view, 15> endings{".gpkg", ".shp", ".geojson", ".json", ".fgb",
                                                       ".tab",  ".mif", ".dxf",     ".dgn",  ".kml",
                                                       ".kmz",  ".gdb", ".dwg",     ".zip",  ".gml"};
    return is_one_of(ending, endings);
}

/// Files that belong to another one and are read with it.
bool is_part(const std::string& ending) {
    constexpr std::array<std::string_view, 24> endings{
        ".tfw", ".jgw", ".pgw", ".wld", ".ovr", ".msk", ".dbf", ".shx", ".prj", ".cpg",  ".qpj",      ".sbn",
        ".sbx", ".qix", ".dat", ".map", ".id",  ".ind", ".mid", ".xml", ".qmd", ".lock", ".gpkg-wal", ".gpkg-shm"};
    return is_one_of(ending, endings);
}

class Gathering {
public:
    FilePile pile;

    void take(const fs::path& path, int depth) {
        std::error_code error;
        if (!fs::exists(path, error)) {
            pile.issues.push_back({Severity::error, "file_missing", {path_text(path), {}, 0, {}, {}}, {}});
        } else if (fs::is_directory(path, error) && lower_ending(path) != ".gdb") {
            take_folder(path, depth);
        } else {
            take_file(path);
        }
    }

private:
    std::set<fs::path> m_seen;

    void take_folder(const fs::path& folder, int depth) {
        if (depth >= deepest) {
            return;
        }
        std::error_code error;
        std::vector<fs::path> entries;
        for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
            const std::string name = path_text(at->path().filename());
            const bool hidden = name.starts_with(".") || name.starts_with("~$"); // "~$": open in Excel just now
            if (!hidden && !at->is_symlink(error)) {
                entries.push_back(at->path());
            }
        }
        std::sort(entries.begin(), entries.end());
        for (const fs::path& entry : entries) {
            take(entry, depth + 1);
        }
    }

    void take_file(const fs::path& file) {
        std::error_code error;
        if (!m_seen.insert(fs::weakly_canonical(file, error)).second) {
            return;
        }
        if (m_seen.size() > most_files) {
            if (m_seen.size() == most_files + 1) {
                pile.issues.push_back({Severity::warning,
                                       "pile_too_large",
                                       {path_text(file), {}, 0, {}, {}},
                                       fmt::to_string(most_files)});
            }
            return;
        }
        const std::string ending = lower_ending(file);
        if (is_map(ending)) {
            pile.maps.push_back(file);
        } else if (is_csv_name(file) || is_spreadsheet_name(file)) {
            pile.tables.push_back(file);
        } else if (is_picture_name(file) && ending != ".pdf") { // a PDF in a pile is a decision, not a map
            pile.pictures.push_back(file);
        } else if (!is_part(ending) && path_text(file.filename()) != "workspace.toml" &&
                   !path_text(file.filename()).ends_with(".points.toml")) {
            pile.left_out.emplace_back(file, "unknown_format");
        }
    }
};

} // namespace

bool is_picture_name(const fs::path& file) {
    constexpr std::array<std::string_view, 7> endings{".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".pdf"};
    return is_one_of(lower_ending(file), endings);
}

FilePile gather_files(const std::vector<fs::path>& inputs) {
    Gathering gathering;
    for (const fs::path& input : inputs) {
        gathering.take(input, 0);
    }
    return std::move(gathering.pile);
}

} // namespace ntm
