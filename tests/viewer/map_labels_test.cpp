// The names on the map while it moves, on the shipped sample.

#include "viewer/map/map_labels.hpp"

#include "tests/catch.hpp"

#include <map>
#include <thread>

using namespace ntm;
using namespace ntm::viewer;

namespace {

TextSize measured(const std::string& text, bool strong) {
    return {(strong ? 7.0 : 6.5) * static_cast<double>(text.size()), 20};
}

const std::shared_ptr<const Document>& sample() {
    static const auto document = [] {
        const auto atlas = load_atlas("sample:thanh-hoa-2022");
        REQUIRE(atlas);
        return make_document(*atlas);
    }();
    return document;
}

using Names = std::map<std::pair<Level, std::uint32_t>, PlacedLabel>;

/// Names as the window shows them, once the task has chosen them.
class Desk {
public:
    Desk() {
        m_labels.use_font(measured);
        state.document = sample();
        state.view = fit_view(sample()->atlas->main_extent, 1000, 700, 20);
    }
    const std::vector<PlacedLabel>& show(const MapLabels::Obstacles& obstacles = {}) {
        const auto pick = [&](Point px) { return unit_at(state.view.to_metres(px)); };
        m_labels.update(state, obstacles, pick);
        while (m_tasks.busy()) {
            std::this_thread::yield();
            static_cast<void>(m_tasks.take_results());
        }
        m_labels.update(state, obstacles, pick);
        return m_labels.labels();
    }
    /// On the ground, by unit.
    Names names(const MapLabels::Obstacles& obstacles = {}) {
        Names found;
        for (PlacedLabel label : show(obstacles)) {
            label.at = state.view.to_metres(label.at);
            found.emplace(std::pair(label.unit.level, label.unit.id), label);
        }
        return found;
    }
    AppState state;

private:
    TaskRunner m_tasks{[] {}};
    MapLabels m_labels{m_tasks};

    static UnitRef unit_at(Point metres) {
        const Atlas& atlas = *sample()->atlas;
        for (std::uint32_t feature = 0; feature < atlas.coverage.features(); ++feature) {
            const Box box = atlas.coverage.box_of_feature(feature);
            if (box.overlaps({metres.x, metres.y, metres.x, metres.y}) && contains(atlas.coverage, feature, metres)) {
                return {Level::commune, feature};
            }
        }
        return {};
    }
};

LabelBox box_in(const MapView& view, const PlacedLabel& on_ground) {
    return LabelBox::about(view.to_px(on_ground.at), on_ground.size);
}

LabelBox frame_of(const MapView& view) {
    return {4, 4, view.width_px - 4.0, view.height_px - 4.0};
}

/// Every name of `before` that is wholly in sight of `view` is in `after`, at the same place of the ground.
std::size_t check_kept(const Names& before, const Names& after, const MapView& view) {
    std::size_t kept = 0;
    for (const auto& [unit, label] : before) {
        if (!box_in(view, label).within(frame_of(view))) {
            continue;
        }
        ++kept;
        INFO(label.text);
        REQUIRE(after.contains(unit));
        REQUIRE(after.at(unit).at.x == Approx(label.at.x).margin(1e-6 * view.metres_per_px));
        REQUIRE(after.at(unit).at.y == Approx(label.at.y).margin(1e-6 * view.metres_per_px));
    }
    return kept;
}

void check_clear(const std::vector<PlacedLabel>& labels) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            INFO(labels[i].text << " and " << labels[j].text);
            REQUIRE_FALSE(LabelBox::about(labels[i].at, labels[i].size)
                              .overlaps(LabelBox::about(labels[j].at, labels[j].size), -1e-6));
        }
    }
}

} // namespace

TEST_CASE("names stay where they are while the map is panned, at every zoom") {
    Desk desk;
    const MapView whole = desk.state.view;
    std::size_t kept = 0;
    for (const double zoom : {1.0, 1.7, 3.0, 6.0, 17.0}) {
        desk.state.view = whole;
        desk.state.view.metres_per_px /= zoom;
        Names before = desk.names();
        for (int step = 0; step < 25; ++step) {
            desk.state.view.center.x += (step % 5 - 2) * 37.3 * desk.state.view.metres_per_px;
            desk.state.view.center.y += (step % 3 - 1) * 51.9 * desk.state.view.metres_per_px;
            Names after = desk.names();
            kept += check_kept(before, after, desk.state.view);
            MapView view_before = desk.state.view;
            view_before.center.x -= (step % 5 - 2) * 37.3 * desk.state.view.metres_per_px;
            view_before.center.y -= (step % 3 - 1) * 51.9 * desk.state.view.metres_per_px;
            check_kept(after, before, view_before); // nor does one come up in the middle
            before = std::move(after);
        }
    }
    CHECK(kept > 1500);
}

TEST_CASE("a lower window keeps the names of what is still in sight") {
    Desk desk;
    desk.state.view.metres_per_px /= 1.3;
    const Names tall = desk.names();
    desk.state.view.height_px -= 280; // the drawer opens
    const Names low = desk.names();
    CHECK(check_kept(tall, low, desk.state.view) > 10);
}

TEST_CASE("no two names overlap, with or without a selected unit, from the whole to a commune") {
    Desk desk;
    const MapView whole = desk.state.view;
    std::size_t shown = 0;
    for (std::uint32_t id = 0; id < sample()->atlas->units.count(Level::commune); id += 23) {
        for (const double zoom : {1.0, 1.43, 2.0, 5.0, 30.0}) {
            desk.state.view.metres_per_px = whole.metres_per_px / zoom;
            desk.state.view.center = sample()->atlas->label_points[0][id].at;
            desk.state.selected = id % 2 == 0 ? UnitRef{Level::commune, id} : UnitRef{};
            const auto& labels = desk.show();
            check_clear(labels);
            shown += labels.size();
        }
    }
    CHECK(shown > 1000);
}

TEST_CASE("a selected unit of which anything can be seen has its name") {
    Desk desk;
    const Atlas& atlas = *sample()->atlas;
    std::size_t aside = 0;
    for (std::uint32_t id = 0; id < atlas.units.count(Level::district); id += 3) {
        desk.state.selected = {Level::district, id};
        const Box& box = atlas.boxes[1][id];
        desk.state.view.metres_per_px = box.width() / 4 / 1000;
        for (int i = 0; i < 9; ++i) {
            desk.state.view.center = {box.min_x + box.width() * (i % 3 + 1) / 4,
                                      box.min_y + box.height() * (i / 3 + 1) / 4};
            const bool point_seen =
                desk.state.view.box_metres().overlaps({atlas.label_points[1][id].at.x, atlas.label_points[1][id].at.y,
                                                       atlas.label_points[1][id].at.x, atlas.label_points[1][id].at.y});
            bool seen = point_seen;
            for (std::uint32_t feature = 0; feature < atlas.coverage.features(); ++feature) {
                seen = seen || (atlas.unit_of_feature[1][feature] == id &&
                                contains(atlas.coverage, feature, desk.state.view.center));
            }
            const auto& labels = desk.show();
            const bool named = !labels.empty() && labels.front().unit == desk.state.selected;
            INFO(atlas.units.name(desk.state.selected) << " " << i);
            CHECK((named || !seen));
            aside += named && !point_seen ? 1 : 0;
        }
    }
    CHECK(aside > 5); // the rule is tried where the unit's own point is out of sight
}

TEST_CASE("no name stands behind a box on the map, and the selected one steps aside") {
    Desk desk;
    const UnitRef unit{Level::district, 3};
    desk.state.selected = unit;
    const Point own = desk.state.view.to_px(sample()->atlas->label_points[1][3].at);
    const LabelBox box{own.x - 80, own.y - 70, own.x + 80, own.y + 70};
    const auto& labels = desk.show({box});
    REQUIRE_FALSE(labels.empty());
    CHECK(labels.front().unit == unit);
    for (const PlacedLabel& label : labels) {
        INFO(label.text);
        CHECK_FALSE(LabelBox::about(label.at, label.size).overlaps(box, 0));
    }
}

TEST_CASE("a step of zoom is never finer than the view, and never much coarser") {
    for (double scale = 0.03; scale < 5000; scale *= 1.013) {
        CHECK(label_step(scale) >= scale * (1 - 1e-6));
        CHECK(label_step(scale) <= scale * 1.1);
        CHECK(label_step(label_step(scale)) == Approx(label_step(scale)));
    }
}
