#pragma once

#include "geo/shape/painter.hpp"
#include "geo/shape/stroke.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

namespace ntm {

/// How much of each pixel of a rectangle lines of one kind cover.
class StrokeMask {
public:
    StrokeMask(PixelRect rect, double width_px)
        : m_rect(rect)
        , m_shape(width_px) {}

    void edge(Point a, Point b) {
        const auto width = static_cast<std::size_t>(m_rect.x1 - m_rect.x0);
        m_weights.resize(width * static_cast<std::size_t>(m_rect.y1 - m_rect.y0), 0);
        stroke_edge(a, b, m_shape, m_rect, [&](int x, int y, std::uint8_t weight) {
            const std::size_t at =
                static_cast<std::size_t>(y - m_rect.y0) * width + static_cast<std::size_t>(x - m_rect.x0);
            m_weights[at] = std::max(m_weights[at], weight);
        });
    }
    /// `pixels` are those of the rectangle, premultiplied.
    void lay_over(Rgba ink, std::span<Rgba> pixels) const {
        for (std::size_t i = 0; i < m_weights.size(); ++i) {
            std::uint64_t eight = 0;
            if (i + 8 <= m_weights.size() && (std::memcpy(&eight, &m_weights[i], sizeof eight), eight == 0)) {
                i += 7; // most of the rectangle has no line
                continue;
            }
            if (m_weights[i] == 0) {
                continue;
            }
            const double alpha = m_weights[i] / 255.0 * ink.a / 255;
            const auto mixed = [alpha](unsigned top, unsigned base) {
                return static_cast<std::uint8_t>(std::lround(top * alpha + base * (1 - alpha)));
            };
            Rgba& out = pixels[i];
            out = {mixed(ink.r, out.r), mixed(ink.g, out.g), mixed(ink.b, out.b), mixed(255, out.a)};
        }
    }

private:
    PixelRect m_rect;
    LineShape m_shape;
    std::vector<std::uint8_t> m_weights; ///< empty while nothing was drawn
};

} // namespace ntm
