#include "geo/picture/scan_picture.hpp"

#include "geo/base/paths.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace ntm {

namespace {

constexpr int net_px = 16; ///< between the places that are moved exactly

/// The pixels of a scan under the corners of a net over the view.
struct Net {
    int columns = 0, rows = 0; ///< nodes
    std::vector<Point> px;
    [[nodiscard]] const Point& at(int column, int row) const {
        return px[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
    }
};

Net make_net(const MapView& view, const ScanPlace& place, const Transformation* to_scan) {
    Net net{view.width_px / net_px + 2, view.height_px / net_px + 2, {}};
    for (int row = 0; row < net.rows; ++row) {
        for (int column = 0; column < net.columns; ++column) {
            net.px.push_back(view.to_metres({double(column) * net_px, double(row) * net_px}));
        }
    }
    if (to_scan != nullptr) {
        to_scan->forward(net.px);
    }
    std::transform(net.px.begin(), net.px.end(), net.px.begin(), [&](Point at) { return place.to_px(at); });
    return net;
}

/// Which part of the scan the view shows, and how many of its pixels go into one of the view.
struct Seen {
    RasterWindow window;
    double px_per_cell = 1;
};

std::optional<Seen> part_seen(const Net& net, const RasterInfo& info) {
    Box all;
    double finest = 1e300;
    for (int row = 0; row + 1 < net.rows; ++row) {
        for (int column = 0; column + 1 < net.columns; ++column) {
            Box mesh;
            bool sound = true;
            for (const Point& px :
                 {net.at(column, row), net.at(column + 1, row), net.at(column, row + 1), net.at(column + 1, row + 1)}) {
                sound = sound && std::isfinite(px.x + px.y);
                mesh.add(px);
            }
            const Box picture{0, 0, double(info.width_px), double(info.height_px)};
            if (!sound || !mesh.overlaps(picture)) {
                continue;
            }
            all.add(Point{std::max(mesh.min_x, 0.0), std::max(mesh.min_y, 0.0)});
            all.add(Point{std::min(mesh.max_x, picture.max_x), std::min(mesh.max_y, picture.max_y)});
            const Point& o = net.at(column, row);
            const Point &a = net.at(column + 1, row), &b = net.at(column, row + 1);
            const double area = std::fabs((a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x));
            finest = std::min(finest, std::sqrt(area) / net_px);
        }
    }
    if (all.empty()) {
        return std::nullopt;
    }
    constexpr double rim_px = 2; // for the mean of four
    return Seen{{all.min_x - rim_px, all.min_y - rim_px, all.max_x + rim_px, all.max_y + rim_px}, finest};
}

/// The mean of the four cells around a place, weighed by nearness.
Rgba sample(const RasterPart& part, double u, double v) {
    u = std::clamp(u - 0.5, 0.0, part.columns - 1.0);
    v = std::clamp(v - 0.5, 0.0, part.rows - 1.0);
    const int x = static_cast<int>(u), y = static_cast<int>(v);
    const int right = std::min(x + 1, part.columns - 1), below = std::min(y + 1, part.rows - 1);
    const auto weight = [](double share) { return static_cast<std::uint32_t>(share * 256); };
    const std::uint32_t wx = weight(u - x), wy = weight(v - y);
    const auto cell = [&](int column, int row) -> const std::array<std::uint8_t, 4>& {
        return part.cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(part.columns) +
                          static_cast<std::size_t>(column)];
    };
    const auto &a = cell(x, y), &b = cell(right, y), &c = cell(x, below), &d = cell(right, below);
    std::array<std::uint8_t, 4> mean{};
    for (std::size_t i = 0; i < 4; ++i) {
        const std::uint32_t upper = a[i] * (256 - wx) + b[i] * wx;
        const std::uint32_t lower = c[i] * (256 - wx) + d[i] * wx;
        mean[i] = static_cast<std::uint8_t>((upper * (256 - wy) + lower * wy + 32768) >> 16);
    }
    return {mean[0], mean[1], mean[2], mean[3]};
}

void lay(const Rgba& top, double opacity, Rgba& base) {
    if (top.a == 0) {
        return;
    }
    const auto share = static_cast<std::uint32_t>(std::lround(opacity * 256));
    const std::uint32_t left = 255 - (top.a * share >> 8);
    const auto mixed = [&](std::uint32_t over, std::uint32_t under) {
        return static_cast<std::uint8_t>(
            std::min<std::uint32_t>((over * share >> 8) + (under * left + 127) / 255, 255));
    };
    base = {mixed(top.r, base.r), mixed(top.g, base.g), mixed(top.b, base.b), mixed(top.a, base.a)};
}

void make_room(Overlay& overlay, const MapView& view) {
    if (overlay.pixels.empty()) {
        overlay.rect = {0, 0, view.width_px, view.height_px};
        overlay.pixels.assign(static_cast<std::size_t>(view.width_px) * static_cast<std::size_t>(view.height_px),
                              Rgba{0, 0, 0, 0});
    }
}

void lay_part(const RasterPart& part, const RasterInfo& info, const Net& net, double opacity, WorkerPool& pool,
              Overlay& out) {
    const int width = out.rect.x1;
    pool.run(static_cast<std::size_t>(out.rect.y1), [&](std::size_t line) {
        const double y = static_cast<double>(line) + 0.5;
        const int row = static_cast<int>(line) / net_px;
        const double below = y / net_px - row;
        Rgba* pixels = out.pixels.data() + line * static_cast<std::size_t>(width);
        for (int column = 0; column * net_px < width; ++column) {
            const auto between = [&](int at) {
                const Point &a = net.at(at, row), &b = net.at(at, row + 1);
                return Point{a.x + (b.x - a.x) * below, a.y + (b.y - a.y) * below};
            };
            const Point from = between(column), to = between(column + 1);
            if (!std::isfinite(from.x + from.y + to.x + to.y) || std::max(from.x, to.x) < 0 ||
                std::max(from.y, to.y) < 0 || std::min(from.x, to.x) > info.width_px ||
                std::min(from.y, to.y) > info.height_px) {
                continue;
            }
            for (int x = column * net_px; x < std::min(width, (column + 1) * net_px); ++x) {
                const double share = (x + 0.5) / net_px - column;
                const Point px{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
                if (px.x >= 0 && px.y >= 0 && px.x < info.width_px && px.y < info.height_px) {
                    lay(sample(part, px.x / part.px_per_cell_x - static_cast<double>(part.first_column),
                               px.y / part.px_per_cell_y - static_cast<double>(part.first_row)),
                        opacity, pixels[x]);
                }
            }
        }
    });
}

} // namespace

std::vector<ScanLook> scan_looks(const std::vector<Scan>& scans) {
    std::vector<ScanLook> looks;
    for (std::uint32_t i = 0; i < scans.size(); ++i) {
        if (scans[i].reader && scans[i].place) {
            looks.push_back({i, scans[i].opacity, scans[i].over, scans[i].place});
        }
    }
    return looks;
}

std::shared_ptr<const ScanPicture> draw_scans(const std::vector<Scan>& scans, const std::vector<ScanLook>& looks,
                                              const Crs& display, const MapView& view, WorkerPool& pool,
                                              Progress* progress) {
    auto picture = std::make_shared<ScanPicture>();
    picture->view = view;
    for (const ScanLook& look : looks) {
        if (look.scan >= scans.size() || !look.place || !scans[look.scan].reader ||
            !look.place->box.overlaps(view.box_metres())) {
            continue;
        }
        RasterReader& reader = *scans[look.scan].reader;
        std::optional<Transformation> to_scan;
        if (look.place->crs != display) {
            auto made = Transformation::create(display, look.place->crs);
            append_issues(picture->issues, std::move(made.issues()));
            if (!made) {
                continue;
            }
            to_scan.emplace(std::move(*made));
        }
        const Net net = make_net(view, *look.place, to_scan ? &*to_scan : nullptr);
        const auto seen = part_seen(net, reader.info());
        if (!seen) {
            continue;
        }
        RasterReader::Reading reading = reader.read(seen->window, seen->px_per_cell, progress);
        if (progress != nullptr && progress->cancelled()) {
            return nullptr;
        }
        append_issues(picture->issues, std::move(reading.issues));
        if (reading.too_much) {
            picture->too_far.push_back(look.scan);
        }
        if (reading.part) {
            Overlay& out = look.over ? picture->over : picture->under;
            make_room(out, view);
            lay_part(*reading.part, reader.info(), net, look.opacity, pool, out);
        }
    }
    return picture;
}

Issues scan_issues(const ScanPicture& picture, const std::vector<Scan>& scans) {
    Issues issues = picture.issues;
    for (const std::uint32_t scan : picture.too_far) {
        issues.push_back({Severity::warning, "scan_too_far", {path_text(scans[scan].file), {}, 0, {}, {}}, {}});
    }
    return issues;
}

Overlay moved_overlay(const Overlay& overlay, const MapView& from, const MapView& to, WorkerPool& pool) {
    Overlay moved;
    if (overlay.pixels.empty()) {
        return moved;
    }
    make_room(moved, to);
    std::vector<int> column_of(static_cast<std::size_t>(to.width_px));
    const auto place = [](double px, int size) { return px >= 0 && px < size ? static_cast<int>(px) : -1; };
    for (int x = 0; x < to.width_px; ++x) {
        column_of[static_cast<std::size_t>(x)] = place(from.to_px(to.to_metres({x + 0.5, 0})).x, from.width_px);
    }
    pool.run(static_cast<std::size_t>(to.height_px), [&](std::size_t line) {
        const int row = place(from.to_px(to.to_metres({0, double(line) + 0.5})).y, from.height_px);
        if (row < 0) {
            return;
        }
        const Rgba* in =
            overlay.pixels.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(from.width_px);
        Rgba* out = moved.pixels.data() + line * static_cast<std::size_t>(to.width_px);
        for (std::size_t x = 0; x < column_of.size(); ++x) {
            if (column_of[x] >= 0) {
                out[x] = in[column_of[x]];
            }
        }
    });
    return moved;
}

void spare_borders(Overlay& overlay, const IdRaster& ids, const Fragments* fragments, const MapView& view,
                   const PaintStyle& style, WorkerPool& pool) {
    if (overlay.pixels.size() != ids.ids.size()) {
        return;
    }
    constexpr Rgba white{255, 255, 255, 255}, black{0, 0, 0, 255};
    std::vector<UnitStyle> units(style.units.begin(), style.units.end());
    for (UnitStyle& unit : units) {
        unit.fill = white;
        unit.ink = black;
    }
    PaintStyle lines = style;
    lines.units = units;
    lines.states = {};
    lines.ground = white;
    lines.light_ink = black;
    for (BorderStyle& border : lines.border) {
        border.ink = black;
    }
    std::vector<Rgba> drawn(ids.ids.size());
    const PixelRect whole{0, 0, view.width_px, view.height_px};
    if (fragments != nullptr) {
        paint_at_rest(ids, *fragments, view, lines, whole, pool, drawn);
    } else {
        paint(ids, view, lines, whole, pool, drawn);
    }
    pool.run(static_cast<std::size_t>(view.height_px), [&](std::size_t line) {
        const std::size_t first = line * static_cast<std::size_t>(view.width_px);
        for (std::size_t i = first; i < first + static_cast<std::size_t>(view.width_px); ++i) {
            const unsigned share = drawn[i].r;
            if (share < 255) {
                const auto less = [&](unsigned value) { return static_cast<std::uint8_t>(value * share / 255); };
                Rgba& pixel = overlay.pixels[i];
                pixel = {less(pixel.r), less(pixel.g), less(pixel.b), less(pixel.a)};
            }
        }
    });
}

} // namespace ntm
