#include "viewer/window/app.hpp"

#include "geo/atlas/file_pile.hpp"
#include "geo/atlas/workspace_edit.hpp"
#include "geo/base/paths.hpp"

#include <algorithm>
#include <utility>

// What commands about scans ask for outside the state: files, and the picture of the pane on the graphics card.
namespace ntm::viewer {

namespace {

/// Over the pane's own grey, where the scan is clear.
std::vector<Rgba> on_grey(const ScanPicture& picture) {
    constexpr Rgba grey{0x6E, 0x73, 0x78, 255};
    const auto size =
        static_cast<std::size_t>(picture.view.width_px) * static_cast<std::size_t>(picture.view.height_px);
    std::vector<Rgba> pixels(size, grey);
    if (!picture.under.pixels.empty()) {
        lay_over(picture.under, picture.view.width_px, pixels);
    }
    return pixels;
}

} // namespace

void App::carry_out_scans(const ScanCommand& command) {
    const Atlas* atlas = m_state.atlas();
    if (std::holds_alternative<SaveScanPoints>(command) && atlas != nullptr && m_state.scan_pane.scan) {
        const std::uint32_t scan = *m_state.scan_pane.scan;
        const auto choice = std::find_if(m_state.scans.begin(), m_state.scans.end(),
                                         [&](const ScanChoice& each) { return each.scan == scan; });
        if (choice == m_state.scans.end() || scan >= atlas->scans.size()) {
            return;
        }
        // A kind of its own: what waits to be written is not replaced by another writing.
        m_tasks->submit(Lane::insight, "write " + path_text(atlas->scans[scan].file), "ui.task.write",
                        [file = atlas->scans[scan].file, points = choice->points, crs = atlas->display_crs](Progress&) {
                            return std::optional<Command>(ScanCommand(
                                ScanPointsSaved{path_text(points_file(file)), write_scan_points(file, points, crs)}));
                        });
    } else if (const auto* saved = std::get_if<ScanPointsSaved>(&command); saved != nullptr && saved->issues.empty()) {
        m_commands.push(OpenWorkspace{m_state.workspace_argument, m_state.desk.options, {}});
    } else if (std::holds_alternative<TakeScans>(command) && atlas != nullptr) {
        std::string kind = "write";
        for (const std::string& file : m_state.offered_scans) {
            kind += " " + file;
        }
        m_tasks->submit(Lane::insight, kind, "ui.task.write",
                        [open = OpenWorkspace{m_state.workspace_argument, m_state.desk.options, {}},
                         folder = atlas->workspace.folder,
                         files = std::exchange(m_state.offered_scans, {})](Progress&) -> std::optional<Command> {
                            std::vector<std::filesystem::path> scans;
                            std::transform(files.begin(), files.end(), std::back_inserter(scans),
                                           [](const std::string& file) { return text_path(file); });
                            Issues issues = add_scans(folder / "workspace.toml", scans);
                            return issues.empty() ? Command(open) : DeskCommand(DeskFailed{std::move(issues)});
                        });
    }
}

void App::show_scan_pane() {
    const auto& made = m_state.pane_picture;
    if (!m_state.scan_pane.scan || !made) {
        m_scan_pane_shown.reset();
        return;
    }
    if (made == m_scan_pane_shown) {
        return;
    }
    if (!m_scan_texture) {
        m_scan_texture = std::make_unique<MapTexture>();
    }
    m_scan_pane_shown = made;
    const MapView& view = made->picture->view;
    m_scan_texture->upload(on_grey(*made->picture), view.width_px, view.height_px,
                           {0, 0, view.width_px, view.height_px});
}

} // namespace ntm::viewer
