#pragma once

#include "geo/shape/id_raster.hpp"
#include "geo/shape/painter.hpp"
#include "viewer/state/tasks.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ntm::viewer {

/// One drawn piece of ground: which unit each pixel is, and its colours.
struct MapPicture {
    std::shared_ptr<const Document> document;
    std::shared_ptr<const Styled> styled;
    MapView view;
    double px_per_pt = 1;
    int oversample = 1;                  ///< identities a pixel and direction; more than one smooths the edges
    std::shared_ptr<const IdRaster> ids; ///< of the finer view
    std::vector<Rgba> fine_pixels;       ///< as `ids`; none while oversample is 1
    std::vector<Rgba> pixels;            ///< as `view`
    bool inset = false;
    UnitRef hovered; ///< as painted
    UnitRef selected;
};

/// The map's picture without a screen. Identities and colours are made on the worker; while a new picture is on its way
/// the last one is shown, moved to where its ground is now. Hover and selection repaint only the boxes of their units.
class MapLayer {
public:
    explicit MapLayer(TaskRunner& tasks)
        : m_tasks(tasks) {}

    /// Takes over a finished picture, asks for a new one when the state wants another, repaints boxes. True when what
    /// is shown changed. `settled`: the view has not moved for a while, so the edges may be smoothed.
    bool update(const AppState& state, double px_per_pt, bool settled);

    /// Nothing before the first picture.
    [[nodiscard]] const MapPicture* picture() const { return m_picture.get(); }
    [[nodiscard]] const std::vector<MapPicture>& insets() const { return m_insets; }
    /// True when the shown picture is the one the state asks for.
    [[nodiscard]] bool at_rest() const { return m_asked_is_shown; }
    /// True when it would be smoothed, were the view settled.
    [[nodiscard]] bool to_be_smoothed() const {
        return m_asked_is_shown && m_picture->oversample < wanted_oversample(m_picture->view);
    }

    /// The unit under a pixel of the map, one array read; invalid outside.
    [[nodiscard]] UnitRef pick(const AppState& state, Point map_px) const;

    /// Parts of the picture that changed since the last call; the whole after a new one.
    [[nodiscard]] std::vector<PixelRect> take_changed();

private:
    [[nodiscard]] static int wanted_oversample(const MapView& view);
    bool take_made();
    void ask(const AppState& state, double px_per_pt, int oversample);
    bool repaint_states(const AppState& state);

    TaskRunner& m_tasks;
    std::unique_ptr<MapPicture> m_picture;
    std::vector<MapPicture> m_insets;
    std::vector<PixelRect> m_changed;
    bool m_asked_is_shown = false;

    // What was asked for last.
    std::shared_ptr<const Document> m_asked_document;
    std::shared_ptr<const Styled> m_asked_styled;
    MapView m_asked_view;
    double m_asked_px_per_pt = 0;
    int m_asked_oversample = 0;

    struct Handover { ///< outlives the layer when a job is still at work
        std::mutex mutex;
        std::unique_ptr<MapPicture> picture;
        std::vector<MapPicture> insets;
        bool insets_made = false;
    };
    std::shared_ptr<Handover> m_handover = std::make_shared<Handover>();
    WorkerPool m_own_pool{1}; ///< the shared one may be at work on a picture, and a hover must not wait for it
};

/// Size of an inset box on the map, in pixels at scale 1.
inline constexpr int inset_width_px = 122;
inline constexpr int inset_height_px = 138;

} // namespace ntm::viewer
