// credential-helper: see rule.md.
#include <string>

#include "linter/text/letters.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node helper = snapshot.buildspec.env.git_credential_helper;
  if (!helper.is_scalar()) return;
  const std::string value = lower(helper.scalar().value());
  if (value != "yes" && value != "true") return;
  reporter.report(helper.span(), "Every command of the build gets the credentials of the source")
      .notes.push_back({"dependencies and code from pull requests can use them too: keep this to "
                        "builds that need it for submodules or for a push",
                        {}});
}

}  // namespace

extern const Rule credential_helper;
constexpr Rule credential_helper{
    .meta = {.id = "credential-helper",
             .summary = "Flags `git-credential-helper`: every command can use the credentials.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-SEC-20"},
    .check = check,
};

}  // namespace buildspec::rules
