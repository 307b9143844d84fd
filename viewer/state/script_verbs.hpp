#pragma once

#include "viewer/state/script.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Private to this room: what one line of a script is made of. Each file of verbs has one subject.
namespace ntm::viewer::script {

using Words = std::vector<std::string>;
using Step = std::optional<ScriptStep>;

struct Line {
    Words words;      ///< without the first
    std::string rest; ///< all after the first word, as it stands
};

using Verb = std::function<Step(const Line&)>;
using Verbs = std::map<std::string, Verb, std::less<>>;

[[nodiscard]] std::optional<double> number(const std::string& word);
/// Two numbers, and nothing behind them.
[[nodiscard]] std::optional<Point> point(const Words& words, std::size_t first);
/// "on" or "off", and nothing behind it.
[[nodiscard]] std::optional<bool> on_off(const Words& words, std::size_t at);
[[nodiscard]] Step step(Command command);
/// Steps of one argument, which may hold blanks.
template <class Make>
[[nodiscard]] Verb with_rest(Make make) {
    return [make](const Line& line) -> Step { return line.rest.empty() ? Step() : make(line.rest); };
}

void add_map_verbs(Verbs& verbs);  ///< where the map stands, its tools, two dates, how the window looks
void add_scan_verbs(Verbs& verbs); ///< scanned plans and their control points
void add_list_verbs(Verbs& verbs); ///< selection, filters, the table, the lists under the map

} // namespace ntm::viewer::script
