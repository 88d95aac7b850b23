#include "linter/cli/finding_head.h"

#include "linter/cli/display_width.h"

namespace buildspec::cli {

Paint::Color color_of(Severity severity) {
  switch (severity) {
    case Severity::error: return Paint::Color::red;
    case Severity::warning: return Paint::Color::yellow;
    case Severity::info: return Paint::Color::cyan;
    case Severity::hint: break;
  }
  return Paint::Color::green;
}

std::string finding_head(const FileReport& report, const Diagnostic& diagnostic,
                         const Paint& paint) {
  const HumanPosition at = human_position(report.text, diagnostic.span.begin);
  const std::string place = printable(report.path) + ':' + std::to_string(at.line) + ':' +
                            std::to_string(at.column) + ':';
  const std::string severity = std::string(to_string(diagnostic.severity)) + ':';
  return paint(Paint::Color::bold, place) + ' ' + paint(color_of(diagnostic.severity), severity) +
         ' ' + printable(diagnostic.message) + ' ' +
         paint(Paint::Color::dim, '[' + std::string(rule_id(diagnostic)) + ']');
}

}  // namespace buildspec::cli
