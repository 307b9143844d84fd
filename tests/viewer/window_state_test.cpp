// What the window shows at once: two dates, the legend in other measures, the keyboard's place, where a notice leads,
// and that all of it is taken back. State, commands and what follows from them, on the shipped sample, without a
// window.

#include "viewer/panels/legend_words.hpp"
#include "viewer/state/choices.hpp"
#include "viewer/state/commands.hpp"
#include "viewer/state/derive.hpp"
#include "viewer/state/issue_places.hpp"
#include "viewer/state/script.hpp"
#include "viewer/state/session.hpp"

#include "geo/base/paths.hpp"
#include "tests/catch.hpp"
#include "tests/viewer/made_document.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

using namespace ntm;
using namespace ntm::viewer;

namespace {

/// The state of a window on the sample with all that follows from it, as the window keeps it.
class Sample {
public:
    Sample() {
        static const auto document = make_document(*load_atlas("sample:thanh-hoa-2022"));
        apply(m_state, PlaceMap{{300, 100, 600, 400}});
        apply(m_state, OpenWorkspace{"sample:thanh-hoa-2022"});
        does(DocumentLoaded{document, {}});
    }
    /// Until nothing is on its way any more.
    void does(const Command& command) {
        ntm::viewer::apply(m_state, command);
        for (bool quiet = false; !quiet;) {
            m_derivations.update(m_state);
            const bool idle = !m_tasks.busy();
            const auto results = m_tasks.take_results();
            for (const auto& result : results) {
                ntm::viewer::apply(m_state, result);
            }
            quiet = idle && results.empty();
            if (!idle) {
                std::unique_lock lock(m_mutex);
                m_rung.wait_for(lock, std::chrono::milliseconds(20));
            }
        }
    }
    [[nodiscard]] const AppState& state() const { return m_state; }

private:
    AppState m_state;
    std::mutex m_mutex;
    std::condition_variable m_rung;
    TaskRunner m_tasks{[this] { m_rung.notify_all(); }};
    Derivations m_derivations{m_tasks};
};

Issue issue_about(const std::string& file, const std::string& layer = {}) {
    Issue issue{Severity::warning, "any", {}, {}};
    issue.where.file = file;
    issue.where.layer = layer;
    return issue;
}

} // namespace

TEST_CASE("two dates stand under one line or on two maps, never both, and narrow maps take the room of the details") {
    AppState state = open_state();
    apply(state, SetSwipe{true});
    CHECK(state.swipe.on);
    CHECK_FALSE(state.swipe.beside);
    CHECK(state.right_open);
    apply(state, SetSwipe{true, true});
    CHECK(state.swipe.on);
    CHECK(state.swipe.beside);
    CHECK_FALSE(state.right_open); // the map was 600 pixels wide
    apply(state, SetSwipe{false, true});
    CHECK_FALSE(state.swipe.on);
    CHECK_FALSE(state.swipe.beside);

    AppState wide = open_state();
    apply(wide, PlaceMap{{300, 100, 1200, 700}});
    apply(wide, SetSwipe{true, true});
    CHECK(wide.right_open);
}

TEST_CASE("looks, kept sets, comparisons and joins are taken back and done again, each by its name") {
    AppState state = open_state();
    const Choices at_first = choices_of(state);
    apply(state, SetLook{{LookTheme::dark, 130}});
    apply(state, SetSwipe{true});
    apply(state, MoveSwipe{0.3});
    apply(state, MoveSwipe{0.4}); // one way of the hand is one step
    apply(state, SetSwipe{true, true});
    apply(state, SetSince{*Date::from_ymd(2022, 1, 1)});
    apply(state, SelectUnit{{Level::commune, 1}});
    apply(state, KeepSet{"một xã"});
    ntm::viewer::apply(state, DeskCommand(DecideJoin{{"a.csv", "Xa A", {}, "00102"}}));
    std::vector<std::string> names;
    for (const HistoryStep& step : state.history.steps()) {
        names.push_back(step.name);
    }
    CHECK(names == std::vector<std::string>{"step.look", "step.compare", "step.compare", "step.compare", "step.compare",
                                            "step.selection", "step.sets", "step.joins"});
    const Choices at_last = choices_of(state);
    apply(state, Undo{});
    CHECK(state.desk.decisions.empty());
    apply(state, Undo{});
    CHECK(state.sets.empty());
    apply(state, UndoTo{4});
    CHECK_FALSE(state.compared_with);
    CHECK(state.swipe == Swipe{true, 0.4, true});
    apply(state, UndoTo{0});
    CHECK(choices_of(state) == at_first);
    CHECK(state.look == Look{});
    for (std::size_t i = 0; i < names.size(); ++i) {
        apply(state, Redo{});
    }
    CHECK(choices_of(state) == at_last);
    apply(state, DropSet{0});
    CHECK(state.sets.empty());
    apply(state, Undo{});
    CHECK(state.sets.size() == 1);
}

TEST_CASE("two dates and a cell of the square come back with the session") {
    AppState state = open_state();
    apply(state, SetSince{*Date::from_ymd(2022, 1, 1)});
    apply(state, SetSwipe{true, true});
    UnitFilter filter;
    filter.chips.push_back({Theme::tier_plan, "tier.ntm", {}, false, true});
    apply(state, SetFilter{filter});
    const auto text = session_text(state);
    AppState next;
    apply(next, PlaceMap{{300, 100, 600, 400}});
    REQUIRE(begin_session(next, text));
    apply(next, DocumentLoaded{made_document(), {}});
    CHECK(next.compared_with == Date::from_ymd(2022, 1, 1));
    CHECK(next.swipe == state.swipe);
    CHECK(next.filter == state.filter);
    CHECK(session_text(next) == text);
}

TEST_CASE("cells of the square legend part the communes without an approved plan among the tiers") {
    Sample sample;
    sample.does(SetTheme{Theme::tier_plan});
    const std::size_t classes = sample.state().styled->map.legend.entries.size();
    std::size_t hatched = 0, plain = 0;
    for (std::size_t entry = 0; entry < classes; ++entry) {
        for (const bool over : {false, true}) {
            sample.does(ToggleChip{entry, false, over});
            REQUIRE(sample.state().filtered);
            (over ? hatched : plain) += sample.state().filtered->count;
            CHECK(sample.state().styled->crossed[entry][over ? 1 : 0] == sample.state().filtered->count);
            sample.does(MarkClass{entry, false, false, over});
            CHECK(sample.state().marked.size() == sample.state().filtered->count);
            sample.does(ToggleChip{entry, false, over}); // pressed again, it lets go
            CHECK(sample.state().filter.empty());
        }
    }
    CHECK(hatched == 232); // document 000: communes without an approved plan
    CHECK(hatched + plain == 559);
    // Two cells of one legend widen each other.
    sample.does(ToggleChip{0, false, true});
    const auto first = sample.state().filtered->count;
    sample.does(ToggleChip{1, false, false});
    CHECK(sample.state().filtered->count == first + sample.state().styled->crossed[1][0]);
}

TEST_CASE("the legend tells counts, areas and shares of all units, those in view and those in the filter") {
    Sample sample;
    CHECK(sample.state().current_legend_counts() == nullptr); // plain counts stand in the legend itself
    sample.does(SetLegendMeasure{LegendMeasure::share});
    const LegendCounts* counts = sample.state().current_legend_counts();
    REQUIRE(counts != nullptr);
    CHECK(counts->all.units == 559);
    CHECK_FALSE(counts->areas_known); // nobody asked for them
    const auto& entries = sample.state().styled->map.legend.entries;
    REQUIRE(counts->entries.size() == entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CHECK(counts->entries[i].units == entries[i].count);
    }
    sample.does(SetLegendMeasure{LegendMeasure::area});
    counts = sample.state().current_legend_counts();
    REQUIRE(counts != nullptr);
    REQUIRE(counts->areas_known);
    double ha = 0;
    for (const ClassSum& sum : counts->entries) {
        ha += sum.ha;
    }
    CHECK(ha == Approx(counts->all.ha));
    CHECK(ha == Approx(1'111'000).epsilon(0.01)); // the province has 11,11 thousand km² in every yearbook
    sample.does(ToggleChip{0, false, {}});
    sample.does(SetLegendScope{LegendScope::in_filter});
    counts = sample.state().current_legend_counts();
    REQUIRE(counts != nullptr);
    CHECK(counts->all.units == sample.state().filtered->count);
    CHECK(counts->entries[0].units == counts->all.units);
    CHECK(counts->entries[0].ha == Approx(counts->all.ha));
    sample.does(SetLegendScope{LegendScope::in_view});
    sample.does(ZoomMap{4, std::nullopt});
    counts = sample.state().current_legend_counts();
    REQUIRE(counts != nullptr);
    CHECK(counts->all.units < 559);
    CHECK(counts->all.units > 0);
}

namespace {

/// The share beside the class or the hatch with this name, "40,1%".
std::string share_beside(const Sample& sample, std::string_view label_key, bool overlay, const Lang& lang) {
    const AppState& state = sample.state();
    const LegendCounts* counts = state.current_legend_counts();
    REQUIRE(counts != nullptr);
    const Legend& legend = state.styled->map.legend;
    const auto& entries = overlay ? legend.overlays : legend.entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].label_key == label_key) {
            return legend_figure(state, lang, (overlay ? counts->overlays : counts->entries)[i], *counts,
                                 share_whole(legend, *counts, i, overlay));
        }
    }
    return "no such class";
}

} // namespace

// Document 000 counts 155 of 387 communes (40 %) with an approved plan; 172 owe none. Of all 559 units it would be 28
// %.
TEST_CASE("shares of plans are of the communes that owe one, as the law counts") {
    const Lang lang = std::move(*Lang::load(std::filesystem::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi));
    Sample sample;
    sample.does(SetTheme{Theme::plan});
    sample.does(SetLegendMeasure{LegendMeasure::share});
    CHECK(share_beside(sample, "plan.approved", false, lang) == "40,1%");
    CHECK(share_beside(sample, "plan.not_applicable", false, lang) == "–");
    const auto notes = share_notes(lang, sample.state().styled->map.legend, *sample.state().current_legend_counts());
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].find("387") != std::string::npos);
    CHECK(notes[1].find("155/387") != std::string::npos);
    sample.does(SetTheme{Theme::tier_plan});
    CHECK(share_beside(sample, "legend.without_plan", true, lang) == "59,9%"); // 232 of 387
}

// Of the 469 communes in scope 346 hold the title "đạt chuẩn"; 290 hold that tier and no higher one.
TEST_CASE("shares of tiers leave out what is not in scope and say that they are of one class alone") {
    const Lang lang = std::move(*Lang::load(std::filesystem::path(NTM_SOURCE_DIR) / "data/lang/vi.toml", Language::vi));
    Sample sample;
    sample.does(SetLegendMeasure{LegendMeasure::share});
    const AppState& state = sample.state();
    const LegendCounts& counts = *state.current_legend_counts();
    const Legend& legend = state.styled->map.legend;
    CHECK(share_whole(legend, counts, 0, false) == state.styled->snapshot->tiers.in_scope);
    CHECK(share_beside(sample, "tier.ntm", false, lang) == "61,8%");
    CHECK(share_beside(sample, "tier.not_in_scope", false, lang) == "–");
    for (const LegendEntry& entry : legend.entries) {
        const auto name = legend_label(entry, lang);
        const bool alone = entry.label_key == "tier.ntm" || entry.label_key == "tier.nang_cao";
        CHECK((class_name(lang, entry, false) == name + " (riêng lớp này)") == alone);
        CHECK(class_name(lang, entry, true) == name); // beside the count of the law nothing needs to be said
    }
}

TEST_CASE("the places of many notices are those of each alone") {
    Sample sample;
    const AppState& state = sample.state();
    std::vector<Issue> issues = state.atlas()->issues;
    REQUIRE_FALSE(state.atlas()->joins.empty());
    const Join& join = state.atlas()->joins.back();
    issues.push_back({Severity::warning, "made", {join.file, {}, join.row, {}, {}}, {}});
    issues.push_back({Severity::warning,
                      "made",
                      {"elsewhere/" + std::filesystem::path(join.file).filename().string(), {}, 0, {}, {}},
                      {}});
    issues.push_back({Severity::warning, "made", {"no such file.csv", {}, 1, {}, {}}, {}});
    const auto places = places_of_issues(*state.atlas(), issues);
    REQUIRE(places.size() == issues.size());
    for (std::size_t i = 0; i < issues.size(); ++i) {
        const IssuePlace one = place_of_issue(*state.atlas(), issues[i]);
        CHECK((places[i].kind == one.kind && places[i].unit == one.unit && places[i].layer == one.layer));
    }
    const std::size_t made = places.size() - 3;
    CHECK(places[made].unit == join.unit);
    CHECK(places[made + 1].kind == IssuePlaceKind::table);
    CHECK(places[made + 2].kind == IssuePlaceKind::none);
}

TEST_CASE("the keyboard goes round the parts of the window and leaves out those that are folded away") {
    AppState state = open_state();
    const auto round = [&](int by) {
        std::vector<WindowPart> parts;
        do {
            apply(state, FocusPart{std::nullopt, by});
            parts.push_back(state.keyboard.part);
        } while (parts.back() != WindowPart::map);
        return parts;
    };
    CHECK(round(1) == std::vector<WindowPart>{WindowPart::top, WindowPart::legend, WindowPart::lists,
                                              WindowPart::details, WindowPart::map});
    apply(state, ShowRail{Rail::left, false});
    CHECK(round(-1) ==
          std::vector<WindowPart>{WindowPart::details, WindowPart::lists, WindowPart::top, WindowPart::map});
    apply(state, FocusPart{WindowPart::lists, 1});
    CHECK(state.keyboard.part == WindowPart::lists);
    const auto requests = state.keyboard.requests;
    apply(state, FocusPart{WindowPart::lists, 1});
    CHECK(state.keyboard.requests == requests + 1); // asked again, it goes there again
    AppState empty;
    apply(empty, FocusPart{WindowPart::lists, 1});
    CHECK(empty.keyboard.part != WindowPart::lists); // there are none yet
}

TEST_CASE("a notice about a file leads to its layer, its boundaries or its rows") {
    Sample sample;
    const Atlas& atlas = *sample.state().atlas();
    REQUIRE(!atlas.plan_layers.empty());
    const auto layer = place_of_issue(atlas, issue_about(atlas.plan_layers[0].file, atlas.plan_layers[0].layer));
    CHECK(layer.kind == IssuePlaceKind::plan_layer);
    CHECK(layer.layer == 0);
    const auto& boundary = atlas.workspace.boundaries.front();
    CHECK(place_of_issue(atlas, issue_about(path_text(boundary.source), boundary.layer)).kind ==
          IssuePlaceKind::boundary);
    REQUIRE(!atlas.joins.empty());
    CHECK(place_of_issue(atlas, issue_about(atlas.joins.front().file)).kind == IssuePlaceKind::table);
    CHECK(place_of_issue(atlas, issue_about("không có.csv")).kind == IssuePlaceKind::none);
    CHECK(place_of_issue(atlas, Issue{Severity::warning, "any", {}, {}}).kind == IssuePlaceKind::none);

    AppState state = sample.state();
    state.issues = {issue_about(atlas.plan_layers[0].file, atlas.plan_layers[0].layer),
                    issue_about(atlas.joins.front().file), issue_about("không có.csv")};
    apply(state, JumpToIssue{0});
    CHECK(std::any_of(state.plan_layers.begin(), state.plan_layers.end(),
                      [](const PlanLayerChoice& each) { return each.look.layer == 0 && each.shown; }));
    CHECK_FALSE(state.follows_extent); // the map went there
    apply(state, JumpToIssue{1});
    CHECK(state.drawer_open);
    CHECK(state.drawer_tab == DrawerTab::joins);
    const auto before = session_text(state);
    apply(state, JumpToIssue{2});
    CHECK(session_text(state) == before);
}

TEST_CASE("what the window shows at once is asked for in a script") {
    const auto steps = parse_script("beside on\nlegend area\nchip 2 hatched\nmark-class 1 plain\nfocus next\n"
                                    "focus legend\noverlay open\nmark-only on\ndrop-set 2\nbeside off\n",
                                    "visit.txt");
    REQUIRE(steps);
    REQUIRE(steps->size() == 10);
    const auto command = [&](std::size_t i) { return std::get<Command>((*steps)[i]); };
    CHECK(std::get<SetSwipe>(command(0)).beside);
    CHECK(std::get<SetLegendMeasure>(command(1)).measure == LegendMeasure::area);
    CHECK(std::get<ToggleChip>(command(2)).hatched == true);
    CHECK(std::get<MarkClass>(command(3)).hatched == false);
    CHECK(std::get<FocusPart>(command(4)).by == 1);
    CHECK(std::get<FocusPart>(command(5)).part == WindowPart::legend);
    CHECK(std::get<ShowPopup>(command(6)).popup == Popup::open);
    CHECK(std::get<SetFilter>(command(7)).filter.marked_only);
    CHECK(std::get<DropSet>(command(8)).index == 1);
    CHECK_FALSE(std::get<SetSwipe>(command(9)).on);
    CHECK_FALSE(parse_script("legend volume\nfocus garden\nchip 2 striped\nbeside maybe\n", "visit.txt"));
}
