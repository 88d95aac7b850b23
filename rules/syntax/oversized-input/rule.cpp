// oversized-input: see rule.md.
#include "linter/lang/limits.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

std::string_view what(Budget budget) {
  switch (budget) {
    case Budget::bytes: return "longer than 64 MiB";
    case Budget::depth: return "nested over 10,000 levels deep";
    case Budget::nodes: return "made of over 8,000,000 parts";
    case Budget::aliases: return "made with over 100,000 aliases";
  }
  return "too large";
}

void report_mismatches(const Snapshot& snapshot, Reporter& reporter) {
  const Mismatch& first = snapshot.mismatches.front();
  reporter
      .report(first.key_node ? first.key_node.span() : snapshot.text.line(0),
              "The file differs from a buildspec in over 1,000 places: it was not judged further")
      .notes.push_back({"here is the first of them", std::nullopt});
}
static_assert(kMostMismatches == 1'000);

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.oversized()) return report_mismatches(snapshot, reporter);
  const std::optional<Budget> exceeded = snapshot.tree->exceeded();
  const bool unchecked = snapshot.fault && snapshot.fault->whole;
  if (snapshot.fault ? !unchecked : !exceeded) return;
  std::string message = exceeded ? "The file is " + std::string(what(*exceeded)) +
                                       ": it was not read to its end, nor judged"
                                 : "The file was not judged: " + snapshot.fault->message;
  reporter.report(snapshot.text.line(0), std::move(message))
      .notes.push_back({"no buildspec that people write comes near this", std::nullopt});
}

}  // namespace

extern const Rule oversized_input;
constexpr Rule oversized_input{
    .meta = {.id = "oversized-input",
             .summary = "Flags a file that is too large or too deep to be judged.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .despite_faults = true},
    .check = check,
};

}  // namespace buildspec::rules
