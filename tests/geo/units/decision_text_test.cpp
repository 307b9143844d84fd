// Decisions as reports of offices print them: number and day in one cell.

#include "geo/units/decision_text.hpp"

#include "tests/catch.hpp"

using namespace ntm;

TEST_CASE("a decision and its day in one cell are parted") {
    const auto day = Date::from_ymd(2019, 5, 12);
    for (const char* cell : {"1234/QĐ-UBND ngày 12/5/2019", "1234/QĐ-UBND, ngày 12/05/2019", "1234/QĐ-UBND (12.5.2019)",
                             "1234/QĐ-UBND ngày 12 tháng 5 năm 2019", "1234/QĐ-UBND; 12-5-2019",
                             "1234/QĐ-UBND - 2019-05-12", "1234/QĐ-UBND ngay 12/5/2019", "1234/QĐ-UBND 12/5/19"}) {
        CAPTURE(cell);
        const DecisionText read = read_decision(cell);
        CHECK(read.no == "1234/QĐ-UBND");
        CHECK(read.date == day);
    }
    CHECK(read_decision("Quyết định số 05/2020/QĐ-UBND ngày 01/3/2020").no == "Quyết định số 05/2020/QĐ-UBND");
}

// The last bytes of "Ề", "À" and "ồ" are bytes of the long dash too.
TEST_CASE("the number before a day keeps its last letter whole") {
    const auto day = Date::from_ymd(2019, 5, 12);
    for (const char* no : {"QĐ VỀ", "QĐ CỦA BÀ", "Quyết định về hồ"}) {
        for (const char* between : {" ", " – ", "–", " – ngày "}) {
            CAPTURE(no, between);
            const DecisionText read = read_decision(std::string(no) + between + "12/5/2019");
            CHECK(read.no == no);
            CHECK(read.date == day);
        }
    }
}

TEST_CASE("a decision without a day keeps its whole cell") {
    for (const char* cell : {"", "1234/QĐ-UBND", "05/2020/QĐ-UBND", "QĐ 1234", "12/5/2019", "1234/QĐ-UBND năm 2019",
                             "1234/QĐ-UBND ngày 31/2/2019", "1234/QĐ-UBND ngày", "44562", "số 44562", "-"}) {
        CAPTURE(cell);
        const DecisionText read = read_decision(cell);
        CHECK(read.no == cell);
        CHECK_FALSE(read.date.has_value());
    }
}
