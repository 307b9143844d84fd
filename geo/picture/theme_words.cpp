#include "geo/picture/sheet.hpp"

#include "geo/insight/progress_to_target.hpp"
#include "geo/picture/theme_classes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace ntm {

namespace {

/// Whether the atlas has the tables that a theme speaks of; without them the map shows its boundaries.
bool is_known(const Snapshot& snapshot, const ThemeChoice& choice) {
    const Atlas& atlas = *snapshot.atlas;
    switch (choice.theme) {
    case Theme::tier:
    case Theme::change:
        return atlas.recognitions.present;
    case Theme::plan:
        return atlas.plans.present;
    case Theme::tier_plan:
        return atlas.recognitions.present || atlas.plans.present;
    case Theme::target:
        return !atlas.duties.targets.empty();
    case Theme::criteria:
    case Theme::criterion:
        return atlas.assessments.present;
    case Theme::risk:
        return atlas.assessments.present && atlas.recognitions.present;
    case Theme::coverage:
        return std::any_of(atlas.plan_layers.begin(), atlas.plan_layers.end(), [](const PlanLayer& layer) {
            return layer.kind == DrawingKind::plan || layer.names_plans();
        });
    }
    return false;
}

/// How many bytes two texts share at their beginning, up to the end of a word.
std::size_t shared_words(std::string_view a, std::string_view b) {
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t shared = 0;
    std::size_t at = 0;
    while (at < most && a[at] == b[at]) {
        ++at;
        if (a[at - 1] == ' ') {
            shared = at;
        }
    }
    const auto ends_word = [at](std::string_view text) {
        return at == text.size() || text[at] == ' ' || text[at] == ';';
    };
    const bool whole = ends_word(a) && ends_word(b);
    return whole ? at : shared;
}

/// "minh họa; khớp số 000", "minh họa; khớp số 000 và 004" -> "minh họa; khớp số 000 và 004": what documents of one
/// kind have in common is said once.
std::vector<std::string> merged_documents(const std::vector<std::string>& documents) {
    std::vector<std::vector<std::string>> groups;
    const auto kind = [](const std::string& text) { return text.substr(0, text.find(';')); };
    for (const auto& document : documents) {
        const auto same = std::find_if(groups.begin(), groups.end(),
                                       [&](const auto& group) { return kind(group.front()) == kind(document); });
        if (same == groups.end()) {
            groups.push_back({document});
        } else {
            same->push_back(document);
        }
    }
    std::vector<std::string> merged;
    for (const auto& group : groups) {
        std::size_t shared = group.front().size();
        for (const auto& document : group) {
            shared = std::min(shared, shared_words(group.front(), document));
        }
        std::string text = group.front().substr(0, shared);
        std::size_t tails = 0;
        for (const auto& document : group) {
            const std::string tail = document.substr(std::min(shared, document.size()));
            const bool said = std::any_of(group.begin(), group.end(), [&](const std::string& other) {
                return other.size() > document.size() && shared_words(other, document) == document.size();
            });
            if (!tail.empty() && !said) {
                text += (tails++ > 0 ? ", " : "") + tail;
            }
        }
        merged.push_back(std::move(text));
    }
    return merged;
}

} // namespace

bool about_plans(Theme theme) {
    return theme == Theme::plan || theme == Theme::tier_plan || theme == Theme::coverage;
}
bool about_criteria(Theme theme) {
    return theme == Theme::criteria || theme == Theme::criterion || theme == Theme::risk;
}

std::string map_title(const Snapshot& snapshot, const ThemeChoice& choice, Level level, const Lang& lang) {
    if (!is_known(snapshot, choice)) {
        return lang["sheet.title.boundaries"];
    }
    return lang[fmt::format("sheet.title.{}.{}", theme_word(choice.theme),
                            level == Level::commune ? "commune" : "above")];
}

std::vector<std::string> source_documents(const Snapshot& snapshot, const ThemeChoice& choice) {
    std::map<std::string, std::size_t> rows_of;
    const Atlas& atlas = *snapshot.atlas;
    const auto add_document = [&](const std::string& document, std::size_t rows) {
        if (!document.empty()) {
            rows_of[document] += rows;
        }
    };
    const auto add = [&](const Source& source) { add_document(source.document, 1); };
    const Theme theme = choice.theme;
    if (theme == Theme::tier || theme == Theme::tier_plan || theme == Theme::target || theme == Theme::risk ||
        theme == Theme::change) {
        for (const Recognition& row : atlas.recognitions.rows) {
            if (row.effective <= snapshot.as_of) {
                add(row.source);
            }
        }
    }
    if (about_plans(theme)) {
        for (const PlanRow& row : atlas.plans.rows) {
            if (row.effective <= snapshot.as_of) {
                add(row.source);
            }
        }
    }
    if (about_criteria(theme)) {
        std::map<const SourcePool::Words*, std::size_t> rows_by_words; // results come by the million
        for (const Assessment& row : atlas.assessments.rows) {
            if (row.date <= snapshot.as_of && !row.lent && row.words != nullptr) {
                ++rows_by_words[row.words];
            }
        }
        for (const auto& [words, rows] : rows_by_words) {
            add_document(words->document, rows);
        }
    }
    if (theme == Theme::target) {
        for (const Target& row : atlas.duties.targets) {
            if (row.year == target_year(snapshot)) {
                add(row.source);
            }
        }
    }
    std::vector<std::pair<std::size_t, std::string>> ordered;
    for (const auto& [document, rows] : rows_of) {
        ordered.emplace_back(rows, document);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> documents;
    for (auto& [rows, document] : ordered) {
        documents.push_back(std::move(document));
    }
    return merged_documents(documents);
}

} // namespace ntm
