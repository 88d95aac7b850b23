// Looks at single files of a source tree and remembers what it saw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "linter/lang/source_tree.h"

namespace buildspec {

// Any thread. What was seen once stays so: whoever learns that a file changed makes a new one.
class SourceFiles {
 public:
  explicit SourceFiles(std::filesystem::path root) : root_(std::move(root)) {}

  static constexpr std::uintmax_t kLargestText = 256U << 10U;
  static constexpr std::size_t kMostFiles = 2'000;

  // See LookAt. Text comes with the line breaks that a checkout on Linux has. Beyond the limits
  // there is a file, but nothing is known about it. Never throws for what the disk does.
  [[nodiscard]] SourceFilePtr look_at(std::string_view path) const;
  [[nodiscard]] bool has_looked_at(std::string_view path) const;

 private:
  std::filesystem::path root_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, SourceFilePtr, std::less<>> seen_;
};

}  // namespace buildspec
