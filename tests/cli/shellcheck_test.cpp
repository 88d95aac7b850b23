// ShellCheck beside the rules of our own.
#include <doctest/doctest.h>

#include "linter/lint/registry.h"
#include "linter/shellcheck/findings.h"
#include "rules/registry.h"

using namespace buildspec;

TEST_CASE("what ShellCheck leaves to a rule, there is a rule for") {
  std::size_t left = 0;
  for (int code = 1'000; code < 4'000; ++code) {
    Diagnostic finding;
    finding.rule = &shellcheck_rule(code);
    const std::string_view rule = rule_instead_of(finding);
    if (rule.empty()) continue;
    ++left;
    CHECK_MESSAGE(find_rule(all_rules(), rule) != nullptr, rule);
  }
  CHECK(left > 1'000);
}
