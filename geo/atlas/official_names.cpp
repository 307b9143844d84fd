#include "geo/atlas/official_names.hpp"

#include "geo/atlas/known_units.hpp"
#include "geo/base/legacy_text.hpp"
#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace ntm {

namespace {

/// As TCVN3 writes a name -> the official spelling; empty where there are several.
using Spellings = std::unordered_map<std::string, std::string>;

Spellings gather_spellings() {
    Spellings spellings;
    const auto add = [&](const std::string& name) {
        const auto [place, is_new] = spellings.try_emplace(lose_capitals(name), name);
        if (!is_new && place->second != name) {
            place->second.clear();
        }
    };
    for (const std::string_view name : KnownUnits::shared().names()) {
        add(std::string(name));
        add(split_type_word(name).name);
    }
    return spellings;
}

} // namespace

std::size_t restore_official_names(Table& table, const std::vector<TextFinding>& findings) {
    std::size_t changed = 0;
    for (const TextFinding& finding : findings) {
        const auto column = finding.loses_capitals ? table.find(finding.field) : std::nullopt;
        if (!column) {
            continue;
        }
        static const Spellings spellings = gather_spellings();
        TextColumn restored;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string_view cell = table.columns[*column][row];
            const auto official = spellings.find(lose_capitals(cell));
            const bool other = official != spellings.end() && !official->second.empty() && official->second != cell;
            restored.append(other ? std::string_view(official->second) : cell);
            changed += other ? 1U : 0U;
        }
        table.columns[*column] = std::move(restored);
    }
    return changed;
}

} // namespace ntm
