#pragma once

#include "geo/atlas/workspace.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ntm::viewer {

/// The files that a workspace is read from.
[[nodiscard]] std::vector<std::filesystem::path> files_of(const Workspace& workspace);

/// Looks at files every now and then on a thread of its own, and tells when one has changed and then kept still for a
/// look: offices save large tables in several strokes.
class FileWatch {
public:
    /// `wake` is called from the thread whenever there is something to fetch.
    explicit FileWatch(std::function<void()> wake, std::chrono::milliseconds pause = std::chrono::seconds(2));
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    /// From now on these; as they are now is how they are known.
    void watch(const std::vector<std::filesystem::path>& files);
    /// Names of files that changed since the last call; they are known as they are now.
    [[nodiscard]] std::vector<std::string> take_changed();

private:
    struct Mark {
        std::filesystem::file_time_type time{};
        std::uintmax_t size = 0;
        bool operator==(const Mark&) const = default;
    };
    struct Watched {
        Mark known, last;
    };
    [[nodiscard]] static Mark mark_of(const std::filesystem::path& file);
    void run();
    /// Names of what settled into another state than is known.
    [[nodiscard]] static std::vector<std::string> look(std::map<std::filesystem::path, Watched>& files);

    std::function<void()> m_wake;
    std::chrono::milliseconds m_pause;
    std::mutex m_mutex;
    std::condition_variable m_stopping;
    bool m_stop = false;
    std::map<std::filesystem::path, Watched> m_files;
    std::uint32_t m_requests = 0; ///< counts calls of watch()
    std::vector<std::string> m_changed;
    std::thread m_thread; // last: it uses the others
};

} // namespace ntm::viewer
