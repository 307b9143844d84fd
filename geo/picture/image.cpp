#include "geo/picture/image.hpp"

#include "geo/base/paths.hpp"

#include <png.h>

#include <string>

namespace ntm {

namespace {

void append_bytes(png_structp png, png_bytep bytes, png_size_t count) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
}

[[noreturn]] void fail(png_structp png, png_const_charp text) {
    *static_cast<std::string*>(png_get_error_ptr(png)) = text;
    png_longjmp(png, 1);
}

/// No C++ object with a destructor lives in here: libpng reports errors by a long jump.
bool encode(const Image& image, int dpi, std::string& bytes, std::vector<unsigned char>& row, std::string& error) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &error, fail, nullptr);
    png_infop info = png_create_info_struct(png);
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_set_write_fn(png, &bytes, append_bytes, nullptr);
    png_set_compression_level(png, 2);
    png_set_filter(png, 0, PNG_FILTER_SUB);
    png_set_IHDR(png, info, static_cast<png_uint_32>(image.width_px), static_cast<png_uint_32>(image.height_px), 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const auto per_metre = static_cast<png_uint_32>(dpi / 0.0254 + 0.5);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    const Rgba* pixel = image.pixels.data();
    for (int y = 0; y < image.height_px; ++y) {
        unsigned char* out = row.data();
        for (int x = 0; x < image.width_px; ++x, ++pixel) {
            *out++ = pixel->r;
            *out++ = pixel->g;
            *out++ = pixel->b;
        }
        png_write_row(png, row.data());
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return true;
}

} // namespace

Issues write_png(const Image& image, const std::filesystem::path& file, int dpi) {
    std::string bytes;
    std::string error;
    std::vector<unsigned char> row(static_cast<std::size_t>(image.width_px) * 3);
    if (!encode(image, dpi, bytes, row, error)) {
        return {{Severity::error, "write_failed", {path_text(file), {}, 0, {}, {}}, error}};
    }
    return write_file_atomically(file, bytes);
}

} // namespace ntm
