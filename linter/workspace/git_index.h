// Git's index file, read only: which files are tracked, their modes and the names of their blobs.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace buildspec {

using BlobId = std::array<std::uint8_t, 20>;

struct IndexEntry {
  std::string_view path;  // of the index's bytes: good during the visit
  bool executable = false;
  bool link = false;
  BlobId blob{};
};

// Visits the entries in the order of their paths until `visit` returns false. Versions 2 and 3
// (gitformat-index(5)) with SHA-1; false where the index is absent or of another form.
bool visit_index(const std::filesystem::path& root,
                 const std::function<bool(const IndexEntry&)>& visit);

// What git names a file with these bytes: the SHA-1 of them behind a header.
[[nodiscard]] BlobId blob_id(std::string_view bytes);

}  // namespace buildspec
