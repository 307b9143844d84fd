#pragma once

#include "geo/picture/canvas.hpp"
#include "geo/picture/sheet.hpp"

#include <functional>
#include <string>
#include <vector>

// Private to this room.
namespace ntm {

namespace sheet_ink {
inline constexpr Rgba text{0x1F, 0x23, 0x28, 255};
inline constexpr Rgba second{0x5B, 0x62, 0x6B, 255};
inline constexpr Rgba line{0xDA, 0xDD, 0xE0, 255};
inline constexpr Rgba dark{0x30, 0x34, 0x3A, 255};
inline constexpr Rgba paper{255, 255, 255, 255};
inline constexpr Rgba warning{0xB0, 0x3A, 0x2E, 255};
} // namespace sheet_ink

/// Lays one sheet out on a canvas, picture or page of vectors alike; members are what all its parts share. Lengths are
/// in units of the canvas.
class SheetDrawing {
public:
    /// `units_per_pt`: of the canvas, 1 for a page of vectors.
    SheetDrawing(const Snapshot& snapshot, const SheetOptions& options, const Lang& lang, Canvas& canvas, double width,
                 double height, double units_per_pt);
    void draw();

private:
    const Snapshot& m_snapshot;
    const Atlas& m_atlas;
    const SheetOptions& m_options;
    const Lang& m_lang;
    StyledMap m_styled;
    Canvas& m_canvas;
    double m_width;
    double m_height;
    double m_scale;      ///< of the layout, which is thought out for 1600 x 1000
    double m_map_per_pt; ///< lines and patterns of the map: units a point
    struct Inset {
        Box box;
        std::string name;
    };
    std::vector<Inset> m_insets;
    double m_map_x = 0;
    double m_map_y = 0;
    MapView m_view; ///< of the main map
    std::shared_ptr<const ScanPicture> m_scans;

    [[nodiscard]] double px(double at_1600) const { return at_1600 * m_scale; }
    [[nodiscard]] TextStyle style(double size, bool bold = false, Rgba ink = sheet_ink::text) const {
        return {px(size), bold, ink, 0, 0, false};
    }
    [[nodiscard]] double row_height() const { return px(34); }

    double draw_title(double margin);
    double draw_foot(double margin); ///< returns the height it takes above the margin

    void draw_map_part(int width, int height);
    void draw_ground(const Coverage& coverage, const MapView& view, Point corner);
    void draw_plans(const MapView& view, Point corner);
    void find_scans(const MapView& view);
    void draw_scans_under(const MapView& view, Point corner);
    void draw_scans_over(Point corner);
    void draw_symbol(const PlanLayer& layer, std::uint16_t use, double x, double y);
    void draw_use(const PlanLayer& layer, std::uint16_t use, double x, double y, double width);
    [[nodiscard]] double draw_land_uses(double x, double y, double width);
    void draw_frame(double x, double y, double width, double height, double line, Rgba ink);
    void draw_names(const MapView& view);
    [[nodiscard]] std::vector<Inset> insets() const;
    [[nodiscard]] MapView map_view(int width, int height) const;
    [[nodiscard]] static double inset_width(int width, int height);
    void draw_insets(int width, int height);
    void draw_inset(double x, double y, int width, int height, const Box& box, const std::string& name);
    void draw_islands(double x, double y, const MapView& view, const Box& box);
    void draw_scale_bar(const MapView& view, int height);
    void draw_north(int width);
    void draw_illustrative();

    double measure_legend(double width);
    void draw_legend(double x, double y, double width);
    void draw_legend_row(const LegendEntry& entry, double x, double y, double width);
    [[nodiscard]] std::string count_text(const LegendEntry& entry) const;
    void draw_notes(double x, double y, double width);
    void note_criteria(const std::function<void(const std::string&)>& note) const;
};

} // namespace ntm
