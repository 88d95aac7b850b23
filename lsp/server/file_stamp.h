// Whether a file is still the one that was read, without reading it again. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <system_error>

namespace buildspec::lsp {

struct FileStamp {
  bool exists = false;
  std::filesystem::file_time_type time;
  std::uintmax_t size = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

[[nodiscard]] inline FileStamp stamp_of(const std::filesystem::path& file) {
  std::error_code error;
  FileStamp stamp;
  stamp.time = std::filesystem::last_write_time(file, error);
  if (error) return {};
  stamp.size = std::filesystem::file_size(file, error);
  if (error) stamp.size = 0;
  stamp.exists = true;
  return stamp;
}

}  // namespace buildspec::lsp
