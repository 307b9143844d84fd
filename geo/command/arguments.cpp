#include "geo/command/subcommand.hpp"

#include "geo/base/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

namespace ntm {

std::string Subcommand::help(const char* option) const {
    return lang()[fmt::format("cli.option.{}", option)];
}

std::optional<Date> read_date(const std::string& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    const auto date = Date::parse(text);
    if (!date) {
        throw UsageError{"cli.date_invalid", text, {}};
    }
    return date;
}

std::optional<PlanPeriod> read_plan_period(const std::string& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    const std::size_t dash = text.find('-');
    if (dash != std::string::npos) {
        const auto from = parse_integer(text.substr(0, dash));
        const auto to = parse_integer(text.substr(dash + 1));
        if (from && to && *from >= 1900 && *from <= *to && *to <= 2200) {
            return PlanPeriod{static_cast<int>(*from), static_cast<int>(*to)};
        }
    }
    throw UsageError{"cli.period_invalid", text, {}};
}

ThemeChoice read_theme(const std::string& text) {
    if (const auto theme = parse_theme(text); theme && (theme->theme != Theme::criterion || !theme->of.empty())) {
        return *theme;
    }
    std::vector<std::string> words;
    for (const Theme theme : all_themes) {
        words.push_back(std::string(theme_word(theme)) + (theme == Theme::criterion ? ":N" : ""));
    }
    throw UsageError{"cli.theme_unknown", text, fmt::format("{}", fmt::join(words, ", "))};
}

const CriteriaSet* read_set(const Snapshot& snapshot, const std::string& id) {
    if (id.empty()) {
        return nullptr;
    }
    const auto& sets = snapshot.atlas->criteria_sets;
    if (const CriteriaSet* set = find_set(sets, id)) {
        return set;
    }
    std::vector<std::string> ids;
    for (const CriteriaSet& set : sets) {
        ids.push_back(set.id);
    }
    throw UsageError{"cli.set_unknown", id, fmt::format("{}", fmt::join(ids, ", "))};
}

std::optional<Level> read_level(const std::string& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    if (const auto level = parse_level(text)) {
        return level;
    }
    throw UsageError{"cli.level_unknown", text, "commune, district, province"};
}

Renderer read_renderer(const std::string& text) {
    if (text == "auto") {
        return Renderer::automatic;
    }
    if (text == "cpu" || text == "gpu") {
        return text == "cpu" ? Renderer::cpu : Renderer::gpu;
    }
    throw UsageError{"cli.renderer_unknown", text, "auto, cpu, gpu"};
}

namespace {

struct Paper {
    double long_mm = 0;
    double short_mm = 0;
    bool portrait = false;
    bool may_turn = false;
};

std::optional<Paper> parse_paper(std::string text) {
    constexpr std::array<std::pair<double, double>, 6> sizes{
        {{1189, 841}, {841, 594}, {594, 420}, {420, 297}, {297, 210}, {210, 148}}};
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (text.size() < 2 || text[0] != 'a' || text[1] < '0' || text[1] > '5') {
        return std::nullopt;
    }
    const auto [longer, shorter] = sizes[static_cast<std::size_t>(text[1] - '0')];
    const std::string way = text.substr(2);
    if (!way.empty() && way != "-portrait" && way != "-landscape") {
        return std::nullopt;
    }
    return Paper{longer, shorter, way == "-portrait", way.empty()};
}

bool can_be_drawn(long long side_px) {
    constexpr long long least = 64, most = 20000;
    return side_px >= least && side_px <= most;
}

} // namespace

PixelSize read_size(const std::string& text) {
    const std::size_t cross = text.find_first_of("xX");
    if (cross != std::string::npos) {
        const auto width = parse_integer(text.substr(0, cross));
        const auto height = parse_integer(text.substr(cross + 1));
        if (width && height && can_be_drawn(*width) && can_be_drawn(*height)) {
            return {static_cast<int>(*width), static_cast<int>(*height)};
        }
    }
    throw UsageError{"cli.size_invalid", text, {}};
}

SheetSize read_sheet_size(const std::string& text, std::optional<int> dpi) {
    constexpr int screen_dpi = 96, printed_dpi = 300;
    const auto paper = parse_paper(text);
    if (!paper) {
        const PixelSize size = read_size(text);
        return {size.width_px, size.height_px, dpi.value_or(screen_dpi), false};
    }
    constexpr double mm_an_inch = 25.4;
    const int dots = dpi.value_or(printed_dpi);
    const auto px = [&](double mm) { return static_cast<int>(std::lround(mm / mm_an_inch * dots)); };
    const int longer = px(paper->long_mm), shorter = px(paper->short_mm);
    if (!can_be_drawn(longer) || !can_be_drawn(shorter)) {
        throw UsageError{"cli.size_invalid", text, {}};
    }
    return paper->portrait ? SheetSize{shorter, longer, dots, false}
                           : SheetSize{longer, shorter, dots, paper->may_turn};
}

bool is_unreadable(const Issue& issue) {
    constexpr std::string_view codes[] = {
        "file_missing",          "file_unreadable",   "file_no_layer",     "layer_missing",
        "layer_not_polygons",    "layer_empty",       "workspace_syntax",  "workspace_file_missing",
        "sample_unknown",        "geometry_none",     "units_none",        "data_folder_missing",
        "table_empty",           "table_not_text",    "file_not_regular",  "path_not_allowed",
        "shapefile_shx_missing", "file_part_missing", "format_dwg",        "format_dgn_v8",
        "format_dxf_binary",     "format_access",     "format_archive",    "format_linked",
        "kml_entities",          "archive_bomb",      "cad_nothing_closed"};
    return issue.severity == Severity::error &&
           std::find(std::begin(codes), std::end(codes), issue.code) != std::end(codes);
}

void print_issues(const Issues& issues, const Lang& lang, Severity least) {
    constexpr std::size_t most_of_a_code = 10;
    std::map<std::string, std::size_t> told;
    for (const Issue& issue : issues) {
        if (issue.severity < least || ++told[issue.code] > most_of_a_code) {
            continue;
        }
        const char* severity = issue.severity == Severity::error     ? "severity.error"
                               : issue.severity == Severity::warning ? "severity.warning"
                                                                     : "severity.info";
        fmt::print(stderr, "{}: {}\n", lang[severity], lang.issue_line(issue));
    }
    for (const auto& [code, count] : told) {
        if (count > most_of_a_code) {
            fmt::print(
                stderr, "{}\n",
                lang.fill("cli.more_of_code", {{"code", code}, {"count", std::to_string(count - most_of_a_code)}}));
        }
    }
}

Loaded load_for(const CommonOptions& common, const std::string& workspace, bool drawings) {
    const auto as_of = read_date(common.as_of);
    const auto period = read_plan_period(common.plan_period);
    LoadOptions options = common.load;
    options.drawings = drawings;
    const auto atlas = load_atlas(workspace, nullptr, options);
    const Issues& issues = atlas ? (*atlas)->issues : atlas.issues();
    if (!common.quiet || !atlas) {
        print_issues(issues, *common.lang, atlas ? Severity::warning : Severity::error);
    }
    Loaded loaded;
    if (!atlas || std::any_of(issues.begin(), issues.end(), is_unreadable)) {
        loaded.exit = exit_input;
    }
    if (atlas) {
        loaded.snapshot = make_snapshot(*atlas, as_of.value_or((*atlas)->default_date()),
                                        period.value_or((*atlas)->default_plan_period()));
    }
    return loaded;
}

int WorkspaceCommand::run() {
    check_options();
    const Loaded loaded = load_for(common, m_workspace, needs_drawings());
    if (loaded.snapshot) {
        answer(*loaded.snapshot);
    }
    return loaded.exit;
}

void WorkspaceCommand::declare_workspace(CLI::App& app) {
    app.add_option("workspace", m_workspace, help("workspace"));
}

void WorkspaceCommand::print_head(const Snapshot& snapshot, const std::string& about) const {
    const Workspace& workspace = snapshot.atlas->workspace;
    fmt::print("{} · {}\n", about.empty() ? workspace.title : about,
               lang().fill("sheet.as_of", {{"date", lang().date(snapshot.as_of)}}));
    if (workspace.illustrative) {
        fmt::print("{}\n", lang()["map.illustrative"]);
    }
}

const CriteriaSet* WorkspaceCommand::commune_set_asked(const Snapshot& snapshot) const {
    const CriteriaSet* set = read_set(snapshot, common.set);
    if (set != nullptr && set->level != Level::commune) {
        throw UsageError{"cli.set_not_of_communes", common.set, {}};
    }
    return set;
}

std::shared_ptr<const Snapshot> WorkspaceCommand::earlier(const Snapshot& snapshot, const std::string& since) const {
    const auto date = read_date(since);
    if (date && snapshot.as_of <= *date) {
        throw UsageError{"cli.since_not_before", since, lang().date(snapshot.as_of)};
    }
    return date ? make_snapshot(snapshot.atlas, *date, snapshot.plan_period) : nullptr;
}

} // namespace ntm
