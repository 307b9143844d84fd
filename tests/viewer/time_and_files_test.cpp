// What happens by itself: files that change on the disk, the date that runs on; and what is told of it.

#include "viewer/state/actions.hpp"
#include "viewer/state/commands.hpp"
#include "viewer/state/file_watch.hpp"
#include "viewer/state/issue_place.hpp"
#include "viewer/state/reload_news.hpp"
#include "viewer/state/session.hpp"

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/viewer/made_document.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

using namespace ntm;
using namespace ntm::viewer;

namespace {

const std::shared_ptr<const Atlas>& sample() {
    static const auto atlas = *load_atlas("sample:thanh-hoa-2022");
    return atlas;
}

AppState open_sample() {
    AppState state;
    apply(state, PlaceMap{{300, 100, 600, 400}});
    apply(state, OpenWorkspace{"sample:thanh-hoa-2022"});
    static const auto document = make_document(sample());
    apply(state, DocumentLoaded{document, {}});
    return state;
}

std::vector<std::string> wait_for_change(FileWatch& watch) {
    for (int i = 0; i < 500; ++i) {
        if (auto changed = watch.take_changed(); !changed.empty()) {
            return changed;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return {};
}

std::string value_of(const std::vector<Message::Line>& lines, const std::string& key) {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.key == key; });
    return found == lines.end() ? std::string() : found->value;
}

} // namespace

TEST_CASE("a file that is written again, goes or comes is told once, others are not") {
    const TemporaryFolder folder;
    const auto table = folder.file("plans.csv", "unit_code,status\n");
    const auto other = folder.file("units.csv", "code\n");
    const auto later = folder.path() / "joins.csv";
    std::atomic<int> woken = 0;
    FileWatch watch([&] { ++woken; }, std::chrono::milliseconds(10));
    watch.watch({table, other, later});
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    CHECK(watch.take_changed().empty());
    std::ofstream(table, std::ios::app) << "1,6\n";
    CHECK(wait_for_change(watch) == std::vector<std::string>{"plans.csv"});
    CHECK(woken > 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    CHECK(watch.take_changed().empty()); // it is known as it is now
    std::ofstream(later) << "row\n";
    CHECK(wait_for_change(watch) == std::vector<std::string>{"joins.csv"});
    std::filesystem::remove(table);
    CHECK(wait_for_change(watch) == std::vector<std::string>{"plans.csv"});
}

TEST_CASE("all that a workspace is read from is watched") {
    const auto files = files_of(sample()->workspace);
    for (const char* name : {"workspace.toml", "recognitions.csv", "drawings.gpkg"}) {
        CHECK(std::any_of(files.begin(), files.end(), [&](const auto& file) { return file.filename() == name; }));
    }
    CHECK(std::all_of(files.begin(), files.end(), [](const auto& file) { return file.is_absolute(); }));
}

TEST_CASE("after a reload one is told how many communes stand otherwise, and that nothing changed where nothing did") {
    const Date day = *Date::parse("2022-08-31");
    const auto same = reload_news(sample(), sample(), {"plans.csv"}, day, {2021, 2030});
    CHECK(value_of(same, "ui.reload.files") == "plans.csv");
    CHECK(std::any_of(same.begin(), same.end(), [](const auto& line) { return line.key == "ui.reload.same"; }));

    // Two communes lose the only row of their recognition.
    auto changed = std::make_shared<Atlas>(*sample());
    auto& rows = changed->recognitions.rows;
    int taken = 0;
    for (std::size_t i = 0; i < rows.size() && taken < 2; ++i) {
        const UnitRef unit = rows[i].unit;
        const bool only = (i == 0 || rows[i - 1].unit != unit) && (i + 1 == rows.size() || rows[i + 1].unit != unit);
        if (unit.level == Level::commune && only && changed->units.in_scope_on(unit, day)) {
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i--));
            ++taken;
        }
    }
    REQUIRE(taken == 2);
    const auto news = reload_news(sample(), changed, {"recognitions.csv"}, day, {2021, 2030});
    CHECK(value_of(news, "ui.reload.tiers") == "2");
    CHECK(value_of(news, "ui.reload.plans").empty());
}

TEST_CASE("what changed in files is told when the exact outlines arrive, which come after coarse ones") {
    AppState state = open_sample();
    auto rough = std::make_shared<Atlas>(*sample());
    rough->coarse = true;
    const auto coarse = make_document(rough);
    apply(state, DocumentLoaded{coarse, {}, nullptr, {}});
    CHECK(state.message.key.empty());
    apply(state, DocumentLoaded{make_document(sample(), coarse), {}, coarse, {{"ui.reload.files", "plans.csv"}}});
    CHECK(state.message.key == "ui.reload.title");
}

TEST_CASE("the date runs over the days with facts to the last one and stops; touching the date stops it too") {
    AppState state = open_sample();
    const auto& days = state.document->fact_days;
    apply(state, SetDate{days.back()});
    apply(state, Play{true});
    CHECK(state.playing);
    CHECK(state.as_of == days.front()); // from the end it begins anew
    int steps = 0;
    Date before = state.as_of;
    while (state.playing && steps < 1000) {
        apply(state, PlayStep{});
        CHECK(state.as_of > before);
        before = state.as_of;
        ++steps;
    }
    CHECK(state.as_of == days.back());
    CHECK(steps <= 60);
    CHECK(state.history.steps().size() <= 3); // one run is one step
    apply(state, Play{true});
    apply(state, SetDate{days.front()});
    CHECK_FALSE(state.playing);
}

TEST_CASE("the events of the slider count every recognition once") {
    const auto events = day_events(*sample());
    const auto& rows = sample()->recognitions.rows;
    for (const Tier tier : {Tier::ntm, Tier::nang_cao, Tier::kieu_mau}) {
        std::size_t told = 0;
        for (const DayEvent& event : events) {
            told += event.kind == DayEvent::Kind::recognised && event.tier == tier && event.level == Level::commune
                        ? event.units
                        : 0;
        }
        CHECK(told == static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const Recognition& row) {
                  return row.tier == tier && row.unit.level == Level::commune;
              })));
    }
    CHECK(std::is_sorted(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.day < b.day; }));
}

TEST_CASE("a notice leads to the unit of its row or of its value, and to none where several could be meant") {
    const Atlas& atlas = *sample();
    const auto join = std::find_if(atlas.joins.begin(), atlas.joins.end(),
                                   [](const Join& each) { return each.unit.valid() && each.row > 0; });
    REQUIRE(join != atlas.joins.end());
    Issue by_row{Severity::warning, "any", {}, {}};
    by_row.where.file = join->file;
    by_row.where.row = join->row;
    CHECK(unit_of_issue(atlas, by_row) == join->unit);
    Issue by_code{Severity::warning, "any", {}, {}};
    by_code.where.value = atlas.units.code({Level::commune, 7});
    CHECK(unit_of_issue(atlas, by_code) == UnitRef{Level::commune, 7});
    by_code.where.value = "không có";
    CHECK_FALSE(unit_of_issue(atlas, by_code).valid());

    AppState state = open_sample();
    state.issues = {by_row};
    apply(state, ShowNotices{true});
    apply(state, JumpToIssue{0});
    CHECK(state.selected == join->unit);
    CHECK(state.notices_open);
    apply(state, JumpToIssue{9}); // not there: nothing happens
    CHECK(state.selected == join->unit);
}

TEST_CASE("looks and the height of the lists come back with the session") {
    AppState state = open_sample();
    apply(state, SetLook{{LookTheme::projector, 115}});
    apply(state, SetDrawerHeight{400});
    AppState next;
    REQUIRE(begin_session(next, session_text(state)));
    CHECK(next.look == Look{LookTheme::projector, 115});
    CHECK(next.drawer_height == 400);
}
