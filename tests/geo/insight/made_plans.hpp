#pragma once

#include "geo/base/columns.hpp"
#include "tests/geo/planning/made_ground.hpp"

#include <cmath>
#include <random>

/// Drawings of every awkward kind over a layer of communes (longitude and latitude).
class MadePlans {
public:
    MadePlans(const ntm::PolygonColumns& communes, unsigned seed)
        : m_communes(communes)
        , m_random(seed) {}

    /// One drawing of kind 0 .. kinds - 1.
    static constexpr int kinds = 12;
    void add(int kind) {
        switch (kind) {
        case 0:
            return box(1.5);
        case 1:
            return box(0.3);
        case 2:
            return sliver();
        case 3:
            return ntm::append_feature(plans, m_communes, any_commune());
        case 4:
            return two_communes();
        case 5:
            return corners_on_border();
        case 6:
            return with_hole();
        case 7:
            return of_parts();
        case 8:
            return chain_of_corners();
        case 9:
            return again();
        case 10:
            return bow_tie();
        default:
            return tee();
        }
    }

    ntm::PolygonColumns plans;

private:
    const ntm::PolygonColumns& m_communes;
    std::mt19937 m_random;

    double part(double from, double to) { return from + (to - from) * static_cast<double>(m_random() % 100001) / 1e5; }
    std::size_t any_commune() {
        std::size_t commune = 0;
        do {
            commune = m_random() % m_communes.features();
        } while (m_communes.box(commune).empty() || m_communes.box(commune).width() > 1); // not the archipelagos
        return commune;
    }
    ntm::Point any_place(const ntm::Box& box) { return {part(box.min_x, box.max_x), part(box.min_y, box.max_y)}; }
    void close(std::initializer_list<ntm::Point> ring) {
        add_ring(plans, ring);
        plans.end_feature();
    }

    void turned_box(ntm::Point at, double width, double height, double turn) {
        const double c = std::cos(turn), s = std::sin(turn);
        const auto corner = [&](double x, double y) -> ntm::Point {
            return {at.x + c * x - s * y, at.y + s * x + c * y};
        };
        add_ring(plans,
                 {corner(-width, -height), corner(width, -height), corner(width, height), corner(-width, height)});
    }
    void box(double times) {
        const ntm::Box commune = m_communes.box(any_commune());
        turned_box(any_place(commune), times * commune.width() / 2, times * commune.height() / 2,
                   m_random() % 2 == 0 ? 0 : part(0, 3));
        plans.end_feature();
    }
    void sliver() {
        const ntm::Box commune = m_communes.box(any_commune());
        turned_box(any_place(commune), commune.width(), part(1e-7, 1e-4), part(0, 3));
        plans.end_feature();
    }
    void two_communes() {
        ntm::PolygonColumns both, whole;
        const std::size_t first = any_commune();
        ntm::append_feature(both, m_communes, first);
        for (std::size_t f = 0; f < m_communes.features() && both.features() < 2; ++f) {
            if (f != first && m_communes.box(f).overlaps(m_communes.box(first)) && m_communes.box(f).width() < 1) {
                ntm::append_feature(both, m_communes, f);
            }
        }
        ntm::join(whole, both);
        ntm::append_feature(plans, whole, 0);
    }
    /// Its corners are vertices of a commune and middles of its edges.
    void corners_on_border() {
        const std::size_t commune = any_commune();
        const auto ring = m_communes.ring(m_communes.feature_ring[commune]);
        std::vector<ntm::Point> corners;
        const std::size_t start = m_random() % ring.size(), step = std::max<std::size_t>(ring.size() / 5, 1);
        for (std::size_t i = 0; i < 4; ++i) {
            const ntm::Point a = ring[(start + i * step) % ring.size()], b = ring[(start + i * step + 1) % ring.size()];
            corners.push_back(m_random() % 2 == 0 ? a : ntm::Point{(a.x + b.x) / 2, (a.y + b.y) / 2});
        }
        close({corners[0], corners[1], corners[2], corners[3]});
    }
    void with_hole() {
        const ntm::Box commune = m_communes.box(any_commune());
        const ntm::Point at = any_place(commune);
        const double turn = part(0, 3);
        turned_box(at, commune.width() / 2, commune.height() / 2, turn);
        turned_box(at, commune.width() / 5, commune.height() / 4, turn + part(0, 0.2));
        plans.end_feature();
    }
    void of_parts() {
        const ntm::Box commune = m_communes.box(any_commune());
        for (int i = 0; i < 3; ++i) {
            const double x = commune.min_x + commune.width() * i * 0.4;
            turned_box({x, part(commune.min_y, commune.max_y)}, commune.width() / 8, commune.height() / 6, part(0, 1));
        }
        plans.end_feature();
    }
    /// Boxes that meet at corners only, each a plan.
    void chain_of_corners() {
        const ntm::Box commune = m_communes.box(any_commune());
        const double w = commune.width() / 4, h = commune.height() / 4;
        for (int i = 0; i < 4; ++i) {
            const double x = commune.min_x + w * i, y = commune.min_y + h * i;
            close({{x, y},
                   {commune.min_x + w * (i + 1), y},
                   {commune.min_x + w * (i + 1), commune.min_y + h * (i + 1)},
                   {x, commune.min_y + h * (i + 1)}});
        }
    }
    void again() {
        if (plans.features() == 0) {
            return box(1);
        }
        const ntm::PolygonColumns copy = plans;
        ntm::append_feature(plans, copy, m_random() % copy.features());
    }
    void bow_tie() {
        const ntm::Box commune = m_communes.box(any_commune());
        const ntm::Point at = any_place(commune);
        const double w = commune.width() / 3, h = commune.height() / 3;
        close({{at.x - w, at.y - h}, {at.x + w, at.y + h}, {at.x + w, at.y - h * 0.7}, {at.x - w, at.y + h * 0.9}});
    }
    /// A long border with the borders of two others ending on it.
    void tee() {
        const ntm::Box commune = m_communes.box(any_commune());
        const ntm::Point west{commune.min_x, part(commune.min_y, commune.max_y)};
        const ntm::Point east{commune.max_x, west.y + commune.height() * part(-0.2, 0.2)};
        const double share = part(0.2, 0.8), deep = commune.height() / 3;
        const ntm::Point middle{west.x + share * (east.x - west.x), west.y + share * (east.y - west.y)};
        close({west, east, {east.x, east.y + deep}, {west.x, west.y + deep}});
        close({west, {west.x, west.y - deep}, {middle.x, middle.y - deep}, middle});
        close({middle, {middle.x, middle.y - deep}, {east.x, east.y - deep}, east});
    }
};
