// CodeBuild's globs, as far as they are documented: "*" inside one part of a path, "**" across
// parts. Other metacharacters are not documented, so what they match is not known. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace buildspec {

enum class GlobMatch : std::uint8_t {
  no,
  yes,
  unknown,  // decided by a metacharacter that is not documented
};

// Matches a whole path ("a/b/c", "/" between parts) against a pattern. "*" matches any run of
// characters but "/", hidden names included; "**" any run at all, and "**/" no part as well.
// Linear in memory, quadratic in time at worst.
[[nodiscard]] GlobMatch match_glob(std::string_view pattern, std::string_view path);

// A "*" stands in the pattern.
[[nodiscard]] bool has_wildcard(std::string_view pattern);
// "?", "[", "{" or a leading "!" stand in the pattern: what it matches is not documented.
[[nodiscard]] bool has_undocumented_metacharacter(std::string_view pattern);

// Can one path match both? "*" stays inside one folder, "**" does not, "**/" may be nothing.
// Quadratic in the patterns.
[[nodiscard]] bool globs_overlap(std::string_view a, std::string_view b);

}  // namespace buildspec
