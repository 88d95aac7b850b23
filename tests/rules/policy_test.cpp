// What holds for every rule: names, pages, severities, wording (rules/README.md).
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "linter/lint/engine.h"
#include "linter/lint/registry.h"
#include "rules/registry.h"
#include "tests/rules/page.h"

namespace buildspec::test {
namespace {

bool is_kebab_case(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// "CB-YAML-01"
bool is_catalogue_id(std::string_view id) {
  if (id.substr(0, 3) != "CB-" || id.size() < 8) return false;
  const std::string_view section = id.substr(3, id.size() - 6);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return id[id.size() - 3] == '-' && is_digit(id[id.size() - 2]) && is_digit(id[id.size() - 1]) &&
         std::all_of(section.begin(), section.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool begins_as_documented(std::string_view message) {
  return !message.empty() &&
         ((message.front() >= 'A' && message.front() <= 'Z') || message.front() == '`');
}

bool ends_as_documented(std::string_view message) {
  return !message.empty() && message.back() != '.' && message.back() != ' ' &&
         message.find('\n') == std::string_view::npos;
}

std::size_t count(const Page& page, ExampleKind kind) {
  return static_cast<std::size_t>(
      std::count_if(page.examples.begin(), page.examples.end(),
                    [&](const Example& example) { return example.kind == kind; }));
}

bool has_heading(const Page& page, std::string_view heading) {
  return std::any_of(page.headings.begin(), page.headings.end(), [&](const std::string& found) {
    return std::string_view(found).substr(0, heading.size()) == heading;
  });
}

// So large or so odd that no page can show them: tested in tests/lint.
constexpr std::array<std::string_view, 1> kWithoutBadExample{"oversized-input"};

}  // namespace

TEST_CASE("rules are named, staged and documented alike") {
  std::set<std::string_view> ids;
  for (const RegisteredRule& rule : all_rules()) {
    const RuleMeta& meta = rule.rule->meta;
    INFO("rules/" << rule.group << "/" << meta.id);
    CHECK(ids.insert(meta.id).second);
    CHECK(is_kebab_case(meta.id));
    CHECK(is_kebab_case(rule.group));
    CHECK(meta.id != "all");
    CHECK(meta.id != rule.group);
    for (const std::string_view banned : {"no-", "use-", "check-"}) {
      CHECK(meta.id.find(banned) == std::string_view::npos);
    }
    CHECK(!meta.since.empty());
    if (meta.stage == Stage::preview) CHECK(meta.severity != Severity::error);
    const bool does_something = rule.rule->check != nullptr ||
                                rule.rule->check_command != nullptr ||
                                rule.rule->check_suppressions != nullptr;
    CHECK(does_something);
    std::string_view catalogue = meta.catalogue;
    while (!catalogue.empty()) {
      const std::string_view id = catalogue.substr(0, catalogue.find(' '));
      CHECK_MESSAGE(is_catalogue_id(id), id);
      catalogue.remove_prefix(std::min(catalogue.size(), id.size() + 1));
    }
  }
}

TEST_CASE("over a broken text only syntax and exposed secrets speak") {
  for (const RegisteredRule& rule : all_rules()) {
    if (!rule.rule->meta.despite_faults) continue;
    if (rule.id() == "other-product") continue;  // for whole files of Amplify Hosting
    CHECK_MESSAGE((rule.group == "syntax" || rule.group == "secrets"), rule.id());
  }
}

TEST_CASE("a group is no rule") {
  for (const RegisteredRule& rule : all_rules()) {
    CHECK(find_rule(all_rules(), rule.group) == nullptr);
  }
}

TEST_CASE("pages have their parts") {
  for (const RegisteredRule& rule : all_rules()) {
    const Page page = read_page(rule.page);
    INFO("rules/" << rule.group << "/" << rule.id() << "/rule.md");
    for (const std::string& problem : page.problems) FAIL_CHECK(problem);
    CHECK(page.title == rule.id());
    CHECK(page.summary == rule.rule->meta.summary);
    CHECK(!page.summary.empty());
    CHECK(page.summary.substr(page.summary.size() - 1) == ".");
    for (const std::string_view heading : {"Why", "Bad", "Good", "Reference"}) {
      CHECK_MESSAGE(has_heading(page, heading), heading);
    }
    const bool excused = std::find(kWithoutBadExample.begin(), kWithoutBadExample.end(),
                                   rule.id()) != kWithoutBadExample.end();
    if (!excused) CHECK(count(page, ExampleKind::bad) > 0);
    CHECK(count(page, ExampleKind::good) > 0);
    const std::size_t reference = rule.page.find("\n## Reference\n");
    CHECK(rule.page.find("- ", reference) != std::string_view::npos);
  }
}

TEST_CASE("messages are worded alike") {
  for (const RegisteredRule& rule : all_rules()) {
    for (const Example& example : read_page(rule.page).examples) {
      RuleSelection selection;
      selection.settings.push_back({std::string(rule.id()), std::nullopt, true, false});
      const LintEngine engine(all_rules(), selection);
      const SnapshotPtr snapshot =
          analyze("buildspec.yml", 0, SourceText(example.text), example.facts);
      for (const Diagnostic& finding : engine.run(*snapshot)) {
        INFO(finding.rule->id() << ": " << finding.message);
        CHECK(begins_as_documented(finding.message));
        CHECK(ends_as_documented(finding.message));
        CHECK(finding.message.find("nternal error") == std::string::npos);
        for (const Note& note : finding.notes) {
          INFO("note: " << note.message);
          CHECK(ends_as_documented(note.message));
        }
        for (const Fix& fix : finding.fixes) {
          INFO("fix: " << fix.title);
          CHECK(begins_as_documented(fix.title));
          CHECK(ends_as_documented(fix.title));
          CHECK(!fix.edits.empty());
        }
      }
    }
  }
}

TEST_CASE("a rule in preview reports no errors") {
  // A rule in preview may report no error by a severity of its own either.
  for (const RegisteredRule& rule : all_rules()) {
    if (rule.rule->meta.stage != Stage::preview) continue;
    const LintEngine engine(std::span(&rule, 1), RuleSelection{});
    for (const Example& example : read_page(rule.page).examples) {
      const SnapshotPtr snapshot =
          analyze("buildspec.yml", 0, SourceText(example.text), example.facts);
      for (const Diagnostic& finding : engine.run(*snapshot)) {
        CHECK_MESSAGE(finding.severity != Severity::error, finding.rule->id());
      }
    }
  }
}

}  // namespace buildspec::test
