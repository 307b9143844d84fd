#include "tools/sample/csv_writer.hpp"
#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"
#include "tools/sample/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace ntm::sample {
namespace {

constexpr std::size_t covered_by_urban_plan = 82; // 469 xã - 387 (derived from 232 and 40% of document 000)
constexpr int approved_in_all = 155;              // 387 - 232
constexpr const char* reported_district = "397";  // Triệu Sơn: 32 of 32 approved at the end of 2021 (document 004)
/// Cities and towns whose general urban plan is taken to cover their xã too.
const std::set<std::string> urban_districts{"380", "381", "382", "407"};

struct Row {
    std::string unit_code;
    const char* kind = "Quy hoạch chung xây dựng xã";
    int status = 0;
    Date status_date;
    int period_from = 2021;
    int period_to = 2030;
    std::string valid_to;
    std::optional<Date> decided;
    std::string approver;
};

class Plans {
public:
    explicit Plans(const Facts& facts)
        : m_facts(facts) {
        choose_covered();
        share_out_approvals();
        for (std::size_t d = 0; d < facts.districts.size(); ++d) {
            plan_district(d);
        }
    }

    /// Of all districts, or of the one named.
    std::string table(const std::string& district) {
        if (!district.empty()) {
            keep_only(district);
        }
        std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) {
            return std::tie(a.unit_code, a.status_date) < std::tie(b.unit_code, b.status_date);
        });
        CsvWriter csv{"unit_code", "plan_kind",   "status",        "status_date", "period_from",    "period_to",
                      "valid_to",  "decision_no", "decision_date", "approver",    "source_document"};
        std::map<int, int> number;
        std::map<std::pair<std::string, Date>, std::string> decisions; // a later state keeps the plan's decision
        for (const Row& row : m_rows) {
            std::string decision_no;
            if (row.decided) {
                auto& known = decisions[{row.unit_code, *row.decided}];
                if (known.empty()) {
                    known = fmt::format("minh họa {}/{}", ++number[row.decided->year()], row.decided->year());
                }
                decision_no = known;
            }
            csv.row({row.unit_code, row.kind, std::to_string(row.status), row.status_date.iso(),
                     std::to_string(row.period_from), std::to_string(row.period_to), row.valid_to, decision_no,
                     row.decided ? row.decided->iso() : "", row.approver,
                     "số liệu minh họa; tổng số khớp văn bản số 000 (387 và 155 là số suy ra)"});
        }
        return csv.take();
    }

private:
    void keep_only(const std::string& district) {
        std::set<std::string> kept;
        for (const Commune& commune : m_facts.communes) {
            if (m_facts.districts[commune.district].code == district) {
                kept.insert(commune.code);
            }
        }
        m_rows.erase(std::remove_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return kept.count(row.unit_code) == 0; }),
                     m_rows.end());
    }

    /// All xã of the cities and towns, and those nearest to the town of each district, district by district.
    void choose_covered() {
        std::vector<std::tuple<std::size_t, double, std::size_t>> candidates; // rank in the district, metres, commune
        for (std::size_t d = 0; d < m_facts.districts.size(); ++d) {
            const auto order = xa_in_order(m_facts, d);
            if (urban_districts.count(m_facts.districts[d].code) != 0) {
                m_covered.insert(order.begin(), order.end());
            } else if (m_facts.districts[d].code != reported_district) {
                std::vector<std::pair<double, std::size_t>> near;
                for (const std::size_t commune : order) {
                    near.emplace_back(distance_to_town(m_facts, commune), commune);
                }
                std::sort(near.begin(), near.end());
                for (std::size_t rank = 0; rank < near.size(); ++rank) {
                    candidates.emplace_back(rank, near[rank].first, near[rank].second);
                }
            }
        }
        std::sort(candidates.begin(), candidates.end());
        for (std::size_t i = 0; m_covered.size() < covered_by_urban_plan; ++i) {
            m_covered.insert(std::get<2>(candidates[i]));
        }
    }

    /// Approved plans by district: by weight, the remainders to the largest.
    void share_out_approvals() {
        std::vector<int> weight(m_facts.districts.size());
        int reported = 0;
        for (std::size_t c = 0; c < m_facts.communes.size(); ++c) {
            if (m_facts.communes[c].is_xa() && m_covered.count(c) == 0) {
                const std::size_t d = m_facts.communes[c].district;
                const bool is_reported = m_facts.districts[d].code == reported_district;
                (is_reported ? reported : weight[d]) += is_reported ? 1 : m_facts.districts[d].plan_weight;
            }
        }
        int total = 0;
        for (const int w : weight) {
            total += w;
        }
        const int to_share = approved_in_all - reported;
        int left = to_share;
        std::vector<std::pair<int, std::size_t>> remainders;
        m_approved.resize(weight.size());
        for (std::size_t d = 0; d < weight.size(); ++d) {
            m_approved[d] = to_share * weight[d] / total;
            left -= m_approved[d];
            remainders.emplace_back(-(to_share * weight[d] % total), d);
            if (m_facts.districts[d].code == reported_district) {
                m_approved[d] = reported;
            }
        }
        std::sort(remainders.begin(), remainders.end());
        for (std::size_t i = 0; left > 0; ++i, --left) {
            ++m_approved[remainders[i].second];
        }
    }

    void plan_district(std::size_t d) {
        int approved = 0;
        for (const std::size_t commune : xa_in_order(m_facts, d)) {
            if (m_covered.count(commune) != 0) {
                cover(commune);
                continue;
            }
            if (seed(commune, 40) % 5 < 2) {
                approve_old(commune);
            }
            Row begun = row_of(commune, 0, day_of(2020, 1, 1));
            m_rows.push_back(begun);
            if (approved++ < m_approved[d]) {
                approve(commune);
            } else {
                prepare(commune);
            }
        }
    }

    [[nodiscard]] Row row_of(std::size_t commune, int status, Date date) const {
        Row row;
        row.unit_code = m_facts.communes[commune].code;
        row.status = status;
        row.status_date = date;
        return row;
    }

    void cover(std::size_t commune) {
        Row row = row_of(commune, 10, day_between(day_of(2017, 3, 1), day_of(2019, 12, 20), seed(commune, 41)));
        row.kind = "Quy hoạch chung đô thị";
        row.period_from = 2020;
        row.period_to = 2040;
        row.valid_to = "2040-12-31";
        row.decided = row.status_date;
        row.approver = "UBND tỉnh Thanh Hóa";
        m_rows.push_back(row);
    }

    void approve_old(std::size_t commune) {
        Row row = row_of(commune, 6, day_between(day_of(2011, 8, 1), day_of(2014, 12, 20), seed(commune, 42)));
        row.period_from = 2011;
        row.period_to = 2020;
        row.valid_to = "2020-12-31";
        row.decided = row.status_date;
        row.approver = approver(commune);
        m_rows.push_back(row);
    }

    void approve(std::size_t commune) {
        const bool reported = m_facts.districts[m_facts.communes[commune].district].code == reported_district;
        const std::uint64_t chance = seed(commune, 43);
        const int when = reported ? 1 : static_cast<int>(chance % 10); // 0: 2020, 1..4: 2021, others: 2022
        const auto [first, last] = when == 0  ? std::pair{day_of(2020, 9, 1), day_of(2020, 12, 25)}
                                   : when < 5 ? std::pair{day_of(2021, 2, 22), day_of(2021, 11, 26)}
                                              : std::pair{day_of(2022, 1, 12), day_of(2022, 8, 26)};
        Row row = row_of(commune, 6, day_between(first, last, chance));
        row.valid_to = "2030-12-31";
        row.decided = row.status_date;
        row.approver = approver(commune);
        m_rows.push_back(row);
        // Published within a month or so, where there was time for it.
        const Date published = row.status_date.plus_days(10 + static_cast<int>(seed(commune, 44) % 25));
        if (seed(commune, 45) % 3 != 0 && published <= day_of(2022, 8, 31)) {
            row.status = 7;
            row.status_date = published;
            m_rows.push_back(row);
        }
    }

    void prepare(std::size_t commune) {
        const int status = static_cast<int>(seed(commune, 46) % 6);
        if (status > 0) {
            m_rows.push_back(
                row_of(commune, status, day_between(day_of(2021, 4, 1), day_of(2022, 8, 24), seed(commune, 47))));
        }
    }

    [[nodiscard]] std::string approver(std::size_t commune) const {
        const District& district = m_facts.districts[m_facts.communes[commune].district];
        return district.type == "Huyện"    ? "UBND huyện " + district.name
               : district.type == "Thị xã" ? "UBND thị xã " + district.name
                                           : "UBND thành phố " + district.name;
    }

    [[nodiscard]] std::uint64_t seed(std::size_t commune, std::uint64_t use) const {
        return hash(seed_of(m_facts.communes[commune]), use);
    }

    const Facts& m_facts;
    std::set<std::size_t> m_covered;
    std::vector<int> m_approved; ///< by district
    std::vector<Row> m_rows;
};

} // namespace

std::string plan_table(const Facts& facts, const std::string& district) {
    return Plans(facts).table(district);
}

} // namespace ntm::sample
