#include "viewer/window/fonts.hpp"

#include "tests/catch.hpp"

#include <set>
#include <string>

TEST_CASE("134 letters of Vietnamese are asked for") {
    const std::string_view letters = ntm::viewer::vietnamese_letters();
    std::set<std::string> found;
    for (std::size_t at = 0; at < letters.size();) {
        const std::size_t length = static_cast<unsigned char>(letters[at]) < 0xE0 ? 2 : 3;
        found.emplace(letters.substr(at, length));
        at += length;
    }
    CHECK(found.size() == 134);
}
