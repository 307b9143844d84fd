#pragma once

#include "geo/base/issue.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ntm::bench {

/// One line of the table: what we took, what the rival took for the same work, what the machine needs to move the same
/// bytes, and whether both gave the same answers. Nothing = not measured.
struct Row {
    std::string what;
    std::string data;
    std::optional<double> ours_ms;
    std::string rival;
    std::optional<double> rival_ms;
    std::optional<double> floor_ms;
    std::optional<bool> agree;
    std::string note;
    std::string figure; ///< what is not a time ("31 bytes"), printed in the place of ours
};

/// Prints each row when it comes, as a table of Markdown, and keeps it for bench.json, where the notes are.
class Report {
public:
    explicit Report(std::string machine);
    void add(Row row);
    [[nodiscard]] Issues write(const std::filesystem::path& json) const;
    [[nodiscard]] bool all_agree() const;

private:
    std::vector<Row> m_rows;
};

} // namespace ntm::bench
