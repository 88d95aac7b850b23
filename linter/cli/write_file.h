// Writing the user's files. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace buildspec::cli {

// Replaces a file's bytes in one step; it keeps its permissions, and a link stays a link. A file
// that is not there yet is made. Returns why that did not work, or nothing.
[[nodiscard]] std::optional<std::string> write_file(const std::filesystem::path& path,
                                                    std::string_view bytes);

}  // namespace buildspec::cli
