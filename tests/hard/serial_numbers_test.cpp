// Serial numbers under the header of a code: 1 to 27 filled up with zeros are codes of districts of Hà Nội, and every
// figure of the file would lie on another unit. Units and codes from data/known_units.csv, read by the test itself.

#include "geo/atlas/official_columns.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <fstream>

using namespace ntm;

namespace {

struct Listed {
    std::string code, name, parent;
};

/// The first units of a level in 2022, in the order of their codes; of one parent where it is given.
std::vector<Listed> listed(const std::string& level, std::size_t most, const std::string& of = {}) {
    std::ifstream in(std::string(NTM_SOURCE_DIR) + "/data/known_units.csv");
    std::vector<Listed> units;
    for (std::string line; std::getline(in, line) && units.size() < most;) {
        std::vector<std::string> cells(1);
        for (const char c : line) {
            c == ',' ? cells.emplace_back() : cells.back() += std::string(1, c);
        }
        if (cells[0] == level && cells[2] == "2022" && (of.empty() || cells[4] == of)) {
            units.push_back({cells[1], cells[3], cells[4]});
        }
    }
    REQUIRE(units.size() == most);
    return units;
}

std::string without_zeros(const std::string& code) {
    return code.substr(std::min(code.find_first_not_of('0'), code.size()));
}

BoundaryInput made(Level level, const std::vector<std::string>& names) {
    BoundaryInput input;
    input.level = level;
    input.table.names = names;
    input.table.columns.resize(names.size());
    return input;
}

void add_row(BoundaryInput& input, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        input.table.columns[i].append(cells[i]);
    }
    input.table.row_number.push_back(static_cast<std::int64_t>(input.table.row_number.size()) + 1);
}

std::vector<std::string> cells_of(const BoundaryInput& input, std::size_t column) {
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < input.table.rows(); ++row) {
        cells.emplace_back(input.table.columns[column][row]);
    }
    return cells;
}

bool gives_back(const Issues& issues) {
    return std::any_of(issues.begin(), issues.end(),
                       [](const Issue& issue) { return issue.code == "code_zeros_given_back"; });
}

struct Case {
    Level level;
    const char* word;
    std::size_t units;
    const char* of;
    const char* code_header;
    const char* name_header;
};
// As many as make most of the filled up numbers codes of the list: Thanh Hóa's districts, all provinces, a district.
const Case cases[] = {{Level::district, "district", 27, "38", "MA_HUYEN", "TEN_HUYEN"},
                      {Level::province, "province", 63, "", "MA_TINH", "TEN_TINH"},
                      {Level::commune, "commune", 13, "399", "MA_XA", "TEN_XA"}};

} // namespace

TEST_CASE("serial numbers never become official codes", "[hard]") {
    for (const Case& one : cases) {
        for (const char* header : {one.code_header, "STT"}) {
            CAPTURE(one.word, header);
            BoundaryInput input = made(one.level, {header, one.name_header});
            std::vector<std::string> given;
            for (const Listed& unit : listed(one.word, one.units, one.of)) {
                given.push_back(std::to_string(given.size() + 1));
                add_row(input, {given.back(), unit.name});
            }
            CHECK_FALSE(gives_back(understand_columns(input)));
            CHECK(cells_of(input, 0) == given);
            CHECK(input.columns.code.empty());
        }
    }
}

TEST_CASE("serial numbers without any name stay what they are", "[hard]") {
    BoundaryInput input = made(Level::district, {"MA_HUYEN"});
    for (int number = 1; number <= 9; ++number) { // 001 to 009 are districts, every one
        add_row(input, {std::to_string(number)});
    }
    CHECK_FALSE(gives_back(understand_columns(input)));
    CHECK(cells_of(input, 0).front() == "1");
}

TEST_CASE("the true codes are found beside serial numbers under the header of a code", "[hard]") {
    for (const Case& one : cases) {
        CAPTURE(one.word);
        BoundaryInput input = made(one.level, {one.code_header, one.name_header, "F7"});
        std::vector<std::string> truth;
        for (const Listed& unit : listed(one.word, one.units, one.of)) {
            truth.push_back(unit.code);
            add_row(input, {std::to_string(truth.size()), unit.name, without_zeros(unit.code)});
        }
        CHECK(!understand_columns(input).empty());
        CHECK(input.columns.code == "F7");
        CHECK(cells_of(input, 2) == truth);
    }
}

TEST_CASE("parents get their zeros back only where the units lie in them", "[hard]") {
    const auto communes = listed("commune", 10, "026"); // a district of Hà Giang, province 02
    for (const bool serial : {false, true}) {
        CAPTURE(serial);
        BoundaryInput input = made(Level::commune, {"MA_XA", "TEN_XA", "MA_HUYEN", "MA_TINH"});
        for (const Listed& unit : communes) {
            add_row(input, {without_zeros(unit.code), unit.name, serial ? "1" : "26", serial ? "1" : "2"});
        }
        CHECK(gives_back(understand_columns(input)));
        CHECK(cells_of(input, 0).front() == communes.front().code);
        CHECK(cells_of(input, 2).front() == (serial ? "1" : "026"));
        CHECK(cells_of(input, 3).front() == (serial ? "1" : "02"));
    }
}
