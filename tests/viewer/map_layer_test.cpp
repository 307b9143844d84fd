// The map without a screen: what is picked and what is painted, on the shipped sample.

#include "viewer/map/map_layer.hpp"

#include "geo/shape/coverage_raster.hpp"
#include "tests/catch.hpp"
#include "viewer/state/derive.hpp"
#include "viewer/state/state_json.hpp"

#include <condition_variable>
#include <mutex>
#include <set>

using namespace ntm;
using namespace ntm::viewer;

namespace {

/// State, worker and map as the window holds them; turn() does what the window does between frames.
class Desk {
public:
    Desk() {
        apply(m_state, OpenWorkspace{"sample:thanh-hoa-2022"});
        m_derivations.load(m_state, OpenWorkspace{"sample:thanh-hoa-2022"});
        apply(m_state, PlaceMap{{0, 0, 700, 600}});
        settle();
        REQUIRE(m_state.document);
        REQUIRE(m_map.picture() != nullptr);
    }
    void carry_out(const Command& command) {
        apply(m_state, command);
        settle();
    }
    /// Until nothing is on its way any more: a whole turn that began idle and brought nothing. A task may end between
    /// any two of the calls of a turn, so being idle at its end says nothing.
    void settle() {
        for (bool first_turn = true, quiet = false; !quiet; first_turn = false) {
            const bool idle = !m_tasks.busy();
            const auto results = m_tasks.take_results();
            for (const auto& result : results) {
                apply(m_state, result);
            }
            m_derivations.update(m_state);
            const bool changed = m_map.update(m_state, 1, m_settled);
            quiet = idle && !first_turn && results.empty() && !changed;
            if (!quiet && m_tasks.busy()) {
                std::unique_lock lock(m_mutex);
                m_rung.wait_for(lock, std::chrono::milliseconds(20));
            }
        }
    }
    [[nodiscard]] const AppState& state() const { return m_state; }
    [[nodiscard]] MapLayer& map() { return m_map; }
    [[nodiscard]] AppState& state_to_change() { return m_state; }
    void settle_view() {
        m_settled = true;
        settle();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_rung;
    TaskRunner m_tasks{[this] { m_rung.notify_all(); }};
    Derivations m_derivations{m_tasks};
    MapLayer m_map{m_tasks};
    AppState m_state;
    bool m_settled = false;
};

std::size_t picked_right(Desk& desk, Level level) {
    std::size_t right = 0;
    const auto& points = desk.state().document->atlas->label_points[static_cast<std::size_t>(level)];
    for (std::uint32_t id = 0; id < points.size(); ++id) {
        right += desk.map().pick(desk.state(), desk.state().view.to_px(points[id].at)) == UnitRef{level, id} ? 1U : 0U;
    }
    return right;
}

std::size_t units_picked(Desk& desk) {
    std::set<std::uint32_t> units;
    for (int y = 0; y < desk.state().view.height_px; ++y) {
        for (int x = 0; x < desk.state().view.width_px; ++x) {
            const UnitRef unit = desk.map().pick(desk.state(), {x + 0.5, y + 0.5});
            if (unit.valid()) {
                units.insert(unit.id);
            }
        }
    }
    return units.size();
}

std::size_t count_of(const AppState& state, const std::string& key) {
    for (const auto& entry : state.styled->map.legend.entries) {
        if (entry.label_key == key) {
            return entry.count;
        }
    }
    return 0;
}

} // namespace

TEST_CASE("the legend follows the date: no colour of one day with counts of another") {
    Desk desk;
    // Document 000 of the province as of 2022-08-31: 346 of 469 communes, 56 and 9 of higher tiers.
    CHECK(count_of(desk.state(), "tier.ntm") == 346 - 56);
    CHECK(count_of(desk.state(), "tier.nang_cao") == 56 - 9);
    CHECK(count_of(desk.state(), "tier.kieu_mau") == 9);
    desk.carry_out(SetDate{*Date::from_ymd(2020, 12, 31)});
    CHECK(desk.state().styled->snapshot->as_of == *Date::from_ymd(2020, 12, 31));
    CHECK(desk.map().picture()->styled == desk.state().styled);
    CHECK(count_of(desk.state(), "tier.kieu_mau") < 9);
    CHECK(count_of(desk.state(), "tier.none") > 469 - 346);
}

TEST_CASE("a click finds the unit that stands there, on every level and while the map moves") {
    Desk desk;
    CHECK(picked_right(desk, Level::commune) >= 555); // of 559; a few are hardly a pixel wide
    desk.carry_out(SetLevel{Level::district});
    CHECK(picked_right(desk, Level::district) == 27);
    CHECK_FALSE(desk.map().pick(desk.state(), {0, 0}).valid());
    CHECK_FALSE(desk.map().pick(desk.state(), {-5, 10}).valid());
}

TEST_CASE("new colours are painted on the same identities") {
    Desk desk;
    const auto ids = desk.map().picture()->ids;
    const auto pixels = desk.map().picture()->pixels;
    desk.carry_out(SetTheme{Theme::plan});
    CHECK(desk.map().picture()->ids == ids);
    CHECK(desk.map().picture()->pixels != pixels);
    desk.carry_out(PanMap{5, 0});
    CHECK(desk.map().picture()->ids != ids);
}

TEST_CASE("hover repaints what lies around its unit and nothing else, and leaves no trace") {
    Desk desk;
    static_cast<void>(desk.map().take_changed());
    const auto before = desk.map().picture()->pixels;
    const UnitRef unit{Level::commune, 100};
    desk.carry_out(HoverUnit{unit});
    const auto rects = desk.map().take_changed();
    REQUIRE(rects.size() == 1);
    const auto& after = desk.map().picture()->pixels;
    std::size_t inside = 0;
    std::size_t outside = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const int x = static_cast<int>(i % 700);
        const int y = static_cast<int>(i / 700);
        const bool in_rect = x >= rects[0].x0 && x < rects[0].x1 && y >= rects[0].y0 && y < rects[0].y1;
        if (after[i] != before[i]) {
            ++(in_rect ? inside : outside);
        }
    }
    CHECK(inside > 0);
    CHECK(outside == 0);
    desk.carry_out(HoverUnit{});
    CHECK(desk.map().picture()->pixels == before);
}

TEST_CASE("at rest the edges are refined, every unit can be picked, and hover leaves no trace either") {
    Desk desk;
    CHECK(desk.map().picture()->finish == Finish::moving);
    CHECK(desk.map().to_be_refined());
    const auto ids = desk.map().picture()->ids;
    desk.settle_view();
    CHECK(desk.map().picture()->finish == Finish::at_rest);
    CHECK(desk.map().picture()->ids == ids);
    CHECK_FALSE(desk.map().to_be_refined());
    CHECK(desk.map().at_rest());
    CHECK(picked_right(desk, Level::commune) >= 550); // small ones lend their pixels to still smaller ones
    CHECK(units_picked(desk) == 559);
    const auto before = desk.map().picture()->pixels;
    desk.carry_out(HoverUnit{UnitRef{Level::commune, 100}});
    CHECK(desk.map().picture()->pixels != before);
    desk.carry_out(HoverUnit{});
    CHECK(desk.map().picture()->pixels == before);
    const auto fragments = desk.map().picture()->fragments;
    desk.carry_out(SetTheme{Theme::plan});
    CHECK(desk.map().picture()->fragments == fragments); // colours alone have changed
    CHECK(desk.map().picture()->pixels != before);
}

TEST_CASE("a moved map takes over what it showed, and shows what a fresh one would") {
    Desk desk;
    for (const auto& [dx, dy] : {std::pair{37, -12}, std::pair{-5, 80}, std::pair{0, 1}}) {
        desk.carry_out(PanMap{double(dx), double(dy)});
        IdRaster fresh;
        const MapPicture& picture = *desk.map().picture();
        REQUIRE(rasterize(desk.state().document->atlas->coverage, picture.view, WorkerPool::shared(), fresh));
        CHECK(picture.ids->ids == fresh.ids);
    }
}

TEST_CASE("on a fine screen the moving map is drawn at half its size, and whole once it rests") {
    Desk desk;
    apply(desk.state_to_change(), PlaceMap{{0, 0, 2601, 1601}});
    desk.settle();
    CHECK(desk.map().picture()->view.width_px == 1301);
    CHECK(desk.map().picture()->view.height_px == 801);
    CHECK(picked_right(desk, Level::commune) >= 555);
    desk.settle_view();
    CHECK(desk.map().picture()->view == desk.state().view);
    CHECK(picked_right(desk, Level::commune) >= 558);
}

TEST_CASE("the report of a selection is that of the present date") {
    Desk desk;
    desk.carry_out(SelectCode{"397"});
    REQUIRE(desk.state().current_report() != nullptr);
    const auto made = desk.state().report;
    CHECK(made->snapshot == desk.state().insight->snapshot);
    CHECK(made->report.tiers.total == made->children.size());
    desk.carry_out(SelectUnit{});
    CHECK(desk.state().current_report() == nullptr);
    CHECK(state_json(desk.state()).find("\"selected\": null") != std::string::npos);
}
