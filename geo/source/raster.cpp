#include "geo/source/raster.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/formats.hpp"
#include "geo/source/gdal_handles.hpp"
#include "geo/source/raster_colours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace ntm {

namespace fs = std::filesystem;

namespace {

constexpr int most_side_px = 1'000'000;
constexpr double most_block_bytes = 256e6; ///< of all bands: they may lie together
constexpr double chunk_pixels = 2e6;       ///< read at a time
constexpr double quick_pixels = 48e6;
constexpr double most_cells = 64e6;
constexpr GIntBig cache_bytes = 96'000'000;

void prepare_rasters() {
    static std::once_flag once;
    std::call_once(once, [] {
        prepare_gdal();
        GDALRegister_GTiff();
        GDALRegister_PNG();
        GDALRegister_JPEG();
        GDALRegister_BMP();
        GDALRegister_PDF();
        GDALSetCacheMax64(cache_bytes);
    });
}

Issue raster_issue(const char* code, const fs::path& file, std::string detail = {},
                   Severity severity = Severity::error) {
    return {severity, code, {path_text(file), {}, 0, {}, {}}, std::move(detail)};
}

/// Files beside the picture that GDAL may look at: its place, its overviews, its mask.
CPLStringList companions(const fs::path& file) {
    CPLStringList names;
    std::error_code error;
    const std::string stem = file.stem().string();
    const std::string name = file.filename().string();
    for (const char* ending : {".tfw", ".tifw", ".tiffw", ".jgw", ".jpgw", ".jpegw", ".pgw", ".pngw", ".bpw", ".wld",
                               ".TFW", ".JGW", ".PGW", ".WLD"}) {
        if (fs::is_regular_file(file.parent_path() / (stem + ending), error)) {
            names.AddString((stem + ending).c_str());
        }
    }
    for (const char* ending : {".ovr", ".aux.xml", ".msk"}) {
        if (fs::is_regular_file(file.parent_path() / (name + ending), error)) {
            names.AddString((name + ending).c_str());
        }
    }
    names.AddString(name.c_str());
    return names;
}

/// Reads the words of .aux.xml while it lives: never written, as nothing is ever changed.
class WithCompanions {
public:
    WithCompanions() { CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", "YES"); }
    ~WithCompanions() { CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", nullptr); }
    WithCompanions(const WithCompanions&) = delete;
    WithCompanions& operator=(const WithCompanions&) = delete;
};

Crs crs_of(const OGRSpatialReference* system) {
    if (system == nullptr || system->IsEmpty() || system->IsLocal()) {
        return {};
    }
    char* wkt = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    const bool exported = system->exportToWkt(&wkt, options) == OGRERR_NONE && wkt != nullptr;
    Crs crs{exported ? wkt : ""};
    CPLFree(wkt);
    return crs;
}

RasterInfo info_of(GDALDataset& dataset) {
    RasterInfo info;
    info.width_px = dataset.GetRasterXSize();
    info.height_px = dataset.GetRasterYSize();
    std::array<double, 6> coefficients{};
    const bool says = dataset.GetGeoTransform(coefficients.data()) == CE_None;
    const bool plain = coefficients == std::array<double, 6>{0, 1, 0, 0, 0, 1};
    const bool sound = std::all_of(coefficients.begin(), coefficients.end(), [](double c) { return std::isfinite(c); });
    if (says && !plain && sound && PlaneMap::affine(coefficients).inverse()) {
        info.to_place = PlaneMap::affine(coefficients);
        info.crs = crs_of(dataset.GetSpatialRef());
    } else if (dataset.GetGCPCount() > 0) {
        for (int i = 0; i < dataset.GetGCPCount(); ++i) {
            const GDAL_GCP& point = dataset.GetGCPs()[i];
            info.points.push_back({{point.dfGCPPixel, point.dfGCPLine}, {point.dfGCPX, point.dfGCPY}});
        }
        info.crs = crs_of(dataset.GetGCPSpatialRef());
    }
    info.reduced = dataset.GetRasterBand(1)->GetOverviewCount() > 0;
    return info;
}

/// Whether blocks of a TIFF lie behind its end: the last rows of a file that was not sent whole.
bool is_truncated(GDALDataset& dataset, const fs::path& file) {
    std::error_code error;
    const auto bytes = static_cast<double>(fs::file_size(file, error));
    int block_width = 0, block_height = 0;
    GDALRasterBand& last_band = *dataset.GetRasterBand(dataset.GetRasterCount());
    last_band.GetBlockSize(&block_width, &block_height);
    const int columns = (dataset.GetRasterXSize() - 1) / block_width + 1;
    const int last_row = (dataset.GetRasterYSize() - 1) / block_height;
    constexpr int most_looked_at = 500;
    const auto number = [&](const char* what, int column) {
        const std::string item = fmt::format("{}_{}_{}", what, column, last_row);
        const char* text = last_band.GetMetadataItem(item.c_str(), "TIFF");
        return text != nullptr ? CPLAtof(text) : 0.0;
    };
    for (int column = std::max(0, columns - most_looked_at); column < columns; ++column) {
        if (number("BLOCK_OFFSET", column) + number("BLOCK_SIZE", column) > bytes) {
            return true;
        }
    }
    return false;
}

/// Cells of `times` x `times` of a part that begins at the corner of the picture.
std::shared_ptr<const RasterPart> coarser(const RasterPart& fine, int times) {
    auto part = std::make_shared<RasterPart>();
    part->px_per_cell_x = fine.px_per_cell_x * times;
    part->px_per_cell_y = fine.px_per_cell_y * times;
    part->columns = (fine.columns - 1) / times + 1;
    part->rows = (fine.rows - 1) / times + 1;
    for (int row = 0; row < part->rows; ++row) {
        for (int column = 0; column < part->columns; ++column) {
            std::array<std::uint32_t, 4> sum{};
            std::uint32_t count = 0;
            for (int y = row * times; y < std::min((row + 1) * times, fine.rows); ++y) {
                for (int x = column * times; x < std::min((column + 1) * times, fine.columns); ++x, ++count) {
                    const auto& cell = fine.cells[static_cast<std::size_t>(y) * static_cast<std::size_t>(fine.columns) +
                                                  static_cast<std::size_t>(x)];
                    for (std::size_t i = 0; i < 4; ++i) {
                        sum[i] += cell[i];
                    }
                }
            }
            std::array<std::uint8_t, 4> mean{};
            for (std::size_t i = 0; i < 4; ++i) {
                mean[i] = static_cast<std::uint8_t>((sum[i] + count / 2) / count);
            }
            part->cells.push_back(mean);
        }
    }
    return part;
}

double block_bytes(GDALRasterBand& band, int bands) {
    int width = 0, height = 0;
    band.GetBlockSize(&width, &height);
    return double(width) * height * std::max(1, GDALGetDataTypeSizeBytes(band.GetRasterDataType())) * bands;
}

Issues check_size(GDALDataset& dataset, const fs::path& file) {
    const int width = dataset.GetRasterXSize(), height = dataset.GetRasterYSize();
    if (dataset.GetRasterCount() == 0 || width <= 0 || height <= 0) {
        return {raster_issue("raster_bands", file)};
    }
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    constexpr int most_bands = 64;
    if (width > most_side_px || height > most_side_px || dataset.GetRasterCount() > most_bands ||
        block_bytes(band, dataset.GetRasterCount()) > most_block_bytes) {
        int block_width = 0, block_height = 0;
        band.GetBlockSize(&block_width, &block_height);
        return {raster_issue("raster_too_large", file,
                             fmt::format("{} × {}, {} × {}", width, height, block_width, block_height))};
    }
    return {};
}

} // namespace

struct RasterReader::Impl {
    fs::path file;
    DatasetPtr dataset;
    RasterInfo info;
    std::mutex guard; ///< GDAL reads a file on one thread at a time
    RasterColours colours;
    std::shared_ptr<const RasterPart> whole; ///< reduced, once it was needed

    /// A level of detail: the full picture (-1) or an overview.
    struct Level {
        int overview = -1;
        int width_px = 0, height_px = 0;
        double factor = 1; ///< pixels of the full picture a pixel
    };

    [[nodiscard]] Level level_for(double px_per_cell) {
        GDALRasterBand& band = *dataset->GetRasterBand(1);
        Level best{-1, info.width_px, info.height_px, 1};
        for (int i = 0; i < band.GetOverviewCount(); ++i) {
            GDALRasterBand* overview = band.GetOverview(i);
            if (overview == nullptr || overview->GetXSize() <= 0 || overview->GetYSize() <= 0) {
                continue;
            }
            const double factor = double(info.width_px) / overview->GetXSize();
            // Of the same shape: a file may say anything of what lies beside it.
            const double height = info.height_px / factor;
            if (std::fabs(overview->GetYSize() - height) > std::max(1.0, 0.2 * height) ||
                block_bytes(*overview, dataset->GetRasterCount()) > most_block_bytes) {
                continue;
            }
            constexpr double slack = 1.1; // sizes of overviews are rounded
            if (factor > best.factor && factor <= px_per_cell * slack) {
                best = {i, overview->GetXSize(), overview->GetYSize(), factor};
            }
        }
        return best;
    }

    [[nodiscard]] Reading read_part(const RasterWindow& window, double px_per_cell, Progress* progress) {
        const Level level = level_for(px_per_cell);
        int step = std::max(1, static_cast<int>(px_per_cell / level.factor));
        const double area = (window.x1 - window.x0) * (window.y1 - window.y0) / (level.factor * level.factor);
        while (area / (double(step) * step) > most_cells) {
            ++step;
        }
        const double fx = double(info.width_px) / level.width_px, fy = double(info.height_px) / level.height_px;
        const auto cell = [&](double px, double f) { return static_cast<std::int64_t>(std::floor(px / f / step)); };
        auto part = std::make_shared<RasterPart>();
        part->px_per_cell_x = fx * step;
        part->px_per_cell_y = fy * step;
        part->first_column = cell(std::max(window.x0, 0.0), fx);
        part->first_row = cell(std::max(window.y0, 0.0), fy);
        const auto last = [&](double px, int most_px, double f) {
            return std::min<std::int64_t>(cell(std::min(px, 1e9), f), (most_px - 1) / step);
        };
        part->columns = static_cast<int>(last(window.x1, level.width_px, fx) - part->first_column + 1);
        part->rows = static_cast<int>(last(window.y1, level.height_px, fy) - part->first_row + 1);
        Reading reading;
        if (part->columns <= 0 || part->rows <= 0) {
            return reading;
        }
        if (double(part->columns) * part->rows > 1.5 * most_cells) { // of a very long and thin picture
            reading.too_much = true;
            return reading;
        }
        part->cells.resize(static_cast<std::size_t>(part->columns) * static_cast<std::size_t>(part->rows));
        if (!fill(*part, level, step, reading.issues, progress)) {
            return {};
        }
        reading.part = std::move(part);
        return reading;
    }

    /// Chunk by chunk, each a whole number of cells. Files in strips are read in rows as wide as the part: their
    /// strips are then unpacked once. Of a row of cells that is too large for a chunk, RasterColours reads some lines
    /// at a time.
    bool fill(RasterPart& part, const Level& level, int step, Issues& issues, Progress* progress) {
        int block_width = 0, block_height = 0;
        dataset->GetRasterBand(1)->GetBlockSize(&block_width, &block_height);
        const bool strips = block_width >= info.width_px;
        const double side = std::sqrt(chunk_pixels);
        const int columns = strips ? std::min(part.columns, std::max(1, static_cast<int>(chunk_pixels / step)))
                                   : std::max(1, static_cast<int>(std::ceil(side / step)));
        const int rows = std::max(1, static_cast<int>(chunk_pixels / (double(columns) * step * step)));
        const double chunks = std::ceil(double(part.columns) / columns) * std::ceil(double(part.rows) / rows);
        double done = 0;
        const GdalMessages messages;
        bool broken = false;
        for (int row = 0; row < part.rows; row += rows) {
            for (int column = 0; column < part.columns; column += columns) {
                if (progress != nullptr && !progress->step(done++ / chunks)) {
                    return false;
                }
                const RasterColours::Chunk chunk{level.overview,
                                                 level.width_px,
                                                 level.height_px,
                                                 step,
                                                 column,
                                                 row,
                                                 std::min(columns, part.columns - column),
                                                 std::min(rows, part.rows - row)};
                broken = !colours.read(*dataset, chunk, part) || broken;
            }
        }
        if (broken) {
            issues.push_back(raster_issue("raster_read_broken", file, messages.text(), Severity::warning));
        }
        return true;
    }

    /// The kept picture at cells of about this size: means of its own.
    [[nodiscard]] std::shared_ptr<const RasterPart> whole_at(double px_per_cell) const {
        const int times = static_cast<int>(px_per_cell / whole->px_per_cell_x);
        return times < 2 ? whole : coarser(*whole, times);
    }

    /// Of the whole picture, kept from then on.
    [[nodiscard]] double reduced_px_per_cell() const {
        return std::max(1.0, std::ceil(double(std::max(info.width_px, info.height_px)) / most_reduced_px));
    }
    [[nodiscard]] double pixels_for(const RasterWindow& window, double px_per_cell) {
        const double factor = level_for(px_per_cell).factor;
        return std::max(0.0, window.x1 - window.x0) * std::max(0.0, window.y1 - window.y0) / (factor * factor);
    }
};

RasterReader::RasterReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
RasterReader::~RasterReader() = default;

Result<std::shared_ptr<RasterReader>> RasterReader::open(const fs::path& file) {
    if (Issues issues = check_path(file); !issues.empty()) {
        return issues;
    }
    prepare_rasters();
    const char* const drivers[] = {"GTiff", "PNG", "JPEG", "BMP", "PDF", nullptr};
    const CPLStringList beside = companions(file);
    // Absolute, so that no name can be read as "DRIVER:what".
    std::error_code error;
    const std::string path = fs::absolute(file, error).string();
    auto impl = std::make_unique<Impl>();
    impl->file = file;
    Issues issues;
    {
        const GdalMessages messages;
        const WithCompanions with;
        impl->dataset.reset(static_cast<GDALDataset*>(GDALOpenEx(
            path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, beside.List())));
        if (!impl->dataset) {
            return raster_issue("raster_unreadable", file, messages.text());
        }
        // Words of .aux.xml may send GDAL to any place, the network too.
        if (impl->dataset->GetMetadataItem("OVERVIEW_FILE", "OVERVIEWS") != nullptr) {
            return raster_issue("raster_unreadable", file, "OVERVIEW_FILE");
        }
        if (Issues wrong = check_size(*impl->dataset, file); !wrong.empty()) {
            return wrong;
        }
        impl->info = info_of(*impl->dataset);
        if (is_truncated(*impl->dataset, file)) {
            issues.push_back(raster_issue("raster_truncated", file, {}, Severity::warning));
        }
    }
    if (!impl->colours.prepare(*impl->dataset)) {
        return raster_issue("raster_bands", file);
    }
    if (GDALRasterBand* mask = impl->dataset->GetRasterBand(1)->GetMaskBand();
        mask == nullptr || block_bytes(*mask, 1) > most_block_bytes) {
        return raster_issue("raster_too_large", file, "mask");
    }
    return {std::shared_ptr<RasterReader>(new RasterReader(std::move(impl))), std::move(issues)};
}

const RasterInfo& RasterReader::info() const {
    return m_impl->info;
}

RasterReader::Reading RasterReader::read(const RasterWindow& window, double px_per_cell, Progress* progress) {
    Impl& self = *m_impl;
    const RasterWindow all{0, 0, double(self.info.width_px), double(self.info.height_px)};
    const RasterWindow seen{std::max(window.x0, 0.0), std::max(window.y0, 0.0), std::min(window.x1, all.x1),
                            std::min(window.y1, all.y1)};
    if (!(seen.x1 > seen.x0 && seen.y1 > seen.y0)) {
        return {};
    }
    px_per_cell = px_per_cell > 1 ? std::min(px_per_cell, std::max(all.x1, all.y1)) : 1; // not a number: 1
    const std::scoped_lock lock(self.guard);
    const auto is_fine_enough = [&](double cell) {
        constexpr double softer = 1.25; // is not seen
        return cell <= softer * px_per_cell;
    };
    if (self.whole && is_fine_enough(self.whole->px_per_cell_x)) {
        return {self.whole_at(px_per_cell), false, {}};
    }
    const double direct = self.pixels_for(seen, px_per_cell);
    const double reduced = self.reduced_px_per_cell();
    if (direct > quick_pixels && is_fine_enough(reduced) && self.pixels_for(all, reduced) <= most_pixels_read) {
        Reading reading = self.read_part(all, reduced, progress);
        if (reading.part) {
            self.whole = reading.part;
            reading.part = self.whole_at(px_per_cell);
        }
        return reading;
    }
    if (direct > most_pixels_read) {
        return {nullptr, true, {}};
    }
    return self.read_part(seen, px_per_cell, progress);
}

} // namespace ntm
