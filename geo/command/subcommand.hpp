#pragma once

#include "geo/command/command.hpp"
#include "geo/insight/snapshot.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace ntm {

/// What every subcommand can be told, as written; and the words of the chosen language.
struct CommonOptions {
    std::string as_of;
    std::string plan_period;
    std::string set;  ///< id of a criteria set
    LoadOptions load; ///< --crs, --encoding
    bool json = false;
    bool quiet = false;
    const Lang* lang = nullptr;
};

/// A mistake in how the program was called: key of the language files and what it fills.
struct UsageError {
    std::string key;
    std::string value;
    std::string candidates;
};

/// One subcommand: declares its arguments, then runs with them.
class Subcommand {
public:
    virtual ~Subcommand() = default;
    [[nodiscard]] virtual std::string name() const = 0; ///< its description is cli.command.<name>
    virtual void declare(CLI::App& app) = 0;
    /// An ExitCode. Throws UsageError for arguments that make no sense.
    virtual int run() = 0;

    CommonOptions common;

protected:
    [[nodiscard]] const Lang& lang() const { return *common.lang; }
    [[nodiscard]] std::string help(const char* option) const;
};

/// A subcommand that answers from one workspace at the date asked for.
class WorkspaceCommand : public Subcommand {
public:
    int run() final;

protected:
    void declare_workspace(CLI::App& app);
    /// Before anything is loaded: options that make no sense on their own.
    virtual void check_options() {}
    virtual void answer(const Snapshot& snapshot) = 0;
    /// Whether the answer says anything of planning layers; reading them takes its time.
    [[nodiscard]] virtual bool needs_drawings() const { return false; }

    /// Title, date, and that the data is illustrative: what every text answer begins with.
    void print_head(const Snapshot& snapshot, const std::string& about = {}) const;
    /// The set of `--set`, which must be one of communes; null without one.
    [[nodiscard]] const CriteriaSet* commune_set_asked(const Snapshot& snapshot) const;
    /// The snapshot of `--since`, which must lie before the date; null without one.
    [[nodiscard]] std::shared_ptr<const Snapshot> earlier(const Snapshot& snapshot, const std::string& since) const;

private:
    std::string m_workspace = default_workspace;
};

[[nodiscard]] std::unique_ptr<Subcommand> make_render();
[[nodiscard]] std::unique_ptr<Subcommand> make_summary();
[[nodiscard]] std::unique_ptr<Subcommand> make_query();
[[nodiscard]] std::unique_ptr<Subcommand> make_gaps();
[[nodiscard]] std::unique_ptr<Subcommand> make_rank();
[[nodiscard]] std::unique_ptr<Subcommand> make_risk();
[[nodiscard]] std::unique_ptr<Subcommand> make_plans();
[[nodiscard]] std::unique_ptr<Subcommand> make_cover();
[[nodiscard]] std::unique_ptr<Subcommand> make_check();
[[nodiscard]] std::unique_ptr<Subcommand> make_init();
[[nodiscard]] std::unique_ptr<Subcommand> make_view(const std::function<int(const ViewRequest&)>& view);

// Arguments, read the same way by all.
[[nodiscard]] std::optional<Date> read_date(const std::string& text);              ///< empty text: nothing
[[nodiscard]] std::optional<PlanPeriod> read_plan_period(const std::string& text); ///< "2021-2030"
/// The set of `--set`; null without one.
[[nodiscard]] const CriteriaSet* read_set(const Snapshot& snapshot, const std::string& id);
/// All units a text names: by code, by name with its marks, else by name without. At least one.
[[nodiscard]] std::vector<UnitRef> read_units(const Units& units, const std::string& text);
/// The only one, of several the only one of the highest level; invalid for an empty text.
[[nodiscard]] UnitRef read_one_unit(const Units& units, const std::string& text);
[[nodiscard]] ThemeChoice read_theme(const std::string& text);
[[nodiscard]] std::optional<Level> read_level(const std::string& text);
[[nodiscard]] Renderer read_renderer(const std::string& text);
struct PixelSize {
    int width_px;
    int height_px;
};
[[nodiscard]] PixelSize read_size(const std::string& text); ///< "1600x1000", 64 to 20000 a side
struct SheetSize {
    int width_px;
    int height_px;
    int dpi;
    bool may_turn; ///< paper that was not said to lie or to stand
};
/// As read_size, or paper: "A3" (lying unless the map says otherwise), "A3-landscape", "A3-portrait", A0 to A5. Without
/// `dpi` pixels are those of a screen (96) and paper is printed (300).
[[nodiscard]] SheetSize read_sheet_size(const std::string& text, std::optional<int> dpi);

/// A loaded workspace at a date; Issues were written to stderr unless quiet.
struct Loaded {
    std::shared_ptr<const Snapshot> snapshot; ///< empty: could not be read
    int exit = exit_fine;                     ///< exit_input when any file could not be read
};
[[nodiscard]] Loaded load_for(const CommonOptions& common, const std::string& workspace, bool drawings = true);
void print_issues(const Issues& issues, const Lang& lang, Severity least);
/// True for Issues that mean: this input could not be read at all.
[[nodiscard]] bool is_unreadable(const Issue& issue);

} // namespace ntm
