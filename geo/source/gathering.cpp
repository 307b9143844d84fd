// list_layers and read_polygons for whatever a path may be: a file, an archive, a folder of files.

#include "geo/source/formats.hpp"
#include "geo/source/layer_reading.hpp"
#include "geo/source/unpacking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace ntm {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_members = 20'000;
constexpr int deepest_folder = 8;

/// Files of one kind that make one layer together: a unit each, as the 2025 outlines are published.
struct Group {
    std::string name;
    std::vector<fs::path> files;
};

/// What a path comes down to.
struct Gathered {
    std::vector<fs::path> files;                  ///< each opened by itself
    std::vector<Group> groups;                    ///< or these, from few files to many
    std::shared_ptr<const ScratchFolder> scratch; ///< where an archive was unpacked
    Issues issues;
};

bool is_geojson(const fs::path& file) {
    const std::string extension = lower_extension(file);
    return extension == ".geojson" || extension == ".json";
}

bool is_boundary_file(const fs::path& file) {
    constexpr std::array known{".gpkg", ".shp", ".tab", ".mif", ".fgb", ".geojson",
                               ".json", ".kml", ".dxf", ".dgn", ".dwg"};
    const std::string extension = lower_extension(file);
    return std::find(known.begin(), known.end(), extension) != known.end();
}

std::vector<fs::path> boundary_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
    for (; !error && at != end && files.size() < most_members; at.increment(error)) {
        const std::string name = at->path().filename().string();
        const bool hidden = name.starts_with(".") || name == "__MACOSX";
        if (hidden || at.depth() >= deepest_folder || is_geodatabase(at->path())) {
            at.disable_recursion_pending();
        }
        if (hidden) {
            continue;
        }
        if (is_geodatabase(at->path()) || (at->is_regular_file(error) && is_boundary_file(at->path()))) {
            files.push_back(at->path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Files of one depth belong together: provinces above, their communes below.
std::vector<Group> groups_by_depth(const fs::path& folder, const std::vector<fs::path>& files) {
    std::map<std::ptrdiff_t, Group> by_depth;
    for (const fs::path& file : files) {
        const fs::path inside = file.lexically_relative(folder);
        Group& group = by_depth[std::distance(inside.begin(), inside.end())];
        const std::string parent = file.parent_path().filename().string();
        const bool first = group.files.empty();
        group.name = first || group.name == parent ? parent : folder.filename().string();
        group.files.push_back(file);
    }
    std::vector<Group> groups;
    std::set<std::string> names;
    for (auto& [depth, group] : by_depth) {
        if (!names.insert(group.name).second) {
            group.name += fmt::format(" {}", depth);
        }
        groups.push_back(std::move(group));
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.files.size() < b.files.size(); });
    return groups;
}

Result<Gathered> gather(const fs::path& path) {
    Gathered gathered;
    fs::path folder = path;
    std::error_code error;
    if (is_archive(path)) {
        auto unpacked = unpack(path);
        if (!unpacked) {
            return std::move(unpacked.issues());
        }
        gathered.scratch = *unpacked;
        gathered.issues = std::move(unpacked.issues());
        folder = gathered.scratch->path();
    } else if (!fs::is_directory(path, error) || is_geodatabase(path)) {
        gathered.files = {path};
        return gathered;
    }
    gathered.files = boundary_files(folder);
    if (gathered.files.size() > 1 && std::all_of(gathered.files.begin(), gathered.files.end(), is_geojson)) {
        gathered.groups = groups_by_depth(folder, gathered.files);
        gathered.files.clear();
    } else if (gathered.files.empty()) {
        return Issue{Severity::error, "file_no_layer", {path.string(), {}, 0, {}, {}}, {}};
    }
    return gathered;
}

/// Speaks of the archive, not of the folder that it was unpacked to.
void tell_archive(std::string& file, const Gathered& gathered, const fs::path& path) {
    if (gathered.scratch && file.starts_with(gathered.scratch->path().string())) {
        file = path.string() + file.substr(gathered.scratch->path().string().size());
    }
}

void tell_archive(Issues& issues, const Gathered& gathered, const fs::path& path) {
    for (Issue& issue : issues) {
        tell_archive(issue.where.file, gathered, path);
    }
}

/// Layers of several files carry the file's name: "huyen", or "bando/huyen" where a file has more than one.
std::string name_in_set(const fs::path& file, const std::string& layer, std::size_t layers) {
    const std::string stem = file.stem().string();
    return layers == 1 ? stem : fmt::format("{}/{}", stem, layer);
}

Result<std::vector<LayerInfo>> list_group(const Group& group) {
    auto first = list_file_layers(group.files.front());
    if (!first) {
        return std::move(first.issues());
    }
    LayerInfo layer = std::move(first->front());
    layer.name = group.name;
    layer.features = static_cast<std::int64_t>(group.files.size());
    layer.fields.insert(layer.fields.end(), {"ma_tinh", "tep"});
    return std::vector<LayerInfo>{std::move(layer)};
}

/// "38_thanh_hoa/wards/15664_trieu_son.geojson": the province by the folder, as such sets are published.
std::string province_by_folder(const fs::path& file) {
    for (const fs::path& part : file.parent_path()) {
        const std::string name = part.string();
        if (name.size() > 3 && name[2] == '_' && name.find_first_not_of("0123456789") == 2) {
            return name.substr(0, 2);
        }
    }
    return {};
}

/// Puts the rows of many tables under each other, columns by name.
class Stack {
public:
    void add(PolygonLayer&& part, const fs::path& file) {
        Table& table = out.attributes;
        const std::size_t before = table.rows();
        std::vector<std::size_t> places;
        for (const std::string& name : part.attributes.names) {
            places.push_back(place_of(name, before));
        }
        const std::size_t province = place_of("ma_tinh", before), source = place_of("tep", before);
        const bool own_province = std::find(places.begin(), places.end(), province) != places.end();
        for (std::size_t row = 0; row < part.attributes.rows(); ++row) {
            std::vector<std::string_view> cells(table.names.size());
            for (std::size_t i = 0; i < places.size(); ++i) {
                cells[places[i]] = part.attributes.columns[i][row];
            }
            const std::string code = province_by_folder(file), name = file.filename().string();
            if (!own_province) {
                cells[province] = code;
            }
            cells[source] = name;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                table.columns[i].append(cells[i]);
            }
            table.row_number.push_back(static_cast<std::int64_t>(table.rows()) + 1);
            append_feature(out.polygons, part.polygons, row);
        }
        out.texts.insert(out.texts.end(), part.texts.begin(), part.texts.end());
    }

    PolygonLayer out;

private:
    std::size_t place_of(const std::string& name, std::size_t rows) {
        Table& table = out.attributes;
        const auto found = std::find(table.names.begin(), table.names.end(), name);
        if (found != table.names.end()) {
            return static_cast<std::size_t>(found - table.names.begin());
        }
        table.names.push_back(name);
        table.columns.emplace_back();
        for (std::size_t row = 0; row < rows; ++row) {
            table.columns.back().append({});
        }
        return table.names.size() - 1;
    }
};

Result<PolygonLayer> read_group(const Group& group, const fs::path& path, const std::string& encoding,
                                Progress* progress, Wanted wanted) {
    Stack stack;
    Issues issues;
    stack.out.attributes.file = path.string();
    stack.out.attributes.layer = group.name;
    bool any = false;
    for (std::size_t i = 0; i < group.files.size(); ++i) {
        auto part = read_file_polygons(group.files[i], {}, encoding, nullptr, wanted);
        append_issues(issues, std::move(part.issues()));
        if (progress != nullptr && !progress->step(static_cast<double>(i) / static_cast<double>(group.files.size()))) {
            issues.push_back({Severity::error, "cancelled", {path.string(), {}, 0, {}, {}}, {}});
            return issues;
        }
        if (!part) {
            continue;
        }
        if (any && !(part->crs == stack.out.crs)) {
            issues.push_back({Severity::error,
                              "crs_differs",
                              {group.files[i].string(), {}, 0, {}, part->crs.definition},
                              stack.out.crs.definition});
            continue;
        }
        if (any && part->kind != stack.out.kind) {
            issues.push_back({Severity::warning, "geometry_not_polygon", {group.files[i].string(), {}, 0, {}, {}}, {}});
            continue;
        }
        stack.out.crs = part->crs;
        stack.out.kind = part->kind;
        any = true;
        stack.add(std::move(*part), group.files[i]);
    }
    if (!any) {
        return issues;
    }
    return {std::move(stack.out), std::move(issues)};
}

Result<PolygonLayer> read_from_group(const Gathered& gathered, const fs::path& path, const std::string& layer,
                                     const std::string& encoding, Progress* progress, Wanted wanted) {
    std::string names;
    for (const Group& group : gathered.groups) {
        names += (names.empty() ? "" : ", ") + group.name;
        if (group.name == layer) {
            return read_group(group, path, encoding, progress, wanted);
        }
    }
    if (layer.empty()) {
        return read_group(gathered.groups.back(), path, encoding, progress, wanted);
    }
    return Issue{Severity::error, "layer_missing", {path.string(), layer, 0, {}, {}}, names};
}

/// One of several files: the one whose layer has the name, or the first with polygons, lines, points.
Result<PolygonLayer> read_from_set(const Gathered& gathered, const fs::path& path, const std::string& layer,
                                   const std::string& encoding, Progress* progress, Wanted wanted) {
    std::string names;
    Issues issues;
    std::vector<std::pair<fs::path, LayerInfo>> all;
    for (const fs::path& file : gathered.files) {
        auto layers = list_file_layers(file);
        append_issues(issues, layers.issues());
        for (std::size_t i = 0; layers && i < layers->size(); ++i) {
            const LayerInfo& info = (*layers)[i];
            const std::string name = name_in_set(file, info.name, layers->size());
            if (name == layer) {
                return read_file_polygons(file, info.name, encoding, progress, wanted);
            }
            names += (names.empty() ? "" : ", ") + name;
            all.emplace_back(file, info);
        }
    }
    for (const GeometryKind kind : {GeometryKind::polygon, GeometryKind::line, GeometryKind::point}) {
        const auto first =
            std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.second.geometry == kind; });
        if (layer.empty() && first != all.end() && (kind == GeometryKind::polygon || wanted == Wanted::any_shape)) {
            return read_file_polygons(first->first, first->second.name, encoding, progress, wanted);
        }
    }
    issues.push_back({Severity::error, "layer_missing", {path.string(), layer, 0, {}, {}}, names});
    return issues;
}

Result<PolygonLayer> read_any(const fs::path& file, const std::string& layer, const std::string& encoding,
                              Progress* progress, Wanted wanted) {
    auto gathered = gather(file);
    if (!gathered) {
        return std::move(gathered.issues());
    }
    auto read = !gathered->groups.empty() ? read_from_group(*gathered, file, layer, encoding, progress, wanted)
                : gathered->files.size() == 1
                    ? read_file_polygons(gathered->files.front(), layer, encoding, progress, wanted)
                    : read_from_set(*gathered, file, layer, encoding, progress, wanted);
    append_issues(read.issues(), std::move(gathered->issues));
    tell_archive(read.issues(), *gathered, file);
    if (read) {
        tell_archive(read->attributes.file, *gathered, file);
    }
    return read;
}

} // namespace

bool is_layer_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        return false;
    }
    const auto files = is_geodatabase(folder) ? std::vector<fs::path>{} : boundary_files(folder);
    return is_geodatabase(folder) || (files.size() > 1 && std::all_of(files.begin(), files.end(), is_geojson));
}

Result<std::vector<LayerInfo>> list_layers(const fs::path& file) {
    auto gathered = gather(file);
    if (!gathered) {
        return std::move(gathered.issues());
    }
    std::vector<LayerInfo> all;
    Issues issues = std::move(gathered->issues);
    for (const Group& group : gathered->groups) {
        auto layers = list_group(group);
        append_issues(issues, std::move(layers.issues()));
        if (layers) {
            all.insert(all.end(), layers->begin(), layers->end());
        }
    }
    for (const fs::path& one : gathered->files) {
        auto layers = list_file_layers(one);
        append_issues(issues, std::move(layers.issues()));
        if (!layers) {
            continue;
        }
        for (LayerInfo& layer : *layers) {
            layer.name = gathered->files.size() == 1 ? layer.name : name_in_set(one, layer.name, layers->size());
            all.push_back(std::move(layer));
        }
    }
    tell_archive(issues, *gathered, file);
    if (all.empty()) {
        if (issues.empty()) {
            issues.push_back({Severity::error, "file_no_layer", {file.string(), {}, 0, {}, {}}, {}});
        }
        return issues;
    }
    return {std::move(all), std::move(issues)};
}

Result<PolygonLayer> read_polygons(const fs::path& file, const std::string& layer, const std::string& encoding,
                                   Progress* progress) {
    return read_any(file, layer, encoding, progress, Wanted::polygons);
}

Result<PolygonLayer> read_shapes(const fs::path& file, const std::string& layer, const std::string& encoding,
                                 Progress* progress) {
    return read_any(file, layer, encoding, progress, Wanted::any_shape);
}

} // namespace ntm
