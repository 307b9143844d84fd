#pragma once

#include "geo/base/date.hpp"
#include "geo/base/issue.hpp"
#include "geo/base/number.hpp"
#include "geo/base/result.hpp"

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ntm {

enum class Language { vi, en };

/// The words of one language, read from data/lang/<vi|en>.toml: tables of texts, a key is the path with dots.
/// Reading is safe from several threads at once.
class Lang {
public:
    Lang(); ///< without any text: every key is a gap
    [[nodiscard]] static Result<Lang> load(const std::filesystem::path& file, Language language);

    [[nodiscard]] Language language() const { return m_language; }
    /// The text of a key; the key itself in ‹› when the file has none, so that the gap is seen.
    [[nodiscard]] const std::string& operator[](std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// The text with each {name} replaced; {name|one|many} becomes "one" where the value is 1, else "many".
    [[nodiscard]] std::string fill(std::string_view key,
                                   std::initializer_list<std::pair<std::string_view, std::string>> values) const;

    [[nodiscard]] std::string date(Date date) const; ///< 31/08/2022 in Vietnamese, 2022-08-31 in English
    [[nodiscard]] std::string number(double value, int decimals = 0) const;

    /// What is wrong. In the texts of issues {value:local} and {detail:local} write numbers and days that the program
    /// put there as the language does; {value} and {detail} stay as they are.
    [[nodiscard]] std::string issue_text(const Issue& issue) const;
    [[nodiscard]] std::string issue_remedy(const Issue& issue) const; ///< what to do; may be empty
    /// One line, absent parts left out: `plans.csv:12 [unit_code]: Text. Remedy.`; a layer stands behind its file as
    /// in `map.gpkg|communes:12`.
    [[nodiscard]] std::string issue_line(const Issue& issue) const;

    [[nodiscard]] const std::unordered_map<std::string, std::string>& all() const { return m_texts; }

private:
    struct MissingKeys;

    Language m_language = Language::vi;
    std::unordered_map<std::string, std::string> m_texts;
    std::shared_ptr<MissingKeys> m_missing; ///< shared by copies: it only grows and has its own lock
};

} // namespace ntm
