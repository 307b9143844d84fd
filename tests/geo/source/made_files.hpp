#pragma once

#include "geo/base/columns.hpp"
#include "geo/source/source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// Small coverages and damaged copies, for the tests of reading.

/// `count` unit squares side by side, each with a row "00001", "Xã 1".
struct MadeCoverage {
    ntm::PolygonColumns polygons;
    ntm::Table table;
};

inline MadeCoverage made_coverage(int count) {
    MadeCoverage made;
    made.table.names = {"ma_xa", "ten_xa"};
    made.table.columns.resize(2);
    for (int i = 0; i < count; ++i) {
        const double x = 105 + i;
        made.polygons.points.insert(made.polygons.points.end(), {{x, 19}, {x + 1, 19}, {x + 1, 20}, {x, 20}});
        made.polygons.end_ring();
        made.polygons.end_feature();
        const std::string number = std::to_string(i + 1);
        made.table.columns[0].append(std::string(5 - std::min<std::size_t>(number.size(), 5), '0') + number);
        made.table.columns[1].append("Xã " + number);
        made.table.row_number.push_back(i + 1);
    }
    return made;
}

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

inline const ntm::Issue* find_issue(const ntm::Issues& issues, std::string_view code) {
    for (const ntm::Issue& issue : issues) {
        if (issue.code == code) {
            return &issue;
        }
    }
    return nullptr;
}

inline std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}
