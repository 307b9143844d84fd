#pragma once

#include "geo/base/columns.hpp"
#include "geo/units/units.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ntm {

/// A unit as the official lists have it (data/known_units.csv): what a file is compared with.
struct KnownUnit {
    std::string_view code;
    int vintage = 0; ///< 2022: with districts; 2025: since 1 July 2025
    std::string_view name;
    std::string_view parent; ///< code
    Point lon_lat;           ///< the middle of its box
};

/// The list of known units; empty where the data folder is missing. Lives as long as the program.
class KnownUnits {
public:
    [[nodiscard]] static const KnownUnits& shared();
    /// A list of its own, of such a text.
    explicit KnownUnits(std::string csv);
    KnownUnits(const KnownUnits&) = delete;
    KnownUnits& operator=(const KnownUnits&) = delete;

    /// All units with this code, one a vintage.
    [[nodiscard]] std::vector<KnownUnit> by_code(Level level, std::string_view code) const;
    /// All units of a name (with its type word or without), by tone_key; slow the first time.
    [[nodiscard]] std::vector<KnownUnit> by_name(Level level, std::string_view name) const;
    /// Every name of every vintage, doubled ones too.
    [[nodiscard]] std::vector<std::string_view> names() const;
    /// The box of the communes of a province, in degrees, with some margin; empty for a code that is not known.
    [[nodiscard]] Box province_box(std::string_view province_code) const;

private:
    KnownUnits();
    void take(std::string csv);
    [[nodiscard]] KnownUnit read(std::string_view line) const;

    std::string m_text;
    std::vector<std::string_view> m_lines; ///< sorted by level, code, vintage
    mutable std::mutex m_mutex;
    mutable std::array<std::unordered_map<std::string, std::vector<std::string_view>>, 3>
        m_by_name; ///< made when asked
};

} // namespace ntm
