#include "geo/command/command.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/command/subcommand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace ntm {

namespace {

/// The window's own arguments; without a subcommand the program means this one.
class ViewCommand final : public Subcommand {
public:
    explicit ViewCommand(const std::function<int(const ViewRequest&)>& view)
        : m_view(view) {}
    [[nodiscard]] std::string name() const override { return "view"; }
    void declare(CLI::App& app) override {
        app.add_option("workspace", m_request.workspace, help("workspace"));
        app.add_option("--theme", m_theme, help("theme"));
        app.add_option("--level", m_level, help("level"));
        app.add_option("--size", m_size, help("size"));
        app.add_option("--renderer", m_renderer, help("renderer"));
        app.add_option("--screenshot", m_request.screenshot, help("screenshot"));
        app.add_option("--script", m_request.script, help("script"));
    }
    int run() override {
        if (m_request.workspace.empty()) {
            m_request.workspace = default_workspace;
        }
        m_request.as_of = read_date(common.as_of);
        m_request.plan_period = read_plan_period(common.plan_period);
        m_request.theme = read_theme(m_theme);
        m_request.theme.set_id = common.set;
        m_request.level = read_level(m_level);
        m_request.crs = common.load.crs;
        m_request.encoding = common.load.encoding;
        m_request.language = lang().language();
        m_request.renderer = read_renderer(m_renderer);
        const PixelSize size = read_size(m_size);
        m_request.width_px = size.width_px;
        m_request.height_px = size.height_px;
        if (const auto path = resolve_workspace(m_request.workspace); !path) {
            print_issues(path.issues(), lang(), Severity::error);
            return exit_input;
        }
        return m_view(m_request);
    }

private:
    const std::function<int(const ViewRequest&)>& m_view;
    ViewRequest m_request;
    std::string m_theme = "tier", m_level, m_size = "1280x800", m_renderer = "auto";
};

bool looks_like_path(std::string_view word) {
    return word.find_first_of("/\\.:") != std::string_view::npos || std::filesystem::exists(text_path(word));
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    std::string best;
    int best_distance = 4;
    for (const std::string& candidate : known) {
        const std::string_view bare =
            candidate.starts_with("sample:") ? std::string_view(candidate).substr(7) : candidate;
        const int distance =
            bare.starts_with(word) && word.size() >= 3 ? 1 : folded_distance(word, bare, best_distance);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

Language asked_language(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--lang=en" ||
            (arguments[i] == "--lang" && i + 1 < arguments.size() && arguments[i + 1] == "en")) {
            return Language::en;
        }
    }
    return Language::vi;
}

class Program {
public:
    Program(std::vector<std::string> arguments, Lang lang, const std::function<int(const ViewRequest&)>& view)
        : m_arguments(std::move(arguments))
        , m_lang(std::move(lang)) {
        m_subcommands.push_back(make_view(view));
        m_subcommands.push_back(make_render());
        m_subcommands.push_back(make_summary());
        m_subcommands.push_back(make_query());
        m_subcommands.push_back(make_gaps());
        m_subcommands.push_back(make_rank());
        m_subcommands.push_back(make_risk());
        m_subcommands.push_back(make_plans());
        m_subcommands.push_back(make_cover());
        m_subcommands.push_back(make_check());
        m_subcommands.push_back(make_init());
    }

    int run() {
        CLI::App app{m_lang["cli.about"], "ntm-atlas"};
        app.set_help_flag("-h,--help", m_lang["cli.option.help"]);
        app.require_subcommand(1);
        Subcommand* chosen = nullptr;
        for (const auto& subcommand : m_subcommands) {
            subcommand->common.lang = &m_lang;
            CLI::App* own = app.add_subcommand(subcommand->name(), m_lang["cli.command." + subcommand->name()]);
            own->add_option("--as-of", subcommand->common.as_of, m_lang["cli.option.as_of"]);
            own->add_option("--plan-period", subcommand->common.plan_period, m_lang["cli.option.plan_period"]);
            own->add_option("--set", subcommand->common.set, m_lang["cli.option.set"]);
            own->add_option("--lang", m_language, m_lang["cli.option.lang"])->check(CLI::IsMember({"vi", "en"}));
            own->add_flag("--json", subcommand->common.json, m_lang["cli.option.json"]);
            own->add_flag("--quiet", subcommand->common.quiet, m_lang["cli.option.quiet"]);
            own->add_option("--crs", subcommand->common.load.crs, m_lang["cli.option.crs"]);
            own->add_option("--encoding", subcommand->common.load.encoding, m_lang["cli.option.encoding"]);
            subcommand->declare(*own);
            own->callback([&chosen, one = subcommand.get()] { chosen = one; });
        }
        try {
            insert_default_subcommand();
            std::vector<std::string> reversed(m_arguments.rbegin(), m_arguments.rend());
            app.parse(std::move(reversed));
            return chosen->run();
        } catch (const CLI::CallForHelp&) {
            fmt::print("{}", app.get_subcommands().empty() ? app.help() : app.get_subcommands().front()->help());
            return exit_fine;
        } catch (const CLI::ParseError& error) {
            fmt::print(stderr, "{}\n{}\n", m_lang.fill("cli.usage", {{"detail", error.what()}}),
                       m_lang["cli.see_help"]);
            return exit_usage;
        } catch (const UsageError& error) {
            fmt::print(stderr, "{}\n",
                       m_lang.fill(error.key, {{"value", error.value}, {"candidates", error.candidates}}));
            return exit_usage;
        }
    }

private:
    std::vector<std::string> m_arguments;
    Lang m_lang;
    std::vector<std::unique_ptr<Subcommand>> m_subcommands;
    std::string m_language = "vi";

    [[nodiscard]] std::vector<std::string> words() const {
        std::vector<std::string> known;
        for (const auto& subcommand : m_subcommands) {
            known.push_back(subcommand->name());
        }
        return known;
    }

    /// `ntm-atlas`, `ntm-atlas WORKSPACE` and `ntm-atlas --screenshot f` mean `view`. A bare word that is nothing we
    /// know is a slip of the pen.
    void insert_default_subcommand() {
        const std::vector<std::string> known = words();
        if (m_arguments.empty() ||
            (m_arguments.front().starts_with("-") && m_arguments.front() != "-h" && m_arguments.front() != "--help")) {
            m_arguments.insert(m_arguments.begin(), "view");
            return;
        }
        const std::string& first = m_arguments.front();
        if (first.starts_with("-") || std::find(known.begin(), known.end(), first) != known.end()) {
            return;
        }
        if (looks_like_path(first)) {
            m_arguments.insert(m_arguments.begin(), "view");
            return;
        }
        std::vector<std::string> candidates = known;
        for (const std::string& sample : sample_names()) {
            candidates.push_back("sample:" + sample);
        }
        const std::string meant = nearest(first, candidates);
        throw UsageError{meant.empty() ? "cli.word_unknown" : "cli.did_you_mean", first,
                         meant.empty() ? fmt::format("{}", fmt::join(known, ", ")) : meant};
    }
};

} // namespace

std::unique_ptr<Subcommand> make_view(const std::function<int(const ViewRequest&)>& view) {
    return std::make_unique<ViewCommand>(view);
}

int run_command_line(int argc, const char* const* argv, const std::function<int(const ViewRequest&)>& view) {
    try {
        std::vector<std::string> arguments(argv + 1, argv + std::max(argc, 1));
        const Language language = asked_language(arguments);
        const auto data = find_data_folder();
        if (!data) {
            fmt::print(stderr, "ntm-atlas: {}: {}\n", data.issues().front().code, data.issues().front().detail);
            return exit_own_fault;
        }
        auto lang = Lang::load(*data / "lang" / (language == Language::vi ? "vi.toml" : "en.toml"), language);
        if (!lang) {
            fmt::print(stderr, "ntm-atlas: {}: {}\n", lang.issues().front().code, lang.issues().front().detail);
            return exit_own_fault;
        }
        return Program(std::move(arguments), std::move(*lang), view).run();
    } catch (const std::exception& error) {
        fmt::print(stderr, "ntm-atlas: {}\n", error.what());
        return exit_own_fault;
    }
}

} // namespace ntm
