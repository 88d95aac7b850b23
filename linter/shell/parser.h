// Reads commands. Pure; scripts may be shared between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "linter/shell/script.h"

namespace buildspec::shell {

// Never fails. Text longer than 64 KiB, or nested too deep, gives a broken script.
[[nodiscard]] Script parse(std::string_view text);

class Parser {
 public:
  [[nodiscard]] Script parse(std::string_view text) { return shell::parse(text); }
};

// Parses each distinct text once. Owned by whoever sees the same commands again and again.
class ScriptCache {
 public:
  [[nodiscard]] std::shared_ptr<const Script> get(std::string_view text);
  [[nodiscard]] std::size_t size() const { return scripts_.size(); }
  void clear() { scripts_.clear(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::shared_ptr<const Script>, Hash, std::equal_to<>> scripts_;
};

}  // namespace buildspec::shell
