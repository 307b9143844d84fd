#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"
#include "tools/sample/recognition_rows.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace ntm::sample {
namespace {

constexpr const char* source = "số liệu minh họa; tổng số khớp văn bản số ";

/// Which unit was recognised in which of the three spans of the scenario: by 30/06/2021, after, in 2022.
enum Span : std::size_t { early, second_half, year_2022 };

struct Advanced {
    std::size_t commune = 0;
    std::size_t rank = 0; ///< among the advanced communes of its district
    Span span = early;
    bool model_early = false; ///< kiểu mẫu by mid-2021, so nâng cao well before
};

class Recognitions {
public:
    explicit Recognitions(const Facts& facts)
        : m_facts(facts) {
        for (std::size_t d = 0; d < facts.districts.size(); ++d) {
            m_order.push_back(xa_in_order(facts, d));
            recognise_communes(d);
            recognise_district(facts.districts[d]);
        }
        raise_communes();
        for (std::size_t d = 0; d < facts.districts.size(); ++d) {
            choose_models(d);
        }
    }

    std::vector<RecognitionRow> take() { return std::move(m_rows); }

private:
    void add(std::size_t commune, std::string tier, int title_year, Date decided, std::string field = {}) {
        const Commune& unit = m_facts.communes[commune];
        // Document 004 reports Triệu Sơn at the end of 2021.
        const bool reported = m_facts.districts[unit.district].code == "397" && decided < day_of(2022, 1, 1);
        m_rows.push_back({unit.code, std::move(tier), std::move(field), title_year, decided,
                          std::string(source) + (reported ? "000 và 004" : "000")});
    }

    void recognise_communes(std::size_t d) {
        const District& district = m_facts.districts[d];
        const auto& order = m_order[d];
        std::size_t next = 0;
        for (int i = 0; i < district.ntm[early]; ++i, ++next) {
            const int years = district.last_year - district.first_year + 1;
            const int year = district.first_year + (2 * i + 1) * years / (2 * district.ntm[early]);
            add(order[next], "ntm", year, early_day(order[next], year, year < district.last_year));
        }
        for (int i = 0; i < district.ntm[second_half]; ++i, ++next) {
            add(order[next], "ntm", 2021, day_between(day_of(2021, 7, 5), day_of(2021, 12, 24), seed(order[next], 2)));
        }
        for (int i = 0; i < district.ntm[year_2022]; ++i, ++next) {
            add(order[next], "ntm", 2022, day_between(day_of(2022, 2, 15), day_of(2022, 8, 19), seed(order[next], 3)));
        }
    }

    [[nodiscard]] Date early_day(std::size_t commune, int year, bool may_be_late) const {
        const std::uint64_t chance = seed(commune, 1);
        if (year == 2021) {
            return day_between(day_of(2021, 3, 8), day_of(2021, 6, 18), chance);
        }
        if (may_be_late && chance % 8 == 0) {
            return day_between(day_of(year + 1, 1, 10), day_of(year + 1, 2, 20), chance);
        }
        return day_between(day_of(year, 5, 4), day_of(year, 12, 22), chance);
    }

    void recognise_district(const District& district) {
        if (district.title_date) {
            m_rows.push_back({district.code,
                              district.title,
                              {},
                              district.title_year,
                              *district.title_date,
                              std::string(source) + "000"});
        }
    }

    void raise_communes() {
        std::vector<Advanced> all;
        for (std::size_t d = 0; d < m_facts.districts.size(); ++d) {
            const District& district = m_facts.districts[d];
            std::size_t rank = 0;
            for (const Span span : {early, second_half, year_2022}) {
                for (int i = 0; i < district.nang_cao[span]; ++i, ++rank) {
                    const auto models = static_cast<std::size_t>(district.kieu_mau[0] + district.kieu_mau[1]);
                    all.push_back({m_order[d][rank], rank, span, rank < models});
                }
            }
        }
        std::stable_sort(all.begin(), all.end(), [&](const Advanced& a, const Advanced& b) {
            return std::tuple(a.span, !a.model_early, a.rank, seed(a.commune, 4)) <
                   std::tuple(b.span, !b.model_early, b.rank, seed(b.commune, 4));
        });
        int number = 0;
        for (const Advanced& advanced : all) {
            raise(advanced, number++);
        }
    }

    /// The first communes nâng cao came in 2018; 21 of the 30 of mid-2021 by the end of 2020.
    void raise(const Advanced& advanced, int number) {
        const std::size_t commune = advanced.commune;
        const std::uint64_t chance = seed(commune, 5);
        if (advanced.span == year_2022) {
            add(commune, "nang_cao", 2022, day_between(day_of(2022, 3, 10), day_of(2022, 8, 22), chance));
        } else if (advanced.span == second_half) {
            add(commune, "nang_cao", 2021, day_between(day_of(2021, 7, 12), day_of(2021, 12, 27), chance));
        } else if (number >= 21) {
            add(commune, "nang_cao", 2021, day_between(day_of(2021, 3, 22), day_of(2021, 6, 25), chance));
        } else {
            const int year = number < 2 ? 2018 : number < 7 ? 2019 : 2020;
            add(commune, "nang_cao", year, day_between(day_of(year, 9, 7), day_of(year, 12, 18), chance));
        }
    }

    void choose_models(std::size_t d) {
        const District& district = m_facts.districts[d];
        const std::pair<Date, Date> spans[] = {{day_of(2020, 12, 21), day_of(2020, 12, 30)},
                                               {day_of(2021, 5, 10), day_of(2021, 6, 28)},
                                               {day_of(2021, 9, 6), day_of(2021, 12, 28)},
                                               {day_of(2022, 4, 4), day_of(2022, 8, 25)}};
        constexpr const char* fields[] = {"sản xuất", "văn hóa", "giáo dục", "môi trường", "an ninh trật tự", "y tế"};
        std::size_t rank = 0;
        for (std::size_t span = 0; span < std::size(spans); ++span) {
            for (int i = 0; i < district.kieu_mau[span]; ++i, ++rank) {
                const std::size_t commune = m_order[d][rank];
                const Date day = day_between(spans[span].first, spans[span].second, seed(commune, 6));
                add(commune, "kieu_mau", day.year(), day, fields[seed(commune, 7) % std::size(fields)]);
            }
        }
    }

    [[nodiscard]] std::uint64_t seed(std::size_t commune, std::uint64_t use) const {
        return hash(seed_of(m_facts.communes[commune]), use);
    }

    const Facts& m_facts;
    std::vector<std::vector<std::size_t>> m_order;
    std::vector<RecognitionRow> m_rows;
};

} // namespace

std::vector<RecognitionRow> recognise_thanh_hoa(const Facts& facts) {
    return Recognitions(facts).take();
}

} // namespace ntm::sample
