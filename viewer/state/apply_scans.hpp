#pragma once

#include "viewer/state/commands.hpp"

// Private to this room: the parts of apply() about scans.
namespace ntm::viewer {

/// The scans of another document: none shown; of the same one read again, as they were, with points not yet saved.
void take_scans(AppState& state, const std::shared_ptr<const Document>& before, bool reload);
void apply_scans(AppState& state, const ScanCommand& command);
/// Works out where scans lie whose points have changed.
void place_scans(AppState& state);
/// The name of the step in the history; empty: none.
[[nodiscard]] std::string scan_step_name(const ScanCommand& command);
[[nodiscard]] bool scan_step_joins(const ScanCommand& command);

} // namespace ntm::viewer
