#pragma once

#include "geo/units/table_reader.hpp"

#include <vector>

namespace ntm {

/// The names and codes that units had before, from a table of kind lineage (old_code, old_name, new_code, split; as the
/// public lists of 2025 write them: ma_xa_cu, ten_xa_cu, ma_xa_moi, loai). A new unit that came from one old one alone
/// is the same unit under another name; what went into a larger one is not. Issues: column_missing, unit_unmatched.
[[nodiscard]] std::vector<OtherName> read_lineage(const Units& units, TableReader& reader);

} // namespace ntm
