#include "viewer/state/history.hpp"

namespace ntm::viewer {

void History::note(const std::string& name, bool joins, const Choices& before) {
    const bool joined = joins && m_joinable && !m_done.empty() && m_done.back().name == name;
    m_joinable = joins;
    m_undone.clear();
    if (joined) {
        return;
    }
    if (m_done.size() >= most_steps) {
        m_done.erase(m_done.begin());
    }
    m_done.push_back({name, before});
}

bool History::undo(const Choices& now, Choices& out) {
    if (m_done.empty()) {
        return false;
    }
    HistoryStep step = std::move(m_done.back());
    m_done.pop_back();
    out = step.before;
    m_undone.push_back({std::move(step.name), now});
    m_joinable = false;
    return true;
}

bool History::redo(const Choices& now, Choices& out) {
    if (m_undone.empty()) {
        return false;
    }
    HistoryStep step = std::move(m_undone.back());
    m_undone.pop_back();
    out = step.before;
    m_done.push_back({std::move(step.name), now});
    m_joinable = false;
    return true;
}

void History::clear() {
    m_done.clear();
    m_undone.clear();
    m_joinable = false;
}

} // namespace ntm::viewer
