#include "tests/server/fact_rules.h"

#include <array>
#include <string>

#include "tests/server/test_client.h"

namespace buildspec::lsp::test {
namespace {

void tell_facts(const Snapshot& snapshot, Reporter& reporter) {
  const ProjectFacts& facts = *snapshot.facts;
  const bool main = facts.source_tree && facts.source_tree->has_file("src/main.py");
  reporter.report(Span{0, 0}, "image " + facts.image.value_or("unknown") + ", day " +
                                  (facts.today ? to_string(*facts.today) : "unknown") + ", tree " +
                                  (facts.source_tree ? (main ? "yes" : "no") : "unknown"));
}

constexpr Rule kFacts{.meta = {.id = "told-facts",
                               .summary = "Tells the facts.",
                               .severity = Severity::info,
                               .despite_faults = true},
                      .check = tell_facts};

}  // namespace

std::span<const RegisteredRule> fact_rules() {
  static const std::array kRules{RegisteredRule{&kFacts, "facts", "# told-facts\n"},
                                 test_rules()[0]};
  return kRules;
}

}  // namespace buildspec::lsp::test
