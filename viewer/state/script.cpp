#include "viewer/state/script.hpp"

#include "viewer/state/script_verbs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ntm::viewer {

namespace script {

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

} // namespace script

namespace {

using namespace script;

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

Step rail(const Line& line) {
    const auto open = on_off(line.words, 1);
    if (!open || (line.words[0] != "left" && line.words[0] != "right")) {
        return {};
    }
    return step(ShowRail{line.words[0] == "left" ? Rail::left : Rail::right, *open});
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

Verbs own_verbs() {
    return {
        {"open", with_rest([](const std::string& rest) { return step(OpenWorkspace{rest}); })},
        {"drop", with_rest([](const std::string& rest) { return step(DeskCommand(DropFiles{{rest}})); })},
        {"accept", [](const Line&) { return step(DeskCommand(AcceptProposal{})); }},
        {"take-crs", with_rest([](const std::string& rest) { return step(DeskCommand(TakeCrs{rest})); })},
        {"decide", decide},
        {"write-joins", [](const Line&) { return step(DeskCommand(WriteJoins{})); }},
        {"select", with_rest([](const std::string& rest) {
             return rest == "none" ? step(SelectUnit{}) : step(SelectCode{rest});
         })},
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
        {"scheme", with_rest([](const std::string& rest) {
             const bool known = std::find(colour_schemes.begin(), colour_schemes.end(), rest) != colour_schemes.end();
             return known ? step(SetScheme{rest}) : Step();
         })},
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
        {"since", with_rest([](const std::string& rest) {
             const auto day = Date::parse(rest);
             return day ? step(SetSince{*day}) : Step();
         })},
        {"undo", [](const Line&) { return step(Undo{}); }},
        {"redo", [](const Line&) { return step(Redo{}); }},
        {"copy", [](const Line&) { return step(CopyTable{}); }},
        {"rail", rail},
        {"plan-layer", plan_layer},
        {"plans", plan_list},
        {"at", look_at},
        {"set", with_rest([](const std::string& rest) {
             return step(SetCriteriaSet{rest == "none" ? std::string() : rest});
         })},
        {"criterion", with_rest([](const std::string& rest) {
             return step(SetTheme{{Theme::criterion, rest}});
         })},
        {"screenshot", with_rest([](const std::string& rest) { return step(TakeScreenshot{rest}); })},
        {"state", with_rest([](const std::string& rest) { return step(WriteState{rest}); })},
        {"frames", with_rest([](const std::string& rest) { return step(WriteFrameTimes{rest}); })},
        {"session", with_rest([](const std::string& rest) { return Step(UseSession{rest}); })},
        {"follow", with_rest([](const std::string& rest) { return Step(FollowState{rest}); })},
        {"wait", with_rest([](const std::string& rest) { return Step(WaitForFile{rest}); })},
        {"quit", [](const Line&) { return step(Quit{}); }},
    };
}

const Verbs& verbs() {
    static const Verbs table = [] {
        Verbs all = own_verbs();
        add_map_verbs(all);
        add_list_verbs(all);
        add_scan_verbs(all);
        return all;
    }();
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
