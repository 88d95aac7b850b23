#include "linter/lang/snapshot.h"

#include <utility>

#include "linter/lang/binding.h"

namespace buildspec {

SnapshotPtr analyze(std::string uri, std::int64_t version, SourceText text, ProjectFactsPtr facts,
                    const SnapshotPtr& previous, std::span<const Change> changes) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->uri = std::move(uri);
  snapshot->version = version;
  snapshot->text = text;
  snapshot->tree = parse(std::move(text), previous != nullptr ? previous->tree : nullptr, changes);
  snapshot->fault = judge(*snapshot->tree);
  snapshot->buildspec = view(*snapshot->tree);
  snapshot->facts = facts != nullptr ? std::move(facts) : std::make_shared<const ProjectFacts>();
  if (!snapshot->broken()) {
    snapshot->mismatches = find_mismatches(*snapshot->tree, format_versions(snapshot->buildspec));
  }
  return snapshot;
}

}  // namespace buildspec
