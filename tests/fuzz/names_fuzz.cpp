// What a person or an office writes of a unit, a decision or a place: names joined to units, days beside numbers,
// coordinates.

#include "geo/earth/written_place.hpp"
#include "geo/units/decision_text.hpp"
#include "geo/units/unit_matcher.hpp"

#include "tests/fuzz/fuzz_input.hpp"

namespace {

ntm::Units made_units() {
    ntm::BoundaryInput input;
    input.table.names = {"ma_xa", "ten_xa", "ma_huyen", "ten_huyen"};
    input.table.columns.resize(input.table.names.size());
    const char* const rows[][4] = {{"14758", "Xã Hoằng Đạo", "399", "Huyện Hoằng Hóa"},
                                   {"01492", "Xã Tân Lập", "401", "Huyện Như Thanh"},
                                   {"01493", "Phường 1", "380", "Thành phố Thanh Hóa"},
                                   {"24001", "Xã Cư Dliê M'nông", "648", "Huyện Cư M'gar"},
                                   {"24002", "Xã Tân Lập", "648", "Huyện Cư M'gar"}};
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < 4; ++i) {
            input.table.columns[i].append(row[i]);
        }
        input.table.row_number.push_back(static_cast<std::int64_t>(input.table.row_number.size() + 1));
    }
    auto units = ntm::build_units({input});
    ntm::fuzz::require(units.has_value());
    return std::move(*units);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    static const Units units = made_units();
    static const UnitMatcher matcher(units);
    const std::vector<std::string> parts = fuzz::parts_of(fuzz::text_of(data, size));
    const auto part = [&](std::size_t i) { return i < parts.size() ? std::string_view(parts[i]) : std::string_view(); };
    AskedUnit asked;
    asked.name = part(0);
    asked.parent = part(1);
    asked.section = part(2);
    asked.code = part(3);
    const UnitMatcher::Match match = matcher.match(asked);
    fuzz::require(match.outcome != JoinOutcome::sure || match.unit.valid());
    static_cast<void>(matcher.levels_of_name(part(0)));
    static_cast<void>(search_units(units, part(0), 5));
    const DecisionText decision = read_decision(part(0));
    fuzz::require(decision.date || decision.no == part(0));
    static_cast<void>(parse_written_place(part(0)));
    return 0;
}
