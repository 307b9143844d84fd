#include "geo/base/paths.hpp"
#include "geo/command/json.hpp"
#include "geo/command/subcommand.hpp"
#include "geo/insight/gaps.hpp"
#include "geo/insight/told_level.hpp"
#include "geo/picture/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>

namespace ntm {

namespace {

class Render final : public Subcommand {
public:
    [[nodiscard]] std::string name() const override { return "render"; }

    void declare(CLI::App& app) override {
        app.add_option("workspace", m_workspace, help("workspace"));
        app.add_option("-o,--output", m_output, help("output"))->required();
        app.add_option("--theme", m_theme, help("theme"));
        app.add_option("--level", m_level, help("level"));
        app.add_option("--size", m_size, help("size"));
        app.add_option("--in", m_in, help("in_map"));
        app.add_option("--layers", m_layers, help("layers"));
        app.add_option("--scans", m_scans, help("scans"));
        app.add_flag("--now", m_now, help("land_use_now"));
        app.add_option("--dpi", m_dpi, help("dpi"))->check(CLI::Range(30, 1200));
    }

    int run() override {
        SheetOptions options;
        options.theme = read_theme(m_theme);
        options.theme.set_id = common.set;
        options.level = read_level(m_level).value_or(Level::commune);
        const std::filesystem::path file = text_path(m_output);
        std::string ending = path_text(file.extension());
        std::transform(ending.begin(), ending.end(), ending.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const bool pdf = ending == ".pdf";
        if (!pdf && ending != ".png") {
            throw UsageError{"cli.picture_format", m_output, "png, pdf"};
        }
        const SheetSize size = read_sheet_size(!m_size.empty() ? m_size : pdf ? "A3" : "1600x1000", m_dpi);
        options.width_px = size.width_px;
        options.height_px = size.height_px;
        options.dpi = size.dpi;
        const bool drawings = !m_layers.empty() || options.theme.theme == Theme::coverage;
        const Loaded loaded = load_for(common, m_workspace, drawings);
        if (!loaded.snapshot) {
            return loaded.exit;
        }
        check_theme(*loaded.snapshot, options.theme);
        const Atlas& atlas = *loaded.snapshot->atlas;
        options.level = m_level.empty() ? told_level(atlas, options.level) : options.level;
        options.in = read_one_unit(atlas.units, m_in);
        options.plans = chosen_layers(atlas);
        options.scans = chosen_scans(atlas);
        Issues told;
        options.issues = &told;
        const Box& extent = options.in.valid() ? atlas.boxes[static_cast<std::size_t>(options.in.level)][options.in.id]
                                               : atlas.main_extent;
        if (size.may_turn && extent.height() > extent.width()) {
            std::swap(options.width_px, options.height_px);
        }
        const Issues failed = pdf ? write_file_atomically(file, draw_sheet_pdf(*loaded.snapshot, options, lang()))
                                  : write_png(draw_sheet(*loaded.snapshot, options, lang()), file, options.dpi);
        if (!failed.empty()) {
            print_issues(failed, lang(), Severity::error);
            return exit_input;
        }
        if (!common.quiet) {
            print_issues(told, lang(), Severity::warning);
        }
        report(*loaded.snapshot, options);
        return loaded.exit;
    }

private:
    std::string m_workspace = default_workspace;
    std::string m_output;
    std::string m_theme = "tier";
    std::string m_level;
    std::string m_size;
    std::string m_in;
    std::string m_layers;
    std::string m_scans;
    bool m_now = false;
    std::optional<int> m_dpi;

    /// "all", or places in workspace.toml: "1,3".
    [[nodiscard]] std::vector<PlanLook> chosen_layers(const Atlas& atlas) const {
        std::vector<PlanLook> chosen, all = plan_looks(atlas);
        for (PlanLook& look : all) {
            look.now = m_now;
        }
        if (m_layers.empty() || m_layers == "all") {
            return m_layers.empty() ? chosen : all;
        }
        std::istringstream words(m_layers);
        for (std::string word; std::getline(words, word, ',');) {
            const auto at = std::find_if(all.begin(), all.end(),
                                         [&](const PlanLook& look) { return std::to_string(look.layer + 1) == word; });
            if (at == all.end()) {
                throw UsageError{"cli.layer_unknown", word, fmt::format("all, 1–{}", all.size())};
            }
            chosen.push_back(*at);
        }
        return chosen;
    }

    /// "all" that have a place, or places in workspace.toml: "1,3". One without a place is told of when it is loaded.
    [[nodiscard]] std::vector<ScanLook> chosen_scans(const Atlas& atlas) const {
        std::vector<ScanLook> chosen;
        const std::vector<ScanLook> all = scan_looks(atlas.scans);
        std::istringstream words(m_scans);
        for (std::string word; std::getline(words, word, ',');) {
            const bool known =
                word == "all" || std::any_of(atlas.scans.begin(), atlas.scans.end(), [&](const Scan& scan) {
                    return std::to_string(&scan - atlas.scans.data() + 1) == word;
                });
            if (!known) {
                throw UsageError{"cli.scan_unknown", word, fmt::format("all, 1–{}", atlas.scans.size())};
            }
            std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                         [&](const ScanLook& look) { return word == "all" || std::to_string(look.scan + 1) == word; });
        }
        return chosen;
    }

    /// A set, criterion or measure that nobody knows would give a map of nothing.
    static void check_theme(const Snapshot& snapshot, const ThemeChoice& choice) {
        const CriteriaSet* set = choice.set_id.empty() ? commune_set(snapshot) : read_set(snapshot, choice.set_id);
        if (choice.theme == Theme::criterion && set != nullptr && !set->find_criterion(choice.of) &&
            !set->find_indicator(choice.of)) {
            std::vector<std::string> numbers;
            for (const Criterion& criterion : set->criteria) {
                numbers.push_back(criterion.no);
            }
            throw UsageError{"cli.criterion_unknown", choice.of, fmt::format("{}", fmt::join(numbers, ", "))};
        }
        if (choice.theme == Theme::target && !choice.of.empty() && !parse_measure(choice.of)) {
            throw UsageError{"cli.measure_unknown", choice.of, fmt::format("{}", fmt::join(target_measures(), ", "))};
        }
    }

    void report(const Snapshot& snapshot, const SheetOptions& options) const {
        if (common.json) {
            const StyledMap styled = apply_theme(snapshot, options.theme, options.level);
            Json json = json_head(snapshot);
            json["picture"] = m_output;
            json["theme"] = theme_word(options.theme);
            json["title"] = legend_title(styled.legend, lang());
            json["level"] = level_word(styled.level);
            json["legend"] = Json::array();
            for (const auto* part : {&styled.legend.entries, &styled.legend.overlays}) {
                for (const LegendEntry& entry : *part) {
                    json["legend"].push_back(
                        {{"class", entry.label_key},
                         {"text", legend_label(entry, lang())},
                         {"count", entry.count},
                         {"cumulative", entry.cumulative ? Json(*entry.cumulative) : Json(nullptr)}});
                }
            }
            fmt::print("{}\n", printed(json));
        } else if (!common.quiet) {
            fmt::print(stderr, "{}\n", lang().fill("cli.written", {{"file", m_output}}));
        }
    }
};

} // namespace

std::unique_ptr<Subcommand> make_render() {
    return std::make_unique<Render>();
}

} // namespace ntm
