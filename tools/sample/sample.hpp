#pragma once

#include "geo/base/result.hpp"

#include <filesystem>

namespace ntm::sample {

/// Writes the workspace thanh-hoa-2022 into `folder`: the same content on every call and every machine.
[[nodiscard]] Issues write_sample(const std::filesystem::path& facts_folder, const std::filesystem::path& folder);

} // namespace ntm::sample
