#include "geo/picture/labels.hpp"

#include "tests/geo/insight/small_province.hpp"

#include <random>

using namespace ntm;

namespace {

TextSize measured(const std::string& text, bool = false) {
    return {9.0 * static_cast<double>(text.size()), 20};
}

bool overlap(const PlacedLabel& a, const PlacedLabel& b) {
    return std::abs(a.at.x - b.at.x) < (a.size.width_px + b.size.width_px) / 2 - 1e-6 &&
           std::abs(a.at.y - b.at.y) < (a.size.height_px + b.size.height_px) / 2 - 1e-6;
}

bool inside(const PlacedLabel& label, const MapView& view) {
    return label.at.x - label.size.width_px / 2 >= 0 && label.at.y - label.size.height_px / 2 >= 0 &&
           label.at.x + label.size.width_px / 2 <= view.width_px &&
           label.at.y + label.size.height_px / 2 <= view.height_px;
}

const Atlas& sample() {
    static const auto atlas = load_atlas("sample:thanh-hoa-2022");
    REQUIRE(atlas);
    return **atlas;
}

/// Views over the sample: from the whole of it to a few communes, at places all over.
std::vector<MapView> views() {
    std::vector<MapView> all;
    for (const auto& [width, height] : {std::pair(1600, 1000), {800, 500}, {300, 700}, {90, 60}}) {
        all.push_back(fit_view(sample().main_extent, width, height, 10));
        for (int i = 0; i < 12; ++i) {
            MapView view = all.back();
            view.metres_per_px /= 1 + i;
            view.center.x += (i % 4 - 1.5) * sample().main_extent.width() / 5;
            view.center.y += (i / 4 - 1) * sample().main_extent.height() / 5;
            view.width_px = width;
            view.height_px = height;
            all.push_back(view);
        }
    }
    return all;
}

} // namespace

TEST_CASE("names never cover each other and are never cut, at any zoom", "[picture]") {
    std::size_t placed = 0;
    for (const MapView& view : views()) {
        for (const Level level : {Level::commune, Level::district}) {
            LabelRequest request;
            request.view = view;
            request.levels = {level};
            const auto labels = place_labels(sample(), request, measured);
            placed += labels.size();
            for (std::size_t i = 0; i < labels.size(); ++i) {
                INFO(labels[i].text << " at " << labels[i].at.x << ", " << labels[i].at.y);
                CHECK(inside(labels[i], view));
                for (std::size_t j = i + 1; j < labels.size(); ++j) {
                    CHECK_FALSE(overlap(labels[i], labels[j]));
                }
            }
        }
    }
    CHECK(placed > 300); // the rule is not kept by showing nothing
}

TEST_CASE("on a sheet of usual size most districts are named", "[picture]") {
    LabelRequest request;
    request.view = fit_view(sample().main_extent, 1200, 850, 20);
    request.levels = {Level::district};
    CHECK(place_labels(sample(), request, measured).size() >= 24);
}

TEST_CASE("a selected unit that can be seen always has its name", "[picture]") {
    const auto& points = sample().label_points[0];
    std::size_t shown = 0;
    for (const MapView& view : views()) {
        if (view.width_px < 200) {
            continue; // no room for a name at all
        }
        for (std::uint32_t id = 0; id < points.size(); id += 7) {
            const Point px = view.to_px(points[id].at);
            if (px.x < 0 || px.y < 0 || px.x >= view.width_px || px.y >= view.height_px) {
                continue;
            }
            ++shown;
            LabelRequest request;
            request.view = view;
            request.levels = {Level::commune};
            request.always = {{Level::commune, id}};
            const auto labels = place_labels(sample(), request, measured);
            INFO(sample().units.name(request.always[0]));
            REQUIRE_FALSE(labels.empty());
            REQUIRE(labels.front().unit == request.always[0]);
            REQUIRE(inside(labels.front(), view));
            for (std::size_t i = 1; i < labels.size(); ++i) {
                REQUIRE_FALSE(overlap(labels.front(), labels[i]));
            }
        }
    }
    CHECK(shown > 300);
}

TEST_CASE("the names of two selected neighbours are both there and do not cover each other", "[picture]") {
    const Units& units = sample().units;
    const auto& points = sample().label_points[0];
    std::size_t pairs = 0;
    for (std::uint32_t id = 1; id < points.size(); id += 5) {
        LabelRequest request;
        request.view = fit_view(sample().main_extent, 900, 700, 10); // a commune is smaller than its name
        request.levels = {Level::district, Level::commune};
        request.always = {
            {Level::commune, id - 1}, {Level::commune, id}, units.ancestor({Level::commune, id}, Level::district)};
        const auto labels = place_labels(sample(), request, measured);
        REQUIRE(labels.size() >= 3);
        for (std::size_t i = 0; i < 3; ++i) {
            REQUIRE(labels[i].unit == request.always[i]);
            REQUIRE(labels[i].strong);
            REQUIRE(inside(labels[i], request.view));
            for (std::size_t j = 0; j < i; ++j) {
                REQUIRE_FALSE(overlap(labels[i], labels[j]));
            }
        }
        ++pairs;
    }
    CHECK(pairs > 100);
}

TEST_CASE("the net of taken boxes answers as looking at each box does", "[picture]") {
    std::mt19937 random(7);
    const auto upto = [&](int most) { return static_cast<double>(random() % static_cast<unsigned>(most)); };
    TakenBoxes taken(3);
    std::vector<LabelBox> boxes;
    std::size_t refused = 0;
    for (int i = 0; i < 3000; ++i) {
        const double x = upto(4000) - 2000, y = upto(3000) - 1500; // cells on both sides of zero
        const LabelBox box{x, y, x + 1 + upto(i % 50 == 0 ? 900 : 120), y + 1 + upto(30)};
        const bool free =
            std::none_of(boxes.begin(), boxes.end(), [&](const LabelBox& other) { return box.overlaps(other, 3); });
        REQUIRE(taken.free(box) == free);
        refused += free ? 0 : 1;
        if (free) {
            taken.take(box);
            boxes.push_back(box);
        }
    }
    CHECK(refused > 500);
    CHECK(boxes.size() > 300);
}

TEST_CASE("a name without room is told so", "[picture]") {
    TakenBoxes taken(3);
    Point at;
    CHECK_FALSE(find_free_place(taken, {0, 0, 50, 50}, {60, 10}, {25, 25}, at)); // wider than the picture
    taken.take({0, 0, 100, 60});
    CHECK_FALSE(find_free_place(taken, {0, 0, 100, 70}, {40, 20}, {50, 30}, at));
    REQUIRE(find_free_place(taken, {0, 0, 100, 100}, {40, 20}, {50, 30}, at));
    CHECK(at.x == Approx(50).margin(11)); // below, as near as the steps of the search allow
    CHECK(at.y - 10 >= 60);
}

TEST_CASE("names on the map: cities and towns keep their kind, others their proper name", "[picture]") {
    const Units& units = sample().units;
    const auto name_of = [&](const char* code) { return short_name(units, UnitMatcher(units).by_code(code).unit); };
    CHECK(name_of("380") == "TP Thanh Hóa");
    CHECK(name_of("381") == "TX Bỉm Sơn");
    CHECK(name_of("397") == "Triệu Sơn");
    CHECK(name_of("15739") == "Xuân Lộc");
    CHECK(label_level(units) == Level::district);
    const auto small = load_small_province();
    CHECK(label_level(small->units) == Level::district);
}
