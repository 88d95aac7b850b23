#include "linter/lint/rule.h"

namespace buildspec {

Diagnostic& Reporter::report(Span span, std::string message) {
  return report(rule_.rule->meta.severity, span, std::move(message));
}

Diagnostic& Reporter::report(Severity severity, Span span, std::string message) {
  Diagnostic& found = found_.emplace_back();
  found.rule = &rule_;
  found.severity = severity;
  found.span = span;
  found.message = std::move(message);
  return found;
}

}  // namespace buildspec
