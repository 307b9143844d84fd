#pragma once

#include "viewer/state/issue_place.hpp"

#include <span>
#include <vector>

namespace ntm::viewer {

/// place_of_issue of each, with one walk over the rows of all tables.
[[nodiscard]] std::vector<IssuePlace> places_of_issues(const Atlas& atlas, std::span<const Issue> issues);

} // namespace ntm::viewer
