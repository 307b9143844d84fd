#include "geo/command/cover_layers.hpp"

#include "geo/base/csv_text.hpp"
#include "geo/base/paths.hpp"
#include "geo/command/json_cover.hpp"
#include "geo/insight/land_use_balance.hpp"
#include "geo/picture/plan_picture.hpp"
#include "geo/source/writing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

struct Made {
    std::string name;
    PolygonColumns polygons;
    Table table;
};

void add_row(Table& table, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        table.columns[i].append(cells[i]);
    }
    table.row_number.push_back(static_cast<std::int64_t>(table.row_number.size()) + 1);
}

Made made_of(const char* name, std::vector<std::string> columns) {
    Made made;
    made.name = name;
    made.table.names = std::move(columns);
    made.table.columns.resize(made.table.names.size());
    return made;
}

std::string ha_text(double area_m2) {
    return fmt::format("{:.4f}", area_m2 / 10'000);
}

class LayerMaker {
public:
    LayerMaker(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units)
        : m_snapshot(snapshot)
        , m_atlas(*snapshot.atlas)
        , m_cover(cover)
        , m_units(units) {}

    [[nodiscard]] std::vector<Made> make() const {
        std::vector<Made> all;
        all.push_back(coverage());
        all.push_back(flaws("overlaps", m_cover.overlaps, m_cover.overlap_pieces));
        all.push_back(flaws("outside", m_cover.outside, m_cover.outside_pieces));
        all.push_back(flaws("gaps", m_cover.gaps, m_cover.gap_pieces));
        all.push_back(flaws("uncovered", m_cover.holes, m_cover.hole_pieces));
        return all;
    }

private:
    const Snapshot& m_snapshot;
    const Atlas& m_atlas;
    const Cover& m_cover;
    const std::vector<UnitRef>& m_units;

    [[nodiscard]] Made coverage() const {
        Made made = made_of("coverage",
                            {"code", "name", "plan_state", "area_ha", "covered_ha", "share", "urban_ha", "drawn_ha"});
        const Ground& ground = m_cover.geometry->communes;
        for (const UnitRef unit : m_units) {
            for (const std::uint32_t feature : m_atlas.features_of(unit)) {
                for (std::size_t r = ground.outlines.feature_ring[feature];
                     r < ground.outlines.feature_ring[feature + 1]; ++r) {
                    const auto ring = ground.outlines.ring(r);
                    made.polygons.points.insert(made.polygons.points.end(), ring.begin(), ring.end());
                    made.polygons.end_ring();
                }
            }
            made.polygons.end_feature();
            const UnitCover& one = m_cover.units[static_cast<std::size_t>(unit.level)][unit.id];
            const bool register_tells = unit.level == Level::commune && m_atlas.plans.present;
            add_row(made.table,
                    {m_atlas.units.code(unit), m_atlas.units.name(unit),
                     register_tells ? std::string(plan_class_word(m_snapshot.plan_class[unit.id])) : std::string(),
                     ha_text(one.area_m2), ha_text(one.covered_m2), fmt::format("{:.6f}", one.share()),
                     ha_text(one.urban_m2), ha_text(one.drawn_m2)});
        }
        return made;
    }

    [[nodiscard]] Made flaws(const char* name, const std::vector<PlanFlaw>& all, const PolygonColumns& pieces) const {
        Made made = made_of(name, {"units", "plans", "area_ha", "width_m", "lat", "lon"});
        for (const PlanFlaw& flaw : all) {
            const bool wanted = std::any_of(m_units.begin(), m_units.end(),
                                            [&](UnitRef unit) { return concerns(flaw, m_cover, m_atlas.units, unit); });
            if (!wanted) {
                continue;
            }
            std::string codes, plans;
            for (const UnitRef unit : flaw.units) {
                codes += (codes.empty() ? "" : ";") + (unit.valid() ? m_atlas.units.code(unit) : std::string());
            }
            for (const std::uint32_t shape : flaw.shapes) {
                const PlanShape& own = m_cover.geometry->shapes[shape];
                plans += (plans.empty() ? "" : ";") + m_atlas.plan_layers[own.layer].plans[own.plan].decision_given;
            }
            append_feature(made.polygons, pieces, flaw.piece);
            add_row(made.table, {codes, plans, ha_text(flaw.area_m2), fmt::format("{:.2f}", flaw.width_m),
                                 fmt::format("{:.7f}", flaw.at.y), fmt::format("{:.7f}", flaw.at.x)});
        }
        return made;
    }
};

/// UTF-8 with a byte-order mark, without which spreadsheets garble Vietnamese.
std::string land_use_csv(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units,
                         const Lang& lang) {
    const Atlas& atlas = *snapshot.atlas;
    std::string text = "\xEF\xBB\xBFunit_code,unit_name,level,code,name,now_ha,planned_ha,change_ha,method\r\n";
    for (const UnitRef unit : units) {
        for (const LandUseBalance& balance : land_use_balance(cover, atlas, unit)) {
            for (const LandUseBalance::Row& row : balance.rows) {
                text += fmt::format(
                    "{},{},{},{},{},{},{},{},{}\r\n", csv_cell(atlas.units.code(unit)),
                    csv_cell(atlas.units.name(unit)), level_word(unit.level), csv_cell(row.text),
                    csv_cell(use_name(atlas, atlas.plan_layers[row.layer], row.use, lang)),
                    balance.now_layer ? ha_text(row.now_m2) : "", balance.planned_layer ? ha_text(row.planned_m2) : "",
                    balance.both() ? ha_text(row.change_m2()) : "", csv_cell(lang["cover.method_short"]));
            }
        }
    }
    return text;
}

} // namespace

Issues write_cover(const Snapshot& snapshot, const Cover& cover, const std::vector<UnitRef>& units,
                   const std::filesystem::path& file, const Lang& lang) {
    const Where where{file.string(), {}, 0, {}, {}};
    const bool csv = file.extension() == ".csv";
    if (!cover.geometry || (csv ? cover.geometry->land_use.empty() : !cover.known())) {
        return {{Severity::error, "cover_nothing", where, {}}};
    }
    if (csv) {
        Issues issues = write_file_atomically(file, land_use_csv(snapshot, cover, units, lang));
        if (issues.empty()) {
            issues.push_back({Severity::info, "cover_written", where, {}});
        }
        return issues;
    }
    const std::vector<Made> made = LayerMaker(snapshot, cover, units).make();
    std::vector<WrittenLayer> layers;
    for (const Made& one : made) {
        layers.push_back({one.name,
                          one.polygons,
                          one.table,
                          {"area_ha", "covered_ha", "share", "urban_ha", "drawn_ha", "width_m", "lat", "lon"}});
    }
    return write_layers(file, layers, cover.geometry->communes.crs);
}

void print_land_use(const Atlas& atlas, const Cover& cover, UnitRef unit, const Lang& lang) {
    const auto ha = [&](double area_m2) { return lang.number(area_m2 / 10'000, std::abs(area_m2) < 100'000 ? 2 : 1); };
    for (const LandUseBalance& balance : land_use_balance(cover, atlas, unit)) {
        const PlanLayer& named = atlas.plan_layers[balance.planned_layer ? *balance.planned_layer : *balance.now_layer];
        const std::string title = balance.both()          ? "cover.land_use_both"
                                  : balance.planned_layer ? "cover.land_use_planned"
                                                          : "cover.land_use_now";
        fmt::print("{}\n", lang.fill(title, {{"layer", named.name}, {"legend", named.legend}}));
        for (const LandUseBalance::Row& row : balance.rows) {
            const std::string name = use_name(atlas, atlas.plan_layers[row.layer], row.use, lang);
            if (balance.both()) {
                fmt::print("{}\n", lang.fill("cover.land_use_change",
                                             {{"code", row.text},
                                              {"name", name},
                                              {"now", ha(row.now_m2)},
                                              {"planned", ha(row.planned_m2)},
                                              {"change", (row.change_m2() > 0 ? "+" : "") + ha(row.change_m2())}}));
            } else {
                fmt::print("{}\n",
                           lang.fill("cover.land_use",
                                     {{"code", row.text}, {"name", name}, {"area", ha(row.now_m2 + row.planned_m2)}}));
            }
        }
        fmt::print("{}\n", lang["cover.method"]);
    }
}

} // namespace ntm
