#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"
#include "tools/sample/recognition_rows.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ntm::sample {
namespace {

constexpr const char* stock = "số liệu minh họa; văn bản số 001 không in số lũy kế";
constexpr const char* increment = "số liệu minh họa; số tăng năm 2021 khớp văn bản số 001";
/// The two xã that document 001 names as recognised in 2021.
constexpr std::array<std::string_view, 2> named_2021{"Kỳ Lạc", "Kỳ Tây"};

enum Span : std::size_t { until_2020, in_2021 };

std::uint64_t seed(const Facts& facts, std::size_t commune, std::uint64_t use) {
    return hash(seed_of(facts.communes[commune]), use);
}

/// The order in which the xã of a district advance, the named ones behind those of the years before.
std::vector<std::size_t> order_of(const Facts& facts, std::size_t d) {
    auto order = xa_in_order(facts, d);
    std::vector<std::size_t> named;
    const auto is_named = [&](std::size_t c) {
        return std::find(named_2021.begin(), named_2021.end(), facts.communes[c].name) != named_2021.end();
    };
    std::copy_if(order.begin(), order.end(), std::back_inserter(named), is_named);
    order.erase(std::remove_if(order.begin(), order.end(), is_named), order.end());
    order.insert(order.begin() + facts.districts[d].ntm[until_2020], named.begin(), named.end());
    return order;
}

void recognise_district(const Facts& facts, std::size_t d, std::vector<RecognitionRow>& rows) {
    const District& district = facts.districts[d];
    const auto order = order_of(facts, d);
    std::size_t next = 0;
    const int years = district.last_year - district.first_year + 1;
    for (int i = 0; i < district.ntm[until_2020]; ++i, ++next) {
        const int year = district.first_year + (2 * i + 1) * years / (2 * district.ntm[until_2020]);
        rows.push_back({facts.communes[order[next]].code,
                        "ntm",
                        {},
                        year,
                        day_between(day_of(year, 6, 1), day_of(year, 11, 29), seed(facts, order[next], 1)),
                        stock});
    }
    for (int i = 0; i < district.ntm[in_2021]; ++i, ++next) {
        rows.push_back({facts.communes[order[next]].code,
                        "ntm",
                        {},
                        2021,
                        day_between(day_of(2021, 10, 4), day_of(2021, 12, 24), seed(facts, order[next], 2)),
                        increment});
    }
    if (district.title_date) {
        rows.push_back({district.code,
                        district.title,
                        {},
                        district.title_year,
                        *district.title_date,
                        district.title_year == 2021 ? increment : stock});
    }
}

void raise_communes(const Facts& facts, std::size_t d, std::vector<RecognitionRow>& rows) {
    const District& district = facts.districts[d];
    const auto order = order_of(facts, d);
    std::size_t next = 0;
    for (int i = 0; i < district.nang_cao[until_2020]; ++i, ++next) {
        rows.push_back({facts.communes[order[next]].code,
                        "nang_cao",
                        {},
                        2020,
                        day_between(day_of(2020, 3, 2), day_of(2020, 10, 30), seed(facts, order[next], 3)),
                        stock});
    }
    for (int i = 0; i < district.nang_cao[in_2021]; ++i, ++next) {
        rows.push_back({facts.communes[order[next]].code,
                        "nang_cao",
                        {},
                        2021,
                        day_between(day_of(2021, 5, 10), day_of(2021, 12, 27), seed(facts, order[next], 4)),
                        increment});
    }
    constexpr const char* fields[] = {"khu dân cư và vườn mẫu", "văn hóa", "sản xuất"};
    for (int i = 0; i < district.kieu_mau[until_2020] + district.kieu_mau[in_2021]; ++i) {
        const auto commune = order[static_cast<std::size_t>(i)];
        const bool early = i < district.kieu_mau[until_2020];
        const Date day = early ? day_between(day_of(2020, 12, 7), day_of(2020, 12, 29), seed(facts, commune, 5))
                               : day_between(day_of(2021, 9, 6), day_of(2021, 12, 20), seed(facts, commune, 5));
        rows.push_back({facts.communes[commune].code, "kieu_mau", fields[seed(facts, commune, 6) % std::size(fields)],
                        day.year(), day, early ? stock : increment});
    }
}

} // namespace

std::vector<RecognitionRow> recognise_ha_tinh(const Facts& facts) {
    std::vector<RecognitionRow> rows;
    for (std::size_t d = 0; d < facts.districts.size(); ++d) {
        recognise_district(facts, d, rows);
        raise_communes(facts, d, rows);
    }
    return rows;
}

} // namespace ntm::sample
