#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ntm::sample {

/// Rows of a CSV file: comma, LF, quotes where a cell needs them.
class CsvWriter {
public:
    explicit CsvWriter(std::initializer_list<std::string_view> header) { row(header); }
    void row(std::initializer_list<std::string_view> cells);
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

} // namespace ntm::sample
