#include "geo/units/units.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>

namespace ntm {

UnmarkedName split_unmarked_type_word(std::string_view text) {
    const std::string key = fold_key(text);
    for (const std::string_view word :
         {"xa", "phuong", "thi tran", "dac khu", "huien", "quan", "thi xa", "thanh pho", "tinh"}) {
        if (key.size() > word.size() + 1 && key.starts_with(word) && key[word.size()] == ' ') {
            return {parse_unit_type(word), key.substr(word.size() + 1)};
        }
    }
    return {};
}

std::vector<UnitRef> search_units(const Units& units, std::string_view text, std::size_t limit) {
    const std::string cleaned = clean_text(text);
    const TypedName typed = split_type_word(cleaned);
    const std::string wanted = fold_key(typed.name);
    const std::string wanted_whole = fold_key(cleaned);
    const std::string wanted_tone = tone_key(typed.name);
    const UnitType wanted_type = parse_unit_type(typed.type);
    const UnmarkedName unmarked = split_unmarked_type_word(cleaned);
    if (wanted_whole.empty()) {
        return {};
    }
    struct Hit {
        int rank;
        int order;
        UnitRef unit;
    };
    std::vector<Hit> hits;
    for (const Level level : {Level::province, Level::district, Level::commune}) {
        const UnitColumns& columns = units.at(level);
        for (std::uint32_t id = 0; id < columns.size(); ++id) {
            const std::string& fold = columns.fold[id];
            int rank = 100;
            if (!columns.code[id].empty() && columns.code[id] == cleaned) {
                rank = 0;
            } else if (fold == wanted || fold == wanted_whole) {
                rank = 10;
            } else if (unmarked.type != UnitType::unknown && columns.type[id] == unmarked.type &&
                       fold.starts_with(unmarked.name)) {
                rank = fold == unmarked.name ? 9 : 19;
            } else if (fold.starts_with(wanted) || fold.starts_with(wanted_whole)) {
                rank = 20;
            } else if (fold.find(" " + wanted) != std::string::npos) {
                rank = 30;
            } else if (fold.find(wanted) != std::string::npos) {
                rank = 40;
            } else if (!columns.code[id].empty() && columns.code[id].starts_with(cleaned)) {
                rank = 45;
            } else if (wanted.size() >= 4) {
                if (const int slips = folded_distance(fold, wanted, wanted.size() >= 8 ? 2 : 1);
                    slips <= (wanted.size() >= 8 ? 2 : 1)) {
                    rank = 50 + slips;
                }
            }
            if (rank == 100) {
                continue;
            }
            if (rank == 10 && tone_key(split_type_word(columns.name[id]).name) == wanted_tone) {
                rank -= 2; // typed with its marks: this one, before those that only fold alike
            }
            if (rank <= 20 && wanted_type != UnitType::unknown && columns.type[id] == wanted_type) {
                rank -= 1;
            }
            hits.push_back({rank, static_cast<int>(hits.size()), {level, id}});
        }
    }
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return std::pair(a.rank, a.order) < std::pair(b.rank, b.order); });
    std::vector<UnitRef> found;
    for (const Hit& hit : hits) {
        if (found.size() == limit) {
            break;
        }
        found.push_back(hit.unit);
    }
    return found;
}

} // namespace ntm
