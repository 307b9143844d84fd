#pragma once

#include "geo/source/source.hpp"
#include "tests/catch.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace ntm::sample_test {

inline std::filesystem::path project_folder() {
    return NTM_SOURCE_DIR;
}
inline std::filesystem::path samples_folder() {
    return project_folder() / "data" / "samples";
}
inline std::filesystem::path shipped_folder() {
    return samples_folder() / "thanh-hoa-2022";
}
inline std::filesystem::path all_facts_folder() {
    return project_folder() / "tools" / "sample" / "facts";
}
inline std::filesystem::path facts_folder() {
    return all_facts_folder() / "thanh-hoa";
}

inline Table load_table(const std::filesystem::path& file) {
    auto table = read_table(file);
    REQUIRE(table);
    CHECK(table.issues().empty());
    return std::move(*table);
}

inline PolygonLayer load_units(const std::filesystem::path& folder) {
    auto layer = read_polygons(folder / "units.gpkg", "commune");
    REQUIRE(layer);
    CHECK(layer.issues().empty());
    return std::move(*layer);
}

/// A cell by its exact column name: these files are ours, so nothing is guessed.
inline std::string cell(const Table& table, std::size_t row, std::string_view column) {
    for (std::size_t c = 0; c < table.names.size(); ++c) {
        if (table.names[c] == column) {
            return std::string(table.columns[c][row]);
        }
    }
    FAIL("no column " << column);
    return {};
}

} // namespace ntm::sample_test
