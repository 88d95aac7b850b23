// Paths of the source tree, as buildspecs and commands write them. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace buildspec {

// "./a//b/../c/" is "a/c". Nothing for what lies above its begin ("../x") and for absolute paths;
// the empty path is the folder itself.
[[nodiscard]] std::optional<std::string> normal_path(std::string_view path);
// The same for a path that is relative to a normal folder.
[[nodiscard]] std::optional<std::string> join_paths(std::string_view folder, std::string_view path);

// "a/b/c.sh" is "c.sh"; slashes at the end do not count.
[[nodiscard]] std::string_view file_name(std::string_view path);
// "a/b/c.sh" is "a/b", "c.sh" is "".
[[nodiscard]] std::string_view parent_folder(std::string_view path);

// A "$" with a name behind it: known at build time only.
[[nodiscard]] bool has_reference(std::string_view text);

}  // namespace buildspec
