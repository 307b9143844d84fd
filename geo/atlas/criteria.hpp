#pragma once

#include "geo/atlas/workspace.hpp"
#include "geo/programme/body_names.hpp"
#include "geo/programme/criteria_set.hpp"

#include <vector>

namespace ntm {

/// The workspace's own sets, then those of data/criteria. Issues, into `issues`, beside those of the readers:
/// set_unknown (a base that no set has), set_doubled (an id that a set has already: the own one is left out).
[[nodiscard]] std::vector<CriteriaSet> load_criteria_sets(const Workspace& workspace, Issues& issues);

/// data/bodies.csv.
[[nodiscard]] BodyNames load_body_names(Issues& issues);

} // namespace ntm
