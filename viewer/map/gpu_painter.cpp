#include "viewer/map/gpu_painter.hpp"

#include "geo/shape/pattern_tiles.hpp"
#include "geo/shape/picture_style.hpp"
#include "viewer/map/gl_program.hpp"

#include "embedded/map_borders_frag.hpp"
#include "embedded/map_colours_frag.hpp"
#include "embedded/whole_target_vert.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstdlib>
#include <string>
#include <vector>

namespace ntm::viewer {

namespace {

constexpr std::uint32_t fragment_bit = 0x80000000U;
constexpr std::uint32_t dark_bit = 0x80U;
constexpr std::uint32_t no_parent = 0xFFFFFFFEU;
constexpr int tile_cells = 12;                   ///< of a pattern, both ways; the shader counts on it
constexpr int all_periods = 180;                 ///< every pattern repeats in it
constexpr GLint least_buffer_texels = 4'000'000; ///< records of the largest screens

/// As the shaders read a unit, a record of fragments, a part of one.
struct UnitWords {
    std::uint32_t fill_and_flags = 0, ink = 0, parent1 = no_parent, parent2 = no_parent;
};
struct RecordWords {
    std::uint32_t id = 0, first_part = 0, lines_and_parts = 0, unused = 0;
};
struct PartWords {
    std::uint32_t id = 0, weight = 0;
};

std::uint32_t packed(Rgba colour, std::uint32_t highest_byte) {
    colour.a = static_cast<std::uint8_t>(highest_byte);
    return std::bit_cast<std::uint32_t>(colour);
}

std::vector<UnitWords> unit_words(const PaintStyle& style, const PictureStyle& colours) {
    const std::size_t units = std::max({style.units.size(), style.parent1.size(), style.parent2.size()});
    std::vector<UnitWords> words(units + 1);
    for (std::size_t id = 0; id < words.size(); ++id) {
        const UnitPaint& paint = colours.of(static_cast<std::uint32_t>(id));
        const std::uint32_t flags = static_cast<std::uint32_t>(paint.pattern) | (paint.dark ? dark_bit : 0U);
        words[id].fill_and_flags = packed(paint.fill, flags);
        words[id].ink = packed(paint.ink, 0);
        if (id > 0 && id <= style.parent1.size()) {
            words[id].parent1 = style.parent1[id - 1];
        }
        if (id > 0 && id <= style.parent2.size()) {
            words[id].parent2 = style.parent2[id - 1];
        }
    }
    return words;
}

std::vector<std::uint8_t> pattern_cells() {
    std::vector<std::uint8_t> cells(std::size_t{pattern_count} * tile_cells * tile_cells);
    for (int pattern = 0; pattern < pattern_count; ++pattern) {
        for (int y = 0; y < tile_cells; ++y) {
            for (int x = 0; x < tile_cells; ++x) {
                const int at = (pattern * tile_cells + y) * tile_cells + x;
                cells[static_cast<std::size_t>(at)] = pattern_has_ink(static_cast<Pattern>(pattern), x, y) ? 1 : 0;
            }
        }
    }
    return cells;
}

/// First and last column of every row of every stamp; a row without any has its last before its first.
std::vector<std::array<std::int16_t, 2>> stamp_spans(const BorderMarker& marker) {
    const auto rows = static_cast<std::size_t>(2 * marker.reach() + 1);
    std::vector<std::array<std::int16_t, 2>> spans((mark_count - 1) * rows, {1, 0});
    for (std::uint8_t mark = mark_level0; mark < mark_count; ++mark) {
        for (const auto& span : marker.stamp_of(static_cast<Mark>(mark))) {
            if (std::abs(span.dy) <= marker.reach()) {
                spans[(mark - 1U) * rows + static_cast<std::size_t>(span.dy + marker.reach())] = {
                    static_cast<std::int16_t>(span.first_dx), static_cast<std::int16_t>(span.last_dx)};
            }
        }
    }
    return spans;
}

template <class Values>
std::span<const std::byte> bytes_of(const Values& values) {
    return std::as_bytes(std::span(values));
}

void set_colour(GLuint program, const char* name, Rgba ink) {
    glUniform4f(glGetUniformLocation(program, name), static_cast<float>(ink.r), static_cast<float>(ink.g),
                static_cast<float>(ink.b), static_cast<float>(ink.a) / 255);
}

/// An R32UI or R8UI texture without mip levels.
void make_id_texture(GlTexture& texture, GLint inner, GLenum type, int width_px, int height_px) {
    texture.create();
    glBindTexture(GL_TEXTURE_2D, texture.name());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, inner, width_px, height_px, 0, GL_RED_INTEGER, type, nullptr);
}

} // namespace

struct GpuPainter::Impl {
    GlProgram borders;
    GlProgram colours;
    GlVertexArray no_vertices; ///< the core profile wants one bound
    GlTexture ids;
    GlTexture lines;
    GlTexture outlines;         ///< none before the first
    GlFramebuffer lines_target; // after the texture it draws into: goes first
    TextureBuffer units;
    TextureBuffer patterns;
    TextureBuffer spans;
    TextureBuffer records;
    TextureBuffer parts;
    int width_px = 0;
    int height_px = 0;
    bool at_rest = false;
    bool outlined = false;

    void resize(int width, int height) {
        if (ids && width == width_px && height == height_px) {
            return;
        }
        width_px = width;
        height_px = height;
        outlines.reset();
        make_id_texture(ids, GL_R32UI, GL_UNSIGNED_INT, width, height);
        make_id_texture(lines, GL_R8UI, GL_UNSIGNED_BYTE, width, height);
        lines_target.create();
        glBindFramebuffer(GL_FRAMEBUFFER, lines_target.name());
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, lines.name(), 0);
    }

    void make_outlines() {
        const std::vector<Rgba> nothing(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px),
                                        Rgba{0, 0, 0, 0});
        outlines.create();
        glBindTexture(GL_TEXTURE_2D, outlines.name());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, nothing.data());
    }

    void send_ids(const std::uint32_t* pixels) const {
        glBindTexture(GL_TEXTURE_2D, ids.name());
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width_px, height_px, GL_RED_INTEGER, GL_UNSIGNED_INT, pixels);
    }

    void send_fragments(const IdRaster& raster, const Fragments& fragments) {
        std::vector<std::uint32_t> slots = raster.ids;
        std::vector<RecordWords> record_words;
        record_words.reserve(fragments.pixels.size());
        for (std::size_t y = 0; y + 1 < fragments.row_pixel.size(); ++y) {
            const std::size_t row = y * static_cast<std::size_t>(raster.width_px);
            for (std::uint32_t i = fragments.row_pixel[y]; i < fragments.row_pixel[y + 1]; ++i) {
                const Fragments::Pixel& pixel = fragments.pixels[i];
                const auto lines_and_parts =
                    std::bit_cast<std::uint32_t>(std::array{pixel.line[0], pixel.line[1], pixel.line[2], pixel.parts});
                record_words.push_back({slots[row + pixel.x], pixel.first_part, lines_and_parts, 0});
                slots[row + pixel.x] = fragment_bit | i;
            }
        }
        std::vector<PartWords> part_words;
        part_words.reserve(fragments.parts.size());
        for (const Fragments::Part& part : fragments.parts) {
            part_words.push_back({part.id, part.weight});
        }
        records.fill(GL_RGBA32UI, bytes_of(record_words));
        parts.fill(GL_RG32UI, bytes_of(part_words));
        send_ids(slots.data());
    }

    void bind_units(GLuint program, std::size_t count) const {
        bind_texture(program, "ids", 0, GL_TEXTURE_2D, ids.name());
        units.bind(program, "units", 1);
        glUniform1i(glGetUniformLocation(program, "unit_count"), static_cast<GLint>(count));
    }

    /// Lines reach into `rect` from outside.
    void find_borders(const BorderMarker& marker, Mark outer_mark, PixelRect rect, std::size_t unit_count) {
        glBindFramebuffer(GL_FRAMEBUFFER, lines_target.name());
        const int reach = marker.reach();
        draw(borders.name(), {rect.x0 - reach, rect.y0 - reach, rect.x1 + reach, rect.y1 + reach}, [&] {
            bind_units(borders.name(), unit_count);
            glUniform1ui(glGetUniformLocation(borders.name(), "outer_mark"), outer_mark);
        });
        spans.fill(GL_RG16I, bytes_of(stamp_spans(marker)));
    }

    void set_style(const MapView& view, const PaintStyle& style, const PictureStyle& picture) const {
        const GLuint program = colours.name();
        const auto place = [program](const char* name) { return glGetUniformLocation(program, name); };
        patterns.bind(program, "patterns", 2);
        std::array<GLint, pattern_count> periods{};
        for (int i = 0; i < pattern_count; ++i) {
            periods[static_cast<std::size_t>(i)] = pattern_period(static_cast<Pattern>(i));
        }
        glUniform1iv(place("pattern_period"), pattern_count, periods.data());
        const PatternAnchor anchor = pattern_anchor(view, style.px_per_pt);
        glUniform1i(place("pattern_scale"), anchor.scale);
        const std::int64_t repeat = std::int64_t{all_periods} * anchor.scale;
        const auto wrapped = [repeat](std::int64_t value) { return (value % repeat + repeat) % repeat; };
        const std::int64_t above_all_rows = (height_px / repeat + 1) * repeat;
        glUniform2i(place("ground"), static_cast<GLint>(wrapped(anchor.west)),
                    static_cast<GLint>(wrapped(anchor.north) + above_all_rows));
        // At rest the weights of the lines know how thin they are.
        const UnitPaint on_light{};
        for (std::uint8_t mark = mark_level0; mark < mark_count; ++mark) {
            const Rgba ink = at_rest ? style.border[mark - mark_level0].ink : picture.ink(mark, on_light);
            set_colour(program, ("inks[" + std::to_string(mark) + "]").c_str(), ink);
        }
        set_colour(program, "light_ink", at_rest ? style.light_ink : picture.light_ink());
    }

    /// Runs a program over `rect` of the bound framebuffer.
    template <class Bind>
    void draw(GLuint program, PixelRect rect, const Bind& bind) const {
        rect = {std::max(0, rect.x0), std::max(0, rect.y0), std::min(width_px, rect.x1), std::min(height_px, rect.y1)};
        if (rect.empty()) {
            return;
        }
        glUseProgram(program);
        bind();
        glViewport(0, 0, width_px, height_px);
        glEnable(GL_SCISSOR_TEST);
        glScissor(rect.x0, rect.y0, rect.x1 - rect.x0, rect.y1 - rect.y0);
        glDisable(GL_BLEND);
        glBindVertexArray(no_vertices.name());
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glBindVertexArray(0);
        glDisable(GL_SCISSOR_TEST);
        glUseProgram(0);
        glActiveTexture(GL_TEXTURE0);
    }
};

GpuPainter::GpuPainter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
GpuPainter::~GpuPainter() = default;
GpuPainter::GpuPainter(GpuPainter&&) noexcept = default;
GpuPainter& GpuPainter::operator=(GpuPainter&&) noexcept = default;

Result<GpuPainter> GpuPainter::create() {
    const ShaderText vertex{"whole_target.vert", embedded::whole_target_vert};
    auto borders = build_program(vertex, {"map_borders.frag", embedded::map_borders_frag});
    if (!borders) {
        return std::move(borders.issues());
    }
    auto colours = build_program(vertex, {"map_colours.frag", embedded::map_colours_frag});
    if (!colours) {
        return std::move(colours.issues());
    }
    GLint most_texels = 0;
    glGetIntegerv(GL_MAX_TEXTURE_BUFFER_SIZE, &most_texels);
    if (most_texels < least_buffer_texels) {
        return Issue{
            Severity::error, "shader_failed", {}, "GL_MAX_TEXTURE_BUFFER_SIZE = " + std::to_string(most_texels)};
    }
    auto impl = std::make_unique<Impl>();
    impl->borders = std::move(*borders);
    impl->colours = std::move(*colours);
    impl->no_vertices.create();
    impl->patterns.fill(GL_R8UI, bytes_of(pattern_cells()));
    impl->spans.fill(GL_RG16I, {});
    impl->records.fill(GL_RGBA32UI, {});
    impl->parts.fill(GL_RG32UI, {});
    return GpuPainter(std::move(impl));
}

void GpuPainter::take(const IdRaster& ids, const Fragments* fragments) {
    m_impl->resize(ids.width_px, ids.height_px);
    m_impl->at_rest = fragments != nullptr;
    m_impl->outlined = false;
    m_impl->outlines.reset(); // those of the last picture would show through
    if (fragments != nullptr) {
        m_impl->send_fragments(ids, *fragments);
    } else {
        m_impl->send_ids(ids.ids.data());
    }
}

void GpuPainter::take(const Overlay& overlay) {
    Impl& self = *m_impl;
    if (overlay.rect.empty()) {
        return;
    }
    if (!self.outlines) {
        self.make_outlines();
    }
    self.outlined = true;
    glBindTexture(GL_TEXTURE_2D, self.outlines.name());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexSubImage2D(GL_TEXTURE_2D, 0, overlay.rect.x0, overlay.rect.y0, overlay.rect.x1 - overlay.rect.x0,
                    overlay.rect.y1 - overlay.rect.y0, GL_RGBA, GL_UNSIGNED_BYTE, overlay.pixels.data());
}

void GpuPainter::paint(const MapView& view, const PaintStyle& style, PixelRect rect, unsigned framebuffer) {
    Impl& self = *m_impl;
    const PictureStyle picture(style);
    const BorderMarker marker(style);
    const auto words = unit_words(style, picture);
    self.units.fill(GL_RGBA32UI, bytes_of(words));
    if (!self.at_rest) {
        self.find_borders(marker, BorderLevels(style).outer_mark(), rect, words.size());
    }
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    const GLuint program = self.colours.name();
    self.draw(program, rect, [&] {
        self.bind_units(program, words.size());
        self.set_style(view, style, picture);
        bind_texture(program, "lines", 3, GL_TEXTURE_2D, self.lines.name());
        self.spans.bind(program, "spans", 4);
        glUniform1i(glGetUniformLocation(program, "reach"), marker.reach());
        glUniform1i(glGetUniformLocation(program, "at_rest"), self.at_rest ? 1 : 0);
        self.records.bind(program, "records", 5);
        self.parts.bind(program, "parts", 6);
        bind_texture(program, "outlines", 7, GL_TEXTURE_2D, self.outlines.name());
        glUniform1i(glGetUniformLocation(program, "outlined"), self.outlined ? 1 : 0);
    });
}

bool is_software_renderer(std::string_view gl_renderer) {
    constexpr std::array<std::string_view, 4> names{"llvmpipe", "softpipe", "swrast", "Microsoft Basic Render"};
    return std::any_of(names.begin(), names.end(), [&](auto name) {
        const auto same_letter = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
        return std::search(gl_renderer.begin(), gl_renderer.end(), name.begin(), name.end(), same_letter) !=
               gl_renderer.end();
    });
}

} // namespace ntm::viewer
