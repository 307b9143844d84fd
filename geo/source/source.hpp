#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/progress.hpp"
#include "geo/base/result.hpp"
#include "geo/earth/crs.hpp"
#include "geo/source/sheet_layout.hpp"
#include "geo/source/text_repair.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ntm {

enum class GeometryKind : std::uint8_t { none, point, line, polygon, other };

struct LayerInfo {
    std::string name;
    GeometryKind geometry = GeometryKind::none;
    std::int64_t features = 0;
    std::vector<std::string> fields;
};

/// The layers of a file that GDAL opens with one of the drivers we allow: GPKG, ESRI Shapefile, GeoJSON, FlatGeobuf,
/// MapInfo TAB and MIF, KML, File Geodatabase, CSV; of a DXF or DGN (V7) drawing, the units that its outlines and names
/// make; of a zip or KMZ, what it holds; of a folder of GeoJSON files, one layer made of all. Never a network path,
/// never a driver that runs code or follows links (VRT). Issues: those of check_path, file_unreadable (with GDAL's
/// words in `detail`), file_no_layer.
[[nodiscard]] Result<std::vector<LayerInfo>> list_layers(const std::filesystem::path& file);

/// A folder that opens as if it were a file: a File Geodatabase, or one with nothing but GeoJSON files.
[[nodiscard]] bool is_layer_folder(const std::filesystem::path& folder);

struct PolygonLayer {
    /// As many features as rows of the table, in file order. Of lines a ring is a path, its ends as the file has them;
    /// of points a ring is a point.
    PolygonColumns polygons;
    GeometryKind kind = GeometryKind::polygon; ///< else line or point: of read_shapes only
    Table attributes;
    Crs crs;                        ///< empty where the file does not say
    std::vector<TextFinding> texts; ///< columns that were not plain UTF-8
};

/// Reads a polygon layer with all its attributes as text. `layer` empty = the only or first polygon layer. Curves are
/// made linear, Z and M dropped. Issues: layer_missing (candidates in `detail`), layer_not_polygons, layer_empty,
/// geometry_missing (a row), geometry_not_polygon (a row), coordinates_not_finite (a row), read_broken_off (a
/// truncated file: what came before stays), gdal_message (any other words of GDAL), cancelled.
/// `encoding`: TCVN3, VNI, CP1258, CP1252 or UTF-8, or for a shapefile what GDAL knows; empty = found by the words.
[[nodiscard]] Result<PolygonLayer> read_polygons(const std::filesystem::path& file, const std::string& layer,
                                                 const std::string& encoding = {}, Progress* progress = nullptr);

/// The same of a layer of polygons, lines or points; `layer` empty = the first polygon layer, without any the first of
/// lines, then of points. Of a drawing: the closed outlines of a layer, without any its lines, then its points.
[[nodiscard]] Result<PolygonLayer> read_shapes(const std::filesystem::path& file, const std::string& layer,
                                               const std::string& encoding = {}, Progress* progress = nullptr);

/// Which table of a file, and what is known about how it lies there.
struct TableChoice {
    std::string layer; ///< or sheet; empty: the first with a table
    SheetCut cut;
    std::string encoding; ///< TCVN3, VNI, CP1258, CP1252 or UTF-8; empty: as the words show
};

/// Reads delimited text (any separator, UTF-8 or UTF-16), a spreadsheet (XLSX, ODS, XLS) or a table of a database, all
/// cells as text, NFC, trimmed. Header, totals and notes of a sheet are found by guess_layout. Issues: those of
/// read_sheet and table_of_sheet, layer_missing.
[[nodiscard]] Result<Table> read_table(const std::filesystem::path& file, const TableChoice& choice);
[[nodiscard]] Result<Table> read_table(const std::filesystem::path& file, const std::string& layer = {});

/// Writes (replaces) a GPKG with one polygon layer; every column of the table as text. Deterministic in content.
[[nodiscard]] Issues write_polygons(const std::filesystem::path& gpkg, const std::string& layer,
                                    const PolygonColumns& polygons, const Table& attributes, const Crs& crs);

/// A feature as OGC validity sees it, by GEOS inside GDAL: empty when valid, else the reason with the place.
[[nodiscard]] std::string geometry_fault(const PolygonColumns& polygons, std::size_t feature);

} // namespace ntm
