#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ntm {

class WorkerPool;

/// A 64-bit checksum that any single changed bit changes; not for keeping secrets. The same on machines of one byte
/// order, with and without a pool.
[[nodiscard]] std::uint64_t checksum(std::string_view bytes);
[[nodiscard]] std::uint64_t checksum(std::string_view bytes, WorkerPool& pool);

/// The bytes of plain values that lie one behind the other.
template <class T>
[[nodiscard]] std::string_view bytes_of(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

/// Puts numbers and texts into a block of bytes, one after the other.
class ByteWriter {
public:
    template <class T>
    void put(T value) {
        static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view text) {
        put<std::uint64_t>(text.size());
        m_bytes += text;
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Takes them out again. What is not there reads as 0 or empty, and `good` tells; nothing is read beyond the end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes)
        : m_bytes(bytes) {}

    template <class T>
    [[nodiscard]] T take() {
        static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
        T value{};
        if (const std::string_view from = next(sizeof value); !from.empty()) {
            std::memcpy(&value, from.data(), sizeof value);
        }
        return value;
    }
    [[nodiscard]] std::string_view text() { return next(take<std::uint64_t>()); }
    /// A number of things that follow, each at least `bytes_each` long: more than there is room for is a fault.
    [[nodiscard]] std::size_t count(std::size_t bytes_each) {
        const auto number = take<std::uint64_t>();
        m_good = m_good && number <= m_bytes.size() / bytes_each;
        return m_good ? static_cast<std::size_t>(number) : 0;
    }
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool at_end() const { return m_bytes.empty(); }

private:
    std::string_view next(std::uint64_t size) {
        m_good = m_good && size <= m_bytes.size();
        if (!m_good) {
            return {};
        }
        const std::string_view part = m_bytes.substr(0, static_cast<std::size_t>(size));
        m_bytes.remove_prefix(part.size());
        return part;
    }

    std::string_view m_bytes;
    bool m_good = true;
};

} // namespace ntm
