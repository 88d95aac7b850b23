// Every rule's page is its test: bad examples give exactly the findings that they mark, good ones
// none, and fixes lead to what is shown as fixed.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/lint/engine.h"
#include "rules/registry.h"
#include "tests/rules/page.h"

namespace buildspec::test {
namespace {

// As by default, and the rule of the page itself even where it is off.
LintEngine engine_for(const RegisteredRule& rule) {
  RuleSelection selection;
  selection.settings.push_back({std::string(rule.id()), std::nullopt, true, false});
  return LintEngine(all_rules(), selection);
}

SnapshotPtr read(const std::string& text, const ProjectFactsPtr& facts) {
  return analyze("buildspec.yml", 0, SourceText(text), facts);
}

std::string place(const SourceText& text, Span span) {
  const Position begin = text.position(span.begin, Encoding::utf32);
  return std::to_string(begin.line + 1) + ":" + std::to_string(begin.character + 1) + "-" +
         std::to_string(text.position(span.end, Encoding::utf32).character + 1);
}

// As a mark can say it: to the end of its first line, and at least one character.
Span as_marked(const SourceText& text, Span span) {
  const Span line = text.line(text.line_of(span.begin));
  span.end = std::min(span.end, line.end);
  if (span.empty()) {
    const Position position = text.position(span.begin, Encoding::utf32);
    span.end = text.offset({position.line, position.character + 1}, Encoding::utf32);
  }
  return span;
}

std::vector<std::string> described(const SourceText& text, const std::vector<Diagnostic>& found,
                                   const std::vector<Mark>& marks) {
  std::vector<std::string> lines;
  for (const Diagnostic& finding : found) {
    const Span span = as_marked(text, finding.span);
    // The severity counts only where the mark speaks of it.
    const auto mark = std::find_if(marks.begin(), marks.end(), [&](const Mark& candidate) {
      return candidate.span == span && candidate.rule == finding.rule->id() &&
             !candidate.severity.empty();
    });
    std::string line = place(text, span) + " " + std::string(finding.rule->id());
    if (mark != marks.end()) line += " " + std::string(to_string(finding.severity));
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> described(const SourceText& text, const std::vector<Mark>& marks) {
  std::vector<std::string> lines;
  for (const Mark& mark : marks) {
    std::string line = place(text, as_marked(text, mark.span)) + " " + mark.rule;
    if (!mark.severity.empty()) line += " " + mark.severity;
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The messages too, for the reader of a failure.
std::string explained(const SourceText& text, const std::vector<Diagnostic>& found) {
  std::string all;
  for (const Diagnostic& finding : found) {
    all += place(text, finding.span) + " " + std::string(finding.rule->id()) + ": " +
           finding.message + "\n";
  }
  return all;
}

// The fix that --fix applies, or else the first proposal.
const Fix* chosen(const Diagnostic& finding) {
  for (const Fix& fix : finding.fixes) {
    if (fix.applicability == Applicability::safe) return &fix;
  }
  return finding.fixes.empty() ? nullptr : &finding.fixes.front();
}

// One finding at a time, each on the text that the one before left behind.
std::string fixed(std::string text, const LintEngine& engine, const ProjectFactsPtr& facts) {
  constexpr int kMostRounds = 50;
  for (int round = 0; round < kMostRounds; ++round) {
    const Fix* fix = nullptr;
    const SnapshotPtr snapshot = read(text, facts);
    const auto found = engine.run(*snapshot);
    for (const Diagnostic& finding : found) {
      if (fix == nullptr) fix = chosen(finding);
    }
    if (fix == nullptr) return text;
    text = apply_edits(text, fix->edits);
  }
  return "never done: " + text;
}

void check_bad(const RegisteredRule& rule, const Example& example) {
  const SnapshotPtr snapshot = read(example.text, example.facts);
  const auto found = engine_for(rule).run(*snapshot);
  INFO(explained(snapshot->text, found));
  CHECK(joined(described(snapshot->text, found, example.marks)) ==
        joined(described(snapshot->text, example.marks)));
  const bool marks_itself = std::any_of(example.marks.begin(), example.marks.end(),
                                        [&](const Mark& mark) { return mark.rule == rule.id(); });
  CHECK_MESSAGE(marks_itself, "the example does not mark the rule of its page");
  for (const Diagnostic& finding : found) {
    for (const Fix& fix : finding.fixes) {
      CHECK_MESSAGE(apply_edits(example.text, fix.edits) != example.text,
                    "a fix that changes nothing: " << fix.title);
    }
  }
}

void check_clean(const RegisteredRule& rule, const Example& example) {
  const SnapshotPtr snapshot = read(example.text, example.facts);
  CHECK(explained(snapshot->text, engine_for(rule).run(*snapshot)) == "");
}

void check_fixed(const RegisteredRule& rule, const Example& bad, const Example& example) {
  const LintEngine engine = engine_for(rule);
  const std::string once = fixed(bad.text, engine, bad.facts);
  CHECK(once == example.text);
  const SnapshotPtr again = read(once, bad.facts);
  CHECK(explained(again->text, engine.run(*again)) == "");
}

}  // namespace

TEST_CASE("the examples on every page give what they say") {
  for (const RegisteredRule& rule : all_rules()) {
    const Page page = read_page(rule.page);
    const Example* bad = nullptr;
    for (const Example& example : page.examples) {
      INFO("rules/" << rule.group << "/" << rule.id() << "/rule.md:" << example.line);
      switch (example.kind) {
        case ExampleKind::bad:
          check_bad(rule, example);
          bad = &example;
          break;
        case ExampleKind::good: check_clean(rule, example); break;
        case ExampleKind::fixed:
          REQUIRE(bad != nullptr);
          check_fixed(rule, *bad, example);
          break;
      }
    }
  }
}

}  // namespace buildspec::test
