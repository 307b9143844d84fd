#pragma once

#include "geo/base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace ntm::sample {

/// Writes what is worked out for the samples into their folders under `samples_folder`: outlines, units, recognitions,
/// plans, assessments; the same content on every call and every machine. Beside these stand the files written by hand:
/// workspace.toml and the tables that transcribe a document.
[[nodiscard]] Issues write_samples(const std::filesystem::path& facts_folder,
                                   const std::filesystem::path& samples_folder);

/// Sample and file name of every table that write_samples makes.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> written_tables();

} // namespace ntm::sample
