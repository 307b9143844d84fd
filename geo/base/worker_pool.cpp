#include "geo/base/worker_pool.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace ntm {

struct WorkerPool::Impl {
    std::mutex one_run_at_a_time;

    std::mutex mutex; // guards all below but `next`, which is handed out without a lock
    std::condition_variable job_posted;
    std::condition_variable job_done;
    std::uint64_t job_number = 0;
    const std::function<void(std::size_t)>* work = nullptr;
    std::size_t count = 0;
    std::size_t workers_in_job = 0;
    std::exception_ptr first_error;
    bool stopping = false;

    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> workers;

    void take_indices(const std::function<void(std::size_t)>& job, std::size_t job_count) {
        try {
            for (std::size_t i = next++; i < job_count; i = next++) {
                job(i);
            }
        } catch (...) {
            next = job_count; // the others stop at their next index
            const std::scoped_lock lock(mutex);
            if (!first_error) {
                first_error = std::current_exception();
            }
        }
    }

    void live() {
        std::uint64_t seen = 0;
        std::unique_lock lock(mutex);
        while (true) {
            job_posted.wait(lock, [&] { return stopping || job_number != seen; });
            if (stopping) {
                return;
            }
            seen = job_number;
            const auto& job = *work;
            const std::size_t job_count = count;
            lock.unlock();
            take_indices(job, job_count);
            lock.lock();
            if (--workers_in_job == 0) {
                job_done.notify_one();
            }
        }
    }

    void stop() {
        {
            const std::scoped_lock lock(mutex);
            stopping = true;
        }
        job_posted.notify_all();
        for (std::thread& worker : workers) {
            worker.join();
        }
    }
};

WorkerPool::WorkerPool(unsigned threads)
    : m_impl(std::make_unique<Impl>()) {
    const unsigned wanted = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
    m_impl->workers.reserve(wanted);
    for (unsigned i = 1; i < wanted; ++i) {
        try {
            m_impl->workers.emplace_back([impl = m_impl.get()] { impl->live(); });
        } catch (const std::system_error&) {
            break; // a machine without a thread to spare does the same work more slowly
        }
    }
}

WorkerPool::~WorkerPool() {
    m_impl->stop();
}

unsigned WorkerPool::threads() const {
    return static_cast<unsigned>(m_impl->workers.size()) + 1;
}

void WorkerPool::run(std::size_t count, const std::function<void(std::size_t)>& work) {
    const std::scoped_lock turn(m_impl->one_run_at_a_time);
    if (count <= 1 || m_impl->workers.empty()) {
        for (std::size_t i = 0; i < count; ++i) {
            work(i);
        }
        return;
    }
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->work = &work;
        m_impl->count = count;
        m_impl->next = 0;
        m_impl->workers_in_job = m_impl->workers.size();
        m_impl->first_error = nullptr;
        ++m_impl->job_number;
    }
    m_impl->job_posted.notify_all();
    m_impl->take_indices(work, count);
    std::exception_ptr error;
    {
        std::unique_lock lock(m_impl->mutex);
        m_impl->job_done.wait(lock, [&] { return m_impl->workers_in_job == 0; });
        std::swap(error, m_impl->first_error);
    }
    if (error) {
        std::rethrow_exception(error);
    }
}

WorkerPool& WorkerPool::shared() {
    static WorkerPool pool;
    return pool;
}

} // namespace ntm
