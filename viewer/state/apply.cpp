#include "geo/insight/told_level.hpp"
#include "viewer/state/apply_desk.hpp"
#include "viewer/state/apply_plans.hpp"
#include "viewer/state/apply_scans.hpp"
#include "viewer/state/apply_selection.hpp"
#include "viewer/state/apply_view.hpp"
#include "viewer/state/apply_window.hpp"
#include "viewer/state/choices.hpp"
#include "viewer/state/overloaded.hpp"
#include "viewer/state/session.hpp"

#include <algorithm>
#include <string_view>

namespace ntm::viewer {

namespace {

Level existing_level(const Units& units, Level asked) {
    for (auto level = static_cast<std::size_t>(asked); level < all_levels.size(); ++level) {
        if (all_levels[level] >= units.drawn && units.count(all_levels[level]) > 0) {
            return all_levels[level];
        }
    }
    return units.drawn;
}

/// A load that is given up delivers nothing; what was shown of it stays.
void forget_load(AppState& state, std::uint64_t id) {
    const bool is_load = std::any_of(state.tasks.begin(), state.tasks.end(), [&](const TaskStatus& task) {
        return task.id == id && task.name_key == "ui.task.load";
    });
    if (!is_load) {
        return;
    }
    state.loading = false;
    if (state.atlas() != nullptr && state.atlas()->coarse) {
        state.issues.push_back({Severity::warning, "outlines_coarse", {}, {}});
        state.notices_open = true;
    }
}

void tell_news(AppState& state, const DocumentLoaded& loaded) {
    if (!loaded.news.empty()) {
        state.message = {"ui.reload.title", {}, {}, loaded.news};
    }
}

/// The exact outlines of what is shown already: units have the same numbers, so all that was chosen stays.
void take_exact_outlines(AppState& state, const DocumentLoaded& loaded) {
    state.document = loaded.document;
    if (state.plan_layers.size() != state.document->atlas->plan_layers.size()) {
        take_plan_layers(state, true); // coarse outlines come without drawings
    }
    take_scans(state, loaded.coarse, true);
    take_session(state);
    if (state.follows_extent) {
        fit(state);
    }
    tell_news(state, loaded);
}

void take_document(AppState& state, const DocumentLoaded& loaded) {
    state.loading = loaded.document && loaded.document->atlas->coarse;
    state.issues = loaded.issues;
    if (loaded.document && loaded.coarse && state.document == loaded.coarse) {
        take_exact_outlines(state, loaded);
        return;
    }
    if (!loaded.document) {
        state.notices_open = true;
        state.right_open = true;
        return;
    }
    const auto before = state.document;
    const bool reload = before && before->atlas->workspace.folder == loaded.document->atlas->workspace.folder;
    state.document = loaded.document;
    const Atlas& atlas = *state.document->atlas;
    // A reload keeps what was chosen by its codes: numbers may have shifted.
    const Units& then = before ? before->atlas->units : atlas.units;
    carry_choices(state, reload ? &then : nullptr);
    state.history.clear();
    state.hovered = {};
    state.listed_hover = {};
    const auto focus_requests = state.search.focus_requests;
    state.search = SearchState{};
    state.search.focus_requests = focus_requests;
    state.level = existing_level(atlas.units, reload ? state.level : told_level(atlas, state.level));
    take_plan_layers(state, reload);
    take_scans(state, before, reload);
    if (!state.as_of_chosen) {
        state.as_of = atlas.default_date();
    }
    if (!state.plan_period_chosen) {
        state.plan_period = atlas.default_plan_period();
    }
    if (!reload) {
        state.trail.clear();
        state.pin.reset();
        state.measure = {};
    }
    if (!reload || state.follows_extent) {
        fit(state);
    }
    take_session(state);
    ask_on_arrival(state);
    tell_news(state, loaded);
}

void begin_playing(AppState& state, bool on) {
    state.playing = on && state.document && !state.document->fact_days.empty();
    if (state.playing && state.as_of >= state.document->fact_days.back()) {
        state.as_of = state.document->fact_days.front();
        state.as_of_chosen = true;
    }
}

/// Some days lie close together: a run over many years shows no more than so many of them.
void play_step(AppState& state) {
    constexpr int most_steps = 48;
    if (!state.playing || !state.document) {
        return;
    }
    const auto& days = state.document->fact_days;
    const int least_gap = (days.back().days_since_1970() - days.front().days_since_1970()) / most_steps;
    const Date next = neighbour_fact_day(days, state.as_of.plus_days(std::max(least_gap - 1, 0)), 1);
    const Date reached = std::min(next > state.as_of ? next : days.back(), days.back());
    state.playing = reached > state.as_of && reached < days.back();
    state.as_of = std::max(reached, state.as_of);
    state.as_of_chosen = true;
}

/// "thanh-hoa-2022-tier-commune-2022-08-31.png": what is on the picture, in letters that every system takes.
std::string suggested_name(const AppState& state, ExportKind kind) {
    std::string name = state.atlas()->workspace.name;
    const std::string what = kind == ExportKind::map_png ? theme_word(state.theme_under_set()) : "units";
    name += "-" + what + "-" + std::string(level_word(state.shown_level())) + "-" + state.as_of.iso();
    for (char& letter : name) {
        constexpr std::string_view unfit = "/\\:*?\"<>|+ ";
        letter = unfit.find(letter) == std::string_view::npos ? letter : '-';
    }
    return name + std::string(export_ending(kind));
}

void ask_export(AppState& state, ExportKind kind) {
    if (state.atlas() == nullptr) {
        return;
    }
    const std::uint32_t requests = state.export_question ? state.export_question->requests : 0;
    const std::string folder = state.export_folder.empty() ? std::string() : state.export_folder + "/";
    state.export_question = ExportQuestion{kind, folder + suggested_name(state, kind), false, requests + 1};
}

void take_exported(AppState& state, const Exported& c) {
    state.export_question.reset();
    state.message = {c.issues.empty() ? "ui.export.written" : "ui.export.failed", c.file, c.issues};
    const auto slash = c.file.find_last_of('/');
    if (c.issues.empty() && slash != std::string::npos && slash > 0) {
        state.export_folder = c.file.substr(0, slash);
    }
}

} // namespace

Date AppState::since() const {
    return compared_with.value_or(Date::from_ymd(as_of.year() - 1, 12, 31).value_or(as_of));
}

const LegendCounts* AppState::current_legend_counts() const {
    const bool plainly = legend_scope == LegendScope::all && legend_measure == LegendMeasure::count;
    const bool fits = legend_counts && styled && legend_counts->scope == legend_scope &&
                      legend_counts->styled == (styled->plain ? styled->plain : styled);
    return fits && !plainly ? legend_counts.get() : nullptr;
}

Level AppState::shown_level() const {
    const bool up_to_date = styled && document && styled->snapshot->atlas == document->atlas &&
                            styled->theme.theme == theme.theme && styled->asked_level == level;
    return up_to_date ? styled->map.level : level;
}

ThemeChoice AppState::theme_under_set() const {
    const bool by_criteria = theme.theme == Theme::criteria || theme.theme == Theme::criterion;
    if (!by_criteria || !theme.set_id.empty() || atlas() == nullptr) {
        return theme;
    }
    const CriteriaSet* set = find_set(atlas()->criteria_sets, criteria_set);
    const bool fits = set != nullptr && set->level == Level::commune && !set->criteria.empty();
    ThemeChoice choice = theme;
    choice.set_id = fits ? criteria_set : std::string();
    return choice;
}

namespace {

void apply_plainly(AppState& state, const Command& command) {
    const auto nothing = [](const auto&) {};
    std::visit(
        Overloaded{
            [&](const OpenWorkspace& c) {
                begin_desk(state, c);
                state.workspace_argument = c.argument;
                state.loading = true;
                state.playing = false;
            },
            [&](const DocumentLoaded& c) { take_document(state, c); },
            [&](const DeskCommand& c) { apply_desk(state, c); },
            [&](const ScanCommand& c) { apply_scans(state, c); },
            [&](const SelectUnit& c) { select_unit(state, c.unit); },
            [&](const SelectCode& c) {
                if (state.atlas() != nullptr) {
                    select_unit(state, unit_by_code(state.atlas()->units, c.code));
                }
            },
            [&](const HoverUnit& c) { state.hovered = c.unit; },
            [&](const HoverListed& c) { state.listed_hover = c.unit; },
            [&](const ToggleUnit& c) { toggle_unit(state, c.unit); },
            [&](const ToggleCode& c) {
                if (state.atlas() != nullptr) {
                    toggle_unit(state, unit_by_code(state.atlas()->units, c.code));
                }
            },
            [&](const MarkUnits& c) { mark(state, c.units, c.add); },
            [&](const MarkClass& c) { mark_class(state, c); },
            [&](const MarkBox& c) { mark_box(state, c); },
            [&](const MarkFiltered&) { mark(state, filtered_units(state), false); },
            [&](const InvertMarks&) { invert_marks(state); },
            [&](const KeepSet& c) { keep_set(state, c.name); },
            [&](const DropSet& c) {
                if (c.index < state.sets.size()) {
                    state.sets.erase(state.sets.begin() + static_cast<std::ptrdiff_t>(c.index));
                }
            },
            [&](const SetFilter& c) { state.filter = c.filter; },
            [&](const ToggleChip& c) { toggle_chip(state, c); },
            [&](const SetLegendScope& c) { state.legend_scope = c.scope; },
            [&](const SetLegendMeasure& c) { state.legend_measure = c.measure; },
            [&](const FocusPart& c) { focus_part(state, c); },
            [&](const SortTable& c) { state.table.order = c.order; },
            [&](const ShowColumn& c) { show_column(state.table, c); },
            [&](const CopyTable& c) { nothing(c); },
            [&](const SetSince& c) {
                state.compared_with = c.date;
                if (state.theme.theme == Theme::change) {
                    state.theme.of = c.date.iso();
                }
            },
            [&](const Undo&) { step_back(state); },
            [&](const Redo&) { step_forward(state); },
            [&](const UndoTo& c) {
                while (state.history.steps().size() > c.step) {
                    step_back(state);
                }
            },
            [&](const TableMade& c) { state.unit_table = c.table; },
            [&](const AreasMade& c) { state.areas = c.areas; },
            [&](const FilterMade& c) { state.filtered = c.filtered; },
            [&](const RowsMade& c) { state.table_rows = c.rows; },
            [&](const CountsMade& c) { state.legend_counts = c.counts; },
            [&](const SetDate& c) {
                state.playing = false;
                state.as_of = c.date;
                state.as_of_chosen = true;
            },
            [&](const StepDate& c) {
                if (state.document) {
                    state.as_of = neighbour_fact_day(state.document->fact_days, state.as_of, c.direction);
                    state.as_of_chosen = true;
                }
            },
            [&](const SetTheme& c) {
                const auto scheme = c.theme.scheme.empty() ? state.theme.scheme : c.theme.scheme;
                state.theme = c.theme; // another question in the same colours
                state.theme.scheme = scheme;
            },
            [&](const SetScheme& c) { state.theme.scheme = c.scheme; },
            [&](const SetLevel& c) {
                state.level = state.atlas() != nullptr ? existing_level(state.atlas()->units, c.level) : c.level;
            },
            [&](const SetPlanPeriod& c) {
                state.plan_period = c.period;
                state.plan_period_chosen = true;
            },
            [&](const SetLanguage& c) { state.language = c.language; },
            [&](const FocusSearch&) {
                ++state.search.focus_requests;
                state.search.open = true;
            },
            [&](const SetSearch& c) {
                state.search.text = c.text;
                state.search.open = true;
                state.search.choice = 0;
            },
            [&](const SearchFound& c) {
                if (c.text == state.search.text) {
                    state.search.hits = c.hits;
                    state.search.hits_for = c.text;
                    state.search.choice = 0;
                }
            },
            [&](const MoveSearchChoice& c) {
                const auto last = static_cast<int>(state.search.hits.size()) - 1;
                state.search.choice = static_cast<std::size_t>(
                    std::clamp(static_cast<int>(state.search.choice) + c.by, 0, std::max(last, 0)));
            },
            [&](const TakeSearchChoice&) { take_search_choice(state); },
            [&](const CloseSearch&) { state.search.open = false; },
            [&](const SetLook& c) { state.look = c.look; },
            [&](const ShowPopup& c) { state.popup = c.popup; },
            [&](const SetSwipe& c) { set_swipe(state, c); },
            [&](const MoveSwipe& c) { state.swipe.at = std::clamp(c.at, 0.02, 0.98); },
            [&](const BeforeMade& c) { state.styled_before = c.styled; },
            [&](const Play& c) { begin_playing(state, c.on); },
            [&](const PlayStep&) { play_step(state); },
            [&](const JumpToIssue& c) { jump_to_issue(state, c.index); },
            [&](const ShowNotices& c) {
                state.notices_open = c.open;
                state.right_open = state.right_open || c.open;
            },
            [&](const ShowRail& c) { (c.rail == Rail::left ? state.left_open : state.right_open) = c.open; },
            [&](const ShowDrawer& c) { state.drawer_open = c.open; },
            [&](const SetDrawerTab& c) {
                state.drawer_tab = c.tab;
                state.drawer_open = true;
            },
            [&](const SetDrawerHeight& c) { state.drawer_height = std::max(c.at_scale_1, least_drawer_height); },
            [&](const SetRanking& c) { state.rank = c.rank; },
            [&](const SetCriteriaSet& c) { state.criteria_set = c.set_id; },
            [&](const AskExport& c) { ask_export(state, c.kind); },
            [&](const ExportTo& c) { nothing(c); },
            [&](const ExportExists& c) {
                if (state.export_question) {
                    state.export_question->file = c.file;
                    state.export_question->asks_replace = true;
                }
            },
            [&](const Exported& c) { take_exported(state, c); },
            [&](const CloseExport&) { state.export_question.reset(); },
            [&](const CloseMessage&) { state.message = {}; },
            [&](const PlaceMap& c) { place_map(state, c.rect); },
            [&](const PanMap& c) { set_view(state, panned(state.view, c.dx_px, c.dy_px, limits_of(state)), false); },
            [&](const ZoomMap& c) {
                const Point middle{state.view.width_px / 2.0, state.view.height_px / 2.0};
                set_view(state, zoomed(state.view, c.factor, c.about_map_px.value_or(middle), limits_of(state)), false);
            },
            [&](const FitMap&) {
                state.trail.leave(state.view, true);
                fit(state);
            },
            [&](const FitUnit& c) { fit_unit(state, c.unit); },
            [&](const BackView&) { step_view(state, true); },
            [&](const ForwardView&) { step_view(state, false); },
            [&](const AskPlace& c) {
                state.go_open = c.open && state.atlas() != nullptr;
                state.search.open = state.search.open && !state.go_open;
            },
            [&](const GoToText& c) { go_to_text(state, c); },
            [&](const GoToPlace& c) { go_to_place(state, c); },
            [&](const PlaceNotRead& c) {
                state.message = {"ui.go.not_read", c.text, {}};
            },
            [&](const DropPin&) { state.pin.reset(); },
            [&](const SetTool& c) { set_tool(state, c.tool); },
            [&](const AddMeasurePoint& c) { add_measure_point(state, c.map_px); },
            [&](const DropMeasurePoint&) { drop_measure_point(state); },
            [&](const EndMeasure&) { state.measure.ended = !state.measure.metres.empty(); },
            [&](const ClearMeasure&) { state.measure = {}; },
            [&](const MarkLasso& c) { mark_lasso(state, c); },
            [&](const MoveCursor& c) {
                state.cursor =
                    c.map_px ? std::optional(Cursor{.map_px = *c.map_px, .metres = {}, .lon_lat = {}}) : std::nullopt;
                update_cursor(state);
            },
            [&](const ChangePlanLayer& c) { change_plan_layer(state, c); },
            [&](const MovePlanLayer& c) { move_plan_layer(state, c); },
            [&](const LookAt& c) { look_at_map(state, c); },
            [&](const SetPlanList& c) { set_plan_list(state, c.list); },
            [&](const SetPlanMonths& c) { state.plan_months = c.months; },
            [&](const FlyToFlaw& c) { fly_to_flaw(state, c); },
            [&](const PlansMade& c) { state.plan_desk = c.desk; },
            [&](const SpotFound& c) { state.spot = c.spot; },
            [&](const PlanLegendMade& c) { state.plan_legend = c.legend; },
            [&](const InsightMade& c) { state.insight = c.insight; },
            [&](const StyledMade& c) { state.styled = c.styled; },
            [&](const ReportMade& c) { state.report = c.report; },
            [&](const DrawerMade& c) { state.drawer = c.drawer; },
            [&](const TasksChanged& c) { state.tasks = c.tasks; },
            [&](const TaskFailed& c) {
                state.loading = state.loading && c.name_key != "ui.task.load";
                state.issues.push_back({Severity::error, "task_failed", {}, c.what});
                state.notices_open = true;
            },
            [&](const CancelTask& c) { forget_load(state, c.id); },
            [&](const TakeScreenshot& c) { nothing(c); },
            [&](const WriteState& c) { nothing(c); },
            [&](const WriteFrameTimes& c) { nothing(c); },
            [&](const Redraw& c) { nothing(c); },
            [&](const Quit& c) { nothing(c); },
        },
        command);
}

} // namespace

void apply(AppState& state, const Command& command) {
    const std::string name = step_name(command);
    if (name.empty()) {
        apply_plainly(state, command);
        return;
    }
    const Choices before = choices_of(state);
    apply_plainly(state, command);
    if (choices_of(state) != before) {
        state.history.note(name, joins_its_like(command), before);
    }
}

} // namespace ntm::viewer
