#include "geo/base/worker_pool.hpp"

#include "tests/catch.hpp"

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using ntm::WorkerPool;

TEST_CASE("each index is called once, however many threads there are") {
    for (const unsigned threads : {1U, 2U, 5U}) {
        WorkerPool pool(threads);
        CHECK(pool.threads() == threads);
        for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{10000}}) {
            std::vector<std::atomic<int>> calls(count);
            pool.run(count, [&](std::size_t i) { ++calls[i]; });
            for (const auto& call : calls) {
                REQUIRE(call == 1);
            }
        }
    }
}

TEST_CASE("what the threads wrote is seen when run returns") {
    WorkerPool pool(3);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::size_t> squares(50);
        pool.run(squares.size(), [&](std::size_t i) { squares[i] = i * i; });
        for (std::size_t i = 0; i < squares.size(); ++i) {
            REQUIRE(squares[i] == i * i);
        }
    }
}

TEST_CASE("work is shared among the threads, the caller's own included") {
    WorkerPool pool(2);
    std::mutex mutex;
    std::set<std::thread::id> seen;
    std::atomic<int> arrived = 0;
    // Each call waits for the other: with one thread only this would never end.
    pool.run(2, [&](std::size_t) {
        ++arrived;
        while (arrived < 2) {
            std::this_thread::yield();
        }
        const std::scoped_lock lock(mutex);
        seen.insert(std::this_thread::get_id());
    });
    CHECK(seen.size() == 2);
    CHECK(seen.count(std::this_thread::get_id()) == 1);
}

TEST_CASE("an exception of a call comes out of run, and the pool works on") {
    for (const unsigned threads : {1U, 4U}) {
        WorkerPool pool(threads);
        CHECK_THROWS_AS(pool.run(100,
                                 [](std::size_t i) {
                                     if (i == 37) {
                                         throw std::runtime_error("37");
                                     }
                                 }),
                        std::runtime_error);
        CHECK_THROWS_AS(pool.run(100, [](std::size_t) { throw std::logic_error("all"); }), std::logic_error);
        std::atomic<int> calls = 0;
        pool.run(100, [&](std::size_t) { ++calls; });
        CHECK(calls == 100);
    }
}

TEST_CASE("runs from two threads wait for each other") {
    WorkerPool pool(2);
    std::atomic<int> calls = 0;
    const auto many_runs = [&] {
        for (int i = 0; i < 100; ++i) {
            pool.run(20, [&](std::size_t) { ++calls; });
        }
    };
    std::thread other(many_runs);
    many_runs();
    other.join();
    CHECK(calls == 2 * 100 * 20);
}

TEST_CASE("the shared pool has at least its caller") {
    CHECK(WorkerPool::shared().threads() >= 1);
    CHECK(&WorkerPool::shared() == &WorkerPool::shared());
}
