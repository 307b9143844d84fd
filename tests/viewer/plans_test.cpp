// Planning layers and the panel of plans without a window, on the shipped sample: one district is drawn.

#include "tests/catch.hpp"
#include "viewer/map/map_layer.hpp"
#include "viewer/state/derive.hpp"
#include "viewer/state/script.hpp"
#include "viewer/state/session.hpp"

#include <chrono>
#include <thread>

using namespace ntm;
using namespace ntm::viewer;

namespace {

class PlanWindow {
public:
    PlanWindow() {
        m_derivations.load(m_state, OpenWorkspace{"sample:thanh-hoa-2022"});
        carry_out(PlaceMap{{0, 0, 600, 500}});
        settle();
        REQUIRE(m_state.document);
    }
    void carry_out(const Command& command) {
        apply(m_state, command);
        settle();
    }
    void script(const std::string& line) {
        const auto steps = parse_script(line, "test");
        INFO(line);
        REQUIRE(steps);
        for (const ScriptStep& step : *steps) {
            carry_out(std::get<Command>(step));
        }
    }
    /// As a person who presses "cancel" as soon as the work is named.
    void carry_out_and_give_up(const Command& command) {
        apply(m_state, command);
        m_derivations.update(m_state);
        m_tasks.cancel_kind("plans");
        settle();
    }
    void settle() {
        for (int quiet = 0; quiet < 3;) {
            const bool busy = m_tasks.busy();
            for (const auto& result : m_tasks.take_results()) {
                apply(m_state, result);
            }
            m_derivations.update(m_state);
            const bool changed = m_map.update(m_state, 1, false);
            quiet = busy || changed ? 0 : quiet + 1;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    [[nodiscard]] AppState& state() { return m_state; }
    [[nodiscard]] const MapLayer& map() const { return m_map; }

private:
    AppState m_state;
    TaskRunner m_tasks{[] {}};
    Derivations m_derivations{m_tasks};
    MapLayer m_map{m_tasks};
};

std::size_t painted_otherwise(const MapPicture& a, const std::vector<Rgba>& b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        count += a.pixels[i] == b[i] ? 0U : 1U;
    }
    return count;
}

} // namespace

TEST_CASE("a layer that is shown is painted over the map, hidden again it leaves no trace") {
    PlanWindow window;
    REQUIRE(window.state().plan_layers.size() >= 2);
    CHECK(window.state().plan_looks().empty());
    const std::vector<Rgba> before = window.map().picture()->pixels;
    window.script("plan-layer 1 on");
    REQUIRE(window.state().plan_looks().size() == 1);
    CHECK(painted_otherwise(*window.map().picture(), before) > 500);
    REQUIRE(window.state().plan_legend);
    CHECK(window.state().plan_legend->looks == window.state().plan_looks());
    window.carry_out(Undo{});
    CHECK(window.state().plan_looks().empty());
    CHECK(painted_otherwise(*window.map().picture(), before) == 0);
}

TEST_CASE("layers change places and keep how they look over a session") {
    PlanWindow window;
    const std::size_t count = window.state().plan_layers.size();
    window.script("plan-layer 1 up\nplan-layer 1 0.4\nplan-layer 1 on");
    CHECK(window.state().plan_layers[1].look.layer == 0);
    CHECK(window.state().plan_layers[1].look.opacity == 0.4);
    window.script("plan-layer " + std::to_string(count) + " up"); // the uppermost stays where it is
    const auto chosen = window.state().plan_layers;
    const std::string text = session_text(window.state());
    PlanWindow later;
    REQUIRE(begin_session(later.state(), text));
    later.carry_out(OpenWorkspace{later.state().workspace_argument});
    later.state().session_waiting = text;
    later.carry_out(DocumentLoaded{window.state().document, {}});
    CHECK(later.state().plan_layers == chosen);
    CHECK_FALSE(parse_script("plan-layer 0 on", "test"));
    CHECK_FALSE(parse_script("plan-layer 1 sideways", "test"));
}

TEST_CASE("what lies at a place of the map is told: commune, plan, land use now and planned") {
    PlanWindow window;
    window.script("select 15703"); // a commune of the district that is drawn
    window.carry_out(FitUnit{window.state().selected});
    const Point label = window.state().atlas()->label_points[0][window.state().selected.id].at;
    window.carry_out(LookAt{window.state().view.to_px(label)});
    REQUIRE(window.state().spot);
    const Spot& spot = window.state().spot->spot;
    CHECK(spot.unit == window.state().selected);
    const auto& layers = window.state().atlas()->plan_layers;
    REQUIRE_FALSE(spot.hits.empty());
    CHECK(spot.hits.front().planned);
    CHECK(spot.hits.front().now);
    CHECK(layers[spot.hits.back().layer].kind == DrawingKind::plan);
    CHECK(spot.hits.back().plan);
    // A place of another workspace is not told of this one.
    window.carry_out(DocumentLoaded{window.state().document, {}});
    CHECK_FALSE(window.state().spot);
}

TEST_CASE("the panel of plans lists what is wrong, and flies there") {
    PlanWindow window;
    CHECK_FALSE(window.state().plan_desk); // nothing is worked out before somebody asks
    window.script("plans overlaps");
    const PlanDesk* desk = window.state().current_plan_desk();
    REQUIRE(desk != nullptr);
    CHECK(desk->drawn.size() == 32);
    // As planted_flaws.csv beside the sample has them.
    CHECK(desk->overlaps.size() == 3);
    CHECK(desk->outside.size() == 4);
    CHECK(desk->gaps.size() == 2);
    CHECK(desk->uncovered.size() == 2);
    REQUIRE(desk->places);
    CHECK(desk->places->features() == 11);
    CHECK(window.state().plan_flaws() == desk->places);
    window.script("plans overlaps 2");
    const Box& there = desk->overlaps[1].metres;
    CHECK(window.state().view.box_metres().overlaps(there));
    CHECK(window.state().view.metres_per_px < 10);
    window.script("plans overlaps 99"); // no such row: nothing moves
    CHECK(window.state().view.box_metres().overlaps(there));
    // Another date is another answer.
    window.carry_out(SetDate{*Date::from_ymd(2031, 6, 30)});
    REQUIRE(window.state().current_plan_desk() != nullptr);
    CHECK(window.state().current_plan_desk()->snapshot->as_of == *Date::from_ymd(2031, 6, 30));
    window.carry_out(ShowDrawer{false});
    CHECK(window.state().plan_flaws() == nullptr);
}

TEST_CASE("work on plans that was given up is said to be, and done when asked again", "[plans]") {
    PlanWindow window;
    window.carry_out_and_give_up(SetPlanList{PlanList::coverage});
    CHECK(window.state().plans_given_up);
    CHECK(window.state().current_plan_desk() == nullptr);
    window.carry_out(SetPlanList{PlanList::overlaps});
    CHECK_FALSE(window.state().plans_given_up);
    REQUIRE(window.state().current_plan_desk() != nullptr);
    CHECK(window.state().current_plan_desk()->cover->known());
}

TEST_CASE("land use now and planned adds up to the same ground", "[plans]") {
    PlanWindow window;
    window.script("plans land_use");
    const PlanDesk* desk = window.state().current_plan_desk();
    REQUIRE(desk != nullptr);
    REQUIRE(desk->land_use.size() == 1);
    const LandUseBalance& balance = desk->land_use.front();
    CHECK(balance.both());
    CHECK(desk->count_of(PlanList::land_use) == balance.rows.size());
    double now_m2 = 0, planned_m2 = 0;
    for (const LandUseBalance::Row& row : balance.rows) {
        now_m2 += row.now_m2;
        planned_m2 += row.planned_m2;
    }
    CHECK(now_m2 == Approx(balance.now_m2));
    CHECK(planned_m2 == Approx(now_m2).epsilon(1e-6)); // every parcel of the sample has both codes
}
