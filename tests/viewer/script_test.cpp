#include "viewer/state/script.hpp"

#include "tests/catch.hpp"

using namespace ntm;
using namespace ntm::viewer;

namespace {

template <class T>
const T* command_of(const ScriptStep& step) {
    const auto* command = std::get_if<Command>(&step);
    return command != nullptr ? std::get_if<T>(command) : nullptr;
}

} // namespace

TEST_CASE("a script is read line by line into the commands of the window") {
    const auto steps = parse_script("# a visit\n"
                                    "\n"
                                    "select 14872\r\n"
                                    "theme tier+plan\n"
                                    "date 31/12/2021\n"
                                    "zoom 2.5 100 200\n"
                                    "search Triệu Sơn\n"
                                    "period 2021-2030\n"
                                    "hover none\n"
                                    "follow a b.json\n"
                                    "quit",
                                    "visit.txt");
    REQUIRE(steps);
    REQUIRE(steps->size() == 9);
    CHECK(command_of<SelectCode>((*steps)[0])->code == "14872");
    CHECK(command_of<SetTheme>((*steps)[1])->theme == Theme::tier_plan);
    CHECK(command_of<SetDate>((*steps)[2])->date == Date::from_ymd(2021, 12, 31));
    const auto* zoom = command_of<ZoomMap>((*steps)[3]);
    REQUIRE(zoom != nullptr);
    CHECK(zoom->factor == 2.5);
    CHECK(zoom->about_map_px == Point{100, 200});
    CHECK(command_of<SetSearch>((*steps)[4])->text == "Triệu Sơn");
    CHECK(command_of<SetPlanPeriod>((*steps)[5])->period == PlanPeriod{2021, 2030});
    CHECK_FALSE(command_of<MoveCursor>((*steps)[6])->map_px);
    CHECK(std::get<FollowState>((*steps)[7]).file == "a b.json");
    CHECK(command_of<Quit>((*steps)[8]) != nullptr);
}

TEST_CASE("one wrong line and nothing of the script is run; each wrong line is named") {
    const auto steps = parse_script("theme tier\nfly away\ndate 31/02/2022\nzoom 0\n", "visit.txt");
    REQUIRE_FALSE(steps);
    REQUIRE(steps.issues().size() == 3);
    CHECK(steps.issues()[0].code == "script_line");
    CHECK(steps.issues()[0].where.file == "visit.txt");
    CHECK(steps.issues()[0].where.row == 2);
    CHECK(steps.issues()[0].where.value == "fly away");
    CHECK(steps.issues()[2].where.row == 4);
}

TEST_CASE("lists, checklist and criterion are asked for in a script") {
    const auto steps = parse_script("drawer gaps\ndrawer off\nrank share_ntm commune\nset XA-NTM-2021\nset none\n"
                                    "criterion 17\n",
                                    "lists.txt");
    REQUIRE(steps);
    REQUIRE(steps->size() == 6);
    CHECK(command_of<SetDrawerTab>((*steps)[0])->tab == DrawerTab::gaps);
    CHECK_FALSE(command_of<ShowDrawer>((*steps)[1])->open);
    CHECK(command_of<SetRanking>((*steps)[2])->rank == RankChoice{"share_ntm", Level::commune});
    CHECK(command_of<SetCriteriaSet>((*steps)[3])->set_id == "XA-NTM-2021");
    CHECK(command_of<SetCriteriaSet>((*steps)[4])->set_id.empty());
    CHECK(command_of<SetTheme>((*steps)[5])->theme == ThemeChoice{Theme::criterion, "17"});
    CHECK_FALSE(parse_script("drawer cellar\n", "lists.txt"));
    CHECK_FALSE(parse_script("rank by_feeling\n", "lists.txt"));
}
