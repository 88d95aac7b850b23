#include "linter/lint/fixes.h"

namespace buildspec {

Span text_span(Node scalar) {
  Span span = scalar.span();
  const bool quoted =
      scalar.style() == ScalarStyle::single_quoted || scalar.style() == ScalarStyle::double_quoted;
  if (quoted && span.size() >= 2) {
    ++span.begin;
    --span.end;
  }
  return span;
}

std::string in_single_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    quoted += c;
    if (c == '\'') quoted += c;
  }
  return quoted + '\'';
}

}  // namespace buildspec
