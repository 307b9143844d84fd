#pragma once

#include "tests/bench/scene.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace ntm::bench {

using Json = nlohmann::json;

/// QGIS without a window, through tests/bench/qgis_rival.py and the system's Python.
class Qgis {
public:
    /// Nothing, said in words, where PyQGIS is not installed or not wanted.
    [[nodiscard]] static std::optional<Qgis> find(const std::filesystem::path& work, bool wanted);
    [[nodiscard]] const std::string& name() const { return m_name; } ///< "QGIS 3.22.16"

    /// Which features hold each sample of each view.
    [[nodiscard]] Json answers(const Scene& scene) const;
    /// Milliseconds of each view in each system, from the file and from outlines in memory.
    [[nodiscard]] Json draw(const Scene& scene) const;
    /// Process start to PNG: median of five.
    [[nodiscard]] std::optional<double> png_ms(const Scene& scene, const std::string& system) const;

private:
    std::filesystem::path m_work;
    std::string m_name;

    [[nodiscard]] std::string write_request(const Scene& scene, Json more) const;
    [[nodiscard]] Json ask(const std::string& what, const std::string& request) const;
};

} // namespace ntm::bench
