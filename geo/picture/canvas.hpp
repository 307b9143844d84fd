#pragma once

#include "geo/picture/image.hpp"
#include "geo/picture/labels.hpp"
#include "geo/shape/outline_overlay.hpp"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace ntm {

/// Private to this room: the only place with Cairo and Pango handles.
struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using CairoPtr = std::unique_ptr<T, CairoDeleter>;

struct TextStyle {
    double size_px = 18;
    bool bold = false;
    Rgba ink = {0x1F, 0x23, 0x28, 255};
    double wrap_px = 0; ///< 0 = one line
    double halo_px = 0; ///< white at 80%
    bool align_right = false;
};

/// A picture or a page of vectors to draw on with text and plain shapes; (0, 0) is the top left. One unit is a pixel of
/// a picture, a point of a page.
class Canvas {
public:
    [[nodiscard]] static Canvas image(int width_px, int height_px, Rgba ground);
    [[nodiscard]] static Canvas pdf(double width_pt, double height_pt, const std::string& title);

    [[nodiscard]] bool is_vector() const { return m_pdf != nullptr; }
    [[nodiscard]] cairo_t* cairo() const { return m_cairo.get(); }
    void set(Rgba ink);

    void fill_rect(double x, double y, double width, double height, Rgba ink);
    void stroke_rect(double x, double y, double width, double height, double line_px, Rgba ink);
    void fill_circle(double x, double y, double radius, Rgba ink);
    void fill_polygon(std::initializer_list<Point> points, Rgba ink);
    void line(Point from, Point to, double line_px, Rgba ink);
    /// A box filled as a unit of this style is.
    void swatch(double x, double y, double width, double height, const UnitStyle& style, double px_per_pt);
    void image(const Image& image, double x, double y);
    /// `px_per_unit`: pixels of the overlay a unit of the canvas.
    void overlay(const Overlay& overlay, double x, double y, double px_per_unit = 1);
    /// Returns the size taken. `x`, `y` is the top left, or with align_right the top right.
    TextSize text(const std::string& utf8, double x, double y, const TextStyle& style);
    [[nodiscard]] TextSize measure(const std::string& utf8, const TextStyle& style);

    [[nodiscard]] Image take_image() const;
    /// The bytes of the file; nothing can be drawn afterwards.
    [[nodiscard]] std::string take_pdf();

private:
    Canvas(int width_px, int height_px, std::unique_ptr<std::string> pdf, CairoPtr<cairo_surface_t> surface);

    int m_width_px;
    int m_height_px;
    std::unique_ptr<std::string> m_pdf; // written to until the surface is gone: members die in reverse order
    CairoPtr<cairo_surface_t> m_surface;
    CairoPtr<cairo_t> m_cairo;
    CairoPtr<PangoLayout> m_layout;

    void prepare(const std::string& utf8, const TextStyle& style);
};

} // namespace ntm
