#include "linter/cli/report.h"

#include <algorithm>

#include "linter/lint/rule.h"

namespace buildspec::cli {

void Totals::add(const FileReport& report) {
  ++files;
  fixed += report.fixed;
  for (const Diagnostic& diagnostic : report.diagnostics) {
    switch (diagnostic.severity) {
      case Severity::error: ++errors; break;
      case Severity::warning: ++warnings; break;
      case Severity::info: ++infos; break;
      case Severity::hint: ++hints; break;
    }
    if (is_fixable(diagnostic)) ++fixable;
  }
}

bool is_fixable(const Diagnostic& diagnostic) {
  return std::any_of(diagnostic.fixes.begin(), diagnostic.fixes.end(), [](const Fix& fix) {
    return fix.applicability == Applicability::safe && !fix.edits.empty();
  });
}

std::string_view rule_id(const Diagnostic& diagnostic) {
  return diagnostic.rule == nullptr ? "internal" : diagnostic.rule->id();
}

std::string_view rule_group(const Diagnostic& diagnostic) {
  return diagnostic.rule == nullptr ? "internal" : diagnostic.rule->group;
}

HumanPosition human_position(const SourceText& text, std::uint32_t offset) {
  const Position position = text.position(offset, Encoding::utf32);
  return {position.line + 1, position.character + 1};
}

}  // namespace buildspec::cli
