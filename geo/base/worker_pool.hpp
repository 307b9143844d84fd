#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace ntm {

/// Threads that live as long as the pool, one a core, the caller among them.
class WorkerPool {
public:
    explicit WorkerPool(unsigned threads = 0); ///< 0 = one a core
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    [[nodiscard]] unsigned threads() const;

    /// Calls work(0) .. work(count - 1), each once, in any order and on any thread, and returns when all are done. An
    /// exception of a call comes out here. Calls from two threads wait for each other; never call from inside `work`.
    void run(std::size_t count, const std::function<void(std::size_t)>& work);

    [[nodiscard]] static WorkerPool& shared();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ntm
