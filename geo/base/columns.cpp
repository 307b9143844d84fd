#include "geo/base/columns.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>

namespace ntm {

void TextColumn::append(std::string_view text) {
    m_bytes += text;
    m_end.push_back(m_bytes.size());
}

std::string_view TextColumn::operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : m_end[row - 1];
    return std::string_view(m_bytes).substr(begin, m_end[row] - begin);
}

std::optional<std::size_t> Table::find(std::string_view name) const {
    // The exact name first: a file may hold `ten` and `tên` side by side.
    const auto exact = std::find(names.begin(), names.end(), name);
    if (exact != names.end()) {
        return static_cast<std::size_t>(exact - names.begin());
    }
    const std::string key = fold_key(name);
    if (key.empty()) {
        return std::nullopt; // signs alone (`%`, `#`) say nothing
    }
    const auto folded =
        std::find_if(names.begin(), names.end(), [&](const std::string& other) { return fold_key(other) == key; });
    if (folded == names.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(folded - names.begin());
}

Table without_rows(const Table& table, const std::vector<std::size_t>& rows) {
    Table rest;
    rest.file = table.file;
    rest.layer = table.layer;
    rest.names = table.names;
    rest.columns.resize(table.columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (std::binary_search(rows.begin(), rows.end(), row)) {
            continue;
        }
        if (std::binary_search(table.totals.begin(), table.totals.end(), row)) {
            rest.totals.push_back(rest.rows());
        }
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            rest.columns[column].append(table.columns[column][row]);
        }
        rest.row_number.push_back(table.row_number[row]);
    }
    return rest;
}

void Box::add(Point p) {
    min_x = std::min(min_x, p.x);
    min_y = std::min(min_y, p.y);
    max_x = std::max(max_x, p.x);
    max_y = std::max(max_y, p.y);
}

void Box::add(const Box& other) {
    min_x = std::min(min_x, other.min_x);
    min_y = std::min(min_y, other.min_y);
    max_x = std::max(max_x, other.max_x);
    max_y = std::max(max_y, other.max_y);
}

Box PolygonColumns::box(std::size_t feature) const {
    const Point* const begin = points.data() + ring_point[feature_ring[feature]];
    const Point* const end = points.data() + ring_point[feature_ring[feature + 1]];
    Box even, odd; // two by turns: each minimum would wait for the one before
    const Point* p = begin;
    const auto widen = [](Box& box, const Point& by) {
        box.min_x = std::min(box.min_x, by.x);
        box.min_y = std::min(box.min_y, by.y);
        box.max_x = std::max(box.max_x, by.x);
        box.max_y = std::max(box.max_y, by.y);
    };
    for (; end - p >= 2; p += 2) {
        widen(even, p[0]);
        widen(odd, p[1]);
    }
    if (p != end) {
        widen(even, *p);
    }
    even.add(odd);
    return even;
}

void append_feature(PolygonColumns& to, const PolygonColumns& from, std::size_t feature) {
    for (std::uint32_t r = from.feature_ring[feature]; r < from.feature_ring[feature + 1]; ++r) {
        const std::span<const Point> ring = from.ring(r);
        to.points.insert(to.points.end(), ring.begin(), ring.end());
        to.end_ring();
    }
    to.end_feature();
}

} // namespace ntm
