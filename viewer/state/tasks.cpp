#include "viewer/state/tasks.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace ntm::viewer {

namespace {

using Clock = std::chrono::steady_clock;

struct Task {
    std::uint64_t id = 0;
    std::string kind;
    std::string name_key;
    TaskRunner::Job job;
    Progress progress;
    Clock::time_point submitted = Clock::now();
};

/// An exception is our own mistake or the machine's; it ends the task, not the program.
std::optional<Command> run_guarded(Task& task) {
    try {
        return task.job(task.progress);
    } catch (const std::exception& error) {
        return TaskFailed{task.name_key, error.what()};
    }
}

} // namespace

struct TaskRunner::Impl {
    struct LaneState {
        std::deque<std::shared_ptr<Task>> waiting;
        std::shared_ptr<Task> running;
        std::condition_variable changed;
        std::thread thread; // last: it uses the others
    };

    std::function<void()> wake;
    mutable std::mutex mutex;
    bool closing = false;
    std::uint64_t last_id = 0;
    std::vector<Command> results;
    std::array<LaneState, 5> lanes;

    void work(LaneState& lane) {
        std::unique_lock lock(mutex);
        while (true) {
            lane.changed.wait(lock, [&] { return closing || !lane.waiting.empty(); });
            if (closing) {
                return;
            }
            lane.running = lane.waiting.front();
            lane.waiting.pop_front();
            const auto task = lane.running;
            lock.unlock();
            auto result = run_guarded(*task);
            task->job = nullptr; // what it holds is let go before anyone is told
            lock.lock();
            lane.running.reset();
            if (result && !task->progress.cancelled()) {
                results.push_back(std::move(*result));
            }
            lock.unlock();
            wake();
            lock.lock();
        }
    }

    template <class Matches>
    void cancel_where(const Matches& matches) {
        const std::scoped_lock lock(mutex);
        for (auto& lane : lanes) {
            std::erase_if(lane.waiting, [&](const auto& task) { return matches(*task); });
            if (lane.running && matches(*lane.running)) {
                lane.running->progress.cancel();
            }
        }
    }
};

TaskRunner::TaskRunner(std::function<void()> wake)
    : m_impl(std::make_unique<Impl>()) {
    m_impl->wake = std::move(wake);
    for (auto& lane : m_impl->lanes) {
        lane.thread = std::thread([this, &lane] { m_impl->work(lane); });
    }
}

TaskRunner::~TaskRunner() {
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->closing = true;
        for (auto& lane : m_impl->lanes) {
            lane.waiting.clear();
            if (lane.running) {
                lane.running->progress.cancel();
            }
            lane.changed.notify_all();
        }
    }
    for (auto& lane : m_impl->lanes) {
        lane.thread.join();
    }
}

std::uint64_t TaskRunner::submit(Lane lane, std::string kind, std::string name_key, Job job) {
    const std::scoped_lock lock(m_impl->mutex);
    auto& state = m_impl->lanes[static_cast<std::size_t>(lane)];
    std::erase_if(state.waiting, [&](const auto& task) { return task->kind == kind; });
    auto task = std::make_shared<Task>();
    task->id = ++m_impl->last_id;
    task->kind = std::move(kind);
    task->name_key = std::move(name_key);
    task->job = std::move(job);
    state.waiting.push_back(task);
    state.changed.notify_one();
    return task->id;
}

void TaskRunner::cancel(std::uint64_t id) {
    m_impl->cancel_where([&](const Task& task) { return task.id == id; });
}

void TaskRunner::cancel_kind(std::string_view kind) {
    m_impl->cancel_where([&](const Task& task) { return task.kind == kind; });
}

void TaskRunner::deliver(Command command) {
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->results.push_back(std::move(command));
    }
    m_impl->wake();
}

bool TaskRunner::busy() const {
    const std::scoped_lock lock(m_impl->mutex);
    return !m_impl->results.empty() || std::any_of(m_impl->lanes.begin(), m_impl->lanes.end(), [](const auto& lane) {
        return lane.running != nullptr || !lane.waiting.empty();
    });
}

bool TaskRunner::has_kind(std::string_view kind) const {
    const std::scoped_lock lock(m_impl->mutex);
    return std::any_of(m_impl->lanes.begin(), m_impl->lanes.end(), [&](const auto& lane) {
        return (lane.running && lane.running->kind == kind) ||
               std::any_of(lane.waiting.begin(), lane.waiting.end(),
                           [&](const auto& task) { return task->kind == kind; });
    });
}

std::vector<TaskStatus> TaskRunner::status() const {
    const std::scoped_lock lock(m_impl->mutex);
    std::vector<TaskStatus> all;
    const auto add = [&](const Task& task) {
        const std::chrono::duration<double, std::milli> elapsed = Clock::now() - task.submitted;
        all.push_back({task.id, task.name_key, task.progress.stage(), task.progress.fraction(), elapsed.count()});
    };
    for (const auto& lane : m_impl->lanes) {
        if (lane.running) {
            add(*lane.running);
        }
        for (const auto& task : lane.waiting) {
            add(*task);
        }
    }
    return all;
}

std::vector<Command> TaskRunner::take_results() {
    const std::scoped_lock lock(m_impl->mutex);
    return std::exchange(m_impl->results, {});
}

} // namespace ntm::viewer
