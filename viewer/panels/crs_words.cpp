#include "viewer/panels/crs_words.hpp"

#include "geo/base/paths.hpp"

#include <cmath>

namespace ntm::viewer {

std::string candidate_words(const CrsCandidate& candidate, const Lang& lang) {
    std::string text = candidate.crs.definition.substr(0, 40);
    if (!candidate.name.empty() && candidate.name != text) {
        text += " · " + candidate.name;
    }
    if (std::isfinite(candidate.apart_m) && candidate.apart_m > 0) {
        text += " · " + lang.fill("ui.desk.apart", {{"metres", lang.number(std::round(candidate.apart_m))}});
    }
    return text;
}

std::string operation_words(const CrsChoice& choice, const Lang& lang) {
    if (choice.operation.empty() || !std::isfinite(choice.accuracy_m)) {
        return choice.operation;
    }
    return choice.operation + " · " + lang.fill("ui.desk.accuracy", {{"metres", lang.number(choice.accuracy_m)}});
}

std::string system_words(const LayerPlace& layer, const Lang& lang) {
    const CrsChoice& choice = layer.choice;
    std::string text = path_text(text_path(layer.file).filename()) + ": ";
    text += choice.candidates.empty() ? choice.crs.definition.substr(0, 40)
                                      : candidate_words(choice.candidates.front(), lang);
    if (const std::string operation = operation_words(choice, lang); !operation.empty()) {
        text += "\n" + operation;
    }
    if (choice.candidates.size() > 1) {
        text += "\n" + lang.fill("ui.desk.runner_up", {{"system", candidate_words(choice.candidates[1], lang)}});
    }
    return text;
}

} // namespace ntm::viewer
