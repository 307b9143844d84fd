#include "viewer/state/file_watch.hpp"

#include "geo/atlas/scan_points.hpp"
#include "geo/base/paths.hpp"

#include <algorithm>
#include <utility>

namespace ntm::viewer {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const Workspace& workspace) {
    std::vector<fs::path> files;
    const auto add = [&](const fs::path& file) {
        if (!file.empty()) {
            files.push_back(file.is_absolute() ? file : workspace.folder / file);
        }
    };
    for (const char* name : {"workspace.toml", "joins.csv", "joins.xlsx"}) {
        add(name);
    }
    for (const auto& boundary : workspace.boundaries) {
        add(boundary.source);
    }
    for (const auto& table : workspace.tables) {
        add(table.source);
    }
    for (const auto& set : workspace.criteria_sets) {
        add(set.source);
    }
    for (const auto& layer : workspace.planning_layers) {
        add(layer.source);
    }
    for (const auto& scan : workspace.scans) {
        add(scan.source);
        add(points_file(scan.source));
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

FileWatch::FileWatch(std::function<void()> wake, std::chrono::milliseconds pause)
    : m_wake(std::move(wake))
    , m_pause(pause)
    , m_thread([this] { run(); }) {}

FileWatch::~FileWatch() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_stopping.notify_all();
    m_thread.join();
}

FileWatch::Mark FileWatch::mark_of(const fs::path& file) {
    std::error_code error;
    Mark mark;
    mark.time = fs::last_write_time(file, error);
    if (error) {
        return {}; // not there: that too is a state
    }
    mark.size = fs::file_size(file, error);
    return mark;
}

void FileWatch::watch(const std::vector<fs::path>& files) {
    std::map<fs::path, Watched> marked;
    for (const fs::path& file : files) {
        const Mark mark = mark_of(file);
        marked[file] = {mark, mark};
    }
    const std::scoped_lock lock(m_mutex);
    m_files = std::move(marked);
    m_changed.clear();
    ++m_requests;
}

std::vector<std::string> FileWatch::take_changed() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_changed, {});
}

std::vector<std::string> FileWatch::look(std::map<fs::path, Watched>& files) {
    std::vector<std::string> changed;
    for (auto& [file, watched] : files) {
        const Mark now = mark_of(file);
        const bool still = now == watched.last;
        watched.last = now;
        if (still && now != watched.known) {
            watched.known = now;
            changed.push_back(path_text(file.filename()));
        }
    }
    return changed;
}

void FileWatch::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping.wait_for(lock, m_pause, [this] { return m_stop; })) {
        // Without the lock: a network folder may let this thread wait, and must not let the window wait for it.
        auto files = m_files;
        const std::uint32_t requests = m_requests;
        lock.unlock();
        const std::vector<std::string> changed = look(files);
        lock.lock();
        if (requests != m_requests) {
            continue; // other files were asked for meanwhile
        }
        m_files = std::move(files);
        if (!changed.empty()) {
            m_changed.insert(m_changed.end(), changed.begin(), changed.end());
            lock.unlock();
            m_wake();
            lock.lock();
        }
    }
}

} // namespace ntm::viewer
