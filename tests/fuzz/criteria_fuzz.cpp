// A set of criteria laid over a national one, and one of its own.

#include "geo/atlas/criteria.hpp"
#include "geo/source/csv.hpp"
#include "geo/source/sheet_table.hpp"

#include "tests/fuzz/fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    static const std::vector<CriteriaSet> national = [] {
        Issues ignored;
        return load_criteria_sets(Workspace(), ignored);
    }();
    fuzz::require(!national.empty());
    const auto sheet = cut_delimited(fuzz::text_of(data, size), "fuzz.csv");
    const auto table = sheet ? table_of_sheet(*sheet, guess_layout(*sheet)) : Result<Table>(Issue{});
    if (table) {
        for (const CriteriaSet* base : {&national.front(), static_cast<const CriteriaSet*>(nullptr)}) {
            if (const auto set = overlay_criteria_set(*table, base, "own")) {
                for (const Criterion& criterion : set->criteria) {
                    fuzz::require(set->find_criterion(criterion.no).has_value());
                }
            }
        }
    }
    return 0;
}
