#include "geo/base/paths.hpp"

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <filesystem>

using namespace ntm;
namespace fs = std::filesystem;

namespace {

auto files_in(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

} // namespace

TEST_CASE("the data folder is found and holds the languages") {
    const auto folder = find_data_folder();
    REQUIRE(folder);
    CHECK(fs::exists(*folder / "lang" / "vi.toml"));
}

TEST_CASE("bytes written are the bytes read, and nothing else is left in the folder") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "Triệu Sơn.toml";
    std::string bytes("\0\r\n\xff", 4);
    for (int i = 0; i < 20000; ++i) {
        bytes += "dòng " + std::to_string(i);
    }
    for (const std::string& content : {std::string("first"), bytes, std::string()}) {
        CHECK(write_file_atomically(file, content).empty());
        const auto read = read_file(file);
        REQUIRE(read);
        CHECK(*read == content);
        CHECK(files_in(folder.path()) == 1);
    }
}

TEST_CASE("a name without a folder is written where the program stands") {
    const TemporaryFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    const Issues issues = write_file_atomically("plain.txt", "x");
    fs::current_path(before);
    CHECK(issues.empty());
    CHECK(fs::exists(folder.path() / "plain.txt"));
}

TEST_CASE("a failed write leaves the old file and no neighbour") {
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "taken" / "inside");
    const Issues issues = write_file_atomically(folder.path() / "taken", "x"); // a folder stands there
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "write_failed");
    CHECK(issues[0].severity == Severity::error);
    CHECK_FALSE(issues[0].detail.empty());
    CHECK(fs::exists(folder.path() / "taken" / "inside"));
    CHECK(files_in(folder.path()) == 1);

    const Issues no_folder = write_file_atomically(folder.path() / "absent" / "file.txt", "x");
    REQUIRE(no_folder.size() == 1);
    CHECK(no_folder[0].code == "write_failed");
    CHECK(no_folder[0].where.file == path_text(folder.path() / "absent" / "file.txt"));
    CHECK_FALSE(fs::exists(folder.path() / "absent"));
}

TEST_CASE("what cannot be read is told apart: absent, or no file") {
    const TemporaryFolder folder;
    const auto absent = read_file(folder.path() / "no.txt");
    CHECK_FALSE(absent);
    REQUIRE(absent.issues().size() == 1);
    CHECK(absent.issues()[0].code == "file_missing");
    const auto directory = read_file(folder.path());
    CHECK_FALSE(directory);
    REQUIRE(directory.issues().size() == 1);
    CHECK(directory.issues()[0].code == "file_unreadable");
}

TEST_CASE("a path goes to UTF-8 text and back") {
    CHECK(path_text(text_path("Thanh Hóa/xã Đông.csv")) == "Thanh Hóa/xã Đông.csv");
    CHECK(path_text(text_path("")).empty());
}
