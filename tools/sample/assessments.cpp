#include "tools/sample/assessments.hpp"

#include "tools/sample/csv_writer.hpp"
#include "tools/sample/order.hpp"
#include "tools/sample/random.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace ntm::sample {

void VerdictTable::add(std::string_view unit, int criteria, std::span<const int> failing, Date date) {
    for (int criterion = 1; criterion <= criteria; ++criterion) {
        add_one(unit, criterion, std::find(failing.begin(), failing.end(), criterion) == failing.end(), date);
    }
}

void VerdictTable::add_one(std::string_view unit, int criterion, bool met, Date date) {
    m_rows.push_back({std::string(unit), m_sets.size() - 1, criterion, {}, met ? "Đ" : "K", {}, {}, {}, date});
}

void VerdictTable::add_count(std::string_view unit, std::string_view indicator, long long numerator,
                             long long denominator, Date date) {
    m_rows.push_back({std::string(unit),
                      m_sets.size() - 1,
                      0,
                      std::string(indicator),
                      {},
                      {},
                      std::to_string(numerator),
                      std::to_string(denominator),
                      date});
}

void VerdictTable::add_value(std::string_view unit, std::string_view indicator, std::string_view value, Date date) {
    m_rows.push_back(
        {std::string(unit), m_sets.size() - 1, 0, std::string(indicator), {}, std::string(value), {}, {}, date});
}

void VerdictTable::change_set(std::string set) {
    m_sets.push_back(std::move(set));
}

std::string VerdictTable::take() {
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) {
        return std::tie(a.unit, a.set, a.criterion, a.indicator, a.date) <
               std::tie(b.unit, b.set, b.criterion, b.indicator, b.date);
    });
    CsvWriter csv{"unit_code", "criteria_set", "criterion_no", "indicator_no",  "verdict",
                  "value",     "numerator",    "denominator",  "assessed_date", "source_document"};
    for (const Row& row : m_rows) {
        csv.row({row.unit, m_sets[row.set], row.criterion == 0 ? "" : std::to_string(row.criterion), row.indicator,
                 row.verdict, row.value, row.numerator, row.denominator, row.date.iso(), m_source});
    }
    return csv.take();
}

std::vector<int> choose_failing(int count, FailureWeights weights, std::uint64_t seed) {
    std::vector<std::pair<double, int>> drawn;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        drawn.emplace_back(-unit_of(hash(seed, i)) * weights[i], static_cast<int>(i) + 1);
    }
    std::sort(drawn.begin(), drawn.end());
    std::vector<int> failing;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        failing.push_back(drawn[i].second);
    }
    std::sort(failing.begin(), failing.end());
    return failing;
}

std::vector<int> spread_met(std::size_t count, int sum, int least, int most) {
    std::vector<int> met(count);
    int left = sum;
    for (std::size_t i = 0; i < count; ++i) {
        met[i] =
            most - static_cast<int>(i * static_cast<std::size_t>(most - least) / std::max<std::size_t>(count - 1, 1));
        left -= met[i];
    }
    // One at a time, spread over all: the middle moves most, the ends stay.
    for (std::size_t step = 0; left != 0; ++step) {
        int& one = met[step * 7 % count];
        if (left > 0 && one < most) {
            ++one;
            --left;
        } else if (left < 0 && one > least) {
            --one;
            ++left;
        }
    }
    std::sort(met.rbegin(), met.rend());
    return met;
}

std::vector<long long> share_out(long long total, std::span<const long long> weights) {
    long long sum = 0;
    for (const long long weight : weights) {
        sum += weight;
    }
    std::vector<long long> parts;
    std::vector<std::pair<long long, std::size_t>> remainders;
    long long left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        parts.push_back(total * weights[i] / sum);
        remainders.emplace_back(-(total * weights[i] % sum), i);
        left -= parts.back();
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; left > 0; ++i, --left) {
        ++parts[remainders[i].second];
    }
    return parts;
}

namespace {

std::vector<std::size_t> by_tier(const Facts& facts, const std::vector<RecognitionRow>& recognitions, Date date,
                                 bool held) {
    std::set<std::string> recognised;
    for (const RecognitionRow& row : recognitions) {
        if (row.decided <= date) {
            recognised.insert(row.unit_code);
        }
    }
    // Districts in which few xã are left come first, and in each the xã next in line.
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t d = 0; d < facts.districts.size(); ++d) {
        const auto order = xa_in_order(facts, d);
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            if ((recognised.count(facts.communes[order[rank]].code) != 0) == held) {
                const double open = static_cast<double>(order.size()) - facts.districts[d].ntm[0];
                ranked.emplace_back((open + static_cast<double>(rank)) / static_cast<double>(order.size()),
                                    order[rank]);
            }
        }
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::size_t> communes;
    for (const auto& [rank, commune] : ranked) {
        communes.push_back(commune);
    }
    return communes;
}

} // namespace

std::vector<std::size_t> without_tier(const Facts& facts, const std::vector<RecognitionRow>& recognitions, Date date) {
    return by_tier(facts, recognitions, date, false);
}

std::vector<std::size_t> with_tier(const Facts& facts, const std::vector<RecognitionRow>& recognitions, Date date) {
    return by_tier(facts, recognitions, date, true);
}

} // namespace ntm::sample
