#include "tests/bench/data.hpp"

#include "geo/base/paths.hpp"
#include "tests/bench/made_country.hpp"
#include "tests/bench/process.hpp"
#include "tests/shared_data.hpp"

#include <fmt/format.h>

namespace ntm::bench {

namespace {

constexpr const char* class_column = "loai_xa";

/// Unpacks the full country once. Python reads xz without a further package.
std::optional<std::filesystem::path> full_country(const std::filesystem::path& work) {
    const auto packed = shared_file("data/vietnam_2025_communes_full.fgb.xz");
    if (!packed) {
        return std::nullopt;
    }
    const std::filesystem::path unpacked = work / "vietnam_2025_full.fgb";
    std::error_code error;
    if (std::filesystem::exists(unpacked, error)) {
        return unpacked;
    }
    const std::string part = path_text(unpacked) + ".part";
    const Finished done = run_process({"python3", "-c",
                                       "import lzma,shutil,sys\n"
                                       "shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2], 'wb'), 1 << 20)",
                                       path_text(*packed), part});
    if (done.exit_code != 0) {
        fmt::print("skipped: the full country could not be unpacked (python3 does it)\n");
        return std::nullopt;
    }
    std::filesystem::rename(part, unpacked, error);
    return error ? std::nullopt : std::optional(unpacked);
}

Layer communes(std::string label, const std::filesystem::path& file, const char* layer = "commune") {
    return {std::move(label), file, layer, class_column};
}

} // namespace

Result<Data> find_data() {
    Data data;
    data.work = std::filesystem::path(NTM_SOURCE_DIR) / "build" / "bench";
    std::error_code error;
    std::filesystem::create_directories(data.work, error);
    const auto folder = find_data_folder();
    if (!folder) {
        return folder.issues();
    }
    data.sample = communes("sample", *folder / "samples" / "thanh-hoa-2022" / "units.gpkg");
    const auto province = shared_file("data/thanh_hoa_2022.gpkg");
    const auto country = shared_file("data/vietnam_2022.gpkg");
    if (province && country) {
        data.province = communes("S thanh_hoa_2022", *province);
        data.country = communes("M vietnam_2022", *country);
        if (const auto full = full_country(data.work)) {
            data.full = communes("L vietnam_2025 full", *full, "communes");
        }
        return data;
    }
    fmt::print("the real boundaries are not on this machine: the built-in sample and a made country serve instead\n");
    const std::filesystem::path made = data.work / "made_country.gpkg";
    if (!std::filesystem::exists(made, error)) {
        if (Issues failed = write_made_country(made); !failed.empty()) {
            return failed;
        }
    }
    data.province = data.sample;
    data.country = communes("made country", made);
    return data;
}

std::vector<Layer> Data::files() const {
    std::vector<Layer> all{province, country};
    if (full) {
        all.push_back(*full);
    }
    return all;
}

} // namespace ntm::bench
