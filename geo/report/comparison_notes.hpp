#pragma once

#include "geo/base/lang.hpp"
#include "geo/insight/snapshot.hpp"

#include <string>
#include <vector>

namespace ntm {

/// "Sets differ", "a reform lies between": what must be said beside a comparison of two dates. May be empty.
[[nodiscard]] std::vector<std::string> comparison_notes(const Lang& lang, const Snapshot& before,
                                                        const Snapshot& after);

} // namespace ntm
