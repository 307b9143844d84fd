#include "geo/base/paths.hpp"
#include "geo/insight/cover.hpp"
#include "geo/picture/plan_picture.hpp"
#include "geo/source/source.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tools/sample/land_plans.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <random>

namespace ntm::bench {

namespace {

/// Made plans over a layer of real or made communes, in files of their own, with a workspace beside.
struct MadePlans {
    std::filesystem::path folder;
    Layer plans;
    std::size_t count = 0;
};

struct Wanted {
    std::string name;
    Layer communes;
    std::size_t every = 2; ///< each so many-th commune has a plan
    double parcel_ha = 0;  ///< 0: outlines alone
};

Issues write_plans(const Wanted& wanted, const MadePlans& made) {
    const auto read = read_polygons(wanted.communes.file, wanted.communes.layer);
    if (!read) {
        return read.issues();
    }
    std::vector<sample::PlanWish> wishes;
    const auto code = read->attributes.find("ma_xa");
    for (std::uint32_t f = 0; f < read->polygons.features() && code; f += static_cast<std::uint32_t>(wanted.every)) {
        wishes.push_back({f, std::string(read->attributes.columns[*code][f]), fmt::format("{}/QĐ-UBND", f + 1)});
    }
    sample::LandPlanOptions options;
    options.parcel_ha = wanted.parcel_ha;
    options.flaw_every = wanted.parcel_ha > 0 ? 0 : 100;
    const sample::LandPlans plans = sample::make_land_plans(read->polygons, wishes, options);
    const bool parcels = wanted.parcel_ha > 0;
    std::ofstream toml(made.folder / "workspace.toml");
    toml << "title = \"bench\"\n[[boundaries]]\nlevel = \"commune\"\nsource = \"" << path_text(wanted.communes.file)
         << "\"\nlayer = \"" << wanted.communes.layer << "\"\n[[planning_layers]]\nsource = \"plans.gpkg\"\n"
         << (parcels ? "kind = \"land_use_planned\"\nlegend = 2018\ncolumns = { code = \"quy_hoach\", code_now = "
                       "\"hien_trang\", unit = \"ma_xa\", plan = \"so_qd\" }\n"
                     : "kind = \"plan\"\ncolumns = { unit = \"ma_xa\", plan = \"so_qd\" }\n");
    return write_polygons(made.plans.file, "plans", parcels ? plans.parcels : plans.outlines,
                          parcels ? plans.parcel_table : plans.outline_table, read->crs);
}

/// Made once, then kept in build/bench.
std::optional<MadePlans> made_plans(const Data& data, const Wanted& wanted) {
    MadePlans made;
    made.folder = data.work / wanted.name;
    made.plans = {wanted.name, made.folder / "plans.gpkg", "plans", {}};
    std::error_code error;
    std::filesystem::create_directories(made.folder, error);
    if (!std::filesystem::exists(made.plans.file, error) && !write_plans(wanted, made).empty()) {
        fmt::print("skipped: {} could not be made\n", wanted.name);
        return std::nullopt;
    }
    made.count = plain_gdal_loop(made.plans).features;
    return made;
}

/// Of each commune, in the order of the file.
std::vector<double> covered_m2(const Cover& cover, Level drawn) {
    std::vector<double> areas;
    for (const UnitCover& unit : cover.units[static_cast<std::size_t>(drawn)]) {
        areas.push_back(unit.covered_m2);
    }
    return areas;
}

void beside_qgis(const Qgis& qgis, const Wanted& wanted, const MadePlans& made, const std::vector<double>& ours,
                 Row& row) {
    const auto layer = [](const Layer& one) { return Json{{"file", path_text(one.file)}, {"layer", one.layer}}; };
    const Json answer = qgis.cover({{"units", layer(wanted.communes)}, {"plans", layer(made.plans)}});
    if (answer.is_null() || answer.at("area_m2").size() != ours.size()) {
        row.agree = false;
        return;
    }
    double most = 0;
    std::size_t other = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const double theirs = answer.at("area_m2")[i].is_null() ? 0 : answer.at("area_m2")[i].get<double>();
        const double relative = std::abs(ours[i] - theirs) / std::max(theirs, 1e4);
        most = std::max(most, relative);
        other += relative > 1e-6 ? 1U : 0U;
    }
    row.rival = qgis.name() + ", calculatevectoroverlaps";
    row.rival_ms = answer.at("ms").get<double>();
    row.agree = other == 0;
    row.note += fmt::format("; areas of {} communes differ by {:.1e} at most", ours.size(), most);
}

void measure_cover(const Data& data, const Rivals& rivals, Report& report) {
    const Wanted wanted{"plans_5000", data.country, 2, 0};
    const auto made = made_plans(data, wanted);
    const auto atlas = made ? load_atlas(path_text(made->folder)) : Result<std::shared_ptr<const Atlas>>(Issues{});
    if (!made || !atlas) {
        return;
    }
    Row row;
    row.what = "coverage by plans";
    row.data = fmt::format("{} plans over {}", made->count, wanted.communes.label);
    row.note = "ours: reads the boundaries once more, checks all outlines, and finds overlaps, outside parts and gaps "
               "besides; theirs: from memory, areas alone";
    std::vector<double> areas, times;
    for (int run = 0; run < 3; ++run) {
        // A copy has nothing worked out yet.
        const auto fresh = std::make_shared<const Atlas>(**atlas);
        const auto snapshot = make_snapshot(fresh, fresh->default_date(), fresh->default_plan_period());
        times.push_back(elapsed_ms([&] {
            const auto cover = find_cover(*snapshot);
            areas = covered_m2(*cover, fresh->units.drawn);
        }));
    }
    row.ours_ms = median(times);
    if (rivals.qgis) {
        beside_qgis(*rivals.qgis, wanted, *made, areas, row);
    }
    report.add(std::move(row));
}

void measure_pans(const Atlas& atlas, const std::string& label, Report& report) {
    WorkerPool& pool = WorkerPool::shared();
    PlanPictureRequest request{atlas, plan_looks(atlas), nullptr, fit_view(atlas.main_extent, 1600, 1000, 0), 96.0 / 72,
                               false};
    for (const auto& [name, nearer] : {std::pair("whole", 1.0), std::pair("x20", 20.0)}) {
        MapView view = fit_view(atlas.main_extent, 1600, 1000, 0);
        view.metres_per_px /= nearer;
        request.view = view;
        Overlay shown;
        Row row;
        row.what = fmt::format("planning layer drawn, {}", name);
        row.data = label;
        row.ours_ms = median_ms([&] { draw_plan_layers(request, pool, shown); });
        row.note = "colours and outlines of a moving picture";
        report.add(std::move(row));
        std::vector<double> times;
        for (int step = 0; step < 60; ++step) {
            const PixelShift shift{step % 2 == 0 ? 37 : -11, step % 3 == 0 ? -23 : 8};
            request.view.center.x -= shift.right * view.metres_per_px;
            request.view.center.y += shift.down * view.metres_per_px;
            Overlay next;
            times.push_back(elapsed_ms([&] { draw_moved_plan_layers(request, shown, shift, pool, next); }));
            shown = std::move(next);
        }
        Row pans;
        pans.what = fmt::format("planning layer panned, {}", name);
        pans.data = label;
        pans.ours_ms = median(times);
        pans.note = fmt::format("median of 60 pans; worst {:.1f} ms", *std::max_element(times.begin(), times.end()));
        report.add(std::move(pans));
    }
}

void measure_spots(const Atlas& atlas, const std::string& label, Report& report) {
    std::mt19937 random(8);
    const Box& box = atlas.main_extent;
    std::uniform_real_distribution<double> x(box.min_x, box.max_x), y(box.min_y, box.max_y);
    std::vector<Point> points;
    while (points.size() < 1000) {
        points.push_back({x(random), y(random)});
    }
    std::size_t hits = 0;
    const double all_ms = elapsed_ms([&] {
        for (const Point& point : points) {
            hits += look_at(atlas, point).hits.size();
        }
    });
    Row row;
    row.what = "what lies at a place";
    row.data = label;
    row.ours_ms = all_ms / static_cast<double>(points.size());
    row.note =
        fmt::format("mean of {} places, {} polygons found, each with its area on the ellipsoid", points.size(), hits);
    report.add(std::move(row));
}

void measure_parcels(const Data& data, Report& report) {
    const Wanted wanted{"parcels_500000", data.country, 5, 12};
    const auto made = made_plans(data, wanted);
    if (!made) {
        return;
    }
    const std::string label = fmt::format("{} made parcels", made->count);
    std::shared_ptr<const Atlas> atlas;
    Row row;
    row.what = "opening";
    row.data = label;
    row.rival = "plain GDAL loop";
    row.rival_ms = median_ms([&] { static_cast<void>(plain_gdal_loop(made->plans)); });
    std::vector<double> times;
    for (int run = 0; run < 3; ++run) {
        times.push_back(elapsed_ms([&] {
            auto loaded = load_atlas(path_text(made->folder));
            atlas = loaded ? *loaded : nullptr;
        }));
    }
    row.ours_ms = median(times);
    row.note = "ours: with the boundaries of " + wanted.communes.label + " (cached), attributes, names and index";
    report.add(std::move(row));
    if (atlas) {
        measure_pans(*atlas, label, report);
        measure_spots(*atlas, label, report);
    }
}

} // namespace

void measure_plans(const Data& data, const Rivals& rivals, Report& report) {
    measure_cover(data, rivals, report);
    measure_parcels(data, report);
}

} // namespace ntm::bench
