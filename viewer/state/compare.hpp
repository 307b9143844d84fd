#pragma once

#include "viewer/state/app_state.hpp"

namespace ntm::viewer {

/// Communes (or districts, by title) on two dates: how many went from which class to which, and who.
[[nodiscard]] std::shared_ptr<const DateComparison> compare_dates(std::shared_ptr<const Snapshot> now, Date since,
                                                                  Level level);

/// What a class is called: "tier.ntm" of communes, "title.ntm" above.
[[nodiscard]] std::string compared_key(Level level, std::size_t state);

} // namespace ntm::viewer
