#include "geo/source/source.hpp"
#include "geo/units/table_reader.hpp"

#include "tests/catch.hpp"
#include "tests/geo/units/made_slips.hpp"
#include "tests/shared_data.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <map>

using namespace ntm;

namespace {

/// The 10,599 communes of April 2022 with their districts: from the official list of the developers' folder.
std::optional<Units> country() {
    const auto file = shared_file("data/gso_units_2022-04.csv");
    if (!file) {
        return std::nullopt;
    }
    auto table = read_table(*file);
    REQUIRE(table);
    auto units = build_units({{Level::commune, std::move(*table), {}}});
    REQUIRE(units);
    return std::move(*units);
}

struct Tally {
    std::size_t rows = 0, truths = 0, sure = 0, probable = 0, wrong_sure = 0, wrong_probable = 0;
    std::size_t exact = 0, exact_wrong = 0;
};

/// What a join by equal text gives, the first of several rows as QGIS and GDAL take it.
std::map<std::string, UnitRef> first_by_name(const Units& units) {
    std::map<std::string, UnitRef> first;
    for (std::uint32_t id = 0; id < units.count(Level::commune); ++id) {
        first.try_emplace(units.name({Level::commune, id}), UnitRef{Level::commune, id});
    }
    return first;
}

} // namespace

// Wrong if: a slip of one unit is taken for another one, or too many rows are left to do by hand.
TEST_CASE("20,000 names with the slips of a working day: none joined wrongly, 97% found", "[units][joining]") {
    const auto units = country();
    if (!units) {
        return;
    }
    const UnitMatcher matcher(*units);
    const auto exact = first_by_name(*units);
    SlipMaker maker(*units, 20'220'831);
    std::map<std::string, Tally> by_kind;
    Tally all;
    std::vector<std::string> wrong;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 20'000; ++i) {
        const MadeName made = maker.next();
        AskedUnit asked;
        asked.name = made.given;
        asked.parent = made.parent;
        asked.level = Level::commune;
        const auto match = matcher.match(asked);
        const auto joined = exact.find(made.given);
        for (Tally* tally : {&by_kind[made.kind], &all}) {
            ++tally->rows;
            tally->truths += made.truth ? 1U : 0U;
            const bool right = made.truth && match.unit == *made.truth;
            if (match.outcome == JoinOutcome::sure) {
                ++(right ? tally->sure : tally->wrong_sure);
            } else if (match.outcome == JoinOutcome::probable) {
                ++(right ? tally->probable : tally->wrong_probable);
            }
            if (joined != exact.end()) {
                ++(made.truth && joined->second == *made.truth ? tally->exact : tally->exact_wrong);
            }
        }
        const bool found = match.outcome == JoinOutcome::sure || match.outcome == JoinOutcome::probable;
        if (found && !(made.truth && match.unit == *made.truth)) {
            wrong.push_back(fmt::format("{}: “{}” under “{}” taken {} for {} {} ({}), meant {}", made.kind, made.given,
                                        made.parent, join_outcome_word(match.outcome), units->code(match.unit),
                                        units->name(match.unit), join_grounds_word(match.grounds),
                                        made.truth ? units->name(*made.truth) : "nothing"));
        }
    }
    const double elapsed_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    std::cout << fmt::format("{:<20}{:>7}{:>7}{:>9}{:>7}{:>12}{:>14} | {:>11}{:>7}\n", "slip", "rows", "sure",
                             "probable", "found", "wrong sure", "wrong probable", "exact join", "wrong");
    const auto line = [](const std::string& kind, const Tally& t) {
        const double share =
            t.truths > 0 ? 100.0 * static_cast<double>(t.sure + t.probable) / static_cast<double>(t.truths) : 0;
        std::cout << fmt::format("{:<20}{:>7}{:>7}{:>9}{:>7}{:>12}{:>14} | {:>11}{:>7}\n", kind, t.rows, t.sure,
                                 t.probable, t.truths > 0 ? fmt::format("{:.1f}%", share) : "-", t.wrong_sure,
                                 t.wrong_probable, t.exact, t.exact_wrong);
    };
    for (const auto& [kind, tally] : by_kind) {
        line(kind, tally);
    }
    line("all", all);
    std::cout << fmt::format("{:.0f} ms with the making of the names\n", elapsed_ms);
    for (std::size_t i = 0; i < std::min<std::size_t>(wrong.size(), 40); ++i) {
        std::cout << wrong[i] << '\n';
    }
    CHECK(all.wrong_sure == 0);
    CHECK(1000 * all.wrong_probable <= all.rows); // proposals, used only when a person says so
    CHECK(100 * (all.sure + all.probable) >= 97 * all.truths);
}

TEST_CASE("the 27 districts of a status sheet are who its key says they are", "[units][joining]") {
    const auto file = shared_file("data/hard/f_xlsx/thanhhoa_huyen_status.xlsx");
    const auto key = shared_file("data/hard/f_xlsx/thanhhoa_huyen_status_key.csv");
    const auto list = shared_file("data/gso_units_2022-04.csv");
    if (!file || !key || !list) {
        return;
    }
    auto communes = read_table(*list);
    REQUIRE(communes);
    std::vector<std::size_t> others;
    for (std::size_t row = 0; row < communes->rows(); ++row) {
        if (communes->columns[0][row] != "38") {
            others.push_back(row);
        }
    }
    auto units = build_units({{Level::commune, without_rows(*communes, others), {}}});
    REQUIRE(units);
    const auto sheet = read_table(*file);
    const auto answers = read_table(*key);
    REQUIRE(sheet);
    REQUIRE(answers);
    REQUIRE(answers->rows() == 27);
    const UnitMatcher matcher(*units);
    TableReader reader(*sheet, matcher, {{"unit_name", "Đơn vị"}});
    std::size_t sure = 0;
    for (std::size_t row = 0; row < 27; ++row) {
        static_cast<void>(reader.unit(row));
    }
    const auto joins = reader.take_joins();
    for (std::size_t row = 0; row < 27; ++row) {
        const Join& join = joins[row];
        INFO(join.given << " " << join_outcome_word(join.outcome) << " " << join_grounds_word(join.grounds));
        REQUIRE(join.unit.valid());
        CHECK(units->code(join.unit) == answers->columns[*answers->find("ma_huyen")][row]);
        sure += join.outcome == JoinOutcome::sure ? 1U : 0U;
        std::cout << fmt::format("{:<42}{:<10}{:<14}{}\n", join.given, join_outcome_word(join.outcome),
                                 join_grounds_word(join.grounds), units->name(join.unit));
    }
    CHECK(sure >= 20);
}
