#include "viewer/panels/programme_words.hpp"

#include "viewer/panels/unit_words.hpp"

#include <cmath>

namespace ntm::viewer {

namespace {

// In words: the fonts of the window need not have the signs.
const char* key_of(Comparison comparison) {
    switch (comparison) {
    case Comparison::at_least:
        return "panel.criteria.at_least";
    case Comparison::at_most:
        return "panel.criteria.at_most";
    case Comparison::equal:
    case Comparison::none:
        break;
    }
    return "panel.criteria.equal";
}

} // namespace

const std::string& name_in(const Lang& lang, const std::string& vi, const std::string& en) {
    return (lang.language() == Language::vi || en.empty()) && !vi.empty() ? vi : en;
}

std::string number_words(const Lang& lang, double value) {
    const double hundredths = std::round(value * 100);
    const int decimals = std::fmod(hundredths, 100) == 0 ? 0 : std::fmod(hundredths, 10) == 0 ? 1 : 2;
    return lang.number(value, decimals);
}

std::string set_words(const Lang& lang, const CriteriaSet& set) {
    auto text = name_in(lang, set.title_vi, set.title_en);
    if (text.empty()) {
        text = set.id;
    }
    if (set.illustrative && text.find('(') == std::string::npos) {
        text += " (" + lang["panel.criteria.illustrative"] + ")";
    }
    return text;
}

std::string state_words(const Lang& lang, const JudgedItem& item) {
    auto text = lang["item_state." + std::string(item_state_word(item.state))];
    if (item.provisional) {
        text += " (" + lang["item.provisional"] + ")";
    }
    return text;
}

std::string asked_words(const Lang& lang, Comparison comparison, const std::string& threshold) {
    return lang.fill(key_of(comparison), {{"threshold", threshold}});
}

std::string value_words(const Lang& lang, const Indicator& indicator, const JudgedItem& item) {
    if (indicator.kind == IndicatorKind::boolean || indicator.kind == IndicatorKind::text) {
        return {};
    }
    const auto& unit = name_in(lang, indicator.unit, indicator.unit_en);
    const std::string close = unit == "%" ? "%" : "";
    std::vector<std::string> parts;
    if (item.value) {
        parts.push_back(number_words(lang, *item.value) + close);
    }
    if (item.threshold != nullptr) {
        parts.push_back(asked_words(lang, indicator.comparison, number_words(lang, item.threshold->value) + close));
    }
    if (item.distance && *item.distance > 0) {
        const char* key =
            indicator.comparison == Comparison::at_most ? "panel.criteria.over" : "panel.criteria.distance";
        parts.push_back(lang.fill(key, {{"distance", number_words(lang, *item.distance) + close}}));
    }
    const bool far_unit = !parts.empty() && close.empty() && !unit.empty();
    return joined(parts, " · ") + (far_unit ? " (" + unit + ")" : "");
}

std::string criterion_numbers(const CriteriaSet& set, const std::vector<std::size_t>& criteria) {
    std::vector<std::string> numbers;
    numbers.reserve(criteria.size());
    for (const std::size_t index : criteria) {
        numbers.push_back(set.criteria[index].no);
    }
    return joined(numbers, ", ");
}

std::string risk_words(const Lang& lang, const Risk& risk) {
    const char* key = risk.revocation_case == RevocationCase::b ? "panel.risk.case_b" : "panel.risk.case_a";
    return lang.fill(key, {{"count", lang.number(double(risk.failing.size()))},
                           {"of", lang.number(double(risk.set->numbered_criteria()))},
                           {"key", criterion_numbers(*risk.set, risk.failing_key)}});
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : between) + word;
    }
    return text;
}

std::string measure_words(const Lang& lang, const std::string& measure) {
    return words_or(lang, "measure." + measure, measure);
}

std::string due_words(const Lang& lang, const DueItem& item) {
    if (item.task != nullptr) {
        return item.task->what;
    }
    return lang.fill("panel.due.step",
                     {{"tier", tier_name(lang, item.step->unit.level, item.step->tier)}, {"step", item.step->step}});
}

std::string due_state_words(const Lang& lang, const DueItem& item) {
    const auto state = lang["due." + std::string(due_state_word(item.state))];
    const auto days = std::to_string(std::abs(item.days_left));
    switch (item.state) {
    case DueState::overdue:
        return lang.fill("panel.due.overdue_by", {{"state", state}, {"days", days}});
    case DueState::due_this_month:
    case DueState::due_this_quarter:
    case DueState::later:
        return lang.fill("panel.due.days_left", {{"state", state}, {"days", days}});
    case DueState::done:
    case DueState::no_deadline:
        break;
    }
    return state;
}

std::optional<Date> deadline_of(const DueItem& item) {
    return item.task != nullptr ? item.task->deadline : item.step->deadline;
}

} // namespace ntm::viewer
