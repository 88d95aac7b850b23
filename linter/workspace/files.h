// Reading files of the user's disk: to UTF-8 text, with every failure as a sentence.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace buildspec {

// A buildspec of 64 MiB is a mistake, not a buildspec.
inline constexpr std::uintmax_t kLargestFile = 64U << 20U;

// What reading a file gave: its text, or why there is none.
struct FileText {
  // UTF-8, byte order mark included; UTF-16 is decoded when the file begins with its mark. Bytes
  // that are not valid UTF-8 are kept as they are.
  std::optional<std::string> text;
  // The file's own bytes were UTF-16: writing `text` back would change its encoding.
  bool decoded = false;
  std::string problem;  // "no such file", "is a folder", "permission denied" …; empty with a text

  explicit operator bool() const { return text.has_value(); }
};

// The same for bytes that come from elsewhere: from standard input.
[[nodiscard]] FileText decode_text(std::string bytes);

// Never throws for what the disk does. The path itself is not part of the problem's words.
[[nodiscard]] FileText read_text_file(const std::filesystem::path& path,
                                      std::uintmax_t limit = kLargestFile);

// The first bytes of a file, as UTF-8 like its whole text; empty where it cannot be read.
[[nodiscard]] std::string read_head(const std::filesystem::path& path, std::size_t size);

}  // namespace buildspec
