#pragma once

#include "geo/base/progress.hpp"
#include "geo/source/cad.hpp"

#include <filesystem>

namespace ntm {

/// By its name: .dxf or .dgn in any case.
[[nodiscard]] bool is_drawing(const std::filesystem::path& file);

/// Outlines and texts of a DXF or a DGN of version 7. Where a layer has its borders as lines that end at each other,
/// the faces between them are its outlines. `closed_only`: a drawing without outlines is of no use. Issues: as
/// open_dataset, cad_blocks_left_out, cad_nothing_closed, cancelled.
[[nodiscard]] Result<CadDrawing> read_drawing(const std::filesystem::path& file, const std::string& encoding,
                                              Progress* progress, bool closed_only = true);

} // namespace ntm
