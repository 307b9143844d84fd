#include "geo/atlas/proposal.hpp"

#include "geo/atlas/criteria.hpp"
#include "geo/atlas/file_pile.hpp"
#include "geo/atlas/known_province.hpp"
#include "geo/atlas/official_columns.hpp"
#include "geo/atlas/official_names.hpp"
#include "geo/atlas/placing.hpp"
#include "geo/atlas/scan_points.hpp"
#include "geo/base/number.hpp"
#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/base/written_date.hpp"
#include "geo/source/archive_tables.hpp"
#include "geo/source/raster.hpp"
#include "geo/source/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ntm {

namespace {

/// A polygon layer that was looked at.
struct SeenLayer {
    ProposedBoundary boundary;
    Table table;
    std::set<std::string> keys; ///< codes, else folded names with the parent's
    bool has_codes = false;
    bool states_crs = false;
    std::size_t errors = 0;
    PolygonColumns polygons;
    Crs stated;
};

/// The encoding to write down: nothing where the columns do not agree.
std::string encoding_of(const std::vector<TextFinding>& texts) {
    std::string encoding;
    for (const TextFinding& text : texts) {
        const std::string code = text.encoding.substr(0, text.encoding.find(' '));
        if (!encoding.empty() && code != encoding) {
            return {};
        }
        encoding = code;
    }
    return encoding;
}

std::set<std::string> keys_of(const Table& table, const BoundaryColumns& columns, bool& has_codes) {
    std::set<std::string> keys;
    const auto code = columns.code.empty() ? std::nullopt : table.find(columns.code);
    const auto name = columns.name.empty() ? std::nullopt : table.find(columns.name);
    has_codes = code.has_value();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (code && !table.columns[*code][row].empty()) {
            keys.emplace(table.columns[*code][row]);
        } else if (name) {
            keys.insert(fold_key(split_type_word(table.columns[*name][row]).name));
        }
    }
    return keys;
}

std::string joined(std::vector<std::string> names) {
    std::erase(names, std::string());
    return fmt::format("{}", fmt::join(names, ", "));
}

/// How well a layer tells its units: codes, a stated system, no errors, then many of them.
auto worth(const SeenLayer& layer) {
    return std::tuple(layer.has_codes, layer.errors == 0, layer.states_crs, layer.keys.size(),
                      !layer.boundary.entry.columns.parent.empty());
}

/// What a sheet says, however its program writes it: piles hold one table as .xls, as .xlsx and as "(1)".
std::string rows_of(const Sheet& sheet) {
    std::string text;
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
        for (std::size_t column = 0; column < sheet.width(row); ++column) {
            const std::string_view cell = sheet.text(row, column);
            const auto day = parse_written_date(cell);
            const auto number = parse_number(cell);
            text += day && day->given == WrittenDate::Given::day ? day->date.iso()
                    : number                                     ? fmt::format("{}", number->value)
                                                                 : std::string(cell);
            text += '\t';
        }
        text.erase(text.find_last_not_of('\t') + 1);
        text += '\n';
    }
    return text;
}

class Proposing {
public:
    Proposing(const std::vector<std::filesystem::path>& inputs, Progress* progress)
        : m_pile(gather_files(inputs))
        , m_progress(progress) {}

    WorkspaceProposal propose() {
        append_issues(m_proposal.issues, std::move(m_pile.issues));
        for (const auto& [file, why] : m_pile.left_out) {
            m_proposal.left_out.push_back({file, {}, {why, {}}});
        }
        for (const std::filesystem::path& file : m_pile.maps) {
            look_at_map(file);
        }
        choose_boundaries();
        if (m_proposal.boundaries.empty()) {
            m_proposal.issues.push_back({Severity::error, "proposal_no_boundaries", {}, {}});
            return std::move(m_proposal);
        }
        look_at_tables();
        look_at_pictures();
        name_workspace();
        return std::move(m_proposal);
    }

private:
    FilePile m_pile;
    Progress* m_progress;
    WorkspaceProposal m_proposal;
    std::vector<SeenLayer> m_layers;
    std::vector<BoundaryInput> m_inputs;
    std::map<std::string, std::string> m_sheet_of_rows; ///< what a sheet says -> the file it stands in

    void leave_out(const std::filesystem::path& file, const std::string& part, std::string key,
                   std::string value = {}) {
        m_proposal.left_out.push_back({file, part, {std::move(key), std::move(value)}});
    }

    void look_at_map(const std::filesystem::path& file) {
        const std::vector<std::filesystem::path> inside =
            is_archive(file) ? tables_in_archive(file) : std::vector<std::filesystem::path>();
        m_pile.tables.insert(m_pile.tables.end(), inside.begin(), inside.end());
        const auto layers = list_layers(file);
        if (!layers && !inside.empty() && layers.issues().front().code == "file_no_layer") {
            return; // tables and nothing else
        }
        if (!layers) {
            leave_out(file, {}, "unreadable", layers.issues().front().code);
            append_issues(m_proposal.issues, layers.issues());
            return;
        }
        for (const LayerInfo& info : *layers) {
            if (info.geometry == GeometryKind::polygon || info.geometry == GeometryKind::other) {
                look_at_layer(file, info);
            } else if (info.geometry != GeometryKind::none) {
                leave_out(file, info.name, "not_areas");
            }
        }
    }

    void look_at_layer(const std::filesystem::path& file, const LayerInfo& info) {
        auto read = read_polygons(file, info.name, {}, m_progress);
        if (!read || read->attributes.rows() == 0) {
            leave_out(file, info.name, "unreadable", read.issues().empty() ? "" : read.issues().front().code);
            return;
        }
        SeenLayer seen;
        seen.errors = count_issues(read.issues()).errors;
        seen.states_crs = !read->crs.definition.empty();
        seen.stated = std::move(read->crs);
        seen.polygons = std::move(read->polygons);
        seen.table = std::move(read->attributes);
        seen.boundary.entry.source = file;
        seen.boundary.entry.layer = info.name;
        // The name of the layer, then of the file, then the columns.
        auto level = guess_level(seen.table, info.name);
        const auto by_file = guess_level(Table(), path_text(file.stem()));
        level = level ? level : by_file ? by_file : level_of_cells(seen.table);
        if (!level) {
            leave_out(file, info.name, "no_level", fmt::format("{}", fmt::join(seen.table.names, ", ")));
            return;
        }
        seen.boundary.entry.level = level;
        restore_official_names(seen.table, read->texts);
        BoundaryInput input{*level, std::move(seen.table), {}};
        const Issues understood = understand_columns(input);
        seen.table = std::move(input.table);
        seen.boundary.entry.columns = guess_boundary_columns(seen.table, *level, input.columns);
        const BoundaryColumns& columns = seen.boundary.entry.columns;
        if (columns.code.empty() && columns.name.empty()) {
            leave_out(file, info.name, "no_name_column", fmt::format("{}", fmt::join(seen.table.names, ", ")));
            return;
        }
        seen.keys = keys_of(seen.table, columns, seen.has_codes);
        seen.boundary.units = seen.table.rows();
        seen.boundary.reasons = {{"level_guessed", std::string(level_word(*level))},
                                 {"columns_found", joined({columns.code, columns.name, columns.parent})}};
        for (const Issue& issue : understood) {
            seen.boundary.reasons.push_back({"columns", issue.code, issue});
        }
        if (!read->texts.empty()) {
            seen.boundary.entry.encoding = encoding_of(read->texts);
            seen.boundary.reasons.push_back({"text_decoded", words_of(read->texts.front())});
        }
        m_layers.push_back(std::move(seen));
    }

    /// Of layers with the same units the best is taken; another part of the country is taken beside it.
    void choose_boundaries() {
        std::stable_sort(m_layers.begin(), m_layers.end(), [](const SeenLayer& a, const SeenLayer& b) {
            return std::pair(a.boundary.entry.level, worth(a)) > std::pair(b.boundary.entry.level, worth(b));
        });
        std::vector<SeenLayer*> taken;
        for (SeenLayer& layer : m_layers) {
            const auto same = std::find_if(taken.begin(), taken.end(), [&](const SeenLayer* other) {
                return other->boundary.entry.level == layer.boundary.entry.level && shares_units(layer, *other);
            });
            if (same != taken.end()) {
                leave_out(layer.boundary.entry.source, layer.boundary.entry.layer, "same_units",
                          pile_name((*same)->boundary.entry.source));
                continue;
            }
            taken.push_back(&layer);
            m_inputs.push_back({*layer.boundary.entry.level, layer.table, layer.boundary.entry.columns});
        }
        const KnownProvince province = province_of_units(m_inputs);
        m_proposal.province = province.code;
        m_proposal.title = province.name;
        place(taken);
        for (const SeenLayer* layer : taken) {
            m_proposal.boundaries.push_back(layer->boundary);
        }
    }

    /// The systems: layers that say theirs first, the others are compared with them.
    void place(const std::vector<SeenLayer*>& taken) const {
        ReferencePlaces references;
        for (const bool saying : {true, false}) {
            for (std::size_t i = 0; i < taken.size(); ++i) {
                if (taken[i]->states_crs == saying) {
                    place_one(*taken[i], m_inputs[i], references);
                }
            }
        }
    }

    void place_one(SeenLayer& layer, const BoundaryInput& input, ReferencePlaces& references) const {
        const LayerPlace place = place_layer(input, layer.polygons, layer.stated, {}, m_proposal.province, references);
        add_references(references, input, layer.polygons, place);
        layer.polygons = {};
        ProposedBoundary& boundary = layer.boundary;
        boundary.crs = place.choice;
        const bool as_stated = place.choice.grounds == CrsGrounds::stated && !layer.stated.definition.empty();
        for (const Issue& issue : place_issues(place)) {
            boundary.reasons.push_back({"crs", issue.code, issue});
        }
        // Long definitions are the file's own; what is written down can be looked up.
        if (!as_stated && place.choice.clear && place.choice.crs.definition.starts_with("EPSG:")) {
            boundary.entry.crs = place.choice.crs.definition;
        }
    }

    /// Names without codes are compared with names: an outline file of one district beside the province's.
    static bool shares_units(const SeenLayer& layer, const SeenLayer& other) {
        std::set<std::string> others = other.keys;
        if (layer.has_codes != other.has_codes) {
            bool ignored = false;
            BoundaryColumns by_name = other.boundary.entry.columns;
            by_name.code.clear();
            others = keys_of(other.table, by_name, ignored);
        }
        const auto shared = std::count_if(layer.keys.begin(), layer.keys.end(),
                                          [&](const std::string& key) { return others.contains(key); });
        return 2 * static_cast<std::size_t>(shared) >= layer.keys.size();
    }

    void look_at_tables() {
        auto units = build_units(m_inputs, m_proposal.province);
        if (!units) {
            return;
        }
        const UnitMatcher matcher(*units);
        Issues ignored;
        const std::vector<CriteriaSet> sets = load_criteria_sets(Workspace(), ignored);
        for (const std::filesystem::path& file : m_pile.tables) {
            const auto sheets = list_sheets(file);
            if (!sheets) {
                leave_out(file, {}, "unreadable", sheets.issues().front().code);
                append_issues(m_proposal.issues, sheets.issues());
                continue;
            }
            for (const SheetInfo& info : *sheets) {
                look_at_sheet(file, info, matcher, sets);
            }
        }
        const UnitColumns& provinces = units->at(Level::province);
        if (m_proposal.province.empty() && provinces.size() == 1) {
            m_proposal.province = provinces.code[0];
        }
        if (provinces.size() == 1 && !provinces.name[0].empty()) {
            m_proposal.title = provinces.name[0];
        }
    }

    /// Written down where the whole file is in one: the cells of a workbook may differ by their fonts.
    static void tell_encoding(ProposedTable& table, const Sheet& sheet) {
        if (sheet.texts.empty()) {
            return;
        }
        table.entry.choice.encoding = sheet.delimited ? encoding_of(sheet.texts) : std::string();
        table.reasons.push_back({"text_decoded", words_of(sheet.texts.front())});
    }

    void look_at_sheet(const std::filesystem::path& file, const SheetInfo& info, const UnitMatcher& matcher,
                       const std::vector<CriteriaSet>& sets) {
        if (info.hidden) {
            leave_out(file, info.name, "hidden_sheet");
            return;
        }
        const auto sheet = read_sheet(file, info.name);
        if (!sheet) {
            leave_out(file, info.name, "unreadable", sheet.issues().front().code);
            return;
        }
        const auto same = m_sheet_of_rows.try_emplace(rows_of(*sheet), pile_name(file));
        if (!same.second) {
            leave_out(file, info.name, "same_rows", same.first->second);
            return;
        }
        std::vector<GuessReason> why_not;
        std::vector<ProposedTable> found = propose_tables(file, *sheet, matcher, sets, why_not);
        for (ProposedTable& table : found) {
            tell_encoding(table, *sheet);
        }
        for (GuessReason& reason : why_not) {
            m_proposal.left_out.push_back({file, info.name, std::move(reason)});
        }
        std::move(found.begin(), found.end(), std::back_inserter(m_proposal.tables));
    }

    void look_at_pictures() {
        for (const std::filesystem::path& file : m_pile.pictures) {
            const auto reader = RasterReader::open(file);
            if (!reader) {
                leave_out(file, {}, "unreadable", reader.issues().front().code);
                continue;
            }
            ProposedScan scan;
            scan.entry.source = file;
            scan.entry.name = path_text(file.stem());
            std::error_code error;
            const RasterInfo& info = (*reader)->info();
            scan.placed = info.to_place || !info.points.empty() || std::filesystem::exists(points_file(file), error);
            m_proposal.scans.push_back(std::move(scan));
        }
    }

    void name_workspace() {
        if (m_proposal.title.empty()) {
            m_proposal.title = path_text(m_proposal.boundaries.front().entry.source.stem());
        }
    }
};

} // namespace

WorkspaceProposal propose_workspace(const std::vector<std::filesystem::path>& inputs, Progress* progress) {
    return Proposing(inputs, progress).propose();
}

} // namespace ntm
