#include "viewer/state/script_verbs.hpp"

#include <utility>

namespace ntm::viewer::script {
namespace {

/// "1 on", "2 off", "1 over", "1 under", "1 0.4", "1 up", "1 down", "1 go", "1 place": a scan by its place in
/// workspace.toml.
Step scan(const Line& line) {
    const auto place = line.words.size() == 2 ? number(line.words[0]) : std::nullopt;
    if (!place || *place < 1) {
        return line.rest == "close" ? step(ScanCommand(OpenScanPane{})) : Step();
    }
    const auto of = static_cast<std::uint32_t>(*place) - 1;
    const std::string& what = line.words[1];
    if (what == "up" || what == "down") {
        return step(ScanCommand(MoveScan{of, what == "up" ? 1 : -1}));
    }
    if (what == "go" || what == "place") {
        return what == "go" ? step(ScanCommand(FlyToScan{of})) : step(ScanCommand(OpenScanPane{of}));
    }
    const auto opacity = number(what);
    ChangeScan change{of, std::nullopt, std::nullopt, opacity};
    if (what == "on" || what == "off") {
        change.shown = what == "on";
    } else if (what == "over" || what == "under") {
        change.over = what == "over";
    } else if (!opacity) {
        return {};
    }
    return step(ScanCommand(change));
}

/// "pixel X Y" (of the scan), "map X Y" (of the map), "add PX PY X Y" (pixel and metres), "drop N", "drop", "affine",
/// "spline", "save": control points of the scan that is being placed.
Step scan_point(const Line& line) {
    const std::string what = line.words.empty() ? std::string() : line.words[0];
    std::vector<double> values;
    for (std::size_t i = 1; i < line.words.size(); ++i) {
        const auto value = number(line.words[i]);
        if (!value) {
            return {};
        }
        values.push_back(*value);
    }
    if (what == "pixel" && values.size() == 2) {
        return step(ScanCommand(PickScanPixel{{values[0], values[1]}}));
    }
    if (what == "map" && values.size() == 2) {
        return step(ScanCommand(PickScanPlace{{values[0], values[1]}}));
    }
    if (what == "add" && values.size() == 4) {
        return step(ScanCommand(AddScanPoint{{{values[0], values[1]}, {values[2], values[3]}}}));
    }
    if (what == "drop" && values.size() == 1 && values[0] >= 1) {
        return step(ScanCommand(DropScanPoint{static_cast<std::size_t>(values[0]) - 1}));
    }
    if (!values.empty()) {
        return {};
    }
    const auto method = parse_placing(what);
    return method           ? step(ScanCommand(SetScanMethod{*method}))
           : what == "save" ? step(ScanCommand(SaveScanPoints{}))
           : what == "drop" ? step(ScanCommand(DropScanPick{}))
                            : Step();
}

} // namespace

void add_scan_verbs(Verbs& verbs) {
    verbs["scan"] = scan;
    verbs["scan-point"] = scan_point;
    verbs["take-scans"] = [](const Line&) { return step(ScanCommand(TakeScans{})); };
}

} // namespace ntm::viewer::script
