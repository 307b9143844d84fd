#pragma once

#include "geo/insight/gaps.hpp"
#include "geo/insight/summary.hpp"
#include "geo/insight/unit_report.hpp"
#include "tests/catch.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm::answers {

/// A sample on a date, as every command loads it.
struct View {
    std::shared_ptr<const Snapshot> snapshot;
    Summary summary;
    [[nodiscard]] const Atlas& atlas() const { return *snapshot->atlas; }
    [[nodiscard]] const Units& units() const { return atlas().units; }
    [[nodiscard]] UnitRef unit(std::string_view code) const;
};
/// Loaded once a sample, derived once a date. The date may be empty: the sample's own.
[[nodiscard]] const View& view(std::string_view sample, std::string_view date = {});

using Number = std::optional<double>;
using Compute = std::function<Number(const View&)>;

/// One figure of a document beside the number of the program.
struct Answer {
    std::string id;
    std::string_view document; ///< 000 to 004
    std::string_view sample;
    std::string_view date;
    double printed = 0;
    std::string command; ///< what prints the number, after `ntm-atlas` and before the sample
    Compute ours;
};
/// A figure the program does not give, and why.
struct NotYet {
    std::string id;
    std::string reason;
};

/// Every answer agrees with its document, and names its command.
void check(const std::vector<Answer>& answers);

// What the commands read --------------------------------------------------------------------------------------------

[[nodiscard]] Compute held(Tier tier, std::string code = {});        ///< communes holding a tier
[[nodiscard]] Compute new_in_year(Tier tier, std::string code = {}); ///< newly in the year of the date
[[nodiscard]] Compute districts_without(Tier tier);                  ///< with no commune at the tier
/// As a document prints it: the latest one up to the date of the measure and kind. Nothing: none or another one too.
[[nodiscard]] Compute figure(std::string measure, FigureKind kind, std::string code = {});
[[nodiscard]] Compute target(std::string measure); ///< of the whole workspace
[[nodiscard]] Compute remaining(std::string measure);
/// The row of a unit's own target; nothing where its cell is empty.
[[nodiscard]] Number target_of(const View& view, std::string_view code, std::string_view measure, bool carried = false);

[[nodiscard]] const MeasureProgress* measure_of(const View& view, std::string_view measure);
[[nodiscard]] std::vector<std::string> names(const Units& units, const std::vector<UnitRef>& of); ///< in their order
/// The indicator of one unit under a set named.
[[nodiscard]] JudgedItem indicator(const View& view, std::string_view code, std::string_view set, std::string_view no);

/// Issues of a code about a file, as `check` and the list of notices show them.
[[nodiscard]] std::vector<Issue> issues_of(std::string_view sample, std::string_view code, std::string_view file);

inline double number(std::size_t count) {
    return static_cast<double>(count);
}
inline std::size_t at(Tier tier) {
    return static_cast<std::size_t>(tier);
}

} // namespace ntm::answers
