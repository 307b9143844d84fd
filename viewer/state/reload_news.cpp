#include "viewer/state/reload_news.hpp"

#include <algorithm>

namespace ntm::viewer {

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

struct Differences {
    std::size_t tiers = 0, plans = 0, came = 0, went = 0;
};

Differences find_differences(const Snapshot& before, const Snapshot& after) {
    Differences found;
    const Units& then = before.atlas->units;
    const Units& now = after.atlas->units;
    const CarriedUnits carried(then, now);
    std::size_t stayed = 0;
    for (std::uint32_t id = 0; id < then.count(Level::commune); ++id) {
        const UnitRef unit = carried.of(UnitRef{Level::commune, id});
        if (!unit.valid()) {
            ++found.went;
            continue;
        }
        ++stayed;
        found.tiers += before.tier_class[id] != after.tier_class[unit.id] ? 1U : 0U;
        found.plans += before.plan_class[id] != after.plan_class[unit.id] ? 1U : 0U;
    }
    found.came = now.count(Level::commune) - std::min(stayed, now.count(Level::commune));
    return found;
}

} // namespace

std::vector<Message::Line> reload_news(const std::shared_ptr<const Atlas>& before,
                                       const std::shared_ptr<const Atlas>& after, const std::vector<std::string>& files,
                                       Date as_of, PlanPeriod period) {
    std::vector<Message::Line> lines{{"ui.reload.files", joined(files)}};
    const auto count = [&](const char* key, std::size_t number) {
        if (number > 0) {
            lines.push_back({key, std::to_string(number)});
        }
    };
    const Differences found =
        find_differences(*make_snapshot(before, as_of, period), *make_snapshot(after, as_of, period));
    count("ui.reload.tiers", found.tiers);
    count("ui.reload.plans", found.plans);
    count("ui.reload.came", found.came);
    count("ui.reload.went", found.went);
    if (lines.size() == 1) {
        lines.push_back({"ui.reload.same", {}});
    }
    const auto errors = count_issues(after->issues).errors;
    if (errors != count_issues(before->issues).errors) {
        lines.push_back({"ui.reload.errors", std::to_string(errors)});
    }
    return lines;
}

} // namespace ntm::viewer
