#include "geo/atlas/proposal.hpp"
#include "geo/base/lang.hpp"
#include "geo/base/paths.hpp"

#include <fmt/format.h>

#include <cctype>

namespace ntm {

namespace {

/// A TOML string: basic, with everything escaped that could end it.
std::string toml_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            result += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            result += c;
        }
    }
    return result + "\"";
}

std::string key_text(const std::string& key) {
    const bool bare = !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                            "0123456789_-") == std::string::npos;
    return bare ? key : toml_string(key);
}

std::string inline_table(const ColumnNames& names) {
    std::string text;
    for (const auto& [ours, header] : names) {
        text += fmt::format("{}{} = {}", text.empty() ? "{ " : ", ", key_text(ours), toml_string(header));
    }
    return text + " }";
}

std::string source_text(const std::filesystem::path& source, const std::filesystem::path& folder) {
    std::error_code error;
    const auto whole = std::filesystem::weakly_canonical(source, error);
    const auto relative = whole.lexically_relative(std::filesystem::weakly_canonical(folder, error));
    return toml_string(path_text(relative.empty() ? whole : relative));
}

/// A comment must not be able to end itself.
std::string comment(const std::string& text) {
    std::string line = "# ";
    for (const char c : text) {
        line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return line + "\n";
}

/// What a person takes the # away from.
std::string crs_choices(const CrsChoice& choice) {
    std::string text;
    for (const CrsCandidate& candidate : choice.candidates) {
        if (candidate.crs.definition.starts_with("EPSG:")) {
            text += comment(fmt::format("crs = {}  # {}", toml_string(candidate.crs.definition), candidate.name));
        }
    }
    return text;
}

std::string boundary_text(const ProposedBoundary& boundary, const std::filesystem::path& folder, const Lang& lang) {
    const Workspace::Boundary& entry = boundary.entry;
    std::string text = "\n";
    for (const GuessReason& reason : boundary.reasons) {
        text += comment(reason_text(reason, lang));
    }
    text += "[[boundaries]]\n";
    text += fmt::format("level = {}\nsource = {}\n", toml_string(level_word(entry.level.value_or(Level::commune))),
                        source_text(entry.source, folder));
    if (!entry.layer.empty()) {
        text += fmt::format("layer = {}\n", toml_string(entry.layer));
    }
    ColumnNames columns;
    const BoundaryColumns& found = entry.columns;
    for (const auto& [ours, header] : {std::pair("code", &found.code),
                                       {"name", &found.name},
                                       {"type", &found.type},
                                       {"parent", &found.parent},
                                       {"parent_name", &found.parent_name},
                                       {"province", &found.province},
                                       {"province_name", &found.province_name}}) {
        if (!header->empty()) {
            columns[ours] = *header;
        }
    }
    if (!columns.empty()) {
        text += fmt::format("columns = {}\n", inline_table(columns));
    }
    if (!entry.crs.empty()) {
        text += fmt::format("crs = {}\n", toml_string(entry.crs));
    } else if (!boundary.crs.clear) {
        text += crs_choices(boundary.crs);
    }
    if (!entry.encoding.empty()) {
        text += fmt::format("encoding = {}\n", toml_string(entry.encoding));
    }
    return text;
}

std::string table_text(const ProposedTable& table, const std::filesystem::path& folder, const Lang& lang) {
    const Workspace::TableEntry& entry = table.entry;
    std::string text = "\n";
    for (const GuessReason& reason : table.reasons) {
        text += comment(reason_text(reason, lang));
    }
    text +=
        fmt::format("[[tables]]\nkind = {}\nsource = {}\n", toml_string(entry.kind), source_text(entry.source, folder));
    if (!entry.choice.layer.empty()) {
        text += fmt::format("sheet = {}\n", toml_string(entry.choice.layer));
    }
    if (!entry.choice.encoding.empty()) {
        text += fmt::format("encoding = {}\n", toml_string(entry.choice.encoding));
    }
    if (!entry.choice.cut.header_rows.empty()) {
        text += fmt::format("header_rows = [{}]\n", fmt::join(entry.choice.cut.header_rows, ", "));
    }
    if (entry.shape.level) {
        text += fmt::format("level = {}\n", toml_string(level_word(*entry.shape.level)));
    }
    for (const auto& [key, names] : {std::pair("columns", &entry.shape.columns),
                                     {"values", &entry.shape.values},
                                     {"constants", &entry.shape.constants}}) {
        if (!names->empty()) {
            text += fmt::format("{} = {}\n", key, inline_table(*names));
        }
    }
    return text;
}

} // namespace

std::string scan_text(const Workspace::ScanEntry& entry, const std::filesystem::path& folder) {
    return fmt::format("\n[[scans]]\nname = {}\nsource = {}\n", toml_string(entry.name),
                       source_text(entry.source, folder));
}

std::string pile_name(const std::filesystem::path& file) {
    return path_text(file.parent_path().filename() / file.filename());
}

std::string reason_text(const GuessReason& reason, const Lang& lang) {
    if (reason.key == "level_guessed") {
        return lang.fill("proposal.level_guessed", {{"value", lang["level." + reason.value]}});
    }
    return reason.issue ? lang.issue_text(*reason.issue)
                        : lang.fill("proposal." + reason.key, {{"value", reason.value}});
}

std::string workspace_text(const WorkspaceProposal& proposal, const std::filesystem::path& folder, const Lang& lang) {
    std::string text = comment(lang["proposal.head"]);
    text += fmt::format("title = {}\n", toml_string(proposal.title));
    if (!proposal.province.empty()) {
        text += fmt::format("province = {}\n", toml_string(proposal.province));
    }
    if (proposal.as_of) {
        text += fmt::format("as_of = {}\n", proposal.as_of->iso());
    }
    for (const ProposedBoundary& boundary : proposal.boundaries) {
        text += boundary.kept ? boundary_text(boundary, folder, lang) : std::string();
    }
    for (const ProposedTable& table : proposal.tables) {
        text += table.kept ? table_text(table, folder, lang) : std::string();
    }
    for (const ProposedScan& scan : proposal.scans) {
        if (scan.kept) {
            text += scan_text(scan.entry, folder);
            text += scan.placed ? std::string() : comment(lang["proposal.scan_not_placed"]);
        }
    }
    if (!proposal.left_out.empty()) {
        text += "\n" + comment(lang["proposal.left_out"]);
    }
    for (const LeftOut& left : proposal.left_out) {
        text += comment(fmt::format("{}{}: {}", pile_name(left.file), left.part.empty() ? "" : " | " + left.part,
                                    reason_text(left.reason, lang)));
    }
    return text;
}

} // namespace ntm
