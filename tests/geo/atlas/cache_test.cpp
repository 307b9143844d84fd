#include "geo/atlas/atlas.hpp"
#include "geo/atlas/boundary_cache.hpp"
#include "geo/atlas/cache_file.hpp"
#include "geo/base/paths.hpp"
#include "geo/shape/coverage_raster.hpp"
#include "geo/source/source.hpp"

#include "tests/catch.hpp"
#include "tests/geo/shape/made_shapes.hpp"
#include "tests/temporary_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>
#include <tuple>

using namespace ntm;
namespace fs = std::filesystem;

namespace {

/// Where caches go while it lives; a test's own folder, so that nobody else's is touched.
class CacheFolder {
public:
    explicit CacheFolder(const fs::path& folder) {
        if (const char* before = std::getenv("NTM_ATLAS_CACHE")) {
            m_before = before;
        }
        setenv("NTM_ATLAS_CACHE", folder.c_str(), 1);
    }
    ~CacheFolder() { setenv("NTM_ATLAS_CACHE", m_before.c_str(), 1); }
    CacheFolder(const CacheFolder&) = delete;
    CacheFolder& operator=(const CacheFolder&) = delete;

private:
    std::string m_before = "off";
};

/// 21 x 21 communes with winding borders, large enough to be worth a cache.
fs::path write_made_file(const TemporaryFolder& folder) {
    PolygonColumns polygons = made::crooked_grid(21, 21, 120, 1, 4);
    for (Point& p : polygons.points) {
        p = {105 + p.x, 19 + p.y};
    }
    REQUIRE(polygons.points.size() > points_worth_a_cache);
    Table table;
    table.names = {"ma_xa", "ten_xa", "ma_huyen", "ten_huyen"};
    table.columns.resize(4);
    for (std::size_t f = 0; f < polygons.features(); ++f) {
        table.columns[0].append(std::to_string(10000 + f));
        table.columns[1].append("Xã Số " + std::to_string(f));
        table.columns[2].append(std::to_string(100 + f / 100));
        table.columns[3].append("Huy\xc3\x96n Th\xc3\xb8 " + std::to_string(f / 100)); // TCVN3 shown as Windows-1252
        table.row_number.push_back(static_cast<std::int64_t>(f + 1));
    }
    const fs::path file = folder.path() / "communes.gpkg";
    REQUIRE(write_polygons(file, "commune", polygons, table, lon_lat_crs).empty());
    return file;
}

std::shared_ptr<const Atlas> load(const fs::path& file) {
    auto atlas = load_atlas(path_text(file));
    REQUIRE(atlas);
    if ((*atlas)->cache_written.valid()) {
        (*atlas)->cache_written.wait();
    }
    return *atlas;
}

bool from_cache(const Atlas& atlas) {
    return !atlas.cache_written.valid();
}

void check_same(const Atlas& a, const Atlas& b) {
    CHECK(a.workspace.name == b.workspace.name);
    CHECK(a.display_crs == b.display_crs);
    CHECK(a.issues.size() == b.issues.size());
    REQUIRE(a.places.size() == b.places.size());
    for (std::size_t i = 0; i < a.places.size(); ++i) { // what check and the window tell of a layer
        const LayerPlace &p = a.places[i], &q = b.places[i];
        CHECK(std::tie(p.file, p.layer, p.level, p.stated.definition, p.asked) ==
              std::tie(q.file, q.layer, q.level, q.stated.definition, q.asked));
        CHECK(std::tie(p.choice.crs.definition, p.choice.clear, p.choice.grounds, p.choice.operation) ==
              std::tie(q.choice.crs.definition, q.choice.clear, q.choice.grounds, q.choice.operation));
        CHECK(p.choice.candidates.size() == q.choice.candidates.size());
        REQUIRE(p.texts.size() == q.texts.size());
        for (std::size_t t = 0; t < p.texts.size(); ++t) {
            CHECK(words_of(p.texts[t]) == words_of(q.texts[t]));
        }
    }
    for (const Level level : all_levels) {
        CHECK(a.units.at(level).name == b.units.at(level).name);
        CHECK(a.units.at(level).code == b.units.at(level).code);
        const auto& points_a = a.label_points[static_cast<std::size_t>(level)];
        const auto& points_b = b.label_points[static_cast<std::size_t>(level)];
        REQUIRE(points_a.size() == points_b.size());
        CHECK(std::equal(points_a.begin(), points_a.end(), points_b.begin(),
                         [](const LabelPoint& p, const LabelPoint& q) { return p.at == q.at; }));
    }
    for (const double zoom : {1.0, 30.0}) {
        MapView view = fit_view(a.main_extent, 320, 240, 4);
        view.metres_per_px /= zoom;
        IdRaster ids_a, ids_b;
        REQUIRE(rasterize(a.main_coverage, view, WorkerPool::shared(), ids_a));
        REQUIRE(rasterize(b.main_coverage, view, WorkerPool::shared(), ids_b));
        CHECK(ids_a.ids == ids_b.ids);
    }
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    return files;
}

std::string bytes_in(const fs::path& file) {
    auto bytes = read_file(file);
    REQUIRE(bytes);
    return std::move(*bytes);
}

constexpr std::string_view key = "what it is about";
const std::string first_block(5000, 'a'), second_block(70'001, 'b');
const std::array blocks{CacheBlock{1, first_block}, CacheBlock{7, second_block}, CacheBlock{9, {}}};

} // namespace

TEST_CASE("A file opened again comes from the cache and is the same") {
    const TemporaryFolder folder, caches;
    const CacheFolder here(caches.path());
    const fs::path file = write_made_file(folder);
    const auto read = load(file);
    CHECK_FALSE(from_cache(*read));
    REQUIRE(read->places.size() == 1);
    REQUIRE(read->places[0].texts.size() == 1); // the names that a program took for Windows-1252
    CHECK(read->units.at(Level::district).name[0] == "Huyện Thứ 0");
    REQUIRE(files_in(caches.path()).size() == 1);
    const auto again = load(file);
    CHECK(from_cache(*again));
    check_same(*read, *again);
    CHECK(again->area_ha({Level::commune, 7}) == read->area_ha({Level::commune, 7}));
}

TEST_CASE("Coarse outlines come first where finding the borders takes its time, with all else") {
    const TemporaryFolder folder, caches;
    const CacheFolder here(caches.path());
    const fs::path file = write_made_file(folder);
    std::vector<std::shared_ptr<const Atlas>> shown;
    LoadOptions options;
    options.coarse_first = [&](const std::shared_ptr<const Atlas>& atlas) { shown.push_back(atlas); };
    const auto exact = load_atlas(path_text(file), nullptr, options);
    REQUIRE(exact);
    REQUIRE(shown.size() == 1);
    const Atlas& coarse = *shown.front();
    CHECK(coarse.coarse);
    CHECK_FALSE((*exact)->coarse);
    CHECK(coarse.units.at(Level::commune).code == (*exact)->units.at(Level::commune).code);
    CHECK(coarse.unit_of_feature == (*exact)->unit_of_feature);
    CHECK(std::isnan(coarse.area_ha({Level::commune, 7}))); // no figure comes from coarse outlines
    CHECK((*exact)->area_ha({Level::commune, 7}) > 0);
    // The two pictures differ at borders only.
    const MapView view = fit_view((*exact)->main_extent, 640, 480, 4);
    IdRaster is, ought;
    REQUIRE(rasterize(coarse.main_coverage, view, WorkerPool::shared(), is));
    REQUIRE(rasterize((*exact)->main_coverage, view, WorkerPool::shared(), ought));
    std::size_t differ = 0;
    for (std::size_t i = 0; i < is.ids.size(); ++i) {
        differ += is.ids[i] != ought.ids[i] ? 1U : 0U;
    }
    CHECK(differ * 20 < is.ids.size());
    // From the cache there is nothing to wait for.
    (*exact)->cache_written.wait();
    REQUIRE(load_atlas(path_text(file), nullptr, options));
    CHECK(shown.size() == 1);
}

TEST_CASE("A load that is cancelled while its coarse outlines are shown gives nothing") {
    const TemporaryFolder folder;
    const CacheFolder none("off");
    const fs::path file = write_made_file(folder);
    Progress progress;
    LoadOptions options;
    options.coarse_first = [&](const std::shared_ptr<const Atlas>&) { progress.cancel(); };
    const auto loaded = load_atlas(path_text(file), &progress, options);
    CHECK_FALSE(loaded);
    CHECK(loaded.issues().back().code == "cancelled");
}

TEST_CASE("A changed source is read again, and its cache replaces the old one") {
    const TemporaryFolder folder, caches;
    const CacheFolder here(caches.path());
    const fs::path file = write_made_file(folder);
    static_cast<void>(load(file));
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
    CHECK_FALSE(from_cache(*load(file)));
    CHECK(files_in(caches.path()).size() == 1);
    CHECK(from_cache(*load(file)));
}

TEST_CASE("A cache beside the source, in the user's folder where that is to stay as it is, or none") {
    const TemporaryFolder folder, home;
    const fs::path file = write_made_file(folder);
    const CacheFolder none("off");
    CHECK(cache_places(file, key).empty());
    setenv("NTM_ATLAS_CACHE", "", 1);
    setenv("XDG_CACHE_HOME", home.path().c_str(), 1);
    auto places = cache_places(file, key);
    REQUIRE(places.size() == 2);
    CHECK(places[0].parent_path() == folder.path());
    CHECK(places[1].parent_path() == home.path() / "ntm-atlas");
    fs::permissions(folder.path(), fs::perms::owner_write, fs::perm_options::remove);
    places = cache_places(file, key);
    fs::permissions(folder.path(), fs::perms::owner_write, fs::perm_options::add);
    REQUIRE(places.size() == 1);
    CHECK(places[0].parent_path() == home.path() / "ntm-atlas");
    unsetenv("XDG_CACHE_HOME");
}

TEST_CASE("A damaged cache is as good as none") {
    const TemporaryFolder folder, caches;
    const CacheFolder here(caches.path());
    const fs::path file = write_made_file(folder);
    const auto read = load(file);
    const fs::path cache = files_in(caches.path()).at(0);
    const std::string sound = bytes_in(cache);
    std::string bad = sound;
    bad[bad.size() * 2 / 3] = static_cast<char>(bad[bad.size() * 2 / 3] ^ 4);
    for (const std::string& bytes : {bad, sound.substr(0, sound.size() / 2), std::string("NTM"), std::string()}) {
        REQUIRE(write_file_atomically(cache, bytes).empty());
        const auto again = load(file);
        CHECK_FALSE(from_cache(*again));
        check_same(*read, *again);
        CHECK(bytes_in(cache) == sound); // written anew, and the same every time
    }
}

TEST_CASE("Blocks come back as they were; another key finds nothing") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "x.ntm-cache";
    REQUIRE(write_cache_file(file, key, blocks));
    const auto cache = CacheFile::open(file, key);
    REQUIRE(cache);
    CHECK(cache->block(1) == first_block);
    CHECK(cache->block(7) == second_block);
    CHECK(cache->block(9).empty());
    CHECK(cache->block(2).empty());
    CHECK(cache->values<char>(7)->size() == second_block.size());
    CHECK_FALSE(cache->values<std::uint32_t>(7)); // 70,001 bytes are no whole number of them
    CHECK_FALSE(CacheFile::open(file, "what it is abouT"));
    CHECK_FALSE(CacheFile::open(folder.path() / "absent", key));
    CHECK_FALSE(CacheFile::open(folder.path(), key));
    CHECK_FALSE(write_cache_file(folder.path() / "no" / "folder" / "x", key, blocks));
}

TEST_CASE("Any cut and any flipped bit is seen") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "x.ntm-cache";
    REQUIRE(write_cache_file(file, key, blocks));
    const std::string sound = bytes_in(file);
    const std::size_t padding_begin = 48 + 3 * 32 + key.size(); // up to the first block nothing is stored
    const std::size_t padding_end = (padding_begin + 63) / 64 * 64;
    const std::size_t second_begin = (padding_end + first_block.size() + 63) / 64 * 64;
    std::mt19937 random(5);
    for (int i = 0; i < 3000; ++i) {
        std::string bytes = sound;
        const std::size_t at = i < 300 ? static_cast<std::size_t>(i) : random() % bytes.size();
        if (i % 3 == 0) {
            bytes.resize(at);
        } else {
            const bool padding = (at >= padding_begin && at < padding_end) ||
                                 (at >= padding_end + first_block.size() && at < second_begin);
            if (padding) {
                continue;
            }
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
        }
        folder.file("x.ntm-cache", bytes);
        INFO("at " << at << " of " << sound.size());
        REQUIRE_FALSE(CacheFile::open(file, key));
    }
    folder.file("x.ntm-cache", sound + "more");
    CHECK_FALSE(CacheFile::open(file, key));
}

TEST_CASE("A writer that is killed leaves the old cache or the new one") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "x.ntm-cache";
    const std::string large(1'000'000, 'z');
    std::mt19937 random(6);
    for (int i = 0; i < 30; ++i) {
        const pid_t writer = fork();
        if (writer == 0) {
            while (true) {
                write_cache_file(file, key, std::array{CacheBlock{1, first_block}, CacheBlock{2, large}});
            }
        }
        REQUIRE(writer > 0);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 8'000));
        kill(writer, SIGKILL);
        waitpid(writer, nullptr, 0);
        if (fs::exists(file)) {
            const auto cache = CacheFile::open(file, key);
            REQUIRE(cache);
            CHECK(cache->block(2) == large);
        }
    }
}
