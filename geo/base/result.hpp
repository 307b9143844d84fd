#pragma once

#include "geo/base/issue.hpp"

#include <cassert>
#include <optional>
#include <utility>

namespace ntm {

/// A value that may be missing, and what is to be said about it. A value may come with Issues of any severity: what is
/// sound was loaded, what is not is listed. Without a value there is at least one error.
template <class T>
class Result {
public:
    Result(T value, Issues issues = {})
        : m_value(std::move(value))
        , m_issues(std::move(issues)) {}
    Result(Issue error) { m_issues.push_back(std::move(error)); }
    Result(Issues errors)
        : m_issues(std::move(errors)) {
        assert(!m_issues.empty());
    }

    [[nodiscard]] explicit operator bool() const { return m_value.has_value(); }
    [[nodiscard]] bool has_value() const { return m_value.has_value(); }
    [[nodiscard]] T& operator*() { return *m_value; }
    [[nodiscard]] const T& operator*() const { return *m_value; }
    [[nodiscard]] T* operator->() { return &*m_value; }
    [[nodiscard]] const T* operator->() const { return &*m_value; }
    [[nodiscard]] Issues& issues() { return m_issues; }
    [[nodiscard]] const Issues& issues() const { return m_issues; }

private:
    std::optional<T> m_value;
    Issues m_issues;
};

} // namespace ntm
