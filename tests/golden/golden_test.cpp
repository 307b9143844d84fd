#include "geo/base/paths.hpp"
#include "tests/catch.hpp"
#include "tests/program_run.hpp"
#include "tests/temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

// Runs of the real program. A case is a file in cases/: its name carries the arguments, parted by blanks (an underscore
// stands for a blank inside one), its head says what must come out beside stdout, and below a blank line stands stdout:
//
//   exit: 2
//   stderr: words that must be in it      (any number of such lines; none: stderr must be empty)
//   stdout: words that must be in it      (any number; then the rest of stdout is not compared)
//   picture: map.png 800x500              (a PNG of this size that the run leaves behind)
//
// Text must agree to the letter. JSON (an answer that begins with a brace) must hold at least the fields shown here.
// The program runs in a folder that holds small-province, wrong-results, plain.geojson and thanh-hoa-2022.
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Case {
    std::vector<std::string> arguments;
    int exit = 0;
    std::vector<std::string> in_stderr, in_stdout;
    std::string picture, picture_size;
    std::string out;
};

Case read_case(const fs::path& file) {
    Case one;
    std::istringstream name(file.stem().string());
    for (std::string argument; name >> argument;) {
        std::replace(argument.begin(), argument.end(), '_', ' ');
        one.arguments.push_back(argument);
    }
    std::istringstream in(bytes_of(file));
    std::string line;
    while (std::getline(in, line) && !line.empty()) {
        const std::size_t colon = line.find(": ");
        REQUIRE(colon != std::string::npos);
        const std::string key = line.substr(0, colon), value = line.substr(colon + 2);
        if (key == "exit") {
            one.exit = std::stoi(value);
        } else if (key == "stderr") {
            one.in_stderr.push_back(value);
        } else if (key == "stdout") {
            one.in_stdout.push_back(value);
        } else if (key == "picture") {
            one.picture = value.substr(0, value.find(' '));
            one.picture_size = value.substr(value.find(' ') + 1);
        } else {
            FAIL("unknown head line: " << line);
        }
    }
    std::ostringstream rest;
    rest << in.rdbuf();
    one.out = rest.str();
    return one;
}

/// Every field of `shown` is in `whole` with the same value; lists agree element by element.
void check_holds(const Json& whole, const Json& shown, const std::string& path) {
    INFO(path);
    if (shown.is_object()) {
        REQUIRE(whole.is_object());
        for (const auto& [key, value] : shown.items()) {
            INFO(path << "/" << key);
            REQUIRE(whole.contains(key));
            check_holds(whole[key], value, path + "/" + key);
        }
    } else if (shown.is_array()) {
        REQUIRE(whole.is_array());
        REQUIRE(whole.size() == shown.size());
        for (std::size_t i = 0; i < shown.size(); ++i) {
            check_holds(whole[i], shown[i], path + "/" + std::to_string(i));
        }
    } else {
        CHECK(whole == shown);
    }
}

/// "800x500" from the first bytes of a PNG, or what is wrong with it.
std::string png_size(const fs::path& file) {
    const std::string bytes = bytes_of(file);
    if (bytes.size() < 33 || bytes.compare(0, 8, "\x89PNG\r\n\x1a\n") != 0) {
        return "no PNG";
    }
    const auto number = [&](std::size_t at) {
        unsigned value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
        }
        return std::to_string(value);
    };
    return number(16) + "x" + number(20);
}

void run_case(const fs::path& file, const fs::path& folder) {
    const Case expected = read_case(file);
    const ProgramRun run = run_program(folder, expected.arguments);
    INFO(file.stem().string() << "\n" << run.out << run.err);
    CHECK(run.exit == expected.exit);
    if (expected.out.starts_with("{")) {
        const Json answer = Json::parse(run.out, nullptr, false);
        REQUIRE_FALSE(answer.is_discarded());
        check_holds(answer, Json::parse(expected.out), "");
    } else if (expected.in_stdout.empty()) {
        CHECK(run.out == expected.out);
    }
    CHECK(run.err.empty() == expected.in_stderr.empty());
    for (const auto& [text, all_words] : {std::pair(&run.out, &expected.in_stdout), {&run.err, &expected.in_stderr}}) {
        for (const std::string& words : *all_words) {
            INFO(words);
            CHECK(text->find(words) != std::string::npos);
        }
    }
    CHECK((run.out + run.err).find("‹") == std::string::npos); // a text that the language files lack
    if (!expected.picture.empty()) {
        CHECK(png_size(folder / expected.picture) == expected.picture_size);
    }
}

} // namespace

TEST_CASE("golden runs of the program", "[golden]") {
    const fs::path project(NTM_SOURCE_DIR);
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(project / "tests" / "golden" / "cases")) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() >= 25);
    for (const fs::path& file : files) {
        const TemporaryFolder folder;
        for (const char* province : {"small-province", "wrong-results"}) {
            fs::copy(fs::path(NTM_TEST_DATA) / province, folder.path() / province);
        }
        fs::copy_file(fs::path(NTM_TEST_DATA) / "small-province" / "units.geojson", folder.path() / "plain.geojson");
        fs::create_directory_symlink(project / "data" / "samples" / "thanh-hoa-2022", folder.path() / "thanh-hoa-2022");
        run_case(file, folder.path());
    }
}
