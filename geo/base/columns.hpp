#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

/// Texts one behind the other in one block. An absent cell is an empty text.
class TextColumn {
public:
    void append(std::string_view text);
    [[nodiscard]] std::size_t size() const { return m_end.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t row) const;

private:
    std::string m_bytes;
    std::vector<std::uint64_t> m_end;
};

/// A table as its file gives it: named columns of text, NFC, trimmed. All columns have `row_number.size()` rows.
struct Table {
    std::string file;
    std::string layer;
    std::vector<std::string> names;
    std::vector<TextColumn> columns;
    std::vector<std::int64_t> row_number; ///< as Where::row counts
    std::vector<std::size_t> totals;      ///< rows that sum up others, in order

    [[nodiscard]] std::size_t rows() const { return row_number.size(); }
    [[nodiscard]] std::optional<std::size_t>
    find(std::string_view name) const; ///< by fold_key, so case and marks do not matter
};

/// The table without these rows (sorted), which are not its totals any more.
[[nodiscard]] Table without_rows(const Table& table, const std::vector<std::size_t>& rows);

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

struct Box {
    double min_x = 1e300;
    double min_y = 1e300;
    double max_x = -1e300;
    double max_y = -1e300;

    [[nodiscard]] bool empty() const { return max_x < min_x; }
    [[nodiscard]] double width() const { return empty() ? 0 : max_x - min_x; }
    [[nodiscard]] double height() const { return empty() ? 0 : max_y - min_y; }
    [[nodiscard]] Point center() const { return {(min_x + max_x) / 2, (min_y + max_y) / 2}; }
    [[nodiscard]] bool overlaps(const Box& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y && other.min_y <= max_y;
    }
    void add(Point p);
    void add(const Box& other);
};

/// Polygons in flat arrays. Feature f owns rings [feature_ring[f], feature_ring[f+1]); ring r owns points
/// [ring_point[r], ring_point[r+1]). Rings are closed by their first point, which is not repeated; what is inside is
/// settled by the even-odd rule, so shells, holes and parts need no marks. A feature without geometry has no ring.
struct PolygonColumns {
    std::vector<Point> points;
    std::vector<std::uint32_t> ring_point{0};
    std::vector<std::uint32_t> feature_ring{0};

    [[nodiscard]] std::size_t features() const { return feature_ring.size() - 1; }
    [[nodiscard]] std::size_t rings() const { return ring_point.size() - 1; }
    [[nodiscard]] std::span<const Point> ring(std::size_t r) const {
        return {points.data() + ring_point[r], points.data() + ring_point[r + 1]};
    }
    void end_ring() { ring_point.push_back(static_cast<std::uint32_t>(points.size())); }
    void end_feature() { feature_ring.push_back(static_cast<std::uint32_t>(rings())); }
    [[nodiscard]] Box box(std::size_t feature) const;
};

/// Appends feature `feature` of `from` to `to`, which is another object.
void append_feature(PolygonColumns& to, const PolygonColumns& from, std::size_t feature);

} // namespace ntm
