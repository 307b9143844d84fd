#include "geo/base/lang.hpp"

#include "geo/base/paths.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <optional>

namespace ntm {

/// The markers of keys that have no text, made when first asked for. Panels and workers ask at the same time.
struct Lang::MissingKeys {
    std::mutex mutex;
    std::unordered_map<std::string, std::string> markers;
};

namespace {

Issue lang_issue(Severity severity, std::string code, const std::filesystem::path& file, const toml::source_region& at,
                 std::string field, std::string_view detail) {
    Issue issue;
    issue.severity = severity;
    issue.code = std::move(code);
    issue.where.file = path_text(file);
    issue.where.row = static_cast<std::int64_t>(at.begin.line);
    issue.where.field = std::move(field);
    issue.detail = detail;
    return issue;
}

struct Flattened {
    std::unordered_map<std::string, std::string> texts;
    Issues issues;
};

void flatten(const toml::table& table, const std::string& prefix, const std::filesystem::path& file, Flattened& out) {
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string(name.str());
        if (const toml::table* inner = node.as_table()) {
            flatten(*inner, key + ".", file, out);
        } else if (const auto* text = node.as_string()) {
            out.texts.insert_or_assign(key, text->get());
        } else {
            out.issues.push_back(lang_issue(Severity::warning, "lang_not_text", file, node.source(), key, ""));
        }
    }
}

using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

/// "count|district has|districts have": the words that go with the number of that name; nothing where it is another
/// kind of placeholder, or a value not given.
std::optional<std::string_view> counted_words(std::string_view name, const Values& values) {
    const std::size_t first = name.find('|'), second = name.find('|', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) {
        return std::nullopt;
    }
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& entry) { return entry.first == name.substr(0, first); });
    if (value == values.end()) {
        return std::nullopt;
    }
    return value->second == "1" ? name.substr(first + 1, second - first - 1) : name.substr(second + 1);
}

/// In one pass, so that a brace inside a value is never read as a placeholder. Unknown names stay as they are.
std::string with_values(std::string_view text, const Values& values) {
    std::string filled;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        filled += text.substr(0, open);
        if (open == std::string_view::npos) {
            break;
        }
        text.remove_prefix(open);
        const std::size_t close = text.find('}');
        const std::string_view name = close == std::string_view::npos ? "" : text.substr(1, close - 1);
        const auto value =
            std::find_if(values.begin(), values.end(), [&](const auto& entry) { return entry.first == name; });
        const auto counted =
            value == values.end() ? counted_words(name, values) : std::optional<std::string_view>(value->second);
        filled += counted.value_or("{");
        text.remove_prefix(counted ? close + 1 : 1);
    }
    return filled;
}

/// Numbers with a decimal point and days (2022-08-31) inside a text of our own, as the language writes them. Never used
/// on what a file says: "4.072.266" there is what has to be seen.
std::string in_language(const Lang& lang, std::string_view text) {
    const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; };
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    std::string written;
    while (!text.empty()) {
        auto length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_part) - text.begin());
        while (length > 1 && text[length - 1] == '.') { // the end of a sentence
            --length;
        }
        const std::string_view word = text.substr(0, length);
        const std::size_t dot = word.find('.');
        const std::optional<Date> date = word.size() == 10 && dot == word.npos ? Date::parse(word) : std::nullopt;
        if (date) {
            written += lang.date(*date);
        } else if (dot != word.npos && digits(word.substr(0, dot)) && digits(word.substr(dot + 1))) {
            written +=
                lang.number(std::strtod(std::string(word).c_str(), nullptr), static_cast<int>(word.size() - dot - 1));
        } else {
            written += word;
        }
        text.remove_prefix(length);
        while (!text.empty() && text.front() == '.') {
            written += '.';
            text.remove_prefix(1);
        }
        const auto other = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_part) - text.begin());
        written += text.substr(0, other);
        text.remove_prefix(other);
    }
    return written;
}

/// {value:local}, {detail:local}: numbers and days inside are written in the language's way.
std::string with_issue_values(const Lang& lang, const std::string& text, const Issue& issue) {
    const Where& where = issue.where;
    return with_values(text, {{"file", where.file},
                              {"value:local", in_language(lang, where.value)},
                              {"detail:local", in_language(lang, issue.detail)},
                              {"layer", where.layer},
                              {"row", where.row == 0 ? std::string() : std::to_string(where.row)},
                              {"field", where.field},
                              {"value", where.value},
                              {"detail", issue.detail}});
}

std::string place(const Where& where) {
    std::string text = where.file;
    if (!where.layer.empty()) {
        text += text.empty() ? "" : "|";
        text += where.layer;
    }
    if (where.row != 0) {
        text += fmt::format(":{}", where.row);
    }
    if (!where.field.empty()) {
        text += fmt::format("{}[{}]", text.empty() ? "" : " ", where.field);
    }
    return text;
}

void end_sentence(std::string& text) {
    if (!text.empty() && std::string_view(".!?:").find(text.back()) == std::string_view::npos) {
        text += '.';
    }
}

} // namespace

Lang::Lang()
    : m_missing(std::make_shared<MissingKeys>()) {}

Result<Lang> Lang::load(const std::filesystem::path& file, Language language) {
    const Result<std::string> bytes = read_file(file);
    if (!bytes) {
        return bytes.issues();
    }
    try {
        Flattened flattened;
        flatten(toml::parse(*bytes), "", file, flattened);
        Lang lang;
        lang.m_language = language;
        lang.m_texts = std::move(flattened.texts);
        return {std::move(lang), std::move(flattened.issues)};
    } catch (const toml::parse_error& error) {
        return lang_issue(Severity::error, "lang_syntax", file, error.source(), "", error.description());
    }
}

const std::string& Lang::operator[](std::string_view key) const {
    const std::string name(key);
    const auto text = m_texts.find(name);
    if (text != m_texts.end()) {
        return text->second;
    }
    const std::scoped_lock lock(m_missing->mutex);
    // Entries are never erased and a map's entries never move, so the reference outlives the lock.
    return m_missing->markers.try_emplace(name, fmt::format("‹{}›", name)).first->second;
}

bool Lang::has(std::string_view key) const {
    return m_texts.find(std::string(key)) != m_texts.end();
}

std::string Lang::fill(std::string_view key, Values values) const {
    return with_values((*this)[key], values);
}

std::string Lang::date(Date date) const {
    return m_language == Language::vi ? date.vietnamese() : date.iso();
}

std::string Lang::number(double value, int decimals) const {
    return format_number(value, decimals, m_language == Language::vi ? NumberStyle::vietnamese : NumberStyle::english);
}

std::string Lang::issue_text(const Issue& issue) const {
    const std::string key = "issue." + issue.code;
    if (has(key)) {
        return with_issue_values(*this, (*this)[key], issue);
    }
    // A code without words still says what it knows.
    return issue.detail.empty() ? (*this)[key] : (*this)[key] + " " + issue.detail;
}

std::string Lang::issue_remedy(const Issue& issue) const {
    const std::string key = "remedy." + issue.code;
    return has(key) ? with_issue_values(*this, (*this)[key], issue) : std::string();
}

std::string Lang::issue_line(const Issue& issue) const {
    std::string line = place(issue.where);
    if (!line.empty()) {
        line += ": ";
    }
    line += issue_text(issue);
    end_sentence(line);
    std::string remedy = issue_remedy(issue);
    if (!remedy.empty()) {
        end_sentence(remedy);
        line += ' ';
        line += remedy;
    }
    // A library's words may hold line ends; the line stays one line.
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return line;
}

} // namespace ntm
