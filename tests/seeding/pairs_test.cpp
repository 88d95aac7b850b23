// What owners of real buildspecs repaired in a later version, and whether we report it in the
// earlier one: tests/corpus/pairs.tsv, found by reading the differences of all pairs.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/engine.h"
#include "rules/registry.h"
#include "tests/support/corpus.h"

namespace buildspec::test {
namespace {

struct Repair {
  std::string from;
  std::string to;
  std::string rule;  // that should speak; "-" where no file shows the defect
  std::string what;
};

std::vector<std::string> fields(std::string_view line) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = line.find('\t');
    parts.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

std::vector<Repair> read_repairs() {
  const std::string table =
      read_file(std::filesystem::path(BUILDSPEC_SOURCE_DIR) / "tests/corpus/pairs.tsv");
  std::vector<Repair> repairs;
  std::string_view rest = table;
  rest.remove_prefix(rest.find('\n') + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const auto parts = fields(rest.substr(0, end));
    REQUIRE(parts.size() == 4);
    repairs.push_back({parts[0], parts[1], parts[2], parts[3]});
    rest.remove_prefix(end + 1);
  }
  return repairs;
}

// What the rule says about a file.
std::multiset<std::string> messages(const std::string& name, std::string_view rule) {
  static const LintEngine kEngine(all_rules(), [] {
    RuleSelection selection;
    selection.settings.push_back({"all", std::nullopt, true, false});
    return selection;
  }());
  const auto file = std::find_if(corpus().begin(), corpus().end(),
                                 [&](const CorpusFile& each) { return each.name == name; });
  REQUIRE_MESSAGE(file != corpus().end(), name << " is not in the corpus");
  auto facts = std::make_shared<ProjectFacts>();
  facts->today = Date{2026, 11, 20};
  std::multiset<std::string> said;
  const SnapshotPtr snapshot = analyze("buildspec.yml", 0, SourceText(file->bytes), facts);
  for (const Diagnostic& finding : kEngine.run(*snapshot)) {
    if (finding.rule->id() == rule) said.insert(finding.message);
  }
  return said;
}

// A finding that stays is about something else.
bool reported(const Repair& repair) {
  const auto before = messages(repair.from, repair.rule);
  const auto after = messages(repair.to, repair.rule);
  return std::any_of(before.begin(), before.end(), [&](const std::string& message) {
    return before.count(message) > after.count(message);
  });
}

}  // namespace

TEST_CASE("what owners repaired is reported in the version before") {
  if (corpus().empty()) return;
  constexpr std::uint32_t kReported = 63;
  std::uint32_t visible = 0;
  std::uint32_t found = 0;
  std::uint32_t invisible = 0;
  for (const Repair& repair : read_repairs()) {
    if (repair.rule == "-") {
      ++invisible;
      continue;
    }
    ++visible;
    if (reported(repair)) {
      ++found;
    } else {
      std::printf("not reported: %s: %s (%s)\n", repair.from.c_str(), repair.what.c_str(),
                  repair.rule.c_str());
    }
  }
  std::printf("repaired defects: %u; a file can show %u of them, and we report %u\n",
              visible + invisible, visible, found);
  CHECK(found >= kReported);
}

}  // namespace buildspec::test
