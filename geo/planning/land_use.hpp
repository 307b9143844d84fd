#pragma once

#include "geo/base/date.hpp"
#include "geo/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// One code of a legend: "LUC", its names and its colour on land-use maps.
struct LandUseCode {
    std::string code;
    std::string main_group; ///< NNP farm land, PNN built land, CSD unused
    std::string name_vi, name_en;
    std::uint32_t colour = 0; ///< 0xRRGGBB
    bool may_be_secret = false;
    bool provisional = false; ///< recalled, not read in the circular
};

/// The codes of one circular. Codes of one year do not equal those of another.
struct LandUseLegend {
    std::string id; ///< "2014", "2018", "2024"
    std::string title_vi, title_en;
    std::string decree, article;
    std::optional<Date> used_from, used_to;
    std::vector<LandUseCode> codes; ///< sorted by code
    [[nodiscard]] const LandUseCode* find(std::string_view code) const;
};

/// data/land_use, oldest first. Issues: those of reading, and data_folder_missing.
[[nodiscard]] Result<std::vector<LandUseLegend>> load_land_use_legends();
/// The legend in use on a day; the newest before any.
[[nodiscard]] const LandUseLegend* legend_on(const std::vector<LandUseLegend>& legends, Date date);

/// What is written on a parcel, one code or several: " ont + cln" -> {"ONT", "CLN"}. Separators: + / , ; & and blanks.
[[nodiscard]] std::vector<std::string> split_land_use(std::string_view text);
/// The codes put together again: "ONT+CLN".
[[nodiscard]] std::string joined_land_use(const std::vector<std::string>& codes);

} // namespace ntm
