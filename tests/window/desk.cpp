#include "tests/window/desk.hpp"

#include <png.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 30s; ///< for slow machines; a test that passes waits far less
constexpr int screenshots_allowed = 8;

bool on_path(const char* program) {
    return std::system((std::string("command -v ") + program + " >/dev/null 2>&1").c_str()) == 0;
}

template <class Holds>
bool wait_for(const Holds& holds) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

} // namespace

Process::Process(const std::vector<std::string>& command) {
    m_pid = fork();
    if (m_pid == 0) {
        std::vector<char*> arguments;
        for (const auto& word : command) {
            arguments.push_back(const_cast<char*>(word.c_str()));
        }
        arguments.push_back(nullptr);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
}

Process::~Process() {
    if (m_pid > 0) {
        kill(m_pid, SIGTERM);
        waitpid(m_pid, nullptr, 0);
    }
}

std::optional<int> Process::wait(std::chrono::seconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    while (waitpid(m_pid, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            return std::nullopt;
        }
        std::this_thread::sleep_for(20ms);
    }
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Desk::missing() {
    std::string words;
    for (const char* program : {"Xvfb", "xdotool"}) {
        if (!on_path(program)) {
            words += std::string(words.empty() ? "" : ", ") + program;
        }
    }
    return words;
}

Desk::Desk(const std::string& workspace, int width_px, int height_px, const std::string& first_steps) {
    const auto number = m_folder.path() / "display";
    const int file = open(number.c_str(), O_CREAT | O_WRONLY, 0600);
    m_screen.emplace(std::vector<std::string>{"Xvfb", "-displayfd", std::to_string(file), "-screen", "0",
                                              std::to_string(width_px) + "x" + std::to_string(height_px) + "x24",
                                              "-nolisten", "tcp"});
    close(file);
    if (!wait_for([&] { return text_of(number).find('\n') != std::string::npos; })) {
        return;
    }
    setenv("DISPLAY", (":" + std::to_string(std::atoi(text_of(number).c_str()))).c_str(), 1);
    unsetenv("WAYLAND_DISPLAY");
    const auto in_folder = [&](const std::string& name) { return (m_folder.path() / name).string(); };
    std::string script = first_steps + "follow " + in_folder("state.json") + "\n";
    for (int i = 0; i < screenshots_allowed; ++i) {
        script += "wait " + in_folder("go" + std::to_string(i)) + "\n" + "screenshot " +
                  in_folder("shot" + std::to_string(i) + ".png") + "\n";
    }
    m_program.emplace(std::vector<std::string>{std::string(NTM_BINARY_DIR) + "/ntm-atlas", "view", workspace,
                                               "--script", m_folder.file("script.txt", script).string(), "--size",
                                               std::to_string(width_px) + "x" + std::to_string(height_px)});
}

Desk::~Desk() {
    m_program.reset(); // before its screen
}

std::optional<Desk::Json> Desk::wait_until(const std::function<bool(const Json&)>& holds) {
    std::optional<Json> state;
    const bool came = wait_for([&] {
        const auto parsed = Json::parse(text_of(m_folder.path() / "state.json"), nullptr, false);
        if (!parsed.is_discarded()) {
            state = parsed;
        }
        return state && holds(*state);
    });
    return came ? state : std::nullopt;
}

void Desk::input(const std::string& arguments) {
    static_cast<void>(std::system(("xdotool " + arguments + " >/dev/null 2>&1").c_str()));
}

std::optional<ntm::Image> Desk::screenshot() {
    const auto number = std::to_string(m_screenshots++);
    const auto shot = m_folder.path() / ("shot" + number + ".png");
    m_folder.file("go" + number, "");
    // Written beside and renamed, so what is there is whole.
    if (!wait_for([&] { return std::filesystem::exists(shot); })) {
        return std::nullopt;
    }
    return read_png(shot);
}

std::optional<int> Desk::quit() {
    if (!m_program) {
        return std::nullopt;
    }
    kill(m_program->pid(), SIGTERM);
    return m_program->wait(10s);
}

void Desk::kill_at_once() {
    if (m_program) {
        kill(m_program->pid(), SIGKILL);
        static_cast<void>(m_program->wait(10s));
    }
}

long Desk::processor_ticks() const {
    std::istringstream stat(text_of("/proc/" + std::to_string(m_program->pid()) + "/stat"));
    std::string word;
    long ticks = 0;
    for (int field = 1; field <= 15 && stat >> word; ++field) {
        ticks += field >= 14 ? std::atol(word.c_str()) : 0;
    }
    return ticks;
}

std::optional<ntm::Image> read_png(const std::filesystem::path& file) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&png, file.c_str()) == 0) {
        return std::nullopt;
    }
    png.format = PNG_FORMAT_RGBA;
    ntm::Image image{static_cast<int>(png.width), static_cast<int>(png.height), {}};
    image.pixels.resize(std::size_t{png.width} * png.height);
    if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0) {
        return std::nullopt;
    }
    return image;
}
