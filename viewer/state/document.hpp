#pragma once

#include "geo/atlas/atlas.hpp"
#include "geo/earth/crs.hpp"
#include "geo/report/join_report.hpp"

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ntm::viewer {

/// An archipelago far from the rest of the map, shown in a box of its own.
struct Inset {
    std::string key; ///< of the language files
    Box metres;      ///< display CRS
    std::vector<Point> islands;
    std::vector<std::uint32_t> feature_of_island;
};

/// What happened on a day, for those who look at the years.
struct DayEvent {
    enum class Kind : std::uint8_t { recognised, revoked, plan_approved, criteria_set, reform };
    Date day;
    Kind kind = Kind::recognised;
    Level level = Level::commune;
    Tier tier = Tier::none; ///< recognised, revoked
    std::size_t units = 0;
    std::string text; ///< number of the decision, where all have one; id of the set
};
[[nodiscard]] std::string_view day_event_word(DayEvent::Kind kind);

/// An Atlas and what the window needs beside it; made on the worker, then used by the main thread only.
struct Document {
    std::shared_ptr<const Atlas> atlas;
    std::vector<Date> fact_days;  ///< on which something changes; rising
    std::vector<DayEvent> events; ///< by day
    std::vector<PlanPeriod> plan_periods;
    std::string crs_name;
    std::shared_ptr<const Transformation> to_lon_lat; ///< of the display CRS; PROJ allows one thread
    std::vector<Inset> insets;
    std::vector<TableJoins> joins;          ///< how the rows of the tables found their units
    std::array<double, 3> typical_size_m{}; ///< per level, of the middle unit; 0 without units
    /// What was shown before the exact outlines were there, where there was such a thing.
    std::weak_ptr<const Document> coarse;
};
[[nodiscard]] std::vector<DayEvent> day_events(const Atlas& atlas);
[[nodiscard]] std::shared_ptr<const Document> make_document(std::shared_ptr<const Atlas> atlas,
                                                            const std::shared_ptr<const Document>& coarse = nullptr);

/// The same, but perhaps for the detail of the outlines: numbers of units mean the same in both.
[[nodiscard]] bool same_units(const Document& a, const Document& b);

/// The next day with a fact after `from` (direction > 0) or the last one before it; `from` itself where there is none.
[[nodiscard]] Date neighbour_fact_day(const std::vector<Date>& fact_days, Date from, int direction);

/// The unit of a code, the finest level first; invalid for an unknown code.
[[nodiscard]] UnitRef unit_by_code(const Units& units, std::string_view code);

/// The unit that a feature of the drawn level belongs to on `level`; invalid where there is none.
[[nodiscard]] UnitRef unit_of_feature(const Atlas& atlas, std::uint32_t feature, Level level);

} // namespace ntm::viewer
