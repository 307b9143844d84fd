#include "geo/atlas/placing.hpp"

#include "geo/atlas/known_units.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/earth/feature_boxes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ntm {

namespace {

// More do not make the medians better.
constexpr std::size_t most_places = 400;

/// The cells that say which unit a row is.
class UnitCells {
public:
    explicit UnitCells(const BoundaryInput& input)
        : m_table(input.table) {
        const BoundaryColumns columns = guess_boundary_columns(input.table, input.level, input.columns);
        m_code = input.table.find(columns.code);
        m_name = input.table.find(columns.name);
        m_parent = input.table.find(columns.parent);
        m_province = input.table.find(input.level == Level::province                               ? columns.code
                                      : input.level == Level::district && columns.province.empty() ? columns.parent
                                                                                                   : columns.province);
    }
    [[nodiscard]] std::string_view code(std::size_t row) const { return cell(m_code, row); }
    [[nodiscard]] std::string_view name(std::size_t row) const { return cell(m_name, row); }
    [[nodiscard]] std::string_view parent(std::size_t row) const { return cell(m_parent, row); }
    [[nodiscard]] std::string_view province(std::size_t row) const { return cell(m_province, row); }
    [[nodiscard]] std::size_t rows() const { return m_table.rows(); }

private:
    const Table& m_table;
    std::optional<std::size_t> m_code, m_name, m_parent, m_province;

    [[nodiscard]] std::string_view cell(std::optional<std::size_t> column, std::size_t row) const {
        return column ? m_table.columns[*column][row] : std::string_view();
    }
};

bool same_name(std::string_view a, std::string_view b) {
    return fold_key(split_type_word(a).name) == fold_key(split_type_word(b).name);
}

/// The province that most rows name; empty where they do not agree.
std::string province_of_rows(const UnitCells& cells) {
    std::map<std::string_view, std::size_t> counts;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        if (!cells.province(row).empty()) {
            ++counts[cells.province(row)];
        }
    }
    for (const auto& [code, count] : counts) {
        if (count * 10 > cells.rows() * 9) {
            return std::string(code);
        }
    }
    return {};
}

std::optional<Point> by_code(const UnitCells& cells, Level level, std::size_t row, int vintage) {
    // Codes are reused across reforms: the name must agree.
    for (const KnownUnit& unit : KnownUnits::shared().by_code(level, cells.code(row))) {
        if (unit.vintage == vintage && (cells.name(row).empty() || same_name(unit.name, cells.name(row)))) {
            return unit.lon_lat;
        }
    }
    return std::nullopt;
}

/// Only where the list of that time has one place for the name, in the country or within the province.
std::optional<Point> by_name(const UnitCells& cells, Level level, std::size_t row, int vintage, const Box& province) {
    std::optional<Point> found;
    for (const KnownUnit& unit : KnownUnits::shared().by_name(level, cells.name(row))) {
        const bool here = province.empty() || (unit.lon_lat.x >= province.min_x && unit.lon_lat.x <= province.max_x &&
                                               unit.lon_lat.y >= province.min_y && unit.lon_lat.y <= province.max_y);
        if (unit.vintage != vintage || !here) {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = unit.lon_lat;
    }
    return found;
}

KnownPlace known_place(const Box& box, Point lon_lat) {
    const bool degrees = box.max_x <= 180 && box.max_y <= 180;
    constexpr double convergence = 0.004; // of a zone's edge in Vietnam, seen on the middle of a box
    return {box.center(), lon_lat, degrees ? 0 : convergence * std::max(box.width(), box.height())};
}

bool usable(const Box& box) {
    return !box.empty() && std::isfinite(box.width()) && std::isfinite(box.height());
}

enum class ToldBy : std::uint8_t { code, name };

std::vector<KnownPlace> places_of_units(const UnitCells& cells, Level level, const PolygonColumns& polygons,
                                        int vintage, const Box& province, const ReferencePlaces& references,
                                        ToldBy told_by) {
    std::vector<KnownPlace> places;
    const std::size_t rows = std::min(cells.rows(), polygons.features());
    const std::size_t step = std::max<std::size_t>(1, rows / most_places);
    for (std::size_t row = 0; row < rows; row += step) {
        const Box box = polygons.box(row);
        if (!usable(box) || (cells.code(row).empty() && cells.name(row).empty())) {
            continue;
        }
        const auto own = references.find({level, std::string(cells.code(row))});
        const bool code = told_by == ToldBy::code && !cells.code(row).empty();
        const auto known = own != references.end() ? std::optional(own->second)
                           : code                  ? by_code(cells, level, row, vintage)
                                                   : by_name(cells, level, row, vintage, province);
        if (known) {
            places.push_back(known_place(box, *known));
        }
    }
    return places;
}

/// The districts that the communes of a layer make up, where these themselves are not known.
std::vector<KnownPlace> places_of_parents(const UnitCells& cells, const PolygonColumns& polygons,
                                          const ReferencePlaces& references) {
    std::map<std::string, Box> boxes;
    for (std::size_t row = 0; row < std::min(cells.rows(), polygons.features()); ++row) {
        if (const Box box = polygons.box(row); !cells.parent(row).empty() && usable(box)) {
            boxes[std::string(cells.parent(row))].add(box);
        }
    }
    std::vector<KnownPlace> places;
    for (const auto& [code, box] : boxes) {
        if (const auto known = references.find({Level::district, code}); known != references.end()) {
            places.push_back(known_place(box, known->second));
        }
    }
    return places;
}

std::vector<KnownPlace> known_places(const UnitCells& cells, Level level, const PolygonColumns& polygons,
                                     const Box& province, const ReferencePlaces& references) {
    constexpr std::size_t enough = 5;
    std::vector<KnownPlace> places;
    for (const ToldBy told_by : {ToldBy::code, ToldBy::name}) {
        // A file is of one time: the list in which more of its units are found.
        for (const int vintage : {2022, 2025}) {
            auto found = places_of_units(cells, level, polygons, vintage, province, references, told_by);
            if (found.size() > places.size()) {
                places = std::move(found);
            }
        }
        if (places.size() >= enough) {
            break; // codes of an office's own tell nothing: its names may
        }
    }
    if (places.size() < enough && level == Level::commune) {
        const std::vector<KnownPlace> parents = places_of_parents(cells, polygons, references);
        places.insert(places.end(), parents.begin(), parents.end());
    }
    return places;
}

/// The extent without single features that stray far off: one corner at 1e20 says nothing about the others.
Box extent_of_most(const PolygonColumns& polygons) {
    std::vector<Box> boxes = feature_boxes(polygons);
    std::erase_if(boxes, [](const Box& box) { return !usable(box); });
    const auto usual_range = [&](auto middle, auto size) {
        std::vector<double> middles, sizes;
        for (const Box& box : boxes) {
            middles.push_back(middle(box));
            sizes.push_back(size(box));
        }
        std::sort(middles.begin(), middles.end());
        std::sort(sizes.begin(), sizes.end());
        const double low = middles[middles.size() / 10], high = middles[middles.size() - 1 - middles.size() / 10];
        const double reach = 5 * (high - low + sizes[sizes.size() / 2]);
        return std::pair(low - reach, high + reach);
    };
    Box extent;
    if (boxes.size() < 3) {
        return finite_extent(polygons);
    }
    const auto [min_x, max_x] =
        usual_range([](const Box& b) { return b.center().x; }, [](const Box& b) { return b.width(); });
    const auto [min_y, max_y] =
        usual_range([](const Box& b) { return b.center().y; }, [](const Box& b) { return b.height(); });
    for (const Box& box : boxes) {
        if (box.min_x >= min_x && box.max_x <= max_x && box.min_y >= min_y && box.max_y <= max_y) {
            extent.add(box);
        }
    }
    return extent.empty() ? finite_extent(polygons) : extent;
}

std::string named(const Crs& crs) {
    const auto facts = describe_crs(crs);
    if (!facts || facts->name.empty()) {
        return crs.definition.substr(0, 100);
    }
    return facts->authority.empty() || facts->authority == facts->name
               ? facts->name
               : fmt::format("{} ({})", facts->authority, facts->name);
}

/// "EPSG:3405: 657 m; ...": how far each of the others would put the data.
std::string others(const CrsChoice& choice) {
    std::string text;
    for (std::size_t i = 1; i < choice.candidates.size(); ++i) {
        const CrsCandidate& other = choice.candidates[i];
        text += text.empty() ? "" : "; ";
        text += std::isfinite(other.apart_m)
                    ? fmt::format("{}: {:.0f} m", other.crs.definition.substr(0, 40), other.apart_m)
                    : other.crs.definition.substr(0, 40);
    }
    return text.empty() ? "–" : text;
}

} // namespace

LayerPlace place_layer(const BoundaryInput& input, const PolygonColumns& polygons, const Crs& stated, const Crs& asked,
                       std::string_view province, const ReferencePlaces& references) {
    const UnitCells cells(input);
    const std::string code = province.empty() ? province_of_rows(cells) : std::string(province);
    CrsEvidence evidence;
    evidence.stated = asked.definition.empty() ? stated : asked;
    evidence.extent = extent_of_most(polygons);
    evidence.expected_lon_lat = code.empty() ? Box{} : KnownUnits::shared().province_box(code);
    evidence.usual = code.empty() ? Crs{} : default_display_crs(code, {});
    evidence.places = known_places(cells, input.level, polygons, evidence.expected_lon_lat, references);
    LayerPlace place{input.table.file, input.table.layer, input.level, stated, !asked.definition.empty(), {}, {}};
    place.choice = choose_crs(evidence);
    if (place.asked && place.choice.stated_usable) {
        // A person's word stands; `candidates` still tells what the data says.
        place.choice.clear = place.choice.crs == asked || place.choice.grounds != CrsGrounds::known_places;
        place.choice.crs = asked;
    }
    return place;
}

Issues place_issues(const LayerPlace& place) {
    const CrsChoice& choice = place.choice;
    Issues issues;
    const auto tell = [&](Severity severity, const char* code, std::string value, std::string detail) {
        issues.push_back({severity, code, {place.file, place.layer, 0, {}, std::move(value)}, std::move(detail)});
    };
    if (!place.stated.definition.empty() && !describe_crs(place.stated)) {
        tell(Severity::warning, "crs_unknown", place.stated.definition.substr(0, 200), {});
    }
    const std::string said = place.stated.definition.empty() ? std::string() : named(place.stated);
    if (choice.swapped) {
        tell(Severity::info, "axes_swapped", named(choice.crs), {});
    }
    if (place.asked) {
        if (!choice.clear) {
            tell(Severity::warning, "crs_doubtful", named(choice.crs), named(choice.candidates.front().crs));
        }
        return issues;
    }
    switch (choice.grounds) {
    case CrsGrounds::stated:
        if (!choice.clear) {
            tell(Severity::warning, "crs_nowhere", said, others(choice));
        }
        break;
    case CrsGrounds::completed:
        tell(Severity::info, "crs_completed", named(choice.crs), {});
        break;
    case CrsGrounds::datum_dropped:
        tell(Severity::info, "crs_datum_dropped", named(choice.crs), {});
        break;
    case CrsGrounds::nothing:
        tell(Severity::warning, "crs_nowhere", said.empty() ? "–" : said, others(choice));
        break;
    default:
        if (!choice.clear) {
            tell(Severity::warning, "crs_ambiguous", named(choice.crs), others(choice));
        } else if (said.empty()) {
            tell(Severity::info, choice.grounds == CrsGrounds::known_places ? "crs_found_units" : "crs_found_only",
                 named(choice.crs), others(choice));
        } else {
            tell(Severity::warning, "crs_corrected", named(choice.crs), said);
        }
    }
    return issues;
}

void add_references(ReferencePlaces& references, const BoundaryInput& input, const PolygonColumns& polygons,
                    const LayerPlace& place) {
    const auto into = Transformation::create(place.choice.crs, lon_lat_crs);
    if (!place.choice.clear || !into) {
        return;
    }
    const UnitCells cells(input);
    const std::size_t rows = std::min(cells.rows(), polygons.features());
    for (std::size_t row = 0; row < rows; ++row) {
        const Box box = polygons.box(row);
        if (cells.code(row).empty() || box.empty()) {
            continue;
        }
        const Point middle = place.choice.swapped ? Point{box.center().y, box.center().x} : box.center();
        const Point moved = into->forward(middle);
        if (std::isfinite(moved.x) && std::isfinite(moved.y)) {
            references.try_emplace({input.level, std::string(cells.code(row))}, moved);
        }
    }
}

} // namespace ntm
