#pragma once

#include "geo/base/columns.hpp"
#include "geo/base/result.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ntm {

/// A coordinate reference system in words PROJ reads: "EPSG:5897", WKT, PROJJSON. Empty = the file does not say.
struct Crs {
    std::string definition;
    bool operator==(const Crs&) const = default;
};

/// A transverse Mercator projection by its numbers, degrees and metres.
struct TransverseMercator {
    double central_meridian_deg = 0;
    double latitude_of_origin_deg = 0;
    double scale = 1;
    double false_easting_m = 0;
    double false_northing_m = 0;
};

struct CrsFacts {
    std::string name;      ///< "VN-2000 / TM-3 zone 482"
    std::string authority; ///< "EPSG:5897", found by parameters where the text has no code; empty when none fits
    bool geographic = false;
    bool deprecated = false;
    bool vn2000 = false; ///< on the datum VN-2000, however its name is written
    std::optional<TransverseMercator> transverse_mercator;
};
[[nodiscard]] Result<CrsFacts> describe_crs(const Crs& crs);

/// The same projection on the datum VN-2000, by its code where the register has it; empty where that makes no sense.
[[nodiscard]] Crs on_vn2000(const Crs& crs);

/// The VN-2000 3-degree zone of a province (GSO code, data/crs_provinces.csv); for other data over Vietnam
/// EPSG:3405; elsewhere the WGS 84 UTM zone of the middle of `lon_lat` (degrees). `province_code` may be empty.
[[nodiscard]] Crs default_display_crs(std::string_view province_code, const Box& lon_lat);

inline const Crs lon_lat_crs{"EPSG:4326"};

/// The datum shift of an operation as the register knows it; empty names where there is none.
struct OperationFacts {
    std::string name;       ///< "VN-2000 to WGS 84 (2)"
    std::string authority;  ///< "EPSG:6960"
    double accuracy_m = -1; ///< negative: not known
};

/// An exact PROJ operation between two systems; x is east or longitude, y north or latitude, degrees or metres,
/// whatever the axis order of the register. Not for use from two threads at once; may be moved to another.
class Transformation {
public:
    [[nodiscard]] static Result<Transformation> create(const Crs& from, const Crs& to);
    ~Transformation();
    Transformation(Transformation&&) noexcept;
    Transformation& operator=(Transformation&&) noexcept;

    /// In place. A point that cannot be moved becomes NaN; the number of those is returned.
    std::size_t forward(std::span<Point> points) const;
    std::size_t inverse(std::span<Point> points) const;
    [[nodiscard]] Point forward(Point point) const;
    [[nodiscard]] Point inverse(Point point) const;
    [[nodiscard]] const OperationFacts& facts() const;
    [[nodiscard]] bool source_geographic() const; ///< in degrees, else in metres (or the unit of the system)
    [[nodiscard]] bool target_geographic() const;

private:
    struct Impl;
    explicit Transformation(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace ntm
