#include "tools/sample/order.hpp"

#include "geo/base/number.hpp"
#include "tools/sample/plane.hpp"
#include "tools/sample/random.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ntm::sample {

std::uint64_t seed_of(const Commune& commune) {
    return hash(static_cast<std::uint64_t>(parse_integer(commune.code).value_or(0)));
}

double distance_to_town(const Facts& facts, std::size_t commune) {
    const Point here = to_plane(facts.communes[commune].lon_lat);
    double least = 1e300;
    for (const Commune& other : facts.communes) {
        if (other.district == facts.communes[commune].district && !other.is_xa()) {
            const Point way = to_plane(other.lon_lat) - here;
            least = std::min(least, dot(way, way));
        }
    }
    return std::sqrt(least);
}

std::vector<std::size_t> xa_in_order(const Facts& facts, std::size_t district) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t c = 0; c < facts.communes.size(); ++c) {
        if (facts.communes[c].district == district && facts.communes[c].is_xa()) {
            const double chance = 0.5 + unit_of(hash(seed_of(facts.communes[c]), 31));
            ranked.emplace_back(distance_to_town(facts, c) * chance, c);
        }
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::size_t> order;
    for (const auto& [rank, commune] : ranked) {
        order.push_back(commune);
    }
    return order;
}

Date day_of(int year, int month, int day) {
    return Date::from_ymd(year, month, day).value_or(Date());
}

Date day_between(Date first, Date last, std::uint64_t seed) {
    const auto days = static_cast<std::uint64_t>(last.days_since_1970() - first.days_since_1970() + 1);
    return first.plus_days(static_cast<int>(hash(seed) % days));
}

} // namespace ntm::sample
