#include "viewer/state/script.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ntm::viewer {

namespace {

using Words = std::vector<std::string>;
using Step = std::optional<ScriptStep>;

struct Line {
    Words words;      ///< without the first
    std::string rest; ///< all after the first word, as it stands
};

std::optional<double> number(const std::string& word) {
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    return end != word.c_str() && *end == '\0' ? std::optional(value) : std::nullopt;
}

std::optional<Point> point(const Words& words, std::size_t first) {
    if (words.size() != first + 2) {
        return std::nullopt;
    }
    const auto x = number(words[first]);
    const auto y = number(words[first + 1]);
    return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
}

std::optional<bool> on_off(const Words& words, std::size_t at) {
    if (words.size() != at + 1 || (words[at] != "on" && words[at] != "off")) {
        return std::nullopt;
    }
    return words[at] == "on";
}

Step step(Command command) {
    return ScriptStep(std::move(command));
}

Step hover(const Line& line) {
    if (line.rest == "none") {
        return step(MoveCursor{});
    }
    const auto at = point(line.words, 0);
    return at ? step(MoveCursor{at}) : Step();
}

Step date(const Line& line) {
    if (line.rest == "next" || line.rest == "previous") {
        return step(StepDate{line.rest == "next" ? 1 : -1});
    }
    const auto day = Date::parse(line.rest);
    return day ? step(SetDate{*day}) : Step();
}

Step period(const Line& line) {
    PlanPeriod value;
    const char* const end = line.rest.data() + line.rest.size();
    const auto from = std::from_chars(line.rest.data(), end, value.from);
    if (from.ec != std::errc() || from.ptr == end || *from.ptr != '-') {
        return {};
    }
    const auto to = std::from_chars(from.ptr + 1, end, value.to);
    return to.ec == std::errc() && to.ptr == end ? step(SetPlanPeriod{value}) : Step();
}

Step zoom(const Line& line) {
    const auto factor = line.words.empty() ? std::nullopt : number(line.words[0]);
    if (!factor || *factor <= 0) {
        return {};
    }
    if (line.words.size() == 1) {
        return step(ZoomMap{*factor, std::nullopt});
    }
    const auto about = point(line.words, 1);
    return about ? step(ZoomMap{*factor, about}) : Step();
}

Step pan(const Line& line) {
    const auto by = point(line.words, 0);
    return by ? step(PanMap{by->x, by->y}) : Step();
}

Step rail(const Line& line) {
    const auto open = on_off(line.words, 1);
    if (!open || (line.words[0] != "left" && line.words[0] != "right")) {
        return {};
    }
    return step(ShowRail{line.words[0] == "left" ? Rail::left : Rail::right, *open});
}

Step drawer(const Line& line) {
    if (line.rest == "off") {
        return step(ShowDrawer{false});
    }
    for (const DrawerTab tab : all_drawer_tabs) {
        if (line.rest == drawer_tab_word(tab)) {
            return step(SetDrawerTab{tab});
        }
    }
    return {};
}

Step export_to(const std::string& file) {
    for (const ExportKind kind : all_export_kinds) {
        if (file.ends_with(export_ending(kind))) {
            return step(ExportTo{kind, file, true});
        }
    }
    return {};
}

/// "decide 00123 Xã A": what these words of any table mean; "-" for no unit.
Step decide(const Line& line) {
    if (line.words.size() < 2) {
        return {};
    }
    const std::string& code = line.words[0];
    const auto given = line.rest.find_first_not_of(" \t", line.rest.find(code) + code.size());
    return step(DeskCommand(DecideJoin{{{}, line.rest.substr(given), {}, code == "-" ? std::string() : code}}));
}

Step toggle_code(const std::string& code) {
    return step(ToggleCode{code});
}

Step mark_box(const Line& line) {
    std::array<double, 4> px{};
    for (std::size_t i = 0; i < px.size(); ++i) {
        const auto value = line.words.size() == px.size() ? number(line.words[i]) : std::nullopt;
        if (!value) {
            return {};
        }
        px[i] = *value;
    }
    return step(MarkBox{{px[0], px[1]}, {px[2], px[3]}, false});
}

Step lasso(const Line& line) {
    MarkLasso made;
    for (std::size_t i = 0; i + 1 < line.words.size(); i += 2) {
        const auto x = number(line.words[i]), y = number(line.words[i + 1]);
        if (!x || !y) {
            return {};
        }
        made.px.push_back({*x, *y});
    }
    return made.px.size() > 2 && line.words.size() % 2 == 0 ? step(made) : Step();
}

/// "dark" or "dark 115": colours, and the size of letters in percent.
Step look(const Line& line) {
    Look made;
    if (line.words.empty() || line.words.size() > 2) {
        return {};
    }
    const auto theme = std::find_if(all_look_themes.begin(), all_look_themes.end(),
                                    [&](LookTheme each) { return line.words[0] == look_word(each); });
    const auto percent = line.words.size() == 2 ? number(line.words[1]) : std::optional(100.0);
    if (theme == all_look_themes.end() || !percent || *percent < look_percents.front() ||
        *percent > look_percents.back()) {
        return {};
    }
    return step(SetLook{{*theme, static_cast<int>(*percent)}});
}

Step overlay(const std::string& word) {
    const std::map<std::string, Popup, std::less<>> words{
        {"none", Popup::none}, {"palette", Popup::palette}, {"keys", Popup::keys}, {"about", Popup::about}};
    const auto found = words.find(word);
    return found == words.end() ? Step() : step(ShowPopup{found->second});
}

/// "on", "off", or where the line stands, of the map's width.
Step swipe(const Line& line) {
    if (const auto on = on_off(line.words, 0)) {
        return step(SetSwipe{*on});
    }
    const auto at = line.words.size() == 1 ? number(line.words[0]) : std::nullopt;
    return at ? step(MoveSwipe{*at}) : Step();
}

Step tool(const std::string& word) {
    for (const MapTool tool : {MapTool::none, MapTool::distance, MapTool::area, MapTool::lasso}) {
        if (word == map_tool_word(tool)) {
            return step(SetTool{tool});
        }
    }
    return {};
}

Step measure(const Line& line) {
    if (line.rest == "end" || line.rest == "drop" || line.rest == "clear") {
        return line.rest == "end"    ? step(EndMeasure{})
               : line.rest == "drop" ? step(DropMeasurePoint{})
                                     : step(ClearMeasure{});
    }
    const auto at = point(line.words, 0);
    return at ? step(AddMeasurePoint{*at}) : Step();
}

/// "2" or "0 overlay": a class by its place in the legend.
template <class Made>
Step class_step(const Line& line) {
    const auto place = line.words.empty() ? std::nullopt : number(line.words[0]);
    const bool overlay = line.words.size() == 2 && line.words[1] == "overlay";
    if (!place || *place < 0 || line.words.size() > 2 || (line.words.size() == 2 && !overlay)) {
        return {};
    }
    Made made{};
    made.entry = static_cast<std::size_t>(*place);
    made.overlay = overlay;
    return step(made);
}

SetFilter filter_by(const std::string& text) {
    UnitFilter filter;
    filter.text = text;
    return {filter};
}

Step scope(const Line& line) {
    return line.rest == "all"      ? step(SetLegendScope{LegendScope::all})
           : line.rest == "view"   ? step(SetLegendScope{LegendScope::in_view})
           : line.rest == "filter" ? step(SetLegendScope{LegendScope::in_filter})
                                   : Step();
}

Step sort(const Line& line) {
    const bool falling = line.words.size() == 2 && line.words[1] == "falling";
    return line.words.size() == 1 || falling ? step(SortTable{{line.words[0], falling}}) : Step();
}

Step column(const Line& line) {
    const auto shown = on_off(line.words, 1);
    return shown ? step(ShowColumn{line.words[0], *shown}) : Step();
}

Step rank(const Line& line) {
    const auto keys = rank_keys();
    const bool by_body = line.words.size() == 2 && line.words[1] == "body";
    const auto level =
        line.words.size() == 2 && !by_body ? parse_level(line.words[1]) : std::optional(RankChoice{}.level);
    if (line.words.empty() || line.words.size() > 2 || !level ||
        std::find(keys.begin(), keys.end(), line.words[0]) == keys.end()) {
        return {};
    }
    return step(SetRanking{{line.words[0], *level, by_body}});
}

/// "1 on", "2 off", "1 now", "1 planned", "1 0.4", "1 up", "1 down": a layer by its place in workspace.toml.
Step plan_layer(const Line& line) {
    const auto place = line.words.size() == 2 ? number(line.words[0]) : std::nullopt;
    if (!place || *place < 1) {
        return {};
    }
    const auto layer = static_cast<std::uint32_t>(*place) - 1;
    const std::string& what = line.words[1];
    if (what == "up" || what == "down") {
        return step(MovePlanLayer{layer, what == "up" ? 1 : -1});
    }
    const auto opacity = number(what);
    ChangePlanLayer change{layer, std::nullopt, std::nullopt, opacity};
    if (what == "on" || what == "off") {
        change.shown = what == "on";
    } else if (what == "now" || what == "planned") {
        change.now = what == "now";
    } else if (!opacity) {
        return {};
    }
    return step(change);
}

Step plan_list(const Line& line) {
    for (const PlanList list : all_plan_lists) {
        if (!line.words.empty() && line.words[0] == plan_list_word(list)) {
            const auto row = line.words.size() == 2 ? number(line.words[1]) : std::nullopt;
            return line.words.size() == 1 ? step(SetPlanList{list})
                   : row && *row >= 1     ? step(FlyToFlaw{list, static_cast<std::size_t>(*row) - 1})
                                          : Step();
        }
    }
    return {};
}

Step look_at(const Line& line) {
    const auto at = point(line.words, 0);
    return at ? step(LookAt{at}) : line.rest == "none" ? step(LookAt{}) : Step();
}

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

/// Steps of one argument, which may hold blanks.
template <class Make>
std::function<Step(const Line&)> with_rest(Make make) {
    return [make](const Line& line) -> Step { return line.rest.empty() ? Step() : make(line.rest); };
}

const std::map<std::string, std::function<Step(const Line&)>, std::less<>>& verbs() {
    static const std::map<std::string, std::function<Step(const Line&)>, std::less<>> table{
        {"open", with_rest([](const std::string& rest) { return step(OpenWorkspace{rest}); })},
        {"drop", with_rest([](const std::string& rest) { return step(DeskCommand(DropFiles{{rest}})); })},
        {"accept", [](const Line&) { return step(DeskCommand(AcceptProposal{})); }},
        {"take-crs", with_rest([](const std::string& rest) { return step(DeskCommand(TakeCrs{rest})); })},
        {"decide", decide},
        {"write-joins", [](const Line&) { return step(DeskCommand(WriteJoins{})); }},
        {"select", with_rest([](const std::string& rest) {
             return rest == "none" ? step(SelectUnit{}) : step(SelectCode{rest});
         })},
        {"hover", hover},
        {"theme", with_rest([](const std::string& rest) {
             const auto theme = parse_theme(rest);
             return theme ? step(SetTheme{*theme}) : Step();
         })},
        {"level", with_rest([](const std::string& rest) {
             const auto level = parse_level(rest);
             return level ? step(SetLevel{*level}) : Step();
         })},
        {"date", date},
        {"period", period},
        {"lang", with_rest([](const std::string& rest) {
             return rest == "vi"   ? step(SetLanguage{Language::vi})
                    : rest == "en" ? step(SetLanguage{Language::en})
                                   : Step();
         })},
        {"search",
         [](const Line& line) { return line.rest.empty() ? step(CloseSearch{}) : step(SetSearch{line.rest}); }},
        {"take", [](const Line&) { return step(TakeSearchChoice{}); }},
        {"notices",
         [](const Line& line) {
             const auto open = on_off(line.words, 0);
             return open ? step(ShowNotices{*open}) : Step();
         }},
        {"export", with_rest(export_to)},
        {"mark", with_rest(toggle_code)},
        {"mark-box", mark_box},
        {"lasso", lasso},
        {"look", look},
        {"scheme", with_rest([](const std::string& rest) {
             const bool known = std::find(colour_schemes.begin(), colour_schemes.end(), rest) != colour_schemes.end();
             return known ? step(SetScheme{rest}) : Step();
         })},
        {"drawer-height",
         [](const Line& line) {
             const auto height = line.words.size() == 1 ? number(line.words[0]) : std::nullopt;
             return height ? step(SetDrawerHeight{static_cast<int>(*height)}) : Step();
         }},
        {"overlay", with_rest(overlay)},
        {"swipe", swipe},
        {"play",
         [](const Line& line) {
             const auto on = on_off(line.words, 0);
             return on ? step(Play{*on}) : Step();
         }},
        {"jump",
         [](const Line& line) {
             const auto index = line.words.size() == 1 ? number(line.words[0]) : std::nullopt;
             return index && *index >= 0 ? step(JumpToIssue{static_cast<std::size_t>(*index)}) : Step();
         }},
        {"tool", with_rest(tool)},
        {"measure", measure},
        {"back", [](const Line&) { return step(BackView{}); }},
        {"forward", [](const Line&) { return step(ForwardView{}); }},
        {"go", with_rest([](const std::string& rest) {
             return step(GoToText{rest, {}});
         })},
        {"ask-place", [](const Line&) { return step(AskPlace{}); }},
        {"find", [](const Line&) { return step(FocusSearch{}); }},
        {"mark-class", [](const Line& line) { return class_step<MarkClass>(line); }},
        {"mark-filtered", [](const Line&) { return step(MarkFiltered{}); }},
        {"invert", [](const Line&) { return step(InvertMarks{}); }},
        {"keep", with_rest([](const std::string& rest) { return step(KeepSet{rest}); })},
        {"chip", [](const Line& line) { return class_step<ToggleChip>(line); }},
        {"filter", [](const Line& line) { return step(filter_by(line.rest)); }},
        {"scope", scope},
        {"sort", sort},
        {"column", column},
        {"since", with_rest([](const std::string& rest) {
             const auto day = Date::parse(rest);
             return day ? step(SetSince{*day}) : Step();
         })},
        {"undo", [](const Line&) { return step(Undo{}); }},
        {"redo", [](const Line&) { return step(Redo{}); }},
        {"copy", [](const Line&) { return step(CopyTable{}); }},
        {"rail", rail},
        {"drawer", drawer},
        {"plan-layer", plan_layer},
        {"plans", plan_list},
        {"scan", scan},
        {"scan-point", scan_point},
        {"take-scans", [](const Line&) { return step(ScanCommand(TakeScans{})); }},
        {"at", look_at},
        {"rank", rank},
        {"set", with_rest([](const std::string& rest) {
             return step(SetCriteriaSet{rest == "none" ? std::string() : rest});
         })},
        {"criterion", with_rest([](const std::string& rest) {
             return step(SetTheme{{Theme::criterion, rest}});
         })},
        {"zoom", zoom},
        {"pan", pan},
        {"fit", [](const Line&) { return step(FitMap{}); }},
        {"screenshot", with_rest([](const std::string& rest) { return step(TakeScreenshot{rest}); })},
        {"state", with_rest([](const std::string& rest) { return step(WriteState{rest}); })},
        {"frames", with_rest([](const std::string& rest) { return step(WriteFrameTimes{rest}); })},
        {"session", with_rest([](const std::string& rest) { return Step(UseSession{rest}); })},
        {"follow", with_rest([](const std::string& rest) { return Step(FollowState{rest}); })},
        {"wait", with_rest([](const std::string& rest) { return Step(WaitForFile{rest}); })},
        {"quit", [](const Line&) { return step(Quit{}); }},
    };
    return table;
}

Line cut(std::string_view text) {
    Line line;
    line.rest = text;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto start = text.find_first_not_of(" \t", at);
        if (start == std::string_view::npos) {
            break;
        }
        const auto end = std::min(text.find_first_of(" \t", start), text.size());
        line.words.emplace_back(text.substr(start, end - start));
        at = end;
    }
    return line;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

Step parse_line(std::string_view text) {
    const auto end_of_verb = std::min(text.find_first_of(" \t"), text.size());
    const auto verb = verbs().find(text.substr(0, end_of_verb));
    return verb == verbs().end() ? Step() : verb->second(cut(trimmed(text.substr(end_of_verb))));
}

} // namespace

Result<std::vector<ScriptStep>> parse_script(std::string_view text, const std::string& file) {
    std::vector<ScriptStep> steps;
    Issues issues;
    std::int64_t number_of_line = 0;
    while (!text.empty()) {
        ++number_of_line;
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (auto parsed = parse_line(line)) {
            steps.push_back(std::move(*parsed));
        } else {
            Issue issue{Severity::error, "script_line", {}, {}};
            issue.where.file = file;
            issue.where.row = number_of_line;
            issue.where.value = line;
            issues.push_back(std::move(issue));
        }
    }
    if (!issues.empty()) {
        return issues;
    }
    return steps;
}

} // namespace ntm::viewer
