#include "viewer/state/derive.hpp"

namespace ntm::viewer {

namespace {

/// The scan as if its pixels were metres, north up: so the pane is drawn as the map is.
std::shared_ptr<const ScanPlace> place_in_pane(const RasterInfo& info, const Crs& display) {
    const PlaneMap upright = PlaneMap::affine({0, 1, 0, 0, 0, -1});
    return std::make_shared<const ScanPlace>(
        ScanPlace{display, upright, upright, {}, {}, {0, -double(info.height_px), double(info.width_px), 0}});
}

} // namespace

void Derivations::update_scans(AppState& state) {
    const auto looks = state.scan_looks();
    const std::tuple key{state.document, looks, state.view};
    if (key == m_scans_key) {
        return;
    }
    m_scans_key = key;
    if (looks.empty() || state.view.width_px <= 0) {
        m_tasks.cancel_kind("scans");
        viewer::apply(state, ScanCommand(ScansDrawn{})); // not the one of std, which knows variants
        return;
    }
    m_tasks.submit(Lane::scans, "scans", "ui.task.scans",
                   [document = state.document, looks, view = state.view](Progress& progress) -> std::optional<Command> {
                       const Atlas& atlas = *document->atlas;
                       auto picture =
                           draw_scans(atlas.scans, looks, atlas.display_crs, view, WorkerPool::shared(), &progress);
                       if (!picture) {
                           return std::nullopt;
                       }
                       return ScanCommand(ScansDrawn{
                           std::make_shared<const ShownScans>(ShownScans{document, looks, std::move(picture)})});
                   });
}

void Derivations::update_scan_pane(AppState& state) {
    const ScanPane& pane = state.scan_pane;
    const std::tuple key{state.document, pane.scan, pane.view};
    if (key == m_scan_pane_key) {
        return;
    }
    m_scan_pane_key = key;
    if (!pane.scan || pane.view.width_px <= 0 || pane.view.height_px <= 0) {
        return;
    }
    m_tasks.submit(
        Lane::scans, "scan pane", "ui.task.scans",
        [document = state.document, scan = *pane.scan, view = pane.view](Progress& progress) -> std::optional<Command> {
            const Atlas& atlas = *document->atlas;
            if (scan >= atlas.scans.size() || !atlas.scans[scan].reader) {
                return std::nullopt;
            }
            const RasterInfo& info = atlas.scans[scan].reader->info();
            const ScanLook look{scan, 1, false, place_in_pane(info, atlas.display_crs)};
            auto picture = draw_scans(atlas.scans, {look}, atlas.display_crs, view, WorkerPool::shared(), &progress);
            if (!picture) {
                return std::nullopt;
            }
            return ScanCommand(
                ScanPaneDrawn{std::make_shared<const PanePicture>(PanePicture{document, scan, std::move(picture)})});
        });
}

} // namespace ntm::viewer
