#include "linter/lint/selection.h"

#include <doctest/doctest.h>

#include "linter/lint/engine.h"
#include "tests/cli/fake_rules.h"

using namespace buildspec;
using namespace buildspec::cli;

namespace {

const RegisteredRule kRules[] = {test::fake_secret_rule(), test::fake_rule()};

// What becomes of the rule duplicate-key of the group structure.
LintEngine::Setting outcome(const RuleSelection& configured, const std::vector<std::string>& select,
                            const std::vector<std::string>& ignore) {
  const LintEngine engine(kRules, combine(configured, select, ignore));
  return engine.setting(kRules[1]);
}

}  // namespace

TEST_CASE("without options the configuration decides") {
  CHECK(outcome({}, {}, {}).enabled);
  const RuleSelection off{{{"duplicate-key", std::nullopt, false, false}}};
  CHECK_FALSE(outcome(off, {}, {}).enabled);
}

TEST_CASE("--select runs those rules only, whatever the configuration turns off") {
  CHECK(outcome({}, {"structure"}, {}).enabled);
  CHECK_FALSE(outcome({}, {"secrets"}, {}).enabled);
  const RuleSelection off{{{"duplicate-key", std::nullopt, false, false}}};
  CHECK(outcome(off, {"structure"}, {}).enabled);
  const RuleSelection loud{{{"duplicate-key", Severity::error, true, false}}};
  CHECK_FALSE(outcome(loud, {"secrets"}, {}).enabled);
  CHECK(outcome(loud, {"structure"}, {}).severity == Severity::error);
}

TEST_CASE("--ignore wins over the configuration") {
  const RuleSelection loud{{{"duplicate-key", Severity::error, true, false}}};
  CHECK_FALSE(outcome(loud, {}, {"structure"}).enabled);
  CHECK_FALSE(outcome({}, {}, {"all"}).enabled);
}

TEST_CASE("between --select and --ignore the more exact one wins") {
  CHECK(outcome({}, {"duplicate-key"}, {"structure"}).enabled);
  CHECK_FALSE(outcome({}, {"structure"}, {"duplicate-key"}).enabled);
  CHECK_FALSE(outcome({}, {"structure"}, {"structure"}).enabled);
  CHECK(outcome({}, {"structure"}, {"all"}).enabled);
}

TEST_CASE("unknown selectors are named, with what was meant") {
  CHECK(selector_problem(kRules, std::vector<std::string>{"all", "structure", "duplicate-key"}) ==
        std::nullopt);
  CHECK(selector_problem(kRules, std::vector<std::string>{"structure", "duplicate-kay"}) ==
        "no rule or group is called \"duplicate-kay\" (did you mean duplicate-key?)");
  CHECK(selector_problem(kRules, std::vector<std::string>{"qqq"}) ==
        "no rule or group is called \"qqq\"");
}
