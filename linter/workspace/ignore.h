// Which files git ignores: patterns of .gitignore files, folder by folder (gitignore(5)).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec {

// The patterns of one file, or of one list. Paths are relative to the folder that the patterns
// belong to, "/" between parts.
class IgnorePatterns {
 public:
  IgnorePatterns() = default;
  explicit IgnorePatterns(std::string_view text);  // lines, as in a .gitignore file

  enum class Verdict : std::uint8_t { none, ignored, kept };  // kept: a "!" pattern took it back

  // The last pattern that matches decides. A folder above that is ignored is the caller's matter:
  // git does not look into it at all.
  [[nodiscard]] Verdict match(std::string_view path, bool is_directory) const;
  [[nodiscard]] bool empty() const { return patterns_.empty(); }

 private:
  struct Pattern {
    std::string glob;
    bool negated = false;
    bool directories_only = false;
    bool anchored = false;  // matched against the whole path, not against the last part
  };
  std::vector<Pattern> patterns_;
};

}  // namespace buildspec
