#include "geo/units/units.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <utility>

namespace ntm {

std::string_view level_word(Level level) {
    constexpr std::array words{std::string_view("commune"), std::string_view("district"), std::string_view("province")};
    return words[static_cast<std::size_t>(level)];
}

std::optional<Level> parse_level(std::string_view word) {
    for (const Level level : all_levels) {
        if (level_word(level) == word) {
            return level;
        }
    }
    return std::nullopt;
}

std::string_view unit_type_word(UnitType type) {
    constexpr std::array<std::string_view, 10> words{"unknown", "xa",   "phuong", "thi_tran",  "dac_khu",
                                                     "huyen",   "quan", "thi_xa", "thanh_pho", "tinh"};
    return words[static_cast<std::size_t>(type)];
}

UnitType parse_unit_type(std::string_view text) {
    // Abbreviations as offices write them; split_type_word gives the long forms.
    constexpr std::pair<std::string_view, UnitType> words[] = {{"xa", UnitType::xa},
                                                               {"x", UnitType::xa},
                                                               {"phuong", UnitType::phuong},
                                                               {"p", UnitType::phuong},
                                                               {"thi tran", UnitType::thi_tran},
                                                               {"tt", UnitType::thi_tran},
                                                               {"dac khu", UnitType::dac_khu},
                                                               {"huyen", UnitType::huyen},
                                                               {"h", UnitType::huyen},
                                                               {"quan", UnitType::quan},
                                                               {"q", UnitType::quan},
                                                               {"thi xa", UnitType::thi_xa},
                                                               {"tx", UnitType::thi_xa},
                                                               {"thanh pho", UnitType::thanh_pho},
                                                               {"tp", UnitType::thanh_pho},
                                                               {"tinh", UnitType::tinh},
                                                               {"commune", UnitType::xa},
                                                               {"ward", UnitType::phuong},
                                                               {"township", UnitType::thi_tran},
                                                               {"district", UnitType::huyen},
                                                               {"province", UnitType::tinh},
                                                               {"city", UnitType::thanh_pho},
                                                               {"town", UnitType::thi_xa}};
    std::string key = fold_key(text);
    std::replace(key.begin(), key.end(), '_', ' ');
    for (const auto& [word, type] : words) {
        // fold_key writes i for y, so the words here are spelled without y.
        if (key == word || key == fold_key(word)) {
            return type;
        }
    }
    return UnitType::unknown;
}

UnitRef Units::ancestor(UnitRef unit, Level level) const {
    if (!unit.valid() || level < unit.level) {
        return {level, no_unit};
    }
    if (level == unit.level) {
        return unit;
    }
    const UnitColumns& columns = at(unit.level);
    return {level, level == Level::district ? columns.district[unit.id] : columns.province[unit.id]};
}

UnitRef Units::parent(UnitRef unit) const {
    for (const Level level : all_levels) {
        if (level > unit.level) {
            if (const UnitRef up = ancestor(unit, level); up.valid()) {
                return up;
            }
        }
    }
    return {Level::province, no_unit};
}

std::vector<UnitRef> Units::children(UnitRef unit) const {
    std::vector<UnitRef> found;
    for (int below = static_cast<int>(unit.level) - 1; below >= 0; --below) {
        const Level level = static_cast<Level>(below);
        for (std::uint32_t id = 0; id < count(level); ++id) {
            if (parent({level, id}) == unit) {
                found.push_back({level, id});
            }
        }
    }
    return found;
}

namespace {

auto facts_of(const std::vector<UnitFact>& facts, UnitRef unit) {
    const auto key = [](const UnitRef& ref) { return std::pair(ref.level, ref.id); };
    return std::equal_range(facts.begin(), facts.end(), unit, [&](const auto& a, const auto& b) {
        const auto ref = [](const auto& value) -> const UnitRef& {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, UnitFact>) {
                return value.unit;
            } else {
                return value;
            }
        };
        return key(ref(a)) < key(ref(b));
    });
}

bool holds_on(const UnitFact& fact, Date date) {
    return (!fact.from || *fact.from <= date) && (!fact.to || date <= *fact.to);
}

} // namespace

UnitType Units::type_on(UnitRef unit, Date date) const {
    UnitType type = at(unit.level).type[unit.id];
    const auto [first, last] = facts_of(facts, unit);
    for (auto fact = first; fact != last; ++fact) {
        if (fact->type != UnitType::unknown && holds_on(*fact, date)) {
            type = fact->type;
        }
    }
    return type;
}

bool Units::in_scope_on(UnitRef unit, Date date) const {
    std::optional<bool> said;
    const auto [first, last] = facts_of(facts, unit);
    for (auto fact = first; fact != last; ++fact) {
        if (fact->in_scope && holds_on(*fact, date)) {
            said = fact->in_scope;
        }
    }
    const UnitType type = type_on(unit, date);
    return said.value_or(type != UnitType::phuong && type != UnitType::thi_tran && type != UnitType::dac_khu);
}

} // namespace ntm
