#pragma once

#include "viewer/panels/ui.hpp"

#include <string>

namespace ntm::viewer {

/// "Xã · 14872 · Huyện Triệu Sơn, Tỉnh Thanh Hóa".
[[nodiscard]] std::string place_line(const AppState& state, const Ui& ui, UnitRef unit);

/// "Đạt chuẩn NTM nâng cao", for a commune by its class, for higher units by their title; empty where it has none.
[[nodiscard]] std::string tier_line(const Snapshot& snapshot, const Lang& lang, UnitRef unit);
/// A tier as communes hold it, or the title of a higher unit.
[[nodiscard]] std::string tier_name(const Lang& lang, Level level, Tier tier);
/// The plan class of a commune; empty for higher units.
[[nodiscard]] std::string plan_line(const Snapshot& snapshot, const Lang& lang, UnitRef unit);

/// "155/387 (40%)"; the share is left out where `of` is 0.
[[nodiscard]] std::string part_of(const Lang& lang, std::size_t part, std::size_t of);

/// The class of the unit on the map as it is shown; nothing while that is being made.
[[nodiscard]] const LegendEntry* legend_entry_of(const AppState& state, UnitRef unit);

/// "document, page" of a source; the file and row where it names no document.
[[nodiscard]] std::string source_line(const Lang& lang, const Source& source);

/// The words of a key, or `otherwise` where the language file has none.
[[nodiscard]] std::string words_or(const Lang& lang, const std::string& key, const std::string& otherwise);

} // namespace ntm::viewer
