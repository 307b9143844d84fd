#pragma once

#include "viewer/map/map_picture.hpp"
#include "viewer/state/tasks.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace ntm::viewer {

/// The map's picture without a screen. Identities and colours are made on the worker; while a new picture is on its way
/// the last one is shown, moved to where its ground is now. A picture of a moving map takes over what the last one
/// shows of the same ground; once the view rests its edges are refined. Hover and selection repaint only the boxes of
/// their units.
class MapLayer {
public:
    explicit MapLayer(TaskRunner& tasks)
        : m_tasks(tasks) {}

    /// From now on pictures come without pixels, but for the insets: shaders do their colours.
    void leave_colours_to_shaders() { m_colours_here = false; }

    /// Takes over a finished picture, asks for a new one when the state wants another, repaints boxes. True when what
    /// is shown changed. `settled`: the view has not moved for a while, so the edges may be refined.
    bool update(const AppState& state, double px_per_pt, bool settled);

    /// Gives the picture of a moving map a moment to be finished: then one frame shows it, not a second one after it.
    void wait_briefly();
    /// True when a finished picture waits for update().
    [[nodiscard]] bool picture_waits() const;

    /// Nothing before the first picture.
    [[nodiscard]] const MapPicture* picture() const { return m_picture.get(); }
    [[nodiscard]] const std::vector<MapPicture>& insets() const { return m_insets; }
    /// True when the shown picture is the one the state asks for.
    [[nodiscard]] bool at_rest() const { return m_asked_is_shown; }
    /// True when it would be refined, were the view settled.
    [[nodiscard]] bool to_be_refined() const { return m_asked_is_shown && m_picture->finish == Finish::moving; }

    /// The unit under a pixel of the map, one array read; invalid outside.
    [[nodiscard]] UnitRef pick(const AppState& state, Point map_px) const;

    /// Parts of the picture that changed since the last call; the whole after a new one.
    [[nodiscard]] std::vector<PixelRect> take_changed();

private:
    bool take_made();
    void ask(const AppState& state, double px_per_pt, Finish finish);
    bool repaint_states(const AppState& state);

    TaskRunner& m_tasks;
    std::unique_ptr<MapPicture> m_picture;
    std::vector<MapPicture> m_insets;
    std::vector<PixelRect> m_changed;
    bool m_colours_here = true;
    bool m_asked_is_shown = false;

    // What was asked for last.
    std::shared_ptr<const Document> m_asked_document;
    std::shared_ptr<const Styled> m_asked_styled, m_asked_before;
    MapView m_asked_view;
    double m_asked_px_per_pt = 0;
    Finish m_asked_finish = Finish::moving;
    Rgba m_asked_ground;
    std::vector<PlanLook> m_asked_plan_looks;
    std::shared_ptr<const PolygonColumns> m_asked_plan_flaws;
    std::shared_ptr<const ShownScans> m_asked_scans;

    struct Handover { ///< outlives the layer when a job is still at work
        std::mutex mutex;
        std::condition_variable made;
        std::unique_ptr<MapPicture> picture;
        std::vector<MapPicture> insets;
        std::shared_ptr<const Styled> insets_styled, insets_before; ///< what the newest insets show
        Rgba insets_ground;
        double insets_px_per_pt = 0;
        bool insets_made = false;
    };
    std::shared_ptr<Handover> m_handover = std::make_shared<Handover>();
    WorkerPool m_own_pool{1}; ///< the shared one may be at work on a picture, and a hover must not wait for it
};

/// Size of an inset box on the map, in pixels at scale 1.
inline constexpr int inset_width_px = 122;
inline constexpr int inset_height_px = 138;

} // namespace ntm::viewer
