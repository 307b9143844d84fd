#include "geo/programme/dossier_steps.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace ntm {

std::optional<int> order_of_step(std::string_view step) {
    std::string words(step);
    std::replace(words.begin(), words.end(), '_', ' ');
    const std::string key = " " + fold_key(words) + " ";
    // The verb that comes first is the step: "trình Trung ương thẩm định" is handing in.
    constexpr std::array<std::string_view, 5> steps{" dang ki ", " tham tra ", " tham dinh ", " trinh ", " cong nhan "};
    std::optional<int> found;
    std::size_t first = std::string::npos;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (const std::size_t at = key.find(steps[i]); at < first) {
            first = at;
            found = static_cast<int>(i);
        }
    }
    return found;
}

} // namespace ntm
