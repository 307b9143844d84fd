#include "tools/sample/assessments.hpp"
#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"

#include <algorithm>
#include <array>

namespace ntm::sample {
namespace {

constexpr const char* district = "397";
constexpr int criteria_2016 = 19;
/// Where document 004 says that a central supply reaches households (Văn Sơn is printed Vân Sơn).
constexpr std::array<std::string_view, 10> supplied{"Văn Sơn", "Minh Sơn",  "Đồng Tiến", "Đồng Thắng",  "Đồng Lợi",
                                                    "Dân Lý",  "Dân Quyền", "Dân Lực",   "Nông Trường", "An Nông"};

/// Of one district unit as document 004 has it; the xã together have the same.
struct Totals {
    long long households = 50596, hygienic = 50014, clean = 33733, central = 4643;
    long long people = 180086, insured = 168271;
};

struct Xa {
    std::string code;
    std::uint64_t seed = 0;
    bool is_supplied = false;
    long long households = 0, hygienic = 0, clean = 0, central = 0, people = 0, insured = 0;
};

std::vector<Xa> xa_of_district(const Facts& facts) {
    std::vector<Xa> all;
    for (const Commune& commune : facts.communes) {
        if (facts.districts[commune.district].code == district && commune.is_xa()) {
            Xa xa;
            xa.code = commune.code;
            xa.seed = seed_of(commune);
            xa.is_supplied = std::find(supplied.begin(), supplied.end(), commune.name) != supplied.end();
            all.push_back(xa);
        }
    }
    return all;
}

/// Shares `total` out among the xã: `into` of each by `weight`.
template <class Weight>
void share(std::vector<Xa>& all, long long total, long long Xa::*into, Weight weight) {
    std::vector<long long> weights;
    for (const Xa& xa : all) {
        weights.push_back(weight(xa));
    }
    const auto parts = share_out(total, weights);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].*into += parts[i];
    }
}

long long chance(const Xa& xa, std::uint64_t use, long long below) {
    return static_cast<long long>(hash(xa.seed, use) % static_cast<std::uint64_t>(below));
}

std::vector<Xa> count_xa(const Facts& facts) {
    const Totals totals;
    auto all = xa_of_district(facts);
    share(all, totals.households, &Xa::households, [](const Xa& xa) { return 100 + chance(xa, 1, 90); });
    share(all, totals.people, &Xa::people, [](const Xa& xa) { return xa.households * (96 + chance(xa, 2, 9)); });
    share(all, totals.central, &Xa::central,
          [](const Xa& xa) { return xa.is_supplied ? xa.households * (60 + chance(xa, 3, 80)) : 0; });
    for (Xa& xa : all) {
        xa.clean = xa.central;
    }
    share(all, totals.clean - totals.central, &Xa::clean,
          [](const Xa& xa) { return (xa.households - xa.central) * (85 + chance(xa, 4, 31)); });
    share(all, totals.households - totals.hygienic, &Xa::hygienic,
          [](const Xa& xa) { return xa.households * (50 + chance(xa, 5, 101)); });
    share(all, totals.people - totals.insured, &Xa::insured,
          [](const Xa& xa) { return xa.people * (80 + chance(xa, 6, 41)); });
    for (Xa& xa : all) {
        xa.hygienic = xa.households - xa.hygienic;
        xa.insured = xa.people - xa.insured;
    }
    return all;
}

} // namespace

std::string assess_trieu_son_2021(const Facts& facts) {
    const Date end_of_2021 = day_of(2021, 12, 31);
    const Date september = day_of(2021, 9, 30);
    VerdictTable table("XA-NTM-2016", "số liệu minh họa; cộng lại bằng số của văn bản số 004");
    const auto all = count_xa(facts);
    for (const Xa& xa : all) {
        table.add(xa.code, criteria_2016, {}, end_of_2021);
        table.add_count(xa.code, "17.1", xa.hygienic, xa.households, end_of_2021);
        table.add_count(xa.code, "15.1", xa.insured, xa.people, september);
    }
    table.change_set("XA-NTM-THANH-HOA-2022");
    for (const Xa& xa : all) {
        table.add_count(xa.code, "17.1", xa.clean, xa.households, end_of_2021);
        table.add_count(xa.code, "17.13", xa.central, xa.households, end_of_2021);
        table.add_count(xa.code, "15.1", xa.insured, xa.people, september);
    }
    return table.take();
}

} // namespace ntm::sample
