// file: URIs and paths (RFC 8089), as editors write them. Pure; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace buildspec::lsp {

// Nothing for URIs of other schemes ("untitled:", "git:") and for other hosts.
[[nodiscard]] std::optional<std::filesystem::path> path_of(std::string_view uri);
// The path in a URI of any scheme, for its names alone: it may lead to no file.
[[nodiscard]] std::string path_text_of(std::string_view uri);
[[nodiscard]] std::string uri_of(const std::filesystem::path& path);

}  // namespace buildspec::lsp
