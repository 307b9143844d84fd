#include "geo/atlas/workspace_keys.hpp"

#include "geo/base/paths.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ntm {

namespace {

std::string value_text(const toml::node& node) {
    const auto* text = node.as_string();
    return text != nullptr ? text->get() : std::string();
}

} // namespace

std::string KeyReader::text(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return {};
    }
    if (const auto* value = node->as_string()) {
        return clean_text(value->get());
    }
    wrong_kind(key, *node, "text");
    return {};
}

bool KeyReader::truth(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return false;
    }
    if (const auto* value = node->as_boolean()) {
        return value->get();
    }
    wrong_kind(key, *node, "true, false");
    return false;
}

std::optional<Date> KeyReader::date(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (const auto* value = node->as_date()) {
        if (const auto date = Date::from_ymd(value->get().year, value->get().month, value->get().day)) {
            return date;
        }
    } else if (const auto* written = node->as_string()) {
        if (const auto date = Date::parse(written->get())) {
            return date;
        }
    }
    wrong_kind(key, *node, "2022-08-31");
    return std::nullopt;
}

std::optional<PlanPeriod> KeyReader::period(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (const auto* years = node->as_array(); years != nullptr && years->size() == 2) {
        const auto from = years->get(0)->value<int>();
        const auto to = years->get(1)->value<int>();
        if (from && to && *from <= *to) {
            return PlanPeriod{*from, *to};
        }
    }
    wrong_kind(key, *node, "[2021, 2030]");
    return std::nullopt;
}

ColumnNames KeyReader::columns(std::string_view key) {
    ColumnNames names;
    const toml::node* node = take(key);
    if (node == nullptr) {
        return names;
    }
    const auto* table = node->as_table();
    if (table == nullptr) {
        wrong_kind(key, *node, "{ code = \"ma_xa\" }");
        return names;
    }
    for (const auto& [name, value] : *table) {
        if (const auto* header = value.as_string()) {
            names.emplace(std::string(name.str()), header->get());
        } else {
            wrong_kind(name.str(), value, "text");
        }
    }
    return names;
}

std::vector<std::int64_t> KeyReader::whole_numbers(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return {};
    }
    if (const auto* one = node->as_integer()) {
        return {one->get()};
    }
    std::vector<std::int64_t> numbers;
    if (const toml::array* array = node->as_array()) {
        for (const toml::node& each : *array) {
            if (const auto* number = each.as_integer()) {
                numbers.push_back(number->get());
            }
        }
        return numbers.size() == array->size() ? numbers : std::vector<std::int64_t>();
    }
    return {};
}

const toml::array* KeyReader::tables(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return nullptr;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr || !array->is_homogeneous<toml::table>()) {
        wrong_kind(key, *node, fmt::format("[[{}]]", key));
        return nullptr;
    }
    return array;
}

std::optional<double> KeyReader::number(std::string_view key) {
    const toml::node* node = take(key);
    const auto value = node != nullptr ? node->value<double>() : std::optional<double>();
    if (node != nullptr && !value) {
        wrong_kind(key, *node, "0.65");
    }
    return value;
}

std::string KeyReader::year(std::string_view key) {
    const toml::node* node = m_table.get(key);
    if (node != nullptr && node->is_integer()) {
        take(key);
        return std::to_string(*node->value<int>());
    }
    return text(key);
}

void KeyReader::report_unknown() {
    for (const auto& [name, node] : m_table) {
        if (std::find(m_taken.begin(), m_taken.end(), name.str()) == m_taken.end()) {
            report(Severity::warning, "workspace_key_unknown", name.str(), node,
                   fmt::format("{}", fmt::join(m_taken, ", ")));
        }
    }
}

void KeyReader::report(Severity severity, std::string code, std::string_view key, const toml::node& node,
                       std::string detail) {
    m_issues.push_back({severity,
                        std::move(code),
                        {path_text(m_file),
                         {},
                         static_cast<std::int64_t>(node.source().begin.line),
                         m_where + std::string(key),
                         value_text(node)},
                        std::move(detail)});
}

void KeyReader::wrong_kind(std::string_view key, const toml::node& node, std::string expected) {
    report(Severity::error, "workspace_value", key, node, std::move(expected));
}

const toml::node* KeyReader::take(std::string_view key) {
    m_taken.emplace_back(key);
    return m_table.get(key);
}

} // namespace ntm
