#pragma once

#include "geo/base/progress.hpp"
#include "viewer/state/commands.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ntm::viewer {

/// Threads beside the window's: neither pictures nor what is said about them wait behind a load, nor any of them behind
/// plans laid over a country, or scans read from a slow disk.
enum class Lane : std::uint8_t { insight, picture, load, plans, scans };

/// Work off the window's thread. A job gets values and gives back one command with all its results; the main thread
/// fetches it with take_results(). A newer job of a kind replaces one that still waits; one that already runs goes on
/// and delivers, so that a slider dragged without pause keeps showing something.
class TaskRunner {
public:
    using Job = std::function<std::optional<Command>(Progress&)>;

    /// `wake` is called from the worker whenever there is something to fetch.
    explicit TaskRunner(std::function<void()> wake);
    ~TaskRunner(); ///< cancels and waits
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    std::uint64_t submit(Lane lane, std::string kind, std::string name_key, Job job);
    void cancel(std::uint64_t id);           ///< its result, if any, is dropped
    void cancel_kind(std::string_view kind); ///< waiting and running
    void deliver(Command command);           ///< by a job that has something to show before its end
    [[nodiscard]] bool busy() const;
    [[nodiscard]] bool has_kind(std::string_view kind) const; ///< waiting or running
    [[nodiscard]] std::vector<TaskStatus> status() const;     ///< running and waiting, oldest first
    [[nodiscard]] std::vector<Command> take_results();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ntm::viewer
