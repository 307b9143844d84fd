#include "geo/programme/criteria_set.hpp"

#include "geo/base/number.hpp"
#include "geo/base/paths.hpp"
#include "geo/base/row_texts.hpp"
#include "geo/programme/set_cells.hpp"
#include "geo/programme/set_layer.hpp"
#include "geo/source/source.hpp"

#include <utility>

namespace ntm {

namespace {

/// One line of sets.csv; nothing where the set cannot be told.
std::optional<CriteriaSet> head_of_set(SetCells& cells, std::size_t row) {
    CriteriaSet set;
    take_texts(cells, row,
               {{"set_id", &set.id},
                {"title_vi", &set.title_vi},
                {"title_en", &set.title_en},
                {"decree", &set.decree},
                {"note", &set.note}});
    set.decree_date = cells.date(row, "decree_date");
    set.from = cells.date(row, "effective_from");
    set.to = cells.date(row, "effective_to");
    set.illustrative = cells.truth(row, "illustrative");
    const auto count = [&](std::string_view column) {
        const auto number = parse_integer(cells.text(row, column));
        return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
    };
    set.stated_criteria = count("criteria_stated");
    set.stated_indicators = count("indicators_stated");
    const auto level = parse_level(cells.text(row, "level"));
    const auto tier = parse_tier(cells.text(row, "tier"));
    if (set.from && set.to && *set.to < *set.from) {
        cells.report(Severity::error, "set_date_order", row, "effective_to", set.from->iso());
    }
    if (!level) {
        cells.report(Severity::error, "set_level_unknown", row, "level");
    }
    if (!tier) {
        cells.report(Severity::error, "tier_unknown", row, "tier");
    }
    if (set.id.empty()) {
        cells.report(Severity::error, "set_unknown", row, "set_id");
    }
    if (!level || !tier || set.id.empty()) {
        return std::nullopt;
    }
    set.level = *level;
    set.tier = *tier;
    return set;
}

} // namespace

Result<std::vector<CriteriaSet>> read_criteria_sets(const std::filesystem::path& folder) {
    auto table = read_table(folder / "sets.csv");
    if (!table) {
        return table.issues();
    }
    Issues issues = std::move(table.issues());
    SetCells cells(*table);
    std::vector<CriteriaSet> sets;
    const bool complete = cells.require({"set_id", "file", "level", "tier"});
    for (std::size_t row = 0; complete && row < table->rows(); ++row) {
        auto set = head_of_set(cells, row);
        if (!set) {
            continue;
        }
        if (find_set(sets, set->id) != nullptr) {
            cells.report(Severity::error, "set_doubled", row, "set_id");
            continue;
        }
        if (const auto base = cells.text(row, "base"); !base.empty()) {
            const CriteriaSet* found = find_set(sets, base);
            if (found == nullptr) {
                cells.report(Severity::error, "set_unknown", row, "base");
                continue;
            }
            set->base = found->id;
            set->criteria = found->criteria;
            set->indicators = found->indicators;
        }
        if (const auto file = cells.text(row, "file"); !file.empty()) {
            const auto lines = read_table(folder / text_path(file));
            append_issues(issues, lines.issues());
            if (lines) {
                set->file = lines->file;
                append_issues(issues, lay_rows(*set, *lines));
            }
        }
        sets.push_back(std::move(*set));
    }
    append_issues(issues, std::move(cells.issues));
    if (!complete) {
        return issues;
    }
    return {std::move(sets), std::move(issues)};
}

Result<CriteriaSet> overlay_criteria_set(const Table& table, const CriteriaSet* base, std::string id) {
    CriteriaSet set = base != nullptr ? *base : CriteriaSet();
    set.base = base != nullptr ? base->id : std::string();
    set.id = std::move(id);
    set.file = table.file;
    set.own = true;
    set.title_vi += (set.title_vi.empty() ? "" : " – ") + set.id;
    set.title_en += (set.title_en.empty() ? "" : " – ") + set.id;
    Issues issues = lay_rows(set, table);
    if (set.criteria.empty()) {
        issues.push_back({Severity::error, "set_without_criteria", {table.file, table.layer, 0, {}, set.id}, {}});
        return issues;
    }
    return {std::move(set), std::move(issues)};
}

} // namespace ntm
