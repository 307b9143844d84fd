#include "geo/base/columns.hpp"

#include "geo/base/issue.hpp"

#include "tests/catch.hpp"

using namespace ntm;

namespace {

void add_ring(PolygonColumns& polygons, std::initializer_list<Point> points) {
    polygons.points.insert(polygons.points.end(), points);
    polygons.end_ring();
}

/// A square with a hole, nothing, and a triangle.
PolygonColumns three_features() {
    PolygonColumns polygons;
    add_ring(polygons, {{0, 0}, {10, 0}, {10, 10}, {0, 10}});
    add_ring(polygons, {{4, 4}, {6, 4}, {6, 6}});
    polygons.end_feature();
    polygons.end_feature();
    add_ring(polygons, {{20, -5}, {30, -5}, {25, 7}});
    polygons.end_feature();
    return polygons;
}

} // namespace

TEST_CASE("a text column gives back each text, the empty ones too") {
    TextColumn column;
    CHECK(column.size() == 0);
    for (const char* text : {"", "Triệu Sơn", "", "a", ""}) {
        column.append(text);
    }
    REQUIRE(column.size() == 5);
    CHECK(column[0].empty());
    CHECK(column[1] == "Triệu Sơn");
    CHECK(column[2].empty());
    CHECK(column[3] == "a");
    CHECK(column[4].empty());
}

TEST_CASE("a column is found whatever its case, marks and signs, the exact name first") {
    Table table;
    table.names = {"MA_XA", "tên", "Ten", "%"};
    CHECK(table.find("ma_xa") == 0U);
    CHECK(table.find("Mã xã") == 0U);
    CHECK(table.find("Ten") == 2U);
    CHECK(table.find("TEN") == 1U);
    CHECK(table.find("%") == 3U);
    CHECK_FALSE(table.find("#"));
    CHECK_FALSE(table.find(""));
    CHECK_FALSE(table.find("code"));
}

TEST_CASE("a box grows by points and boxes, and an empty one adds nothing") {
    Box box;
    CHECK(box.empty());
    CHECK(box.width() == 0);
    box.add(Box());
    CHECK(box.empty());
    box.add(Point{3, 4});
    CHECK_FALSE(box.empty());
    CHECK(box.width() == 0);
    Box other;
    other.add(Point{-1, 10});
    box.add(other);
    box.add(Box());
    CHECK(box.width() == 4);
    CHECK(box.height() == 6);
    CHECK(box.center() == Point{1, 7});
}

TEST_CASE("features own their rings, and one may own none") {
    const PolygonColumns polygons = three_features();
    CHECK(polygons.features() == 3);
    CHECK(polygons.rings() == 3);
    CHECK(polygons.ring(1).size() == 3);
    CHECK(polygons.ring(2)[2] == Point{25, 7});
    CHECK(polygons.box(0).max_x == 10);
    CHECK(polygons.box(1).empty());
    CHECK(polygons.box(2).min_y == -5);
    CHECK(polygons.box(2).width() == 10);
}

TEST_CASE("copying every feature in order gives the same columns") {
    const PolygonColumns from = three_features();
    PolygonColumns to;
    for (std::size_t f = 0; f < from.features(); ++f) {
        append_feature(to, from, f);
    }
    CHECK(to.points == from.points);
    CHECK(to.ring_point == from.ring_point);
    CHECK(to.feature_ring == from.feature_ring);
    append_feature(to, from, 0);
    CHECK(to.features() == 4);
    CHECK(to.ring(4)[0] == Point{4, 4});
}

TEST_CASE("issues are counted by severity and joined in order") {
    Issues issues;
    append_issues(issues, {{Severity::error, "a", {}, ""}, {Severity::info, "b", {}, ""}});
    append_issues(issues, {{Severity::warning, "c", {}, ""}, {Severity::warning, "d", {}, ""}});
    append_issues(issues, {});
    REQUIRE(issues.size() == 4);
    CHECK(issues[0].code == "a");
    CHECK(issues[3].code == "d");
    const IssueCounts counts = count_issues(issues);
    CHECK(counts.errors == 1);
    CHECK(counts.warnings == 2);
    CHECK(counts.infos == 1);
}
