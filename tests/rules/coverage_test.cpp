// Every known failure has a rule or a reason why there is none, and never both.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <string>

#include "linter/lint/failures.h"
#include "rules/registry.h"

namespace buildspec {
namespace {

TEST_CASE("every known failure has a rule or a reason") {
  for (const std::string& gap : coverage_gaps(all_rules())) FAIL_CHECK(gap);
}

TEST_CASE("failures are named once") {
  std::set<std::string_view> ids;
  for (const KnownFailure& failure : known_failures()) {
    CHECK_MESSAGE(ids.insert(failure.id).second, failure.id);
    CHECK(find_failure(failure.id) == &failure);
    CHECK(!failure.title.empty());
    CHECK(!failure.title.ends_with('.'));
    CHECK(!failure.reason.ends_with('.'));
    CHECK(!failure.rest.ends_with('.'));
  }
  CHECK(find_failure("CB-NOPE-01") == nullptr);
}

TEST_CASE("no failure of the reference is forgotten") {
  std::ifstream reference(std::string(BUILDSPEC_SOURCE_DIR) + "/../shared/reference/failures.md");
  if (!reference) {
    MESSAGE("skipped: no reference beside the project");
    return;
  }
  std::set<std::string, std::less<>> ids;
  for (std::string line; std::getline(reference, line);) {
    if (line.starts_with("### CB-")) ids.insert(line.substr(4, line.find(' ', 4) - 4));
  }
  CHECK(ids.size() == known_failures().size());
  for (const std::string& id : ids) CHECK_MESSAGE(find_failure(id) != nullptr, id);
}

TEST_CASE("gaps are told") {
  constexpr Rule kRule{
      .meta = {.id = "one", .summary = "", .catalogue = "CB-YAML-01 CB-SECR-01 CB-NOPE-01"}};
  const RegisteredRule rules[] = {{&kRule, "group", ""}};
  CHECK(failure_ids("  A B ") == std::vector<std::string_view>{"A", "B"});
  CHECK(rules_for(rules, "CB-YAML-01") == std::vector<const RegisteredRule*>{&rules[0]});
  CHECK(rules_for(rules, "CB-YAML-02").empty());
  const auto gaps = coverage_gaps(rules);
  const auto has = [&](const std::string& gap) {
    return std::find(gaps.begin(), gaps.end(), gap) != gaps.end();
  };
  CHECK(has("CB-YAML-02 has neither a rule nor a reason"));
  CHECK(has("CB-SECR-01 has a reason for no rule, and rules: one"));
  CHECK(has("the rule one names CB-NOPE-01, which is no known failure"));
  CHECK(!has("CB-YAML-01 has neither a rule nor a reason"));
}

}  // namespace
}  // namespace buildspec
