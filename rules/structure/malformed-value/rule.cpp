// malformed-value: see rule.md.
#include <functional>
#include <map>

#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using schema::Format;

// Runtimes and their versions depend on the image, globs on the source, identifiers on each other:
// rules/runtimes, rules/artifacts and rules/batch know more about them.
bool has_own_rule(Format format) {
  return format == Format::parameter_name || format == Format::secret_reference ||
         format == Format::runtime_name || format == Format::runtime_version ||
         format == Format::glob || format == Format::path || format == Format::version_number ||
         format == Format::batch_identifier;
}

// That a form is documented, or demanded elsewhere (the API refuses such identifiers of artifacts),
// does not make it sure that the build fails.
Severity severity(schema::Confidence confidence) {
  return confidence == schema::Confidence::unverified ? Severity::info : Severity::warning;
}

// Values are not printed: what stands in place of a reference to a secret may be the secret.
Diagnostic* report(Node node, Format format, const std::string& what, Reporter& reporter) {
  if (has_own_rule(format)) return nullptr;
  const Scalar scalar = node.scalar();
  const auto problem = schema::check_format(format, scalar.value());
  if (!problem) return nullptr;
  const bool whole = problem->span.empty() ||
                     problem->span == Span{0, static_cast<std::uint32_t>(scalar.value().size())};
  return &reporter.report(severity(problem->confidence),
                          whole ? node.span() : scalar.source(problem->span),
                          "Malformed " + what + ": " + problem->message);
}

// A name that is copied from task to task is one mistake: told where it stands first.
void report_names(const std::vector<const Mismatch*>& all, Reporter& reporter) {
  constexpr std::size_t kMostNotes = 3;
  const Mismatch& first = *all.front();
  Diagnostic* const finding = report(first.key_node, first.type->name_format,
                                     "name " + code(first.key_node.scalar().value()), reporter);
  if (finding == nullptr) return;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (i <= kMostNotes) finding->notes.push_back({"and here", all[i]->key_node.span()});
  }
  if (all.size() > kMostNotes + 1) {
    finding->notes.push_back(
        {"and in " + std::to_string(all.size() - kMostNotes - 1) + " more places", std::nullopt});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::map<std::string, std::vector<const Mismatch*>, std::less<>> names;
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::bad_value) {
      report(mismatch.node, mismatch.type->format,
             mismatch.key != nullptr ? "value of " + code(mismatch.key->name) : "value", reporter);
    } else if (mismatch.kind == MismatchKind::bad_name) {
      names[std::string(mismatch.key_node.scalar().value())].push_back(&mismatch);
    }
  }
  for (const auto& [name, all] : names) report_names(all, reporter);
}

}  // namespace

extern const Rule malformed_value;
constexpr Rule malformed_value{
    .meta = {.id = "malformed-value",
             .summary = "Flags values and names of the wrong form.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-PH-03 CB-PH-04 CB-ART-11 CB-BATCH-15 "
                          "CB-ENV-01 CB-ENV-05"},
    .check = check,
};

}  // namespace buildspec::rules
