#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ntm {

enum class Severity : std::uint8_t { info, warning, error };

/// The place an Issue speaks of. Empty text and row 0 mean "not applicable".
/// `row` counts as a person counts in the file: the header of a CSV is row 1; in a layer it is the feature id.
struct Where {
    std::string file;
    std::string layer;
    std::int64_t row = 0;
    std::string field;
    std::string value;
};

/// One thing a person should know about the data. `code` is stable and names the text and the remedy in the language
/// files (keys `issue.<code>` and `remedy.<code>`); `detail` fills {detail} there: a number, a list, a library's words.
struct Issue {
    Severity severity = Severity::error;
    std::string code;
    Where where;
    std::string detail;
};

using Issues = std::vector<Issue>;

struct IssueCounts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t infos = 0;
};

[[nodiscard]] IssueCounts count_issues(const Issues& issues);

/// Moves `more` to the end of `issues`.
void append_issues(Issues& issues, Issues more);

} // namespace ntm
