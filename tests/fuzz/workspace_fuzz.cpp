// workspace.toml: any text of it is a workspace or Issues.

#include "geo/atlas/workspace.hpp"

#include "tests/fuzz/fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    const auto workspace = read_workspace(fuzz::file_of(fuzz::text_of(data, size), "workspace.toml"));
    fuzz::require(workspace || !workspace.issues().empty());
    return 0;
}
