#pragma once

#include "tests/geo/source/made_files.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/wait.h>

/// One run of the real program, in a folder of its own.
struct ProgramRun {
    int exit = -1; ///< 128 + signal where it was killed, as shells say it
    std::string out;
    std::string err;
};

/// Runs ntm-atlas (or $NTM_ATLAS in its place) with these arguments in `folder`.
inline ProgramRun run_program(const std::filesystem::path& folder, const std::vector<std::string>& arguments) {
    const auto quoted = [](const std::string& text) {
        std::string quote = "'";
        for (const char letter : text) {
            quote += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
        }
        return quote + "'";
    };
    const char* other = std::getenv("NTM_ATLAS");
    std::string command =
        "cd " + quoted(folder.string()) + " && " + quoted(other != nullptr ? other : NTM_ATLAS_PROGRAM);
    for (const std::string& argument : arguments) {
        command += " " + quoted(argument);
    }
    const int status = std::system((command + " >.out 2>.err").c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytes_of(folder / ".out"),
            bytes_of(folder / ".err")};
}
