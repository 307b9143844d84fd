#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"
#include "tools/sample/recognition_rows.hpp"

namespace ntm::sample {

std::vector<RecognitionRow> recognise_thai_nguyen(const Facts& facts) {
    std::vector<RecognitionRow> rows;
    for (std::size_t d = 0; d < facts.districts.size(); ++d) {
        const District& district = facts.districts[d];
        const auto order = xa_in_order(facts, d);
        const int years = district.last_year - district.first_year + 1;
        for (int i = 0; i < district.ntm[0]; ++i) {
            const Commune& commune = facts.communes[order[static_cast<std::size_t>(i)]];
            const int year = district.first_year + (2 * i + 1) * years / (2 * district.ntm[0]);
            const Date last = year < 2020 ? day_of(year, 12, 27) : day_of(2020, 6, 19);
            rows.push_back({commune.code,
                            "ntm",
                            {},
                            year,
                            day_between(day_of(year, 2, 17), last, hash(seed_of(commune), 1)),
                            "số liệu minh họa; tổng số khớp văn bản số 003"});
        }
    }
    return rows;
}

} // namespace ntm::sample
