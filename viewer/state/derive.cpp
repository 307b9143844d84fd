#include "viewer/state/derive.hpp"

#include "geo/base/viet_text.hpp"
#include "viewer/state/programme.hpp"
#include "viewer/state/reload_news.hpp"
#include "viewer/state/search.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

constexpr std::size_t search_limit = 40;

/// What was open, where it is read again because files changed.
struct Reload {
    std::shared_ptr<const Atlas> before;
    std::vector<std::string> files;
    Date as_of;
    PlanPeriod period;
};

std::optional<Command> load_job(const OpenWorkspace& open, const Reload& reload, Progress& progress,
                                TaskRunner& tasks) {
    std::shared_ptr<const Document> coarse;
    LoadOptions options = open.options;
    options.coarse_first = [&](std::shared_ptr<const Atlas> atlas) {
        auto issues = atlas->issues;
        coarse = make_document(std::move(atlas));
        if (!progress.cancelled()) {
            tasks.deliver(DocumentLoaded{coarse, std::move(issues), nullptr, {}});
        }
    };
    auto loaded = load_atlas(open.argument, &progress, options);
    if (!loaded) {
        return DocumentLoaded{nullptr, std::move(loaded.issues()), nullptr, {}};
    }
    auto issues = (*loaded)->issues;
    std::vector<Message::Line> news;
    if (reload.before && !reload.files.empty()) {
        news = reload_news(reload.before, *loaded, reload.files, reload.as_of, reload.period);
    }
    return DocumentLoaded{make_document(std::move(*loaded), coarse), std::move(issues), coarse, std::move(news)};
}

/// Of each entry of the legend, the units without and with the hatch.
std::vector<std::array<std::size_t, 2>> count_crossed(const Atlas& atlas, const StyledMap& map) {
    if (map.legend.overlays.empty()) {
        return {};
    }
    std::vector<std::array<std::size_t, 2>> counts(map.legend.entries.size());
    std::vector<std::uint8_t> seen(atlas.units.count(map.level)); // several features may be one unit
    const auto& unit_of = atlas.unit_of_feature[static_cast<std::size_t>(map.level)];
    for (std::size_t feature = 0; feature < unit_of.size(); ++feature) {
        if (unit_of[feature] != no_unit && std::exchange(seen[unit_of[feature]], std::uint8_t{1}) == 0 &&
            map.legend_entry[feature] < counts.size()) {
            ++counts[map.legend_entry[feature]][map.has_overlay[feature] != 0 ? 1 : 0];
        }
    }
    return counts;
}

std::shared_ptr<const Styled> make_styled(const std::shared_ptr<const Snapshot>& snapshot, const ThemeChoice& theme,
                                          Level level) {
    auto styled = std::make_shared<Styled>();
    styled->snapshot = snapshot;
    styled->theme = theme;
    styled->asked_level = level;
    styled->map = apply_theme(*snapshot, theme, level);
    styled->crossed = count_crossed(*snapshot->atlas, styled->map);
    return styled;
}

std::vector<UnitRef> children_by_name(const Units& units, UnitRef unit) {
    auto children = units.children(unit);
    const Collator collator;
    std::vector<std::pair<std::string, UnitRef>> keyed;
    keyed.reserve(children.size());
    for (const UnitRef child : children) {
        keyed.emplace_back(collator.sort_key(split_type_word(units.name(child)).name), child);
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::transform(keyed.begin(), keyed.end(), children.begin(), [](const auto& entry) { return entry.second; });
    return children;
}

} // namespace

void Derivations::load(const AppState& state, const OpenWorkspace& open) {
    m_tasks.cancel_kind("load");
    Reload reload{state.document ? state.document->atlas : nullptr, open.changed_files, state.as_of, state.plan_period};
    m_tasks.submit(Lane::load, "load", "ui.task.load",
                   [open, reload = std::move(reload), &tasks = m_tasks](Progress& progress) {
                       return load_job(open, reload, progress, tasks);
                   });
}

void Derivations::start(AppState& state, const char* kind, const char* name_key, TaskRunner::Job job) {
    if (state.document->atlas->coverage.features() > at_once_units) {
        m_tasks.submit(Lane::insight, kind, name_key, std::move(job));
        return;
    }
    Progress progress;
    if (const auto command = job(progress)) {
        apply(state, *command);
    }
}

void Derivations::update(AppState& state) {
    if (!state.document) {
        return;
    }
    update_insight(state);
    update_table(state);
    update_filter(state);
    update_styled(state);
    update_before(state);
    update_states(state);
    update_rows(state);
    update_counts(state);
    update_report(state);
    update_search(state);
    update_drawer(state);
    update_plans(state);
}

void Derivations::update_insight(AppState& state) {
    const std::tuple key{state.document, state.as_of, state.plan_period.from, state.plan_period.to};
    if (key == m_insight_key) {
        return;
    }
    m_insight_key = key;
    start(state, "insight", "ui.task.count",
          [atlas = state.document->atlas, date = state.as_of, period = state.plan_period](Progress&) {
              auto insight = std::make_shared<Insight>();
              insight->snapshot = make_snapshot(atlas, date, period);
              insight->summary = summarise(*insight->snapshot);
              return InsightMade{std::move(insight)};
          });
}

void Derivations::update_styled(AppState& state) {
    // An insight of the workspace before this one colours nothing.
    if (!state.insight || state.insight->snapshot->atlas != state.document->atlas) {
        return;
    }
    const ThemeChoice theme = state.theme_under_set();
    const std::tuple key{state.insight->snapshot, theme, state.level};
    if (key == m_styled_key) {
        return;
    }
    m_styled_key = key;
    TaskRunner::Job job = [snapshot = state.insight->snapshot, theme, level = state.level](Progress&) {
        return StyledMade{make_styled(snapshot, theme, level)};
    };
    m_tasks.cancel_kind("styled by plans"); // it would come after the one asked for now
    if (theme.theme == Theme::coverage) {   // lays plans over communes: never on the window's thread
        m_tasks.submit(Lane::plans, "styled by plans", "ui.task.colour", std::move(job));
    } else {
        start(state, "styled", "ui.task.colour", std::move(job));
    }
}

/// The other side of a swiped map. The theme "change" looks at both days by itself.
void Derivations::update_before(AppState& state) {
    if (!state.swipe.on || !state.insight || state.insight->snapshot->atlas != state.document->atlas) {
        return;
    }
    const ThemeChoice theme = state.theme_under_set();
    const std::tuple key{state.insight->snapshot, state.since(), theme, state.level};
    if (key == m_before_key) {
        return;
    }
    m_before_key = key;
    start(state, "before", "ui.task.colour",
          [now = state.insight->snapshot, since = state.since(), theme, level = state.level](Progress&) {
              return BeforeMade{make_styled(make_snapshot(now->atlas, since, now->plan_period), theme, level)};
          });
}

void Derivations::update_report(AppState& state) {
    // Areas are told of exact outlines only: those are on their way.
    if (!state.insight || state.insight->snapshot->atlas != state.document->atlas || state.document->atlas->coarse) {
        return;
    }
    const std::tuple key{state.insight->snapshot, state.selected, state.criteria_set};
    if (key == m_report_key) {
        return;
    }
    m_report_key = key;
    if (!state.selected.valid()) {
        apply(state, ReportMade{});
        return;
    }
    // Areas are PROJ's own, point by point: a whole province takes too long for the window's thread.
    m_tasks.submit(Lane::insight, "report", "ui.task.report",
                   [snapshot = state.insight->snapshot, unit = state.selected, set = state.criteria_set](Progress&) {
                       auto made = std::make_shared<SelectedReport>();
                       made->snapshot = snapshot;
                       made->report = report_unit(*snapshot, unit);
                       made->children = children_by_name(snapshot->atlas->units, unit);
                       add_programme(*made, set);
                       return ReportMade{std::move(made)};
                   });
}

void Derivations::update_drawer(AppState& state) {
    if (!state.drawer_open || state.drawer_tab == DrawerTab::table || state.drawer_tab == DrawerTab::plans ||
        state.drawer_tab == DrawerTab::joins || !state.insight ||
        state.insight->snapshot->atlas != state.document->atlas) {
        return;
    }
    const bool scoped =
        state.drawer_tab == DrawerTab::gaps && state.selected.valid() && state.selected.level != Level::commune;
    const UnitRef scope = scoped ? state.selected : UnitRef{};
    const std::tuple key{state.insight->snapshot, state.drawer_tab, state.rank,         scope,
                         state.criteria_set,      state.since(),    state.shown_level()};
    if (key == m_drawer_key) {
        return;
    }
    m_drawer_key = key;
    start(state, "drawer", "ui.task.drawer",
          [snapshot = state.insight->snapshot, tab = state.drawer_tab, rank = state.rank, scope,
           set = state.criteria_set, since = state.since(), level = state.shown_level()](Progress&) {
              return DrawerMade{make_drawer(snapshot, {tab, rank, scope, set, since, level})};
          });
}

void Derivations::update_search(AppState& state) {
    const auto recent = state.search.text.empty() ? state.recent : std::vector<SearchHit>{};
    std::tuple key{state.document, state.search.text, state.as_of, state.criteria_set, recent};
    if (key == m_search_key) {
        return;
    }
    m_search_key = std::move(key);
    if (state.search.text.empty()) {
        apply(state, SearchFound{{}, recent});
        return;
    }
    start(state, "search", "ui.task.search",
          [atlas = state.document->atlas, text = state.search.text, date = state.as_of,
           set = state.criteria_set](Progress&) {
              return SearchFound{text, find_hits(*atlas, text, date, set, search_limit)};
          });
}

} // namespace ntm::viewer
