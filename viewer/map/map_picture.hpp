#pragma once

#include "geo/shape/fragments.hpp"
#include "geo/shape/outline_overlay.hpp"
#include "geo/shape/painter.hpp"
#include "viewer/state/app_state.hpp"

#include <atomic>
#include <memory>
#include <vector>

namespace ntm::viewer {

/// How much work a picture is: quick while the map moves, refined once it rests.
enum class Finish : std::uint8_t { moving, at_rest };

/// One drawn piece of ground: which unit each pixel is, and its colours.
struct MapPicture {
    std::shared_ptr<const Document> document;
    std::shared_ptr<const Styled> styled;
    MapView view; ///< as drawn: on fine screens coarser than what was asked for while the map moves
    double px_per_pt = 1;
    Finish finish = Finish::moving;
    std::shared_ptr<const IdRaster> ids;
    std::shared_ptr<const Fragments> fragments;       ///< at rest
    std::vector<PlanLook> plan_looks;                 ///< planning layers over it, the lowest first
    std::shared_ptr<const PolygonColumns> plan_flaws; ///< places where plans are wrong, over those; may be null
    std::shared_ptr<const Overlay> plans;             ///< both as drawn; none where there is nothing to be drawn
    std::shared_ptr<const ShownScans> scans;          ///< under and over those, perhaps of another view; may be null
    std::shared_ptr<const Overlay> laid;              ///< all of these together; none where there is nothing
    std::vector<Rgba> pixels;                         ///< none where shaders do the colours
    std::shared_ptr<const Styled> before;             ///< of the day compared with, while the map is swiped
    std::vector<Rgba> before_pixels;                  ///< the same ground in its colours
    bool inset = false;
    UnitRef hovered; ///< as painted
    UnitRef selected;

    [[nodiscard]] bool same_plans(const MapPicture& other) const {
        return plan_looks == other.plan_looks && plan_flaws == other.plan_flaws;
    }
    [[nodiscard]] PixelRect whole() const { return {0, 0, view.width_px, view.height_px}; }
};

/// The colours of a picture, with the states of its units.
class PictureColours {
public:
    /// `styled`: that of the picture, or the one of the day before.
    PictureColours(const MapPicture& picture, const Styled& styled);
    explicit PictureColours(const MapPicture& picture)
        : PictureColours(picture, *picture.styled) {}
    PictureColours(const PictureColours&) = delete;
    PictureColours& operator=(const PictureColours&) = delete;

    [[nodiscard]] const PaintStyle& style() const { return m_style; }

private:
    std::vector<std::uint8_t> m_states; ///< m_style looks at it
    PaintStyle m_style;
};

/// Identities, planning layers, scans and, at rest, fragments, as far as the picture lacks them. `near`: a picture of
/// almost the same view, from which what both show is taken over; may be null. False when `cancelled` became true.
bool find_ids(MapPicture& picture, const MapPicture* near, const std::atomic<bool>* cancelled);

/// Colours a part of the picture on the CPU, outlines of hover and selection included.
void paint_picture(MapPicture& picture, PixelRect rect, WorkerPool& pool);

/// What lies over the colours: scans, planning layers, and the outlines of hover and selection.
[[nodiscard]] Overlay picture_overlay(const MapPicture& picture, const PictureColours& colours, PixelRect rect);

/// What is drawn of a unit: its box with the reach of its outline; empty for none.
[[nodiscard]] PixelRect rect_of(const MapPicture& picture, UnitRef unit);

} // namespace ntm::viewer
