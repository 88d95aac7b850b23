#include "linter/lint/registry.h"

#include <doctest/doctest.h>

#include "linter/lint/wording.h"

namespace buildspec {
namespace {

constexpr Rule kOne{.meta = {.id = "unknown-key", .summary = ""}};
constexpr Rule kTwo{.meta = {.id = "plaintext-secret", .summary = ""}};
const RegisteredRule kRules[] = {
    {&kOne, "structure",
     "# unknown-key\nx\n\n## Why\nhttps://no.example\n\n## Reference\n- Words, "
     "<https://docs.aws.amazon.com/a.html#b>\n- <https://two.example>\n"},
    {&kTwo, "secrets", "# x\n\n## Reference\n- none\n\n## More\nhttps://no.example\n"}};

}  // namespace

TEST_CASE("rules are found by id and selected by id, group or all") {
  CHECK(find_rule(kRules, "plaintext-secret") == &kRules[1]);
  CHECK(find_rule(kRules, "secrets") == nullptr);
  CHECK(selects("secrets", kRules[1]));
  CHECK(selects("all", kRules[1]));
  CHECK(!selects("structure", kRules[1]));
  CHECK(is_selector(kRules, "structure"));
  CHECK(!is_selector(kRules, "phases"));
  CHECK(nearest_selector(kRules, "plain-text-secret") == "plaintext-secret");
  CHECK(nearest_selector(kRules, "secret") == "secrets");
  CHECK(!nearest_selector(kRules, "zzzz"));
}

TEST_CASE("the first address under Reference is the rule's link") {
  CHECK(page_url(kRules[0]) == "https://docs.aws.amazon.com/a.html#b");
  CHECK(!page_url(kRules[1]));
}

TEST_CASE("names in messages are short, on one line, and valid") {
  CHECK(code("a-b") == "`a-b`");
  CHECK(code("a\nb\x01") == "`a b `");
  CHECK(code(std::string(100, 'x')) == "`" + std::string(60, 'x') + "…`");
  CHECK(code("a\xFF") == "`a�`");
  const std::string_view names[] = {"a", "b", "c"};
  CHECK(one_of(names) == "a, b or c");
  CHECK(one_of(std::span(names, 1)) == "a");
  CHECK(counted(1, "entry", "entries") == "1 entry");
  CHECK(counted(0, "entry", "entries") == "0 entries");
}

TEST_CASE("ShellCheck's codes are selectors") {
  for (const char* const name : {"shellcheck", "shellcheck/SC2086"}) {
    CHECK(is_shellcheck_selector(name));
    CHECK(is_selector({}, name));
  }
  for (const char* const name : {"shell", "shellchecks", "shellcheck/", "shellcheck/SC",
                                 "shellcheck/2086", "SC2086", "shellcheck/SC20a"}) {
    CHECK(!is_shellcheck_selector(name));
  }
}

}  // namespace buildspec
