// exported-secret: see rule.md.
#include <string>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void judge(const Snapshot& snapshot, const Flow& flow, Node item, Reporter& reporter) {
  const Scalar scalar = item.scalar();
  const std::string_view name = scalar.value();
  if (name.substr(0, 4) == "AWS_") {
    Diagnostic& finding =
        reporter.report(Severity::warning, item.span(), code(name) + " cannot be exported");
    finding.notes.push_back({"no variable whose name begins with `AWS_` can be", {}});
    return;
  }
  const auto behind = static_cast<std::uint32_t>(snapshot.buildspec.commands.size());
  switch (flow.secrecy(name, behind)) {
    case Secrecy::none:
    case Secrecy::parameter: return;
    case Secrecy::named: {
      Diagnostic& finding = reporter.report(Severity::warning, item.span(),
                                            code(name) + " seems to be a secret, and is exported");
      finding.notes.push_back({"the pipeline shows the values of exported variables", {}});
      return;
    }
    case Secrecy::derived:
    case Secrecy::fetched:
    case Secrecy::stored: break;
  }
  Diagnostic& finding = reporter.report(Severity::error, item.span(),
                                        code(name) + " holds a secret, and is exported");
  const auto number = flow.find(name);
  if (number && flow.definition_count(*number) != 0)
    finding.notes.push_back(
        {"it gets the secret here", flow.name_span(flow.definitions(*number).back())});
  finding.notes.push_back(
      {"the pipeline shows the values of exported variables as plain text", {}});
  finding.notes.push_back({"let the next action read the secret from where it is stored", {}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Node> exported = list_items(snapshot.buildspec.env.exported_variables);
  if (exported.empty()) return;
  const Flow flow(snapshot);
  for (const Node item : exported)
    if (item.is_scalar()) judge(snapshot, flow, item, reporter);
}

}  // namespace

extern const Rule exported_secret;
constexpr Rule exported_secret{
    .meta = {.id = "exported-secret",
             .summary = "Flags exported variables that hold secrets, or that cannot be exported.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-EXP-02 CB-SEC-08"},
    .check = check,
};

}  // namespace buildspec::rules
