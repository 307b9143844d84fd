#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"
#include "tools/sample/recognition_rows.hpp"

#include <numeric>
#include <span>

namespace ntm::sample {
namespace {

/// The xã next in line in a district for a tier of which `held` have it.
void raise(const Facts& facts, std::size_t d, const char* tier, int held, int more, std::vector<RecognitionRow>& rows) {
    const auto order = xa_in_order(facts, d);
    for (int i = 0; i < more; ++i) {
        const Commune& commune = facts.communes[order[static_cast<std::size_t>(held + i)]];
        const Date day = day_between(day_of(2024, 4, 8), day_of(2024, 9, 27), hash(seed_of(commune), 50));
        rows.push_back(
            {commune.code, tier, {}, 2024, day, "số liệu minh họa; tiến độ năm 2024 không có trong văn bản số 002"});
    }
}

int sum(std::span<const int> spans) {
    return std::accumulate(spans.begin(), spans.end(), 0);
}

} // namespace

std::vector<RecognitionRow> recognise_thanh_hoa_2024(const Facts& facts) {
    std::vector<RecognitionRow> rows;
    for (std::size_t d = 0; d < facts.districts.size(); ++d) {
        const District& district = facts.districts[d];
        raise(facts, d, "ntm", sum(district.ntm), district.in_2024[0], rows);
        raise(facts, d, "nang_cao", sum(district.nang_cao), district.in_2024[1], rows);
        raise(facts, d, "kieu_mau", sum(district.kieu_mau), district.in_2024[2], rows);
    }
    return rows;
}

} // namespace ntm::sample
