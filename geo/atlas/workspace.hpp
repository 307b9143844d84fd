#pragma once

#include "geo/base/date.hpp"
#include "geo/base/result.hpp"
#include "geo/planning/plan_layer.hpp"
#include "geo/programme/recognition.hpp"
#include "geo/source/source.hpp"
#include "geo/units/table_reader.hpp"
#include "geo/units/table_shape.hpp"
#include "geo/units/units.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ntm {

/// Hà Tĩnh's own colours: red kiểu mẫu, yellow all criteria, green 16 and more, grey 12 and more, light grey below.
inline constexpr std::string_view ha_tinh_scheme = "ha-tinh";

/// What workspace.toml says, or what was guessed for a plain boundary file.
struct Workspace {
    std::string name; ///< folder or file name without its ending
    std::filesystem::path folder;
    std::string title;
    std::string province; ///< GSO code
    std::string region;
    std::optional<Date> as_of;
    std::optional<PlanPeriod> plan_period;
    bool illustrative = false;
    std::string scheme; ///< named colours of the criteria map: "ha-tinh", or empty for the house's own
    std::optional<Date> deadline;

    struct Boundary {
        std::optional<Level> level;
        std::filesystem::path source;
        std::string layer;
        BoundaryColumns columns;
        std::optional<Date> valid_from;
        std::string crs;
        std::string encoding;
    };
    struct TableEntry {
        std::string kind;
        std::filesystem::path source;
        TableChoice choice; ///< keys `layer` or `sheet`, `header_rows`, `rows`, `encoding`
        TableShape shape;   ///< keys `columns`, `values`, `constants`, `level`
    };
    struct CriteriaSetEntry {
        std::filesystem::path source;
        std::string base; ///< id of the national set it is laid over
        std::string id;   ///< empty: the name of the file
        std::string title;
        std::optional<Level> level; ///< where there is no base
        std::optional<Tier> tier;
        std::optional<Date> from, to; ///< absent: as the base
        bool illustrative = false;
    };
    struct PlanningLayer {
        std::filesystem::path source;
        std::string layer;
        std::string crs;
        std::string encoding;
        PlanLayerNames names;
    };
    struct ScanEntry {
        std::filesystem::path source;
        std::string name;
        double opacity = 0.7;
        bool over = false; ///< over borders and planning layers, else under them
        std::string crs;
        std::optional<Date> date; ///< of the plan
        std::string plan;         ///< its decision
    };
    std::vector<Boundary> boundaries;
    std::vector<PlanningLayer> planning_layers; ///< the later drawn over the earlier
    std::vector<ScanEntry> scans;               ///< the same
    std::vector<CriteriaSetEntry> criteria_sets;
    std::vector<TableEntry> tables;
};

/// Reads workspace.toml. Issues: workspace_syntax (with line), workspace_key_unknown, workspace_value (a value of the
/// wrong kind), workspace_key_missing, table_kind_unknown.
[[nodiscard]] Result<Workspace> read_workspace(const std::filesystem::path& file);

/// A workspace for a plain boundary file: its polygon layers by level, columns guessed; every layer that is left out
/// is an Issue (layer_left_out).
[[nodiscard]] Result<Workspace> workspace_of_file(const std::filesystem::path& file);

/// `sample:NAME` -> its folder in data/samples; a folder or file as it is. Issues: sample_unknown (with candidates),
/// file_missing.
[[nodiscard]] Result<std::filesystem::path> resolve_workspace(std::string_view argument);
[[nodiscard]] std::vector<std::string> sample_names();

} // namespace ntm
