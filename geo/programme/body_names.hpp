#pragma once

#include "geo/base/result.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace ntm {

/// One name for each body, however offices write it: "Sở Lao động, TB và xã hội", "Sở LĐTBXH".
class BodyNames {
public:
    /// data/bodies.csv: `name`, and in `also` other writings parted by semicolons. Issue column_missing.
    [[nodiscard]] static Result<BodyNames> read(const std::filesystem::path& file);

    /// The writing of the body that was met first: names stay as a workspace gives them. Several bodies in one text
    /// ("A; B") are named one by one.
    [[nodiscard]] std::string one_name(std::string_view text);

    /// Whether a part of a name, in any of the writings known of it, stands for the body.
    [[nodiscard]] bool means(const std::string& body, std::string_view part) const;

private:
    std::map<std::string, std::string, std::less<>>
        m_body_of; ///< by fold_key of each writing: that of the first column
    std::map<std::string, std::string, std::less<>> m_name_of; ///< by body: as met first

    [[nodiscard]] std::string body_of(const std::string& key) const;
};

} // namespace ntm
