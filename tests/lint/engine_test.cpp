#include "linter/lint/engine.h"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "linter/lint/registry.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

// Reports every command that holds "bad", on the word; counts how often it was asked.
int asked = 0;
void find_bad(const Snapshot& /*snapshot*/, const CommandText& command, Reporter& reporter) {
  ++asked;
  const std::size_t at = command.text().find("bad");
  if (at == std::string_view::npos) return;
  const auto begin = static_cast<std::uint32_t>(at);
  const Span span = command.source(Span{begin, begin + 3});
  Diagnostic& finding =
      reporter.report(span, "Bad in item " + std::to_string(command.command.index));
  finding.message = "Bad command";
  finding.notes.push_back({"here", span});
  finding.fixes.push_back({"Drop it", Applicability::safe, {{span, ""}}});
}

void report_version(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.buildspec.version) return;
  // Twice, and in the wrong order: the engine sorts and unites.
  reporter.report(snapshot.buildspec.phases_node.span(), "Phases");
  reporter.report(snapshot.buildspec.version.span(), "Version");
  reporter.report(snapshot.buildspec.version.span(), "Version");
}

void fail(const Snapshot& /*snapshot*/, Reporter& reporter) {
  reporter.report(Span{0, 1}, "Before");
  throw std::runtime_error("oops");
}

void report_fault(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.fault) reporter.report(snapshot.fault->place, "Fault");
}

constexpr Rule kBad{
    .meta = {.id = "bad-word", .summary = "", .severity = Severity::warning},
    .check_command = find_bad,
};
constexpr Rule kVersion{
    .meta = {.id = "version", .summary = "", .severity = Severity::info},
    .check = report_version,
};
constexpr Rule kFailing{
    .meta = {.id = "failing", .summary = "", .on_by_default = false},
    .check = fail,
};
constexpr Rule kFault{
    .meta = {.id = "fault", .summary = "", .severity = Severity::error, .despite_faults = true},
    .check = report_fault,
};
const RegisteredRule kRules[] = {
    {&kBad, "words", ""}, {&kVersion, "file", ""}, {&kFailing, "file", ""}, {&kFault, "file", ""}};

SnapshotPtr read(std::string text, const SnapshotPtr& previous = nullptr) {
  return analyze("b.yml", 0, SourceText(std::move(text)), nullptr, previous);
}

std::string shown(const std::vector<Diagnostic>& found) {
  std::string all;
  for (const Diagnostic& finding : found) {
    all += std::string(finding.rule->id()) + "/" + std::string(to_string(finding.severity)) + "@" +
           std::to_string(finding.span.begin) + " ";
  }
  return all;
}

RuleSelection selection(std::vector<RuleSelection::Setting> settings) {
  return RuleSelection{std::move(settings)};
}

constexpr const char* kText = "version: 0.2\nphases:\n  build:\n    commands:\n      - a bad b\n";

}  // namespace

TEST_CASE("findings are sorted, and equal ones united") {
  const LintEngine engine(kRules, {});
  CHECK(shown(engine.run(*read(kText))) == "version/info@9 version/info@23 bad-word/warning@54 ");
}

TEST_CASE("settings: the more exact wins, the command line over the file") {
  const SnapshotPtr snapshot = read(kText);
  const auto run = [&](std::vector<RuleSelection::Setting> settings) {
    return shown(LintEngine(kRules, selection(std::move(settings))).run(*snapshot));
  };
  CHECK(run({{"version", std::nullopt, false, false}}) == "bad-word/warning@54 ");
  CHECK(run({{"words", Severity::error, true, false}, {"all", std::nullopt, false, false}}) ==
        "bad-word/error@54 ");
  CHECK(run({{"bad-word", Severity::hint, true, false},
             {"words", Severity::error, true, false},
             {"file", std::nullopt, false, false}}) == "bad-word/hint@54 ");
  CHECK(run({{"bad-word", Severity::hint, true, false},
             {"all", std::nullopt, false, true},
             {"words", std::nullopt, true, true}}) == "bad-word/hint@54 ");
  CHECK(run({{"bad-word", Severity::error, true, false}, {"words", std::nullopt, false, true}}) ==
        "version/info@9 version/info@23 ");
  CHECK(
      run({{"bad-word", std::nullopt, false, false}, {"bad-word", Severity::info, true, false}}) ==
      "version/info@9 version/info@23 bad-word/info@54 ");
}

TEST_CASE("the pedantic preset turns on what is off by default; settings win over it") {
  constexpr Rule kTaste{.meta = {.id = "taste", .summary = "", .on_by_default = false},
                        .check = [](const Snapshot&, Reporter& reporter) {
                          reporter.report({0, 1}, "Taste");
                        }};
  const RegisteredRule rules[] = {{&kTaste, "words", ""}};
  const SnapshotPtr snapshot = read(kText);
  RuleSelection chosen;
  CHECK(LintEngine(rules, chosen).run(*snapshot).empty());
  chosen.preset = Preset::pedantic;
  CHECK(LintEngine(rules, chosen).run(*snapshot).size() == 1);
  chosen.settings.push_back({"words", std::nullopt, false, false});
  CHECK(LintEngine(rules, chosen).run(*snapshot).empty());
}

TEST_CASE("findings of other tools obey settings and comments, and are sorted in") {
  static const Rule kOther{.meta = {.id = "shellcheck/SC1", .summary = ""}};
  static const RegisteredRule kOtherRule{&kOther, "shellcheck", ""};
  const SnapshotPtr snapshot =
      read("version: 0.2\nb: bad # buildspec-lint: ignore[shellcheck/SC1]\n");
  const auto run = [&](RuleSelection chosen) {
    std::vector<Diagnostic> others(2);
    others[0] = {&kOtherRule, Severity::info, {1, 2}, "One", {}, {}, {}};
    others[1] = {&kOtherRule, Severity::info, {17, 18}, "Two", {}, {}, {}};
    std::string out;
    for (const Diagnostic& finding :
         LintEngine({}, std::move(chosen)).run(*snapshot, {}, nullptr, others)) {
      out += finding.message + "/" + std::string(to_string(finding.severity)) + " ";
    }
    return out;
  };
  CHECK(run({}) == "One/info ");
  CHECK(run(selection({{"shellcheck", Severity::error, true, false}})) == "One/error ");
  CHECK(run(selection({{"shellcheck/SC1", std::nullopt, false, false}})).empty());
  CHECK(run(selection({{"all", std::nullopt, false, false}})).empty());
}

TEST_CASE("a rule that throws gives one finding, and the others go on") {
  const LintEngine engine(kRules, selection({{"failing", std::nullopt, true, false}}));
  const auto found = engine.run(*read(kText));
  REQUIRE(found.size() == 5);
  CHECK(found[0].message.find("Internal error") == 0);
  CHECK(found[0].message.find("oops") != std::string::npos);
  CHECK(found[1].message == "Before");
}

TEST_CASE("a broken text gives what rules say despite faults, nothing else") {
  const LintEngine engine(kRules, {});
  const SnapshotPtr snapshot = read(std::string(kText) + "a: b: c\n");
  REQUIRE(snapshot->fault);
  const auto found = engine.run(*snapshot);
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule->id() == "fault");
}

TEST_CASE("a cancelled run finds nothing") {
  const LintEngine engine(kRules, {});
  CHECK(engine.run(*read(kText), [] { return true; }).empty());
  CHECK(!engine.run(*read(kText), [] { return false; }).empty());
}

TEST_CASE("comments silence findings") {
  const LintEngine engine(kRules, selection({{"file", std::nullopt, false, false}}));
  const auto count = [&](const std::string& text) { return engine.run(*read(text)).size(); };
  const std::string head = "version: 0.2\nphases:\n  build:\n    commands:\n";
  CHECK(count(head + "      - bad\n      - bad\n") == 2);
  CHECK(count(head + "      - bad # buildspec-lint: ignore[bad-word] x\n      - bad\n") == 1);
  CHECK(count(head + "      - bad # buildspec-lint: ignore[words]\n      - bad\n") == 1);
  CHECK(count(head + "      - bad # buildspec-lint: ignore[other, all]\n") == 0);
  CHECK(count(head + "      - bad # buildspec-lint: ignore[file]\n") == 1);
  CHECK(count(head + "      # buildspec-lint: ignore[bad-word]\n      - bad\n      - bad\n") == 1);
  CHECK(count(head +
              "      # buildspec-lint: ignore[bad-word]\n      - |\n        a\n        bad\n") ==
        0);
  CHECK(count(head + "      - | # buildspec-lint: ignore[bad-word]\n        a\n        bad\n") ==
        0);
  CHECK(count(head + "      - bad\n# buildspec-lint: ignore-file[bad-word]\n") == 0);
  CHECK(count("# buildspec-lint: ignore[bad-word]\n" + head + "      - bad\n") == 1);
  CHECK(count("version: 0.2\n# buildspec-lint: ignore[bad-word]\nphases:\n  build:\n"
              "    commands:\n      - bad\n") == 0);
  // Inside a block the sign is no comment of YAML.
  CHECK(count(head + "      - |\n        bad # buildspec-lint: ignore[bad-word]\n") == 1);
}

TEST_CASE("a run with a memo finds what a run without finds, and asks less") {
  const LintEngine engine(kRules, {});
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (int i = 0; i < 200; ++i) text += i % 7 == 0 ? "      - a bad thing\n" : "      - make\n";
  LintMemo memo;
  SnapshotPtr snapshot = read(text);
  (void)engine.run(*snapshot, {}, &memo);
  asked = 0;
  text.insert(text.find("make", text.size() / 2), "bad ");
  snapshot = read(text, snapshot);
  const auto fast = engine.run(*snapshot, {}, &memo);
  CHECK(asked == 1);
  const auto slow = engine.run(*snapshot);
  CHECK(shown(fast) == shown(slow));
  REQUIRE(fast.size() == slow.size());
  for (std::size_t i = 0; i < fast.size(); ++i) {
    CHECK(fast[i].notes.size() == slow[i].notes.size());
    if (!slow[i].notes.empty()) CHECK(fast[i].notes[0].span == slow[i].notes[0].span);
    if (!slow[i].fixes.empty()) CHECK(fast[i].fixes[0].edits == slow[i].fixes[0].edits);
  }
}

TEST_CASE("a memo of a broken text knows only of the rules that ran") {
  constexpr Rule kSturdy{
      .meta = {.id = "sturdy", .summary = "", .severity = Severity::error, .despite_faults = true},
      .check_command = find_bad,
  };
  const RegisteredRule rules[] = {{&kBad, "words", ""}, {&kSturdy, "words", ""}};
  const LintEngine engine(rules, {});
  const std::string broken = std::string(kText) + "a: b: c\n";
  LintMemo memo;
  const SnapshotPtr first = read(broken);
  CHECK(shown(engine.run(*first, {}, &memo)) == "sturdy/error@54 ");
  const SnapshotPtr mended = read(kText, first);
  CHECK(shown(engine.run(*mended, {}, &memo)) == "bad-word/warning@54 sturdy/error@54 ");
  // And the one of a whole text outlives a broken version.
  (void)engine.run(*read(broken, mended), {}, &memo);
  asked = 0;
  CHECK(shown(engine.run(*mended, {}, &memo)) == "bad-word/warning@54 sturdy/error@54 ");
  CHECK(asked == 0);
  CHECK(shown(engine.run(*read(broken, mended), {}, &memo)) == "sturdy/error@54 ");
}

TEST_CASE("a file of Amplify Hosting is judged by no rule for buildspecs") {
  const LintEngine engine(kRules, {});
  const auto quiet = [&](const std::string& text) {
    const SnapshotPtr snapshot = read(text);
    return snapshot->amplify && snapshot->mismatches.empty() && engine.run(*snapshot).empty();
  };
  const std::string frontend = "frontend:\n  phases:\n    preBuild:\n      commands: [bad]\n";
  CHECK(quiet("version: 1\n" + frontend));
  CHECK(quiet(frontend));
  CHECK(quiet("version: 1\napplications:\n  - appRoot: web\n"));
  CHECK_FALSE(quiet("version: 0.2\n" + frontend));
  CHECK_FALSE(quiet(frontend + "version: 1\nphases:\n  build:\n    commands: [bad]\n"));
  CHECK_FALSE(quiet("version: 1\nfrontend: web\n"));
}

TEST_CASE("of thousands of findings the first 1,000 are told, and that there are more") {
  const LintEngine engine(kRules, selection({{"file", std::nullopt, false, false}}));
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (int i = 0; i < 3000; ++i) text += "      - bad\n";
  LintMemo memo;
  const SnapshotPtr snapshot = read(text);
  const auto found = engine.run(*snapshot, {}, &memo);
  CHECK(found.size() == 1000);
  CHECK(shown(engine.run(*snapshot, {}, &memo)) == shown(found));

  const RegisteredRule& rule = kRules[0];
  Reporter reporter(rule);
  for (std::uint32_t i = 0; i < 3000; ++i) reporter.report(Span{i, i + 1}, "Word");
  const auto taken = std::move(reporter).take();
  REQUIRE(taken.size() == 1000);
  REQUIRE(taken.back().notes.size() == 1);
  CHECK(taken.back().notes[0].message.find("1,000") != std::string::npos);
}

TEST_CASE("random edits: with a memo the findings are those of a fresh run") {
  const LintEngine engine(kRules, {});
  std::mt19937 random(20261120);
  const auto below = [&](std::size_t end) { return random() % end; };
  constexpr std::string_view kPieces[] = {"bad", "\n", " ", "      - bad\n", "- ", "|",   "\"", "'",
                                          ": ",  "#",  "é", "  build:\n",    "x",  "|2\n"};
  for (int run = 0; run < 30; ++run) {
    std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
    for (int i = 0; i < 12; ++i) {
      text += i % 3 == 0 ? "      - |\n        make bad\n        x\n" : "      - a bad thing\n";
    }
    text += "  install:\n    commands:\n      - bad\n";
    LintMemo memo;
    SnapshotPtr snapshot = read(text);
    for (int edit = 0; edit < 60; ++edit) {
      const std::size_t place = below(text.size() + 1);
      if (below(2) == 0) {
        text.insert(place, kPieces[below(std::size(kPieces))]);
      } else {
        text.erase(place, below(6));
      }
      snapshot = read(text, snapshot);
      INFO(text);
      REQUIRE(shown(engine.run(*snapshot, {}, &memo)) == shown(engine.run(*read(text))));
    }
  }
}

}  // namespace buildspec
