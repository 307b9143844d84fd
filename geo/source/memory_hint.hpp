#pragma once

#include <cstddef>

namespace ntm {

/// Tells the system that a large block will be filled from end to end, so that it may come in large pages: where a
/// page fault is dear (virtual machines) this halves the time to read a country. Does nothing where unknown.
void expect_to_fill(void* block, std::size_t bytes);

/// Gives memory that was freed back to the system: a load leaves several times behind what the document needs. Does
/// nothing where unknown.
void give_back_freed_memory();

} // namespace ntm
