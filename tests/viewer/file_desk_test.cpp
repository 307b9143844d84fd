// What the window asks about files as offices send them, through the commands that panels and scripts queue.

#include "viewer/state/commands.hpp"

#include "tests/catch.hpp"

using namespace ntm;
using namespace ntm::viewer;

namespace {

/// A document of which nothing is looked at but how its layer was placed.
std::shared_ptr<const Document> unclear_document() {
    auto atlas = std::make_shared<Atlas>();
    LayerPlace place;
    place.file = "xa.shp";
    place.choice.clear = false;
    place.choice.candidates = {{{"EPSG:5897"}, "VN-2000 / TM-3 zone 482", 0},
                               {{"EPSG:3405"}, "VN-2000 / UTM 48N", 660}};
    atlas->places = {place};
    auto document = std::make_shared<Document>();
    document->atlas = std::move(atlas);
    return document;
}

/// Not apply() itself: for a variant the library's own of that name comes in between.
void give(AppState& state, const Command& command) {
    ntm::viewer::apply(state, command);
}

} // namespace

TEST_CASE("a system that is not clear is asked for when the workspace arrives, once") {
    AppState state;
    apply(state, OpenWorkspace{"/a"});
    apply(state, DocumentLoaded{unclear_document(), {}});
    REQUIRE(state.desk.crs_question);
    CHECK(state.desk.crs_question->choice.candidates.size() == 2);
    // Trying a candidate loads again with it: the question stays, though nothing is unclear now.
    apply(state, OpenWorkspace{"/a", {"EPSG:3405", {}, true, {}}});
    CHECK(state.desk.options.crs == "EPSG:3405");
    CHECK(state.desk.crs_question);
    give(state, DeskCommand(LeaveCrsOpen{}));
    CHECK_FALSE(state.desk.crs_question);
    apply(state, DocumentLoaded{unclear_document(), {}}); // a reload does not ask again
    CHECK_FALSE(state.desk.crs_question);
    give(state, DeskCommand(AskCrs{})); // the person may
    CHECK(state.desk.crs_question);
    apply(state, OpenWorkspace{"/b"});
    CHECK_FALSE(state.desk.crs_question);
}

TEST_CASE("decisions about rows are gathered, changed and taken back, and gone with another workspace") {
    AppState state;
    Join join;
    join.file = "/tmp/bang.xlsx";
    join.given = "Xã Sàu";
    give(state, DeskCommand(DecideJoin{{"bang.xlsx", "Xã Sàu", {}, "00006"}}));
    REQUIRE(decision_on(state.desk, join) != nullptr);
    give(state, DeskCommand(DecideJoin{{"bang.xlsx", "Xã Sàu", {}, {}}}));
    REQUIRE(state.desk.decisions.size() == 1);
    CHECK(decision_on(state.desk, join)->code.empty());
    join.file = "/tmp/khac.xlsx";
    CHECK(decision_on(state.desk, join) == nullptr);
    give(state, DeskCommand(DecideJoin{state.desk.decisions.front(), true}));
    CHECK(state.desk.decisions.empty());
    give(state, DeskCommand(DecideJoin{{"bang.xlsx", "Xã Sàu", {}, "00006"}}));
    apply(state, OpenWorkspace{"/a"});
    CHECK(state.desk.decisions.empty());
    give(state, DeskCommand(DecideJoin{{"bang.xlsx", "Xã Sàu", {}, "00006"}}));
    apply(state, OpenWorkspace{"/a"}); // read again because a scan's points were saved: nobody wrote the decision
    CHECK(state.desk.decisions.size() == 1);
}

TEST_CASE("what is proposed for dropped files can be changed part by part before it is accepted") {
    AppState state;
    auto proposal = std::make_shared<WorkspaceProposal>();
    proposal->boundaries.resize(1);
    proposal->boundaries[0].crs.clear = false;
    proposal->boundaries[0].crs.candidates = {{{"EPSG:5897"}, "", 0}, {{"EPSG:3405"}, "", 660}};
    proposal->tables.resize(2);
    give(state, DeskCommand(ProposalMade{{proposal, "/a"}}));
    give(state, DeskCommand(ChooseProposedCrs{0, 1}));
    give(state, DeskCommand(KeepProposed{true, 1, false}));
    give(state, DeskCommand(KeepProposed{true, 7, false})); // of a proposal before
    give(state, DeskCommand(ChooseProposedCrs{0, 9}));
    REQUIRE(state.desk.proposed);
    CHECK(state.desk.proposed->proposal->boundaries[0].entry.crs == "EPSG:3405");
    CHECK(state.desk.proposed->proposal->tables[0].kept);
    CHECK_FALSE(state.desk.proposed->proposal->tables[1].kept);
    CHECK(proposal->tables[1].kept); // the one a task may hold stays as it was
    give(state, DeskCommand(CloseProposal{}));
    CHECK_FALSE(state.desk.proposed);
}
