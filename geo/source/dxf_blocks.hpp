#pragma once

#include <istream>

namespace ntm {

/// How many entities a DXF becomes once its blocks are put in wherever they are inserted: a small file can hold blocks
/// of blocks of blocks. Infinity where a block holds itself. Stops reading at the end of the last whole pair of lines.
[[nodiscard]] double expanded_dxf_entities(std::istream& dxf);

} // namespace ntm
