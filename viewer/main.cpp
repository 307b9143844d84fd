#include "geo/command/command.hpp"
#include "viewer/viewer.hpp"

int main(int argc, char** argv) {
    return ntm::run_command_line(argc, argv, ntm::run_viewer);
}
