#pragma once

#include "viewer/state/app_state.hpp"

#include <string>
#include <vector>

namespace ntm::viewer {

/// What is otherwise after files were read again: which files, communes (by code) whose tier or plan differs on the
/// date, units that came or went, errors. For a worker: two snapshots are made.
[[nodiscard]] std::vector<Message::Line> reload_news(const std::shared_ptr<const Atlas>& before,
                                                     const std::shared_ptr<const Atlas>& after,
                                                     const std::vector<std::string>& files, Date as_of,
                                                     PlanPeriod period);

} // namespace ntm::viewer
