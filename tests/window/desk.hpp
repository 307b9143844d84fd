#pragma once

#include "geo/picture/image.hpp"
#include "tests/temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// A child process that does not outlive the test.
class Process {
public:
    explicit Process(const std::vector<std::string>& command);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    /// Its exit code, waited for; nothing when it did not end in time.
    std::optional<int> wait(std::chrono::seconds limit);
    [[nodiscard]] bool started() const { return m_pid > 0; }
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = -1;
};

/// A made-up screen (Xvfb) with the program's window on it, moved by mouse and keys (xdotool). The window writes its
/// state whenever it comes to rest; the tests wait for what they expect to see there.
class Desk {
public:
    /// The programs that are missing on this machine, in words; empty = all there.
    [[nodiscard]] static std::string missing();

    /// `first_steps`: lines of a script that are run before the first mouse or key.
    Desk(const std::string& workspace, int width_px, int height_px, const std::string& first_steps = {});
    ~Desk();

    using Json = nlohmann::json;
    /// The state once `holds` is true of it; nothing when that did not come about.
    std::optional<Json> wait_until(const std::function<bool(const Json&)>& holds);
    /// xdotool with these arguments; moves and clicks in window pixels.
    void input(const std::string& arguments);
    /// What the window shows.
    std::optional<ntm::Image> screenshot();
    std::optional<int> quit();
    /// As a power cut does: nothing is written any more.
    void kill_at_once();
    /// Processor time of the program so far, in ticks of the system clock.
    [[nodiscard]] long processor_ticks() const;

private:
    TemporaryFolder m_folder;
    std::optional<Process> m_screen;
    std::optional<Process> m_program;
    int m_screenshots = 0;
};

/// A PNG as it was written; nothing when it cannot be read.
[[nodiscard]] std::optional<ntm::Image> read_png(const std::filesystem::path& file);
