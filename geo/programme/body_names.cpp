#include "geo/programme/body_names.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/source.hpp"

#include <algorithm>

namespace ntm {

namespace {

/// Calls `take` with each part between semicolons, blanks around it removed.
void for_each_part(std::string_view text, const auto& take) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        if (const std::string part = clean_text(text.substr(0, end)); !part.empty()) {
            take(part);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

Result<BodyNames> BodyNames::read(const std::filesystem::path& file) {
    const auto table = read_table(file);
    if (!table) {
        return table.issues();
    }
    const auto name = table->find("name"), also = table->find("also");
    if (!name || !also) {
        return Issue{Severity::error, "column_missing", {table->file, {}, 0, "name, also", {}}, {}};
    }
    BodyNames names;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const std::string body = fold_key(table->columns[*name][row]);
        names.m_body_of.emplace(body, body);
        for_each_part(table->columns[*also][row],
                      [&](const std::string& other) { names.m_body_of.emplace(fold_key(other), body); });
    }
    return names;
}

std::string BodyNames::body_of(const std::string& key) const {
    const auto found = m_body_of.find(key);
    return found == m_body_of.end() ? key : found->second;
}

std::string BodyNames::one_name(std::string_view text) {
    std::string all;
    for_each_part(text, [&](const std::string& part) {
        all += (all.empty() ? "" : "; ") + m_name_of.emplace(body_of(fold_key(part)), part).first->second;
    });
    return all;
}

bool BodyNames::means(const std::string& body, std::string_view part) const {
    const std::string wanted = fold_key(part), asked = body_of(fold_key(body));
    return fold_key(body).find(wanted) != std::string::npos ||
           std::any_of(m_body_of.begin(), m_body_of.end(), [&](const auto& known) {
               return known.second == asked && known.first.find(wanted) != std::string::npos;
           });
}

} // namespace ntm
