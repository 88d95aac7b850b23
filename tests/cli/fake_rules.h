// Findings made by hand, for the tests of what prints them.
#pragma once

#include <string>
#include <utility>

#include "linter/cli/report.h"
#include "linter/lint/rule.h"

namespace buildspec::cli::test {

inline const RegisteredRule& fake_rule() {
  static const Rule rule{{.id = "duplicate-key", .summary = "Keys that stand twice"}};
  static const RegisteredRule registered{&rule, "structure",
                                         "# duplicate-key\nKeys that stand twice.\n\n"
                                         "## Reference\n- <https://docs.example/keys>\n"};
  return registered;
}

inline const RegisteredRule& fake_secret_rule() {
  static const Rule rule{{.id = "plaintext-secret", .summary = "Secrets"}};
  static const RegisteredRule registered{&rule, "secrets", ""};
  return registered;
}

// A finding on the first place where `marked` stands in the text.
inline Diagnostic finding(const SourceText& text, std::string_view marked, std::string message,
                          Severity severity = Severity::warning) {
  const auto begin = static_cast<std::uint32_t>(text.bytes().find(marked));
  Diagnostic diagnostic;
  diagnostic.rule = &fake_rule();
  diagnostic.severity = severity;
  diagnostic.span = {begin, begin + static_cast<std::uint32_t>(marked.size())};
  diagnostic.message = std::move(message);
  return diagnostic;
}

}  // namespace buildspec::cli::test
