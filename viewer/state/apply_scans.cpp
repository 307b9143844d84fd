#include "viewer/state/apply_scans.hpp"

#include "geo/atlas/scan_limits.hpp"
#include "geo/base/paths.hpp"
#include "viewer/state/apply_view.hpp"
#include "viewer/state/overloaded.hpp"

#include <algorithm>
#include <utility>

namespace ntm::viewer {

namespace {

ScanChoice* find(AppState& state, std::uint32_t scan) {
    const auto found = std::find_if(state.scans.begin(), state.scans.end(),
                                    [&](const ScanChoice& choice) { return choice.scan == scan; });
    return found == state.scans.end() ? nullptr : &*found;
}

ScanChoice* in_pane(AppState& state) {
    return state.scan_pane.scan ? find(state, *state.scan_pane.scan) : nullptr;
}

ScanChoice choice_of(const Scan& scan, std::uint32_t number) {
    return {number, false, scan.opacity, scan.over, scan.points};
}

void move(AppState& state, const MoveScan& c) {
    auto& scans = state.scans;
    const auto at = std::find_if(scans.begin(), scans.end(), [&](const ScanChoice& one) { return one.scan == c.scan; });
    const auto to = (at - scans.begin()) + (c.by > 0 ? 1 : -1);
    if (at != scans.end() && to >= 0 && to < static_cast<std::ptrdiff_t>(scans.size())) {
        std::iter_swap(at, scans.begin() + to);
    }
}

void change(AppState& state, const ChangeScan& c) {
    if (ScanChoice* choice = find(state, c.scan)) {
        choice->shown = c.shown.value_or(choice->shown);
        choice->over = c.over.value_or(choice->over);
        choice->opacity = std::clamp(c.opacity.value_or(choice->opacity), 0.0, 1.0);
    }
}

const RasterInfo* info_of(const AppState& state, std::uint32_t scan) {
    const Atlas* atlas = state.atlas();
    return atlas != nullptr && scan < atlas->scans.size() && atlas->scans[scan].reader
               ? &atlas->scans[scan].reader->info()
               : nullptr;
}

void fit_pane(AppState& state) {
    ScanPane& pane = state.scan_pane;
    const RasterInfo* info = pane.scan ? info_of(state, *pane.scan) : nullptr;
    if (info != nullptr && pane.view.width_px > 0 && pane.view.height_px > 0) {
        const Box all{0, -double(info->height_px), double(info->width_px), 0};
        pane.view = fit_view(all, pane.view.width_px, pane.view.height_px, 6);
    }
}

void open_pane(AppState& state, const OpenScanPane& c) {
    ScanPane& pane = state.scan_pane;
    const MapView size = pane.view;
    pane = {};
    pane.view.width_px = size.width_px;
    pane.view.height_px = size.height_px;
    if (c.scan && info_of(state, *c.scan) != nullptr) {
        pane.scan = c.scan;
        state.tool = MapTool::none;
        fit_pane(state);
        if (ScanChoice* choice = find(state, *c.scan)) {
            choice->shown = true; // so that its place is seen as soon as it has one
        }
    }
}

void place_pane(AppState& state, const PlaceScanPane& c) {
    ScanPane& pane = state.scan_pane;
    pane.view.width_px = std::max(c.width_px, 0);
    pane.view.height_px = std::max(c.height_px, 0);
    if (pane.fits) {
        fit_pane(state);
    }
}

void zoom_pane(AppState& state, const ZoomScanPane& c) {
    ScanPane& pane = state.scan_pane;
    const RasterInfo* info = pane.scan ? info_of(state, *pane.scan) : nullptr;
    if (info == nullptr || pane.view.width_px <= 0) {
        return;
    }
    constexpr double nearest = 1.0 / 16;
    const double farthest = 2.0 * std::max(info->width_px, info->height_px) / pane.view.width_px;
    const Point about = c.about_px.value_or(Point{pane.view.width_px / 2.0, pane.view.height_px / 2.0});
    const Point before = pane.view.to_metres(about);
    pane.view.metres_per_px = std::clamp(pane.view.metres_per_px / c.factor, nearest, std::max(farthest, 2 * nearest));
    const Point after = pane.view.to_metres(about);
    pane.view.center = {pane.view.center.x + before.x - after.x, pane.view.center.y + before.y - after.y};
    pane.fits = false;
}

void add_point(AppState& state, ScanChoice& choice, const ControlPoint& point) {
    if (choice.points.points.size() < most_scan_points) {
        choice.points.points.push_back(point);
        return;
    }
    const Scan& scan = state.atlas()->scans[choice.scan];
    const Issue full{Severity::warning,
                     "scan_points_many",
                     {path_text(scan.file), {}, 0, {}, std::to_string(most_scan_points + 1)},
                     std::to_string(most_scan_points)};
    state.message = {"ui.desk.failed", {}, {full}};
}

/// Two halves make a point.
void join_halves(AppState& state) {
    ScanPane& pane = state.scan_pane;
    ScanChoice* choice = in_pane(state);
    if (choice != nullptr && pane.px && pane.place) {
        add_point(state, *choice, {*pane.px, *pane.place});
        pane.px.reset();
        pane.place.reset();
    }
}

void pick_px(AppState& state, Point px) {
    const RasterInfo* info = state.scan_pane.scan ? info_of(state, *state.scan_pane.scan) : nullptr;
    if (info != nullptr && px.x >= 0 && px.y >= 0 && px.x <= info->width_px && px.y <= info->height_px) {
        state.scan_pane.px = px;
        join_halves(state);
    }
}

void fly_to(AppState& state, const FlyToScan& c) {
    if (const auto place = state.place_of_scan(c.scan)) {
        if (ScanChoice* choice = find(state, c.scan)) {
            choice->shown = true;
        }
        // Units are shown with their neighbours around them; a scan by itself.
        constexpr double closer = 0.2;
        Box box = place->box;
        const Point cut{box.width() * closer, box.height() * closer};
        box = {box.min_x + cut.x, box.min_y + cut.y, box.max_x - cut.x, box.max_y - cut.y};
        if (state.scan_pane.scan) { // beside the pane, not under it
            const double share = scan_pane_share(state.left_open);
            box.min_x -= box.width() * share / (1 - share);
        }
        fit_box(state, box);
    }
}

/// Whether a picture of another document shows files that are shown still: it stays while they are read again.
bool shows_files_of(const ShownScans& shown, const AppState& state) {
    const Atlas& then = *shown.document->atlas;
    const Atlas& now = *state.atlas();
    const std::vector<ScanLook> looks = state.scan_looks();
    return then.display_crs == now.display_crs &&
           std::all_of(shown.looks.begin(), shown.looks.end(), [&](const ScanLook& old) {
               return std::any_of(looks.begin(), looks.end(), [&](const ScanLook& look) {
                   return now.scans[look.scan].file == then.scans[old.scan].file;
               });
           });
}

} // namespace

void take_scans(AppState& state, const std::shared_ptr<const Document>& before, bool reload) {
    const std::vector<Scan>& scans = state.atlas()->scans;
    const std::vector<ScanChoice> chosen = std::exchange(state.scans, {});
    const auto open = std::exchange(state.scan_pane.scan, std::nullopt);
    std::vector<std::uint8_t> taken(scans.size());
    for (const ScanChoice& old : chosen) {
        if (!reload || !before || old.scan >= before->atlas->scans.size()) {
            continue;
        }
        const Scan& then = before->atlas->scans[old.scan];
        const auto now = std::find_if(scans.begin(), scans.end(), [&](const Scan& s) { return s.file == then.file; });
        const auto number = static_cast<std::uint32_t>(now - scans.begin());
        if (now == scans.end() || std::exchange(taken[number], std::uint8_t{1}) != 0) {
            continue;
        }
        const bool unsaved = !(old.points == then.points);
        state.scans.push_back({number, old.shown, old.opacity, old.over, unsaved ? old.points : now->points});
        if (open == old.scan && now->reader) {
            state.scan_pane.scan = number;
        }
    }
    for (std::uint32_t i = 0; i < scans.size(); ++i) {
        if (taken[i] == 0) {
            state.scans.push_back(choice_of(scans[i], i));
        }
    }
    if (!state.scan_pane.scan) {
        state.scan_pane = {};
    }
    if (!reload) {
        state.offered_scans.clear();
    }
    state.picked_places.clear();
    place_scans(state);
}

void place_scans(AppState& state) {
    const Atlas* atlas = state.atlas();
    if (atlas == nullptr) {
        return;
    }
    state.picked_places.resize(atlas->scans.size());
    for (const ScanChoice& choice : state.scans) {
        if (choice.scan >= atlas->scans.size()) {
            continue;
        }
        const Scan& scan = atlas->scans[choice.scan];
        auto& picked = state.picked_places[choice.scan];
        if (choice.points == scan.points || !scan.reader) {
            picked.reset();
        } else if (!picked || !(picked->points == choice.points)) {
            picked =
                PickedPlace{choice.points, place_of_points(scan.reader->info(), choice.points, atlas->display_crs)};
        }
    }
}

void apply_scans(AppState& state, const ScanCommand& command) {
    ScanPane& pane = state.scan_pane;
    std::visit(Overloaded{
                   [&](const ChangeScan& c) { change(state, c); },
                   [&](const MoveScan& c) { move(state, c); },
                   [&](const FlyToScan& c) { fly_to(state, c); },
                   [&](const OpenScanPane& c) { open_pane(state, c); },
                   [&](const PlaceScanPane& c) { place_pane(state, c); },
                   [&](const PanScanPane& c) {
                       pane.view.center.x -= c.dx_px * pane.view.metres_per_px;
                       pane.view.center.y += c.dy_px * pane.view.metres_per_px;
                       pane.fits = false;
                   },
                   [&](const ZoomScanPane& c) { zoom_pane(state, c); },
                   [&](const PickScanPixel& c) { pick_px(state, c.px); },
                   [&](const PickScanPlace& c) {
                       if (pane.scan) {
                           pane.place = state.view.to_metres(c.map_px);
                           join_halves(state);
                       }
                   },
                   [&](const AddScanPoint& c) {
                       if (ScanChoice* choice = in_pane(state)) {
                           add_point(state, *choice, c.point);
                       }
                   },
                   [&](const DropScanPoint& c) {
                       ScanChoice* choice = in_pane(state);
                       if (choice != nullptr && c.index < choice->points.points.size()) {
                           choice->points.points.erase(choice->points.points.begin() +
                                                       static_cast<std::ptrdiff_t>(c.index));
                       }
                   },
                   [&](const DropScanPick&) {
                       pane.px.reset();
                       pane.place.reset();
                   },
                   [&](const SetScanMethod& c) {
                       if (ScanChoice* choice = in_pane(state)) {
                           choice->points.method = c.method;
                       }
                   },
                   [](const SaveScanPoints&) {},
                   [&](const ScanPointsSaved& c) {
                       state.message = {c.issues.empty() ? "ui.scans.saved" : "ui.export.failed", c.file, c.issues};
                   },
                   [&](const ScansDrawn& c) { state.shown_scans = c.scans; },
                   [&](const ScanPaneDrawn& c) { state.pane_picture = c.picture; },
                   [&](const OfferScans& c) { state.offered_scans = c.files; },
                   [](const TakeScans&) {}, // the window empties the offer when it has read it
                   [&](const RefuseScans&) { state.offered_scans.clear(); },
               },
               command);
    place_scans(state);
}

std::string scan_step_name(const ScanCommand& command) {
    const bool look = std::holds_alternative<ChangeScan>(command) || std::holds_alternative<MoveScan>(command) ||
                      std::holds_alternative<OpenScanPane>(command);
    const bool points =
        std::holds_alternative<PickScanPixel>(command) || std::holds_alternative<PickScanPlace>(command) ||
        std::holds_alternative<AddScanPoint>(command) || std::holds_alternative<DropScanPoint>(command) ||
        std::holds_alternative<SetScanMethod>(command);
    return look                                         ? "step.scans"
           : points                                     ? "step.scan_points"
           : std::holds_alternative<FlyToScan>(command) ? "step.view"
                                                        : std::string();
}

bool scan_step_joins(const ScanCommand& command) {
    return std::holds_alternative<ChangeScan>(command);
}

std::shared_ptr<const ScanPlace> AppState::place_of_scan(std::uint32_t scan) const {
    if (atlas() == nullptr || scan >= atlas()->scans.size()) {
        return nullptr;
    }
    return scan < picked_places.size() && picked_places[scan] ? picked_places[scan]->place : atlas()->scans[scan].place;
}

std::vector<ScanLook> AppState::scan_looks() const {
    std::vector<ScanLook> looks;
    for (const ScanChoice& choice : scans) {
        const auto place = choice.shown ? place_of_scan(choice.scan) : nullptr;
        if (place && atlas()->scans[choice.scan].reader) {
            looks.push_back({choice.scan, choice.opacity, choice.over, place});
        }
    }
    return looks;
}

const ShownScans* AppState::current_scans() const {
    const bool any = shown_scans && !shown_scans->looks.empty() && atlas() != nullptr;
    return any && (shown_scans->document == document || shows_files_of(*shown_scans, *this)) ? shown_scans.get()
                                                                                             : nullptr;
}

bool AppState::scan_is_saved(const ScanChoice& choice) const {
    return atlas() != nullptr && choice.scan < atlas()->scans.size() &&
           choice.points == atlas()->scans[choice.scan].points;
}

} // namespace ntm::viewer
