#include "rules/structure/old-version/migration.h"

#include <optional>
#include <string>
#include <utility>

#include "linter/lint/fixes.h"

namespace buildspec::structure {

std::optional<std::vector<Edit>> migrate_keys(const Snapshot& snapshot) {
  const Node root = snapshot.buildspec.root;
  std::vector<Edit> edits;
  if (const Pair old = root.find("environment_variables")) {
    if (root.get("env") || (old.value.get("plaintext") && old.value.get("variables"))) {
      return std::nullopt;
    }
    edits.push_back({text_span(old.key), "env"});
    if (const Pair plain = old.value.find("plaintext")) {
      edits.push_back({text_span(plain.key), "variables"});
    }
  }
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    const Pair type = artifact.node.find("type");
    if (!type) continue;
    auto edit = removal(snapshot.text, artifact.node, type);
    if (!edit) return std::nullopt;
    edits.push_back(*std::move(edit));
  }
  return edits;
}

}  // namespace buildspec::structure
