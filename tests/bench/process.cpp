// The only file of the benchmarks that knows POSIX.
#include "tests/bench/process.hpp"

#include <array>
#include <chrono>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace ntm::bench {

namespace {

std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 65536> block{};
    for (ssize_t got = 0; (got = read(descriptor, block.data(), block.size())) > 0;) {
        text.append(block.data(), static_cast<std::size_t>(got));
    }
    return text;
}

} // namespace

long long clock_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

Finished run_process(const std::vector<std::string>& arguments) {
    Finished finished;
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
        return finished;
    }
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str())); // posix_spawn does not write to them
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    const long long started = clock_ns();
    pid_t child = 0;
    const int failed = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[1]);
    if (failed == 0) {
        finished.out = read_all(pipe_ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        finished.wall_ms = static_cast<double>(clock_ns() - started) / 1e6;
    }
    close(pipe_ends[0]);
    return finished;
}

} // namespace ntm::bench
