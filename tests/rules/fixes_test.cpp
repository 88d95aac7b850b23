// Every fix of every rule, those that are off by default too: on the examples of all pages, and on
// the corpus as it stands, with other line ends, and deeper.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "linter/lint/engine.h"
#include "linter/lint/registry.h"
#include "rules/registry.h"
#include "tests/rules/fix_check.h"
#include "tests/rules/page.h"
#include "tests/support/corpus.h"

namespace buildspec::test {
namespace {

const LintEngine& every_rule() {
  static const RuleSelection kAll{{{"all", std::nullopt, true, false}}, Preset::standard};
  static const LintEngine kEngine(all_rules(), kAll);
  return kEngine;
}

// How many fixes were tried.
int check_fixes(const std::string& name, std::string text, ProjectFactsPtr facts) {
  const SnapshotPtr snapshot = analyze(name, 0, SourceText(std::move(text)), std::move(facts));
  int tried = 0;
  for (const Diagnostic& finding : every_rule().run(*snapshot)) {
    for (const Fix& fix : finding.fixes) {
      ++tried;
      for (const std::string& problem : problems_of(every_rule(), *snapshot, finding, fix)) {
        const auto line = snapshot->text.position(finding.span.begin, Encoding::utf8).line + 1;
        FAIL_CHECK(name << ":" << line << ": " << finding.rule->id() << ": the fix \"" << fix.title
                        << "\" " << problem);
      }
    }
  }
  return tried;
}

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n' && (result.empty() || result.back() != '\r')) result += '\r';
    result += c;
  }
  return result;
}

// Pairs at the top level, too, are indented then.
std::string indented(const std::string& text) {
  std::string result;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && c != '\n' && c != '\r') result += "  ";
    line_start = c == '\n';
    result += c;
  }
  return result;
}

}  // namespace

TEST_CASE("fixes: the pages' examples, as they stand and with other line ends") {
  int tried = 0;
  for (const RegisteredRule& rule : all_rules()) {
    for (const Example& example : read_page(rule.page).examples) {
      if (example.kind != ExampleKind::bad) continue;
      const std::string name = std::string(rule.id()) + "/rule.md:" + std::to_string(example.line);
      tried += check_fixes(name, example.text, example.facts);
      tried += check_fixes(name + " with CRLF", with_crlf(example.text), example.facts);
    }
  }
  CHECK(tried > 50);
}

TEST_CASE("fixes: the corpus") {
  if (corpus().empty()) return;
  int tried = 0;
  for (const CorpusFile& file : corpus()) {
    tried += check_fixes(file.name, file.bytes, nullptr);
    if (file.bytes.find("\t") == std::string::npos)
      tried += check_fixes(file.name + " indented", indented(file.bytes), nullptr);
    tried += check_fixes(file.name + " with CRLF", with_crlf(file.bytes), nullptr);
  }
  CHECK(tried > 100);
}

}  // namespace buildspec::test
