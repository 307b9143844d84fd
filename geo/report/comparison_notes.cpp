#include "geo/report/comparison_notes.hpp"

#include "geo/insight/change.hpp"

namespace ntm {

std::vector<std::string> comparison_notes(const Lang& lang, const Snapshot& before, const Snapshot& after) {
    std::vector<std::string> notes;
    const SetChange sets = set_change(before, after);
    if (sets.changed() && after.atlas->assessments.present) {
        const auto id = [](const CriteriaSet* set) { return set != nullptr ? set->id : std::string("–"); };
        notes.push_back(lang.fill("change.sets_differ", {{"before", id(sets.before)},
                                                         {"from", lang.date(before.as_of)},
                                                         {"after", id(sets.after)},
                                                         {"to", lang.date(after.as_of)}}));
    }
    if (crosses_reform(before.as_of, after.as_of)) {
        notes.push_back(lang["change.reform"]);
    }
    return notes;
}

} // namespace ntm
