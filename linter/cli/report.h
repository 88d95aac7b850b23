// What linting one file gave, and the sums over all files. Plain data; made by a worker, read by
// the renderers on the main thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/diagnostic.h"
#include "linter/text/source_text.h"

namespace buildspec::cli {

struct FileReport {
  std::string path;  // as the user would write it
  SourceText text;
  std::vector<Diagnostic> diagnostics;
  std::size_t fixed = 0;  // fixes that were applied on the way to `text`
};

// Something that could not be read, configured or understood.
struct Failure {
  std::string path;
  std::string message;
  friend bool operator==(const Failure&, const Failure&) = default;
};

struct Totals {
  std::size_t files = 0;  // linted
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;
  std::size_t hints = 0;
  std::size_t fixable = 0;  // findings that --fix mends
  std::size_t fixed = 0;    // fixes that --fix applied

  void add(const FileReport& report);
  [[nodiscard]] std::size_t findings() const { return errors + warnings + infos + hints; }
};

// Has a fix that --fix applies.
[[nodiscard]] bool is_fixable(const Diagnostic& diagnostic);

// "internal" for a finding that no rule made.
[[nodiscard]] std::string_view rule_id(const Diagnostic& diagnostic);
[[nodiscard]] std::string_view rule_group(const Diagnostic& diagnostic);

// Line and column as people count them: from 1, columns in code points.
struct HumanPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};
[[nodiscard]] HumanPosition human_position(const SourceText& text, std::uint32_t offset);

}  // namespace buildspec::cli
