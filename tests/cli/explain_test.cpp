#include "linter/cli/explain.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fake_rules.h"

using namespace buildspec;
using namespace buildspec::cli;

TEST_CASE("a page is wrapped, its examples are not") {
  const std::string page =
      "Flags keys that stand twice in one mapping.\n"
      "\n"
      "## Why\n"
      "The last `one` wins.\n"
      "- a point that is long enough to wrap\n"
      "- another\n"
      "\n"
      "```yaml bad\n"
      "build: this line is longer than the page is wide\n"
      "# ^^^ duplicate-key\n"
      "\n"
      "end: 1\n"
      "```\n";
  CHECK(render_page(page, Paint(false), 30) ==
        "Flags keys that stand twice in\n"
        "one mapping.\n"
        "\n"
        "Why\n"
        "The last `one` wins.\n"
        "- a point that is long enough\n"
        "  to wrap\n"
        "- another\n"
        "\n"
        "    build: this line is longer than the page is wide\n"
        "    # ^^^ duplicate-key\n"
        "\n"
        "    end: 1\n");
}

TEST_CASE("colours take the place of marks") {
  const std::string page = "## Why\nUse `a b` **or not** `**`.\n";
  CHECK(render_page(page, Paint(true), 80) ==
        "\x1b[1mWhy\x1b[0m\nUse \x1b[1;36ma\x1b[0m \x1b[1;36mb\x1b[0m \x1b[1mor\x1b[0m "
        "\x1b[1mnot\x1b[0m \x1b[1;36m**\x1b[0m.\n");
  CHECK(render_page(page, Paint(false), 80) == "Why\nUse `a b` or not `**`.\n");
}

TEST_CASE("a mended example says that it is one") {
  CHECK(render_page("## Bad\n```yaml bad\na\n```\n\n```yaml fixed\nb\n```\n", Paint(false), 80) ==
        "Bad\n    a\n\nThis becomes:\n\n    b\n");
  CHECK(render_page("## Fixed\n```yaml fixed\nb\n```\n", Paint(false), 80) == "Fixed\n    b\n");
}

TEST_CASE("a page without an end is whole all the same") {
  CHECK(render_page("a\n```yaml\ncode", Paint(false), 80) == "a\n    code\n");
  CHECK(render_page("", Paint(false), 80) == "");
}

TEST_CASE("explain begins with what the rule is") {
  CHECK(explain_rule(test::fake_rule(), Paint(false), 80) ==
        "duplicate-key (structure, warning, preview)\n"
        "Keys that stand twice.\n"
        "\n"
        "Reference\n"
        "- <https://docs.example/keys>\n");
}

TEST_CASE("the list of rules, for people and programs") {
  const RegisteredRule rules[] = {test::fake_secret_rule(), test::fake_rule()};
  CHECK(list_rules(rules) ==
        "secrets\n"
        "  plaintext-secret  warning  Secrets\n"
        "\n"
        "structure\n"
        "  duplicate-key     warning  Keys that stand twice\n");
  CHECK(nlohmann::json::parse(list_rules_json(rules)) == nlohmann::json::parse(R"([
    {"id": "plaintext-secret", "group": "secrets", "severity": "warning", "stage": "preview",
     "default": true, "since": "", "summary": "Secrets", "url": null},
    {"id": "duplicate-key", "group": "structure", "severity": "warning", "stage": "preview",
     "default": true, "since": "", "summary": "Keys that stand twice",
     "url": "https://docs.example/keys"}])"));
}
