#pragma once

#include "geo/atlas/workspace.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// Takes keys out of one table of workspace.toml, each once, of the kind asked for; what is left over is unknown.
/// A key that is not there gives nothing; one of another kind too, with an Issue.
class KeyReader {
public:
    KeyReader(const toml::table& table, std::string where, const std::filesystem::path& file, Issues& issues)
        : m_table(table)
        , m_where(std::move(where))
        , m_file(file)
        , m_issues(issues) {}

    std::string text(std::string_view key);
    bool truth(std::string_view key);
    std::optional<Date> date(std::string_view key);
    std::optional<PlanPeriod> period(std::string_view key);
    ColumnNames columns(std::string_view key);
    /// A whole number or a list of them; empty for anything else.
    std::vector<std::int64_t> whole_numbers(std::string_view key);
    /// The entries of [[key]].
    const toml::array* tables(std::string_view key);
    std::optional<double> number(std::string_view key);
    /// 2018 or "2018".
    std::string year(std::string_view key);
    void report_unknown();
    void report(Severity severity, std::string code, std::string_view key, const toml::node& node, std::string detail);

private:
    const toml::table& m_table;
    std::string m_where;
    const std::filesystem::path& m_file;
    Issues& m_issues;
    std::vector<std::string> m_taken;

    const toml::node* take(std::string_view key);
    void wrong_kind(std::string_view key, const toml::node& node, std::string expected);
};

/// Reads [[planning_layers]] into workspace.planning_layers.
void read_planning_layers(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace,
                          Issues& issues);
/// Reads [[scans]] into workspace.scans.
void read_scans(const toml::array& entries, const std::filesystem::path& file, Workspace& workspace, Issues& issues);

} // namespace ntm
