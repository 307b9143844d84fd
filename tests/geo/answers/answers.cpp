#include "tests/geo/answers/answers.hpp"

#include <algorithm>
#include <map>

namespace ntm::answers {

namespace {

const std::shared_ptr<const Atlas>& atlas_of(std::string_view sample) {
    static std::map<std::string, std::shared_ptr<const Atlas>, std::less<>> loaded;
    auto place = loaded.find(sample);
    if (place == loaded.end()) {
        const auto atlas = load_atlas("sample:" + std::string(sample));
        REQUIRE(atlas);
        CHECK(count_issues((*atlas)->issues).errors == 0);
        place = loaded.emplace(sample, *atlas).first;
    }
    return place->second;
}

const TierTally& tally(const View& view, const std::string& code) {
    if (code.empty()) {
        return view.summary.communes;
    }
    const UnitRef unit = view.unit(code);
    return view.snapshot->tiers_of[static_cast<std::size_t>(unit.level)][unit.id];
}

} // namespace

UnitRef View::unit(std::string_view code) const {
    const UnitRef unit = UnitMatcher(units()).by_code(code).unit;
    INFO("unit " << code);
    REQUIRE(unit.valid());
    return unit;
}

const View& view(std::string_view sample, std::string_view date) {
    static std::map<std::pair<std::string, Date>, View> views;
    const auto& atlas = atlas_of(sample);
    const auto day = date.empty() ? std::optional(atlas->default_date()) : Date::parse(date);
    REQUIRE(day);
    const auto [place, is_new] = views.try_emplace({std::string(sample), *day});
    if (is_new) {
        place->second.snapshot = make_snapshot(atlas, *day, atlas->default_plan_period());
        place->second.summary = summarise(*place->second.snapshot);
    }
    return place->second;
}

void check(const std::vector<Answer>& answers) {
    for (const Answer& answer : answers) {
        INFO(answer.id << ", document " << answer.document << ": " << answer.command << " sample:" << answer.sample
                       << " --as-of " << answer.date);
        const std::string word = answer.command.substr(0, answer.command.find(' '));
        CHECK((word == "summary" || word == "query" || word == "gaps" || word == "rank"));
        const Number ours = answer.ours(view(answer.sample, answer.date));
        REQUIRE(ours);
        CHECK(*ours == answer.printed);
    }
}

Compute held(Tier tier, std::string code) {
    return [=](const View& view) -> Number { return number(tally(view, code).held[at(tier)]); };
}

Compute new_in_year(Tier tier, std::string code) {
    return [=](const View& view) -> Number { return number(tally(view, code).new_in_year[at(tier)]); };
}

Compute districts_without(Tier tier) {
    return [=](const View& view) -> Number { return number(view.summary.districts.value().without[at(tier)].size()); };
}

Compute figure(std::string measure, FigureKind kind, std::string code) {
    return [=](const View& view) -> Number {
        std::vector<const Figure*> found;
        for (const Figure* one : view.summary.figures) {
            const bool same_unit = code.empty() || one->unit == view.unit(code);
            if (one->measure == measure && one->kind == kind && same_unit) {
                found.push_back(one);
            }
        }
        return found.size() == 1 ? Number(found.front()->value) : std::nullopt;
    };
}

const MeasureProgress* measure_of(const View& view, std::string_view measure) {
    const auto& all = view.summary.targets;
    const auto place = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.measure == measure; });
    return place == all.end() ? nullptr : &*place;
}

Compute target(std::string measure) {
    return [=](const View& view) -> Number {
        const MeasureProgress* progress = measure_of(view, measure);
        return progress != nullptr ? progress->target : std::nullopt;
    };
}

Compute remaining(std::string measure) {
    return [=](const View& view) -> Number {
        const MeasureProgress* progress = measure_of(view, measure);
        return progress != nullptr ? progress->remaining : std::nullopt;
    };
}

Number target_of(const View& view, std::string_view code, std::string_view measure, bool carried) {
    const UnitRef unit = view.unit(code);
    for (const TargetProgress& one : target_progress(*view.snapshot, target_year(*view.snapshot))) {
        if (one.target->unit == unit && one.target->measure == measure && one.carried_over == carried) {
            return one.target->value;
        }
    }
    return std::nullopt;
}

std::vector<std::string> names(const Units& units, const std::vector<UnitRef>& of) {
    std::vector<std::string> all;
    for (const UnitRef unit : of) {
        all.push_back(units.name(unit));
    }
    return all;
}

JudgedItem indicator(const View& view, std::string_view code, std::string_view set, std::string_view no) {
    const CriteriaSet* known = find_set(view.atlas().criteria_sets, set);
    REQUIRE(known != nullptr);
    const auto index = known->find_indicator(no);
    REQUIRE(index);
    return evaluate_unit(*view.snapshot, view.unit(code), known).indicators[*index];
}

std::vector<Issue> issues_of(std::string_view sample, std::string_view code, std::string_view file) {
    std::vector<Issue> found;
    for (const Issue& issue : atlas_of(sample)->issues) {
        if (issue.code == code && issue.where.file.find(file) != std::string::npos) {
            found.push_back(issue);
        }
    }
    return found;
}

} // namespace ntm::answers
