#pragma once

#include "geo/base/lang.hpp"
#include "geo/picture/image.hpp"
#include "geo/picture/plan_picture.hpp"
#include "geo/picture/scan_picture.hpp"
#include "geo/picture/theme.hpp"

#include <string>
#include <vector>

namespace ntm {

struct SheetOptions {
    ThemeChoice theme;
    Level level = Level::commune;
    int width_px = 1600;
    int height_px = 1000;
    int dpi = 96;
    UnitRef in;                  ///< the unit that fills the map; invalid: all of it
    std::vector<PlanLook> plans; ///< planning layers over it, the lowest first
    std::vector<ScanLook> scans; ///< the same
    Issues* issues = nullptr;    ///< what was wrong with the scans; may be null
};

/// The map as a picture to hand on: title, map with names, legend with counts, scale bar, north arrow, date, source
/// line, the two archipelagos in boxes where the data has them, and "số liệu minh họa" where it is so.
[[nodiscard]] Image draw_sheet(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang);
/// The same sheet as the bytes of a PDF page of `width_px` x `height_px` at `dpi`: borders, fills, patterns and text
/// are vectors.
[[nodiscard]] std::string draw_sheet_pdf(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang);

/// Words of the sheet and the window alike.
[[nodiscard]] std::string map_title(const Snapshot& snapshot, const ThemeChoice& choice, Level level, const Lang& lang);
/// Distinct source documents behind the facts in force, shortest useful form.
[[nodiscard]] std::vector<std::string> source_documents(const Snapshot& snapshot, const ThemeChoice& choice);

/// A round length for a scale bar of about `wanted_px`: metres.
[[nodiscard]] double scale_bar_metres(double metres_per_px, double wanted_px);

/// Map part only, as the window shows it at rest. `coverage` is the atlas's own or its main one.
[[nodiscard]] Image draw_map(const Atlas& atlas, const Coverage& coverage, const StyledMap& styled, const MapView& view,
                             double px_per_pt);

/// Colours and borders of a map at this scale; `px_per_pt` of its lines and patterns. Selection and hover are left out.
[[nodiscard]] PaintStyle map_style(const Atlas& atlas, const StyledMap& styled, double metres_per_px, double px_per_pt);

/// Borders for a map of `level` at this scale: thinner the smaller the scale, none below the level shown.
void set_borders(PaintStyle& style, const Atlas& atlas, Level level, double metres_per_px);

} // namespace ntm
