#include "geo/source/dxf_blocks.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>

namespace ntm {

namespace {

constexpr std::size_t longest_line = 4'096; // of names and numbers; longer ones hold texts
constexpr double endless = std::numeric_limits<double>::infinity();

struct Block {
    double entities = 0;
    std::map<std::string, double> inserts; ///< block -> how often
    double expanded = -1;                  ///< not yet known
    bool open = false;                     ///< being counted: met again, it holds itself
};
using Blocks = std::map<std::string, Block>;

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    const auto end = text.find_last_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

bool read_line(std::istream& in, std::string& line) {
    line.clear();
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n') {
            return true;
        }
        if (line.size() < longest_line) {
            line += static_cast<char>(c);
        }
    }
    return !line.empty();
}

double count_of(std::string_view text) {
    int value = 1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::max(value, 1);
}

/// The group codes that matter, entity by entity.
class Reader {
public:
    explicit Reader(std::istream& in) {
        std::string code, value;
        while (read_line(in, code) && read_line(in, value)) {
            take(trimmed(code), trimmed(value));
        }
        end_entity();
    }
    Blocks blocks; ///< the drawing itself under the empty name

private:
    std::string m_block, m_entity, m_name;
    double m_columns = 1, m_rows = 1;
    bool m_in_block = false;

    void take(std::string_view code, std::string_view value) {
        if (code == "0") {
            end_entity();
            m_entity = value;
        } else if (code == "2") {
            m_name = value;
        } else if (code == "70" && m_entity == "INSERT") {
            m_columns = count_of(value);
        } else if (code == "71" && m_entity == "INSERT") {
            m_rows = count_of(value);
        }
    }

    void end_entity() {
        if (m_entity == "BLOCK") {
            m_block = m_name;
            m_in_block = true;
        } else if (m_entity == "ENDBLK") {
            m_in_block = false;
        } else if (!m_entity.empty()) {
            Block& block = blocks[m_in_block ? m_block : std::string()];
            ++block.entities;
            if (m_entity == "INSERT") {
                block.inserts[m_name] += m_columns * m_rows;
            }
        }
        m_name.clear();
        m_columns = m_rows = 1;
    }
};

double expand(Blocks& blocks, Block& block, int depth) {
    constexpr int deepest = 100;
    if (block.open || depth > deepest) {
        return endless;
    }
    if (block.expanded < 0) {
        block.open = true;
        double total = block.entities;
        for (const auto& [name, times] : block.inserts) {
            if (const auto inner = blocks.find(name); inner != blocks.end() && !name.empty()) {
                total += times * expand(blocks, inner->second, depth + 1);
            }
        }
        block.open = false;
        block.expanded = total;
    }
    return block.expanded;
}

} // namespace

double expanded_dxf_entities(std::istream& dxf) {
    Reader reader(dxf);
    return expand(reader.blocks, reader.blocks[{}], 0);
}

} // namespace ntm
