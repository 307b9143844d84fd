#pragma once

#include <atomic>
#include <mutex>
#include <string>

namespace ntm {

/// What a long task tells and hears. One writer (the worker), any readers. `stage` is a key of the language files.
class Progress {
public:
    /// False when the task should stop. `fraction` of the present stage, 0..1.
    bool step(double fraction) {
        m_fraction.store(fraction, std::memory_order_relaxed);
        return !cancelled();
    }
    void begin(std::string stage) {
        const std::scoped_lock lock(m_mutex);
        m_stage = std::move(stage);
        m_fraction = 0;
    }
    void cancel() { m_cancelled = true; }
    [[nodiscard]] const std::atomic<bool>& cancel_flag() const { return m_cancelled; }
    [[nodiscard]] bool cancelled() const { return m_cancelled.load(std::memory_order_relaxed); }
    [[nodiscard]] double fraction() const { return m_fraction.load(std::memory_order_relaxed); }
    [[nodiscard]] std::string stage() const {
        const std::scoped_lock lock(m_mutex);
        return m_stage;
    }

private:
    std::atomic<double> m_fraction = 0;
    std::atomic<bool> m_cancelled = false;
    mutable std::mutex m_mutex;
    std::string m_stage;
};

} // namespace ntm
