#include "geo/planning/box_tree.hpp"

#include "tests/catch.hpp"

#include <limits>
#include <random>

using namespace ntm;

TEST_CASE("a tree of boxes finds what looking at every box finds", "[planning]") {
    std::mt19937 random(6);
    std::uniform_real_distribution<double> place(0, 1000), size(0, 30);
    for (const std::size_t count : {0U, 1U, 16U, 17U, 257U, 5000U}) {
        std::vector<Box> boxes;
        for (std::size_t i = 0; i < count; ++i) {
            const double x = place(random), y = place(random);
            boxes.push_back(i % 50 == 7 ? Box() : Box{x, y, x + size(random), y + size(random)});
        }
        const BoxTree tree(boxes);
        std::vector<std::uint32_t> found{99};
        for (int asked = 0; asked < 200; ++asked) {
            const double x = place(random), y = place(random);
            const Box at{x, y, x + size(random), y + (asked % 3 == 0 ? 0 : size(random))};
            std::vector<std::uint32_t> each;
            for (std::uint32_t i = 0; i < boxes.size(); ++i) {
                if (!boxes[i].empty() && boxes[i].overlaps(at)) {
                    each.push_back(i);
                }
            }
            tree.query(at, found);
            REQUIRE(found == each);
        }
    }
}

TEST_CASE("boxes without a place are never found and harm nobody", "[planning]") {
    constexpr double endless = std::numeric_limits<double>::infinity();
    const std::vector<Box> boxes{{-endless, 0, endless, 1}, Box(), {0, 0, 1, 1}};
    std::vector<std::uint32_t> found;
    BoxTree(boxes).query({0, 0, 5, 5}, found);
    CHECK(found == std::vector<std::uint32_t>{2});
    BoxTree(boxes).query({1, 1, 1, 1}, found); // a corner touched
    CHECK(found.size() == 1);
    BoxTree().query({0, 0, 5, 5}, found);
    CHECK(found.empty());
}
