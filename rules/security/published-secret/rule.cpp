// published-secret: see rule.md.
#include <string>
#include <string_view>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/artifacts/paths/paths.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::contains;
using commands::is_one_of;

// What a path that is named in the file holds, if it is nothing to keep; else empty.
struct Content {
  std::string_view what;
  Severity severity = Severity::warning;
};

std::string_view last_part(std::string_view path) {
  while (path.ends_with("/*") || path.ends_with("/**") || path.ends_with("/"))
    path = path.substr(0, path.rfind('/'));
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Content content_of(std::string_view path) {
  const std::string_view name = last_part(path);
  if (name == ".aws" || contains(path, ".aws/credentials")) return {"credentials of AWS"};
  if (contains(path, ".docker/config.json") || name == ".docker")
    return {"the passwords of registries"};
  if (name == ".ssh" || is_one_of(name, {"id_rsa", "id_ed25519", "id_ecdsa", "id_dsa"}))
    return {"private keys"};
  if (is_one_of(name, {".git-credentials", ".netrc", ".pypirc"})) return {"passwords"};
  if (name == ".gnupg") return {"private keys"};
  if (contains(name, ".tfstate") && !contains(name, "lock"))
    return {"the state of Terraform, secrets in clear among it"};
  if (name.ends_with("-key.pem") || name.ends_with(".p12") || name.ends_with(".pfx") ||
      (name.ends_with(".key") && name != "*.key"))
    return {"a private key"};
  if (name == ".env") return {"settings, often with secrets", Severity::info};
  if (name == ".npmrc") return {"settings, often with a token", Severity::info};
  return {};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const artifacts::PathSite& site : artifacts::path_sites(snapshot.buildspec)) {
    if (site.kind == artifacts::PathKind::report || !site.node.is_scalar()) continue;
    const std::string path(site.node.scalar().value());
    const Content content = content_of(path);
    if (content.what.empty()) continue;
    const bool cache = site.kind == artifacts::PathKind::cache;
    Diagnostic& finding =
        reporter.report(content.severity, value_span(site.node),
                        code(path) + " holds " + std::string(content.what) + ", and is stored in " +
                            (cache ? "the cache" : "the artifact"));
    finding.notes.push_back({cache ? "every later build gets it, those of other branches too"
                                   : "whoever can read the artifact can read it",
                             {}});
  }
}

}  // namespace

extern const Rule published_secret;
constexpr Rule published_secret{
    .meta = {.id = "published-secret",
             .summary = "Flags artifacts and caches that hold credentials, keys or state.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-16"},
    .check = check,
};

}  // namespace buildspec::rules
