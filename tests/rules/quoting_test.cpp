// Whatever YAML makes of a command that somebody wrote without quotes around it: after the fix it
// decodes to the bytes that were written, in a block, in brackets and in JSON.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/engine.h"
#include "linter/lint/fixes.h"
#include "rules/registry.h"

namespace buildspec {
namespace {

constexpr std::string_view kHead = "version: 0.2\nphases:\n  build:\n    commands:\n";

// Of the rules about what YAML makes of a text.
const LintEngine& engine() {
  static const LintEngine kEngine = [] {
    RuleSelection selection;
    selection.settings.push_back({"all", std::nullopt, false, false});
    for (const std::string_view rule : {"yaml-syntax", "mapping-command", "list-command",
                                        "tagged-command", "swallowed-by-comment"}) {
      selection.settings.push_back({std::string(rule), std::nullopt, true, true});
    }
    return LintEngine(all_rules(), selection);
  }();
  return kEngine;
}

SnapshotPtr read(const std::string& text) {
  return analyze("buildspec.yml", 0, SourceText(text), nullptr);
}

// The text after the first fix of each finding, until there is none; what is left to say.
std::string mended(std::string text, std::string& left) {
  for (int round = 0; round < 5; ++round) {
    const auto found = engine().run(*read(text));
    left = found.empty() ? "" : found[0].message;
    if (found.empty() || found[0].fixes.empty()) return text;
    if (found[0].fixes[0].title.starts_with("Take the quotes inside")) return text;
    text = apply_edits(text, found[0].fixes[0].edits);
  }
  return text;
}

std::vector<std::string> commands(const Snapshot& snapshot) {
  std::vector<std::string> values;
  for (const Command& command : snapshot.buildspec.commands) {
    values.emplace_back(command.node.scalar().value());
  }
  return values;
}

// What shell commands are made of, and what means something to YAML.
constexpr std::array<std::string_view, 44> kPieces{
    "echo",   "a",  "\"x y\"",  "'x y'",  "\"a: b\"", "'a: b'",   "b:",       ": ",   "\"it's\"",
    "*.txt",  "&&", "||",       "|",      "> out",    "< in",     "! x",      "%A%",  "@x",
    "`date`", "$X", "${X}",     "{ a; }", "[ -f x ]", "[[ a ]]",  "?x",       "-n",   "--",
    "\\n",    "\\", "\"\\\"\"", "'\\d'",  "a:b",      "x=\"#1\"", "\"b #c\"", "' #'", "c:\\t\\n",
    "\"",     "#x", "[",        "]",      "{",        "}",        ",",        "=",
};

// Pieces with single blanks between them.
std::string random_command(std::uint32_t& state) {
  const auto next = [&state](std::size_t bound) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8U) % bound;
  };
  std::string command;
  const std::size_t count = 1 + next(5);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) command += ' ';
    command += kPieces[next(kPieces.size())];
  }
  while (!command.empty() && command.back() == ' ') command.pop_back();
  return command;
}

// A shell that read the bytes would take some of them for a comment, or wait for more.
bool is_whole(const std::string& command) {
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote == 0 && c == '#' && (i == 0 || command[i - 1] == ' ')) return false;
    if (c == '\\' && quote != '\'') {
      ++i;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  return quote == 0;
}

struct Tally {
  int broken = 0;
  int mended = 0;
};

// Unless YAML takes the item as it was meant, a fix makes it so; if there is none, that is counted.
void check_item(const std::string& command, Tally& tally) {
  const std::string text = std::string(kHead) + "      - " + command + "\n      - make\n";
  const SnapshotPtr before = read(text);
  const std::vector<std::string> expected{command, "make"};
  // Quotes around the whole of an item are YAML's, and what they hold is the command.
  const bool quoted_whole = !before->fault && commands(*before).size() == 2;
  if (quoted_whole && (commands(*before) == expected || command[0] == '"' || command[0] == '\'')) {
    return;
  }
  if (command.front() == '|' || command.front() == '>') return;  // a block, empty
  ++tally.broken;
  std::string left;
  const std::string after = mended(text, left);
  if (!left.empty()) return;
  INFO(text << "---\n" << after);
  CHECK(commands(*read(after)) == expected);
  ++tally.mended;
}

}  // namespace

TEST_CASE("quoting: any text survives, in YAML and in JSON") {
  std::uint32_t state = 7;
  for (int round = 0; round < 2'000; ++round) {
    std::string command = random_command(state);
    if (round % 5 == 0) command += "\n\tb \xC3\xA9 \x1B \r";
    const bool plain = command.find('\x1B') == std::string::npos;
    const SnapshotPtr yaml = read(std::string(kHead) + "      - " + quoted(command, false) + "\n");
    const SnapshotPtr flow = read(std::string(kHead) + "      [" + quoted(command, false) + "]\n");
    const SnapshotPtr json =
        read("{\"phases\": {\"build\": {\"commands\": [" + quoted(command, true) + "]}}}");
    INFO(command);
    for (const SnapshotPtr& snapshot : {yaml, flow, json}) {
      REQUIRE(!snapshot->fault);
      CHECK(commands(*snapshot) == std::vector<std::string>{command});
    }
    CHECK((plain || quoted(command, false).find('\x1B') == std::string::npos));
  }
}

TEST_CASE("quoting: an item that YAML misreads is what was written after the fix") {
  std::uint32_t state = 1;
  Tally tally;
  for (int round = 0; round < 6'000; ++round) {
    const std::string command = random_command(state);
    if (is_whole(command)) check_item(command, tally);
  }
  MESSAGE(tally.mended << " of " << tally.broken);
  CHECK(tally.broken > 1'000);
  CHECK(tally.mended * 100 >= tally.broken * 95);
}

TEST_CASE("quoting: in brackets, what is one entry is one command after the fix") {
  std::uint32_t state = 3;
  int tried = 0;
  for (int round = 0; round < 6'000; ++round) {
    const std::string command = random_command(state);
    // A comma parts entries, quotes or not.
    if (!is_whole(command) || command.find(',') != std::string::npos) continue;
    const std::string text = std::string(kHead) + "      [" + command + ", make]\n";
    const SnapshotPtr before = read(text);
    if (before->fault) continue;
    const Node list = before->buildspec.phases.front().commands;
    const Node first = list.item(0);
    if (!first.is_mapping() || first.source().starts_with('{') || !list.item(1).is("make"))
      continue;
    ++tried;
    std::string left;
    const std::string after = mended(text, left);
    INFO(text << "---\n" << after);
    CHECK(left == "");
    CHECK(commands(*read(after)) == std::vector<std::string>{command, "make"});
  }
  CHECK(tried > 50);
}

TEST_CASE("quoting: lines of a command stay lines where the shell wants them") {
  const auto fixed = [](const std::string& item) {
    std::string left;
    const std::string after = mended(std::string(kHead) + item, left);
    CHECK(left == "");
    return commands(*read(after));
  };
  using Values = std::vector<std::string>;
  CHECK(fixed("      - curl -H \"Accept: x\" \\\n          --fail \\\n          $URL\n") ==
        Values{"curl -H \"Accept: x\" \\\n  --fail \\\n  $URL\n"});
  CHECK(fixed("      - echo \"a: b\"\n        echo 'c: d'\n") ==
        Values{"echo \"a: b\"\necho 'c: d'\n"});
  CHECK(fixed("      - echo \"a: b\"\n          and more\n") == Values{"echo \"a: b\" and more"});
  CHECK(fixed("      - python -c \"a: int = 1\n          print(a)\"\n") ==
        Values{"python -c \"a: int = 1\n  print(a)\"\n"});
  CHECK(fixed("      - echo done: # why\n") == Values{"echo done:"});
  CHECK(fixed("      [echo \"a: b\", make]\n") == Values{"echo \"a: b\"", "make"});
}

TEST_CASE("quoting: several lines become a block that holds them as they are") {
  const auto block = [](const std::string& item) {
    const std::string text = std::string(kHead) + item;
    const SnapshotPtr snapshot = read(text);
    REQUIRE(!snapshot->fault);
    const auto edits = as_literal_block(*snapshot, snapshot->buildspec.commands.front().node);
    if (!edits) return std::string("nothing");
    const SnapshotPtr after = read(apply_edits(text, *edits));
    REQUIRE(!after->fault);
    return std::string(after->buildspec.commands.front().node.scalar().value());
  };
  CHECK(block("      - if [ -f x ]; then\n          make\n        fi\n      - make\n") ==
        "if [ -f x ]; then\n  make\nfi\n");
  CHECK(block("      - if [ -f x ]; then\n       make\n        fi\n") ==
        "if [ -f x ]; then\nmake\n fi\n");
  CHECK(block("      - >-\n        for x in a b; do\n        make\n        done\n") ==
        "for x in a b; do\nmake\ndone");
  CHECK(block("      - 'if true; then\n        echo ''x''\n        fi'\n") ==
        "if true; then\necho 'x'\nfi\n");
  CHECK(block("      - \"if true; then\n        echo a\n        fi\"\n") ==
        "if true; then\necho a\nfi\n");
  CHECK(block("      - \"if true; then\n        echo \\\"a\\\"\n        fi\"\n") == "nothing");
  CHECK(block("      - make\n") == "nothing");
  CHECK(block("      [if true; then\n        make\n        fi]\n") == "nothing");
  CHECK(block("      if true; then\n        make\n      fi\n") == "if true; then\n  make\nfi\n");
}

}  // namespace buildspec
