#include "tools/sample/csv_writer.hpp"

namespace ntm::sample {

void CsvWriter::row(std::initializer_list<std::string_view> cells) {
    bool first = true;
    for (const std::string_view cell : cells) {
        if (!first) {
            m_bytes += ',';
        }
        first = false;
        if (cell.find_first_of(",\"\n") == std::string_view::npos) {
            m_bytes += cell;
            continue;
        }
        m_bytes += '"';
        for (const char c : cell) {
            m_bytes += c;
            if (c == '"') {
                m_bytes += '"';
            }
        }
        m_bytes += '"';
    }
    m_bytes += '\n';
}

} // namespace ntm::sample
