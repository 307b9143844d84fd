#include "geo/base/mapped_file.hpp"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace ntm {

#ifdef _WIN32

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
    const HANDLE handle = CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
                                      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        return nullptr;
    }
    LARGE_INTEGER size{};
    const void* data = nullptr;
    if (GetFileSizeEx(handle, &size) != 0 && size.QuadPart > 0) {
        if (const HANDLE mapping = CreateFileMappingW(handle, nullptr, PAGE_READONLY, 0, 0, nullptr)) {
            data = MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
            CloseHandle(mapping); // the view keeps it alive
        }
    }
    CloseHandle(handle);
    if (data == nullptr) {
        return nullptr;
    }
    return std::shared_ptr<const MappedFile>(
        new MappedFile({static_cast<const char*>(data), static_cast<std::size_t>(size.QuadPart)}));
}

MappedFile::~MappedFile() {
    UnmapViewOfFile(m_bytes.data());
}

#else

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return nullptr;
    }
    struct stat facts {};
    void* data = MAP_FAILED;
    if (fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > 0) {
        data = mmap(nullptr, static_cast<std::size_t>(facts.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
    }
    close(descriptor);
    if (data == MAP_FAILED) {
        return nullptr;
    }
    return std::shared_ptr<const MappedFile>(
        new MappedFile({static_cast<const char*>(data), static_cast<std::size_t>(facts.st_size)}));
}

MappedFile::~MappedFile() {
    munmap(const_cast<char*>(m_bytes.data()), m_bytes.size());
}

#endif

} // namespace ntm
