// make-sample [FOLDER]: writes what is worked out for the built-in samples anew, by default where they are shipped.

#include "tools/sample/sample.hpp"

#include <fmt/format.h>

#include <filesystem>

int main(int count, char** words) {
    const std::filesystem::path project = NTM_SOURCE_DIR;
    const std::filesystem::path folder = count > 1 ? std::filesystem::path(words[1]) : project / "data" / "samples";
    const auto issues = ntm::sample::write_samples(project / "tools" / "sample" / "facts", folder);
    for (const auto& issue : issues) {
        fmt::print(stderr, "{}: {} {} {}\n", issue.code, issue.where.file, issue.where.value, issue.detail);
    }
    if (ntm::count_issues(issues).errors != 0) {
        return 1;
    }
    fmt::print("{}\n", folder.string());
    return 0;
}
