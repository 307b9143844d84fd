#pragma once

#include "geo/units/table_reader.hpp"
#include "geo/units/units.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ntm {

/// Tiers of communes, and the titles of districts and towns; a higher tier implies the lower ones (implies()).
enum class Tier : std::uint8_t { none, ntm, nang_cao, kieu_mau, hien_dai, hoan_thanh };
[[nodiscard]] std::string_view tier_word(Tier tier); ///< "ntm", "nang_cao", ...
[[nodiscard]] std::optional<Tier>
parse_tier(std::string_view text); ///< also "NTM nâng cao", "xã đạt chuẩn NTM kiểu mẫu", ...
/// True when holding `higher` is holding `lower`: kiểu mẫu > nâng cao > đạt chuẩn (QĐ 319/QĐ-TTg); hiện đại > đạt
/// chuẩn (QĐ 51/2025/QĐ-TTg); every tier implies itself.
[[nodiscard]] bool implies(Tier higher, Tier lower);

/// One decision of recognition.
struct Recognition {
    UnitRef unit;
    Tier tier = Tier::none; ///< for districts the title
    std::string field;      ///< outstanding field of a kiểu mẫu commune
    std::string decision_no;
    std::optional<Date> decision_date;
    Date effective; ///< decision_date, or 31/12 of the title year where the decision's day is not given
    int title_year = 0;
    bool title_year_derived = false; ///< from decision_date
    std::optional<Date> revoked_date;
    std::string criteria_set;
    Source source;
};

/// All recognitions, sorted by unit, then effective day, then tier.
struct RecognitionRegister {
    std::vector<Recognition> rows;
    bool present = false; ///< a table was given: a unit without a row is then "not recognised", not "missing"
    [[nodiscard]] std::span<const Recognition> of(UnitRef unit) const;
};

/// Issues beside those of TableReader: tier_unknown, decision_date_missing, decision_date_assumed, date_order (revoked
/// before decided), title_year_after_decision, recognition_out_of_scope.
void read_recognitions(RecognitionRegister& into, const Units& units, TableReader& reader);
/// Sorts when all tables are read. Issues: tier_order (a higher tier decided before the lower), recognition_doubled.
[[nodiscard]] Issues finish(RecognitionRegister& recognitions);

/// Whether recognition `index` of one unit's `rows` is in force on `date`: decided by then, not revoked by then, and
/// no lower tier it rests on revoked after it was decided.
[[nodiscard]] bool in_force(std::span<const Recognition> rows, std::size_t index, Date date);

struct TierState {
    Tier tier = Tier::none;           ///< the highest in force
    const Recognition* row = nullptr; ///< the decision behind it
    /// Per tier: held, by own row or implied; and newly so in the year of `date` by title year.
    std::array<bool, 6> held{};
    std::array<bool, 6> implied{}; ///< held without a row of its own
    std::array<bool, 6> new_in_year{};
};
[[nodiscard]] TierState tier_on(std::span<const Recognition> rows, Date date);

} // namespace ntm
