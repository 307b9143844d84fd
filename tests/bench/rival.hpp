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
    /// {"ms", "held_by"}: features at the samples of the first view, from outlines in memory with an index.
    [[nodiscard]] Json pick(const Scene& scene) const;
    /// {"ms", "area_m2" of each unit}: the overlap analysis of "plans" over "units".
    [[nodiscard]] Json cover(const Json& layers) const;
    /// Process start to PNG: median of five.
    [[nodiscard]] std::optional<double> png_ms(const Scene& scene, const std::string& system) const;

private:
    std::filesystem::path m_work;
    std::string m_name;

    [[nodiscard]] std::string write_request(const Scene& scene, Json more) const;
    [[nodiscard]] Json ask(const std::string& what, const std::string& request) const;
};

/// Mapnik, through tests/bench/mapnik_rival.py: from a Shapefile in Mercator with its index, the quickest it has.
class Mapnik {
public:
    [[nodiscard]] static std::optional<Mapnik> find(const std::filesystem::path& work, bool wanted);
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// {"views": [{"ms", "colours" of the samples}]}.
    [[nodiscard]] Json draw(const Scene& scene, const std::filesystem::path& shapefile) const;

private:
    std::filesystem::path m_work;
    std::string m_name;
};

/// mapshaper of npm, which `./dev bench` puts into build/bench/npm.
class Mapshaper {
public:
    [[nodiscard]] static std::optional<Mapshaper> find(const std::filesystem::path& work, bool wanted);
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// Simplifies to a share of the vertices, from file to file; what the whole process takes.
    [[nodiscard]] std::optional<double> simplify_ms(const std::filesystem::path& in, double percent,
                                                    const std::filesystem::path& out) const;

private:
    std::string m_program;
    std::string m_name;
};

/// Those that are there; `wanted` false: none.
struct Rivals {
    std::optional<Qgis> qgis;
    std::optional<Mapnik> mapnik;
    std::optional<Mapshaper> mapshaper;
};

} // namespace ntm::bench
