// Work beside the window: what is delivered, what is replaced, what is dropped.

#include "viewer/state/tasks.hpp"

#include "tests/catch.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

using namespace ntm;
using namespace ntm::viewer;

namespace {

/// Lets a job go on when the test says so.
class Gate {
public:
    void open() {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    void pass() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_open; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
};

/// The runner's wake, to wait for.
class Bell {
public:
    void ring() {
        const std::scoped_lock lock(m_mutex);
        ++m_rings;
        m_changed.notify_all();
    }
    void wait_for(int rings) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_rings >= rings; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_rings = 0;
};

TaskRunner::Job finding(const std::string& text) {
    return [text](Progress&) { return SearchFound{text, {}}; };
}

std::vector<std::string> texts(std::vector<Command> commands) {
    std::vector<std::string> found;
    for (const auto& command : commands) {
        if (const auto* result = std::get_if<SearchFound>(&command)) {
            found.push_back(result->text);
        }
    }
    return found;
}

} // namespace

TEST_CASE("a newer job replaces one of its kind that waits, never the one that runs") {
    Bell bell;
    Gate gate;
    TaskRunner tasks([&] { bell.ring(); });
    Gate started;
    tasks.submit(Lane::insight, "search", "t", [&](Progress&) {
        started.open();
        gate.pass();
        return SearchFound{"first", {}};
    });
    started.pass();
    tasks.submit(Lane::insight, "search", "t", finding("second"));
    tasks.submit(Lane::insight, "other", "t", finding("other"));
    tasks.submit(Lane::insight, "search", "t", finding("third"));
    CHECK(tasks.busy());
    gate.open();
    bell.wait_for(3);
    CHECK(texts(tasks.take_results()) == std::vector<std::string>{"first", "other", "third"});
    CHECK_FALSE(tasks.busy());
}

TEST_CASE("the two lanes do not wait for each other") {
    Bell bell;
    Gate gate;
    TaskRunner tasks([&] { bell.ring(); });
    tasks.submit(Lane::insight, "load", "t", [&](Progress&) {
        gate.pass();
        return SearchFound{"load", {}};
    });
    tasks.submit(Lane::picture, "picture", "t", finding("picture"));
    bell.wait_for(1);
    CHECK(texts(tasks.take_results()) == std::vector<std::string>{"picture"});
    gate.open();
    bell.wait_for(2);
}

TEST_CASE("a cancelled job hears of it and its result is dropped") {
    Bell bell;
    TaskRunner tasks([&] { bell.ring(); });
    Gate started;
    const auto id = tasks.submit(Lane::insight, "load", "ui.task.load", [&](Progress& progress) {
        started.open();
        while (progress.step(0.5)) {
        }
        return SearchFound{"too late", {}};
    });
    started.pass();
    REQUIRE(tasks.status().size() == 1);
    CHECK(tasks.status()[0].name_key == "ui.task.load");
    tasks.cancel(id);
    bell.wait_for(1);
    CHECK(tasks.take_results().empty());
}

TEST_CASE("an exception ends the task, not the program, and says what happened") {
    Bell bell;
    TaskRunner tasks([&] { bell.ring(); });
    tasks.submit(Lane::insight, "load", "ui.task.load",
                 [](Progress&) -> std::optional<Command> { throw std::runtime_error("disk on fire"); });
    bell.wait_for(1);
    const auto results = tasks.take_results();
    REQUIRE(results.size() == 1);
    const auto* failed = std::get_if<TaskFailed>(&results[0]);
    REQUIRE(failed != nullptr);
    CHECK(failed->what == "disk on fire");
}

TEST_CASE("closing while a job runs cancels it and waits for it") {
    std::atomic<bool> ended = false;
    Gate started;
    {
        TaskRunner tasks([] {});
        tasks.submit(Lane::picture, "picture", "t", [&](Progress& progress) -> std::optional<Command> {
            started.open();
            while (progress.step(0)) {
            }
            ended = true;
            return std::nullopt;
        });
        started.pass();
    }
    CHECK(ended);
}
