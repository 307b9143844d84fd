#include "viewer/state/commands.hpp"

#include <utility>

namespace ntm::viewer {

Commands::Commands() = default;
Commands::~Commands() = default;

void Commands::push(Command command) {
    m_waiting.push_back(std::move(command));
}

bool Commands::empty() const {
    return m_waiting.empty();
}

std::vector<Command> Commands::take() {
    return std::exchange(m_waiting, {});
}

} // namespace ntm::viewer
