#pragma once

#include "geo/atlas/workspace.hpp"
#include "geo/units/unit_matcher.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace ntm {

/// Writes `crs = "..."` into the [[boundaries]] of a layer, everything else of the file as it is. Issues:
/// workspace_not_editable (the entry is not written as a section of its own), those of reading and writing.
[[nodiscard]] Issues write_boundary_crs(const std::filesystem::path& workspace_file, std::size_t boundary,
                                        const std::string& crs);

/// Adds decisions to joins.csv of a workspace's folder; those about the same words of the same file are replaced, what
/// was decided before in joins.csv or joins.xlsx stays.
[[nodiscard]] Issues write_confirmed_joins(const std::filesystem::path& folder,
                                           const std::vector<ConfirmedJoin>& decisions);
/// Adds a section [[scans]] for each picture file to workspace.toml, everything else as it is. Those that stand there
/// already are passed over.
[[nodiscard]] Issues add_scans(const std::filesystem::path& workspace_file,
                               const std::vector<std::filesystem::path>& scans);

} // namespace ntm
