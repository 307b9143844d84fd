#include "geo/picture/canvas.hpp"

#include "geo/picture/vector_map.hpp"

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ntm {

namespace {

cairo_status_t append_to_text(void* text, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

Canvas::Canvas(int width_px, int height_px, std::unique_ptr<std::string> pdf, CairoPtr<cairo_surface_t> surface)
    : m_width_px(width_px)
    , m_height_px(height_px)
    , m_pdf(std::move(pdf))
    , m_surface(std::move(surface))
    , m_cairo(cairo_create(m_surface.get()))
    , m_layout(pango_cairo_create_layout(m_cairo.get())) {}

Canvas Canvas::image(int width_px, int height_px, Rgba ground) {
    Canvas canvas(width_px, height_px, nullptr,
                  CairoPtr<cairo_surface_t>(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px)));
    canvas.set(ground);
    cairo_paint(canvas.cairo());
    return canvas;
}

Canvas Canvas::pdf(double width_pt, double height_pt, const std::string& title) {
    auto bytes = std::make_unique<std::string>();
    CairoPtr<cairo_surface_t> surface(
        cairo_pdf_surface_create_for_stream(append_to_text, bytes.get(), width_pt, height_pt));
    // What offices and printing shops read without a question; it has all we need.
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "NTM Atlas");
    return {static_cast<int>(width_pt), static_cast<int>(height_pt), std::move(bytes), std::move(surface)};
}

void Canvas::set(Rgba ink) {
    cairo_set_source_rgba(m_cairo.get(), ink.r / 255.0, ink.g / 255.0, ink.b / 255.0, ink.a / 255.0);
}

void Canvas::fill_rect(double x, double y, double width, double height, Rgba ink) {
    set(ink);
    cairo_rectangle(m_cairo.get(), x, y, width, height);
    cairo_fill(m_cairo.get());
}

void Canvas::stroke_rect(double x, double y, double width, double height, double line_px, Rgba ink) {
    set(ink);
    cairo_set_line_width(m_cairo.get(), line_px);
    cairo_rectangle(m_cairo.get(), x, y, width, height);
    cairo_stroke(m_cairo.get());
}

void Canvas::fill_circle(double x, double y, double radius, Rgba ink) {
    set(ink);
    cairo_new_path(m_cairo.get());
    cairo_arc(m_cairo.get(), x, y, radius, 0, 2 * std::numbers::pi);
    cairo_fill(m_cairo.get());
}

void Canvas::fill_polygon(std::initializer_list<Point> points, Rgba ink) {
    set(ink);
    cairo_new_path(m_cairo.get());
    for (const Point& point : points) {
        cairo_line_to(m_cairo.get(), point.x, point.y);
    }
    cairo_fill(m_cairo.get());
}

void Canvas::line(Point from, Point to, double line_px, Rgba ink) {
    set(ink);
    cairo_set_line_width(m_cairo.get(), line_px);
    cairo_move_to(m_cairo.get(), from.x, from.y);
    cairo_line_to(m_cairo.get(), to.x, to.y);
    cairo_stroke(m_cairo.get());
}

void Canvas::swatch(double x, double y, double width, double height, const UnitStyle& style, double px_per_pt) {
    const double line = std::max(0.75 * px_per_pt, is_vector() ? 0.0 : 1.0);
    if (is_vector()) {
        cairo_rectangle(cairo(), x, y, width, height);
        fill_path_with_style(*this, style, px_per_pt);
        stroke_rect(x, y, width, height, line, {0x8A, 0x8F, 0x96, 255});
        return;
    }
    // Drawn by the painter of the map itself, so that a legend cannot look different from its map.
    const int w = static_cast<int>(std::lround(width)), h = static_cast<int>(std::lround(height));
    IdRaster ids{w, h, std::vector<std::uint32_t>(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), 1)};
    Image image{w, h, std::vector<Rgba>(ids.ids.size())};
    PaintStyle paint_style;
    paint_style.units = {&style, 1};
    paint_style.px_per_pt = px_per_pt;
    paint(ids, MapView{{0, 0}, 1, w, h}, paint_style, {0, 0, w, h}, WorkerPool::shared(), image.pixels);
    this->image(image, std::round(x), std::round(y));
    stroke_rect(std::round(x) + line / 2, std::round(y) + line / 2, w - line, h - line, line, {0x8A, 0x8F, 0x96, 255});
}

void Canvas::image(const Image& image, double x, double y) {
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, image.width_px);
    std::vector<std::uint32_t> native(static_cast<std::size_t>(stride) / 4 * static_cast<std::size_t>(image.height_px));
    std::transform(image.pixels.begin(), image.pixels.end(), native.begin(), [](Rgba pixel) {
        return static_cast<std::uint32_t>(pixel.r) << 16 | static_cast<std::uint32_t>(pixel.g) << 8 | pixel.b;
    });
    const CairoPtr<cairo_surface_t> surface(cairo_image_surface_create_for_data(
        reinterpret_cast<unsigned char*>(native.data()), CAIRO_FORMAT_RGB24, image.width_px, image.height_px, stride));
    cairo_set_source_surface(m_cairo.get(), surface.get(), x, y);
    cairo_rectangle(m_cairo.get(), x, y, image.width_px, image.height_px);
    cairo_fill(m_cairo.get());
    set({0, 0, 0, 255}); // lets go of the surface before its memory
}

void Canvas::overlay(const Overlay& overlay, double x, double y, double px_per_unit) {
    const int width = overlay.rect.x1 - overlay.rect.x0, height = overlay.rect.y1 - overlay.rect.y0;
    if (overlay.rect.empty()) {
        return;
    }
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, width);
    std::vector<std::uint32_t> native(static_cast<std::size_t>(stride) / 4 * static_cast<std::size_t>(height));
    std::transform(overlay.pixels.begin(), overlay.pixels.end(), native.begin(), [](Rgba pixel) {
        return static_cast<std::uint32_t>(pixel.a) << 24 | static_cast<std::uint32_t>(pixel.r) << 16 |
               static_cast<std::uint32_t>(pixel.g) << 8 | pixel.b;
    });
    const CairoPtr<cairo_surface_t> surface(cairo_image_surface_create_for_data(
        reinterpret_cast<unsigned char*>(native.data()), CAIRO_FORMAT_ARGB32, width, height, stride));
    cairo_save(m_cairo.get());
    cairo_translate(m_cairo.get(), x, y);
    cairo_scale(m_cairo.get(), 1 / px_per_unit, 1 / px_per_unit);
    cairo_set_source_surface(m_cairo.get(), surface.get(), overlay.rect.x0, overlay.rect.y0);
    cairo_rectangle(m_cairo.get(), overlay.rect.x0, overlay.rect.y0, width, height);
    cairo_fill(m_cairo.get());
    cairo_restore(m_cairo.get());
    set({0, 0, 0, 255}); // lets go of the surface before its memory
}

void Canvas::prepare(const std::string& utf8, const TextStyle& style) {
    const CairoPtr<PangoFontDescription> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), "Noto Sans");
    pango_font_description_set_absolute_size(font.get(), style.size_px * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(m_layout.get(), font.get());
    pango_layout_set_width(m_layout.get(), style.wrap_px > 0 ? static_cast<int>(style.wrap_px * PANGO_SCALE) : -1);
    pango_layout_set_wrap(m_layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(m_layout.get(), utf8.data(), static_cast<int>(utf8.size()));
}

TextSize Canvas::measure(const std::string& utf8, const TextStyle& style) {
    prepare(utf8, style);
    int width = 0, height = 0;
    pango_layout_get_pixel_size(m_layout.get(), &width, &height);
    return {static_cast<double>(width), static_cast<double>(height)};
}

TextSize Canvas::text(const std::string& utf8, double x, double y, const TextStyle& style) {
    const TextSize size = measure(utf8, style);
    cairo_move_to(m_cairo.get(), style.align_right ? x - size.width_px : x, y);
    if (style.halo_px > 0) {
        cairo_save(m_cairo.get());
        pango_cairo_layout_path(m_cairo.get(), m_layout.get());
        set({255, 255, 255, 204});
        cairo_set_line_join(m_cairo.get(), CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(m_cairo.get(), style.halo_px * 2);
        cairo_stroke(m_cairo.get());
        cairo_restore(m_cairo.get());
        cairo_move_to(m_cairo.get(), style.align_right ? x - size.width_px : x, y);
    }
    set(style.ink);
    pango_cairo_show_layout(m_cairo.get(), m_layout.get());
    cairo_new_path(m_cairo.get());
    return size;
}

std::string Canvas::take_pdf() {
    m_layout.reset();
    m_cairo.reset();
    cairo_surface_finish(m_surface.get());
    return *m_pdf;
}

Image Canvas::take_image() const {
    cairo_surface_flush(m_surface.get());
    Image image{m_width_px, m_height_px, {}};
    image.pixels.resize(static_cast<std::size_t>(m_width_px) * static_cast<std::size_t>(m_height_px));
    const unsigned char* bytes = cairo_image_surface_get_data(m_surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(m_surface.get()));
    for (std::size_t y = 0; y < static_cast<std::size_t>(m_height_px); ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(bytes + y * stride);
        for (std::size_t x = 0; x < static_cast<std::size_t>(m_width_px); ++x) {
            image.pixels[y * static_cast<std::size_t>(m_width_px) + x] = {
                static_cast<std::uint8_t>(row[x] >> 16 & 0xff), static_cast<std::uint8_t>(row[x] >> 8 & 0xff),
                static_cast<std::uint8_t>(row[x] & 0xff), 255};
        }
    }
    return image;
}

} // namespace ntm
