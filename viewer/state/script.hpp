#pragma once

#include "geo/base/result.hpp"
#include "viewer/state/commands.hpp"

#include <filesystem>
#include <string_view>
#include <variant>
#include <vector>

namespace ntm::viewer {

// Steps of a script beside commands: they concern the course of the script, not the state.
struct WaitForFile {
    std::filesystem::path file;
};
struct FollowState { ///< from here on, writes the state to `file` whenever the window comes to rest
    std::filesystem::path file;
};
struct UseSession { ///< brings back what `file` keeps, if it is there, and keeps it up to date
    std::filesystem::path file;
};
using ScriptStep = std::variant<Command, WaitForFile, FollowState, UseSession>;

/// Reads a script, one step a line; empty lines and lines with # are passed over:
/// open WORKSPACE · select CODE|none · hover X Y|none (map pixels) · theme WORD · level WORD · date DAY|next|previous ·
/// period A-B · lang vi|en · search TEXT · take · notices on|off · drawer TAB|off · rank KEY [LEVEL] · set ID|none ·
/// criterion NO · rail left|right on|off · zoom F [X Y] · pan DX DY ·
/// mark CODE · mark-box X Y X Y · mark-class N [overlay|hatched|plain] · mark-filtered · invert · keep NAME · filter
/// TEXT · chip N [overlay|hatched|plain] · scope all|view|filter · legend count|area|share · sort COLUMN [falling] ·
/// column ID on|off · since DAY · undo · redo · copy · lasso X Y X Y X Y... · tool none|distance|area|lasso · measure X
/// Y|end|drop|clear · back · forward · go COORDINATES · look light|dark|projector [PERCENT] · overlay
/// none|palette|keys|about|open · swipe on|off|SHARE · beside on|off · focus next|previous|PART · mark-only on|off ·
/// drop-set N · play on|off · jump NOTICE · scheme
/// own|grey|ha-tinh · drawer-height PT · ask-place · find ·
/// scan N on|off|over|under|up|down|go|place|OPACITY · scan close · scan-point pixel X Y|map X Y|add PX PY X Y|drop
/// [N]|affine|spline|save · take-scans ·
/// export FILE.png|.csv|.xlsx · fit · screenshot FILE · state FILE · frames FILE · follow FILE · session FILE · wait
/// FILE · quit. Issue script_line for a line that cannot be read; nothing of such a script is run.
[[nodiscard]] Result<std::vector<ScriptStep>> parse_script(std::string_view text, const std::string& file);

} // namespace ntm::viewer
