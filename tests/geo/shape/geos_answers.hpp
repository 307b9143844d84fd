#pragma once

#include "geo/base/columns.hpp"

#include <memory>
#include <vector>

/// What GEOS says of a coverage: the independent opinion that the tests compare with.
class GeosAnswers {
public:
    explicit GeosAnswers(const ntm::PolygonColumns& coverage);
    ~GeosAnswers();
    GeosAnswers(const GeosAnswers&) = delete;
    GeosAnswers& operator=(const GeosAnswers&) = delete;

    /// Feature index + 1 of every feature whose interior holds the point.
    [[nodiscard]] std::vector<std::uint32_t> holders(ntm::Point point) const;
    [[nodiscard]] double area(std::size_t feature) const;
    [[nodiscard]] bool contains(std::size_t feature, ntm::Point point) const;
    [[nodiscard]] double inscribed_radius(std::size_t feature, double tolerance) const;
    /// Area of the union of the features, and area in which that union and feature `other` of `others` differ.
    struct Union {
        double area, differing;
    };
    [[nodiscard]] Union union_against(const std::vector<std::size_t>& features, const GeosAnswers& others,
                                      std::size_t other) const;

    /// Pairs that share ground (more than rounding leaves), and holes of the union that are no hole of a single
    /// feature.
    struct Faults {
        std::size_t overlaps = 0;
        double overlap_area = 0;
        std::size_t gaps = 0;
    };
    [[nodiscard]] Faults faults() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};
