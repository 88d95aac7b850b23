#include "linter/lint/rule.h"

namespace buildspec {

Diagnostic& Reporter::report(Span span, std::string message) {
  return report(rule_.rule->meta.severity, span, std::move(message));
}

Diagnostic& Reporter::report(Severity severity, Span span, std::string message) {
  if (found_.size() == kMostFindings) {
    if (!ignored_) {
      found_.back().notes.push_back({"only the first 1,000 findings of a rule are told", {}});
    }
    ignored_.emplace().rule = &rule_;
    return *ignored_;
  }
  Diagnostic& found = found_.emplace_back();
  found.rule = &rule_;
  found.severity = severity;
  found.span = span;
  found.message = std::move(message);
  return found;
}

}  // namespace buildspec
