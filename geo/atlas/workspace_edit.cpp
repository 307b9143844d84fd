#include "geo/atlas/workspace_edit.hpp"

#include "geo/atlas/proposal.hpp"
#include "geo/base/csv_text.hpp"
#include "geo/base/paths.hpp"
#include "geo/units/confirmed_joins.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace ntm {

namespace {

std::string_view trimmed(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

bool sets_key(std::string_view line, std::string_view key) {
    line = trimmed(line);
    return line.starts_with(key) && trimmed(line.substr(key.size())).starts_with("=");
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The text with the key set in the given section; empty where there is no such section.
std::string with_crs(std::string_view text, std::size_t boundary, const std::string& crs) {
    std::vector<std::string> lines = lines_of(text);
    std::size_t seen = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!trimmed(lines[i]).starts_with("[[boundaries]]") || seen++ != boundary) {
            continue;
        }
        std::size_t end = i + 1;
        while (end < lines.size() && !trimmed(lines[end]).starts_with("[")) {
            ++end;
        }
        const std::string ours = fmt::format("crs = \"{}\"", crs);
        const auto section_begin = lines.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto section_end = lines.begin() + static_cast<std::ptrdiff_t>(end);
        const auto old =
            std::find_if(section_begin, section_end, [](const auto& line) { return sets_key(line, "crs"); });
        if (old != section_end) {
            *old = ours;
        } else {
            lines.insert(section_begin, ours);
        }
        return fmt::format("{}\n", fmt::join(lines, "\n"));
    }
    return {};
}

auto words_of(const ConfirmedJoin& join) {
    return std::tie(join.file, join.given, join.parent_given);
}

bool is_toml(const std::string& text) {
    try { // toml++ speaks by exception alone where those are on
        static_cast<void>(toml::parse(text));
        return true;
    } catch (const toml::parse_error&) {
        return false;
    }
}

} // namespace

Issues write_boundary_crs(const std::filesystem::path& workspace_file, std::size_t boundary, const std::string& crs) {
    const auto text = read_file(workspace_file);
    if (!text) {
        return text.issues();
    }
    const Issues not_editable{
        {Severity::error, "workspace_not_editable", {path_text(workspace_file), {}, 0, "crs", crs}, {}}};
    // A definition is written between quotes as it is.
    if (crs.find_first_of("\"\\\n\r") != std::string::npos) {
        return not_editable;
    }
    const auto before = read_workspace(workspace_file);
    const std::string changed = with_crs(*text, boundary, crs);
    if (!before || boundary >= before->boundaries.size() || changed.empty()) {
        return not_editable;
    }
    return write_file_atomically(workspace_file, changed);
}

Issues write_confirmed_joins(const std::filesystem::path& folder, const std::vector<ConfirmedJoin>& decisions) {
    std::vector<ConfirmedJoin> all;
    for (const char* name : {"joins.csv", "joins.xlsx"}) {
        std::error_code error;
        if (std::filesystem::exists(folder / name, error)) {
            const auto table = read_table(folder / name);
            Issues issues = table.issues();
            if (table) {
                all = read_confirmed_joins(*table, issues);
            }
            if (count_issues(issues).errors > 0) {
                return issues; // what cannot be read is not written over
            }
            break;
        }
    }
    for (const ConfirmedJoin& decision : decisions) {
        std::erase_if(all, [&](const ConfirmedJoin& each) { return words_of(each) == words_of(decision); });
        all.push_back(decision);
    }
    std::string text = "\xEF\xBB\xBF"
                       "file,given,parent_given,code,confirmed\r\n";
    for (const ConfirmedJoin& join : all) {
        for (const std::string& cell : {join.file, join.given, join.parent_given, join.code}) {
            text += csv_cell(cell) + ",";
        }
        text += join.code.empty() ? "-\r\n" : "x\r\n";
    }
    return write_file_atomically(folder / "joins.csv", text);
}

Issues add_scans(const std::filesystem::path& workspace_file, const std::vector<std::filesystem::path>& scans) {
    const auto text = read_file(workspace_file);
    if (!text) {
        return text.issues();
    }
    const auto before = read_workspace(workspace_file);
    if (!before) {
        return before.issues();
    }
    std::string changed = *text, names;
    if (!changed.empty() && changed.back() != '\n') {
        changed += '\n';
    }
    for (const std::filesystem::path& scan : scans) {
        const bool known = std::any_of(before->scans.begin(), before->scans.end(), [&](const auto& entry) {
            std::error_code error;
            return std::filesystem::equivalent(entry.source, scan, error);
        });
        if (!known) {
            names += (names.empty() ? "" : ", ") + path_text(scan.filename());
            changed += scan_text({scan, path_text(scan.stem()), 0.7, false, {}, {}, {}}, workspace_file.parent_path());
        }
    }
    if (changed == *text) {
        return {};
    }
    if (!is_toml(changed)) { // `scans = []` stands there already: no section may follow
        return {
            {Severity::error, "workspace_not_editable", {path_text(workspace_file), {}, 0, "[[scans]]", names}, {}}};
    }
    return write_file_atomically(workspace_file, changed);
}

} // namespace ntm
