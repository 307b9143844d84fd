#include "geo/base/issue.hpp"

#include <iterator>
#include <utility>

namespace ntm {

IssueCounts count_issues(const Issues& issues) {
    IssueCounts counts;
    for (const Issue& issue : issues) {
        switch (issue.severity) {
        case Severity::error:
            ++counts.errors;
            break;
        case Severity::warning:
            ++counts.warnings;
            break;
        case Severity::info:
            ++counts.infos;
            break;
        }
    }
    return counts;
}

void append_issues(Issues& issues, Issues more) {
    if (issues.empty()) {
        issues = std::move(more);
        return;
    }
    issues.insert(issues.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace ntm
