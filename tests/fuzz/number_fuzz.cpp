// Numbers, days and criteria numbers in all the writings of one sheet.

#include "geo/atlas/header_words.hpp"
#include "geo/base/date.hpp"
#include "geo/base/number.hpp"
#include "geo/base/written_date.hpp"
#include "geo/programme/written_numbers.hpp"

#include "tests/fuzz/fuzz_input.hpp"

#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    const std::string_view text = fuzz::text_of(data, size);
    for (const NumberStyle style : {NumberStyle::detect, NumberStyle::vietnamese, NumberStyle::english}) {
        if (const auto number = parse_number(text, style)) {
            fuzz::require(std::isfinite(number->value));
            static_cast<void>(format_number(number->value, 3, NumberStyle::vietnamese));
        }
    }
    static_cast<void>(parse_integer(text));
    static_cast<void>(only_grouped(text));
    if (const auto date = Date::parse(text)) {
        fuzz::require(Date::parse(date->iso()) == date);
    }
    static_cast<void>(parse_written_date(text));
    static_cast<void>(criterion_of_header(text));
    static_cast<void>(measure_of_header(text));
    static_cast<void>(year_in_text(text));
    return 0;
}
