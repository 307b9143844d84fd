#include "geo/insight/year_count.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <tuple>

namespace ntm {

namespace {

/// What a measure counts: units of a level that newly hold one of the tiers.
struct TitleMeasure {
    std::string_view measure;
    Level level;
    std::array<Tier, 2> tiers;
};
/// A town completes its task where a district is recognised; a district's second title was once called kiểu mẫu.
constexpr TitleMeasure title_measures[] = {
    {"xa_ntm", Level::commune, {Tier::ntm, Tier::ntm}},
    {"xa_ntm_nang_cao", Level::commune, {Tier::nang_cao, Tier::nang_cao}},
    {"xa_ntm_kieu_mau", Level::commune, {Tier::kieu_mau, Tier::kieu_mau}},
    {"huyen_ntm", Level::district, {Tier::ntm, Tier::hoan_thanh}},
    {"huyen_ntm_nang_cao", Level::district, {Tier::nang_cao, Tier::kieu_mau}},
};

const TitleMeasure* title_measure(std::string_view measure) {
    for (const TitleMeasure& known : title_measures) {
        if (known.measure == measure) {
            return &known;
        }
    }
    return nullptr;
}

/// The first title year of the rows in force for one of the tiers; a second decision makes nothing new again.
std::optional<int> first_title_year(std::span<const Recognition> rows, const TitleMeasure& measure, Date date) {
    std::optional<int> first;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool counts = std::find(measure.tiers.begin(), measure.tiers.end(), rows[i].tier) != measure.tiers.end();
        if (counts && in_force(rows, i, date)) {
            first = first ? std::min(*first, rows[i].title_year) : rows[i].title_year;
        }
    }
    return first;
}

/// "2022", "2022-01..2022-08": an increment since the year began. Without words the day alone tells.
bool begins_with_year(std::string_view period, int year) {
    const std::string word = std::to_string(year);
    if (period.empty()) {
        return true;
    }
    if (!period.starts_with(word)) {
        return false;
    }
    period.remove_prefix(word.size());
    return period.empty() || period.starts_with("-01") || period.starts_with("..");
}

} // namespace

bool speaks_of(const Units& units, const std::optional<UnitRef>& said, const std::optional<UnitRef>& unit) {
    const auto whole = [&](const std::optional<UnitRef>& one) {
        return !one || (one->level == Level::province && units.count(Level::province) == 1);
    };
    return said == unit || (whole(said) && whole(unit));
}

YearCount::YearCount(const Snapshot& snapshot, int year)
    : m_snapshot(snapshot)
    , m_year(year) {}

std::optional<double> YearCount::achieved(std::string_view measure, const std::optional<UnitRef>& unit) {
    auto place = m_tallies.find(measure);
    if (place == m_tallies.end()) {
        place = m_tallies.emplace(std::string(measure), count(measure)).first;
    }
    const auto& tally = place->second;
    if (!tally) {
        return printed(measure, unit);
    }
    if (!unit) {
        return tally->whole;
    }
    // A commune is no district: the measure has no meaning for it, which is not zero.
    if (const TitleMeasure* titles = title_measure(measure); titles != nullptr && unit->level < titles->level) {
        return std::nullopt;
    }
    return tally->of[static_cast<std::size_t>(unit->level)][unit->id];
}

std::optional<double> YearCount::achieved_by_itself(std::string_view measure, UnitRef unit, int since) const {
    const TitleMeasure* titles = title_measure(measure);
    if (titles == nullptr || titles->level != unit.level || !m_snapshot.atlas->recognitions.present) {
        return std::nullopt;
    }
    const auto year = first_title_year(m_snapshot.atlas->recognitions.of(unit), *titles, m_snapshot.as_of);
    return year && *year >= since && *year <= m_year ? 1.0 : 0.0;
}

std::optional<YearCount::Tally> YearCount::count(std::string_view measure) const {
    return measure == "ocop" ? count_products() : count_titles(measure);
}

std::optional<YearCount::Tally> YearCount::count_titles(std::string_view measure) const {
    const Atlas& atlas = *m_snapshot.atlas;
    const TitleMeasure* titles = title_measure(measure);
    if (titles == nullptr || !atlas.recognitions.present || atlas.units.count(titles->level) == 0) {
        return std::nullopt;
    }
    std::set<std::uint32_t> carried;
    for (const Target& target : atlas.duties.targets) {
        if (target.carry_over_year && target.year == m_year && target.measure == measure && target.unit &&
            target.unit->level == titles->level) {
            carried.insert(target.unit->id);
        }
    }
    Tally tally = empty_tally();
    for (std::uint32_t id = 0; id < atlas.units.count(titles->level); ++id) {
        const UnitRef unit{titles->level, id};
        const bool in_scope = unit.level != Level::commune || m_snapshot.in_scope[id] != 0;
        if (in_scope && first_title_year(atlas.recognitions.of(unit), *titles, m_snapshot.as_of) == m_year) {
            add(tally, unit, !carried.contains(id));
        }
    }
    return tally;
}

std::optional<YearCount::Tally> YearCount::count_products() const {
    const Atlas& atlas = *m_snapshot.atlas;
    if (atlas.duties.products.empty()) {
        return std::nullopt;
    }
    // A product assessed again is not new: the first recognition counts.
    std::map<std::tuple<Level, std::uint32_t, std::string>, Date> first;
    for (const Product& product : atlas.duties.products) {
        if (!product.recognised_date || *product.recognised_date > m_snapshot.as_of) {
            continue;
        }
        const auto [place, is_first] = first.emplace(
            std::tuple(product.unit.level, product.unit.id, fold_key(product.name)), *product.recognised_date);
        if (!is_first) {
            place->second = std::min(place->second, *product.recognised_date);
        }
    }
    Tally tally = empty_tally();
    for (const auto& [product, date] : first) {
        if (date.year() == m_year) {
            add(tally, {std::get<0>(product), std::get<1>(product)}, true);
        }
    }
    return tally;
}

YearCount::Tally YearCount::empty_tally() const {
    Tally tally;
    for (const Level level : all_levels) {
        tally.of[static_cast<std::size_t>(level)].resize(m_snapshot.atlas->units.count(level));
    }
    return tally;
}

void YearCount::add(Tally& tally, UnitRef unit, bool above_too) const {
    tally.of[static_cast<std::size_t>(unit.level)][unit.id] += 1;
    if (!above_too) {
        return;
    }
    tally.whole += 1;
    for (UnitRef up = m_snapshot.atlas->units.parent(unit); up.valid(); up = m_snapshot.atlas->units.parent(up)) {
        tally.of[static_cast<std::size_t>(up.level)][up.id] += 1;
    }
}

std::optional<double> YearCount::printed(std::string_view measure, const std::optional<UnitRef>& unit) const {
    const Figure* latest = nullptr;
    for (const Figure& figure : m_snapshot.atlas->figures) {
        const bool fits = figure.kind == FigureKind::increment && figure.date && figure.date->year() == m_year &&
                          *figure.date <= m_snapshot.as_of && begins_with_year(figure.period, m_year) &&
                          speaks_of(m_snapshot.atlas->units, figure.unit, unit) &&
                          parse_measure(figure.measure).value_or(figure.measure) == measure;
        if (fits && (latest == nullptr || *latest->date < *figure.date)) {
            latest = &figure;
        }
    }
    return latest != nullptr ? std::optional(latest->value) : std::nullopt;
}

} // namespace ntm
