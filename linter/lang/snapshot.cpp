#include "linter/lang/snapshot.h"

#include <utility>

#include "linter/lang/binding.h"
#include "linter/lang/command_index.h"
#include "linter/lang/command_text.h"
#include "linter/lang/flow.h"

namespace buildspec {
namespace {

// One for all, so that facts can be told apart by their address.
const ProjectFactsPtr& nothing_known() {
  static const ProjectFactsPtr facts = std::make_shared<const ProjectFacts>();
  return facts;
}

// https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html
Node amplify_key(const Buildspec& buildspec) {
  if (buildspec.format || buildspec.phases_node || buildspec.batch.node) return {};
  for (const Pair pair : buildspec.root.pairs()) {
    if (!pair.key.is_scalar() || pair.value.is_scalar()) continue;
    const Scalar name = pair.key.scalar();
    if (name.value() == "frontend" || name.value() == "backend" || name.value() == "applications")
      return pair.key;
  }
  return {};
}

}  // namespace

SnapshotPtr analyze(std::string uri, std::int64_t version, SourceText text, ProjectFactsPtr facts,
                    const SnapshotPtr& previous, std::span<const Change> changes) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->uri = std::move(uri);
  snapshot->version = version;
  snapshot->text = text;
  snapshot->tree = parse(std::move(text), previous != nullptr ? previous->tree : nullptr, changes);
  Judgement judgement = examine(*snapshot->tree);
  snapshot->fault = std::move(judgement.fault);
  snapshot->unread = judgement.unread;
  snapshot->buildspec = outline(*snapshot->tree);
  snapshot->amplify = amplify_key(snapshot->buildspec);
  if (facts == nullptr) facts = nothing_known();
  snapshot->facts = std::move(facts);
  if (!snapshot->broken() && !snapshot->amplify) {
    SchemaCheck check = check_schema(*snapshot->tree, format_versions(snapshot->buildspec),
                                     previous != nullptr ? &previous->clean_items : nullptr);
    snapshot->mismatches = std::move(check.mismatches);
    snapshot->clean_items = std::move(check.clean);
  }
  if (!snapshot->oversized()) fill(snapshot->buildspec);
  snapshot->command_index = read_commands(*snapshot, previous.get());
  snapshot->readings = snapshot->command_index->readings();
  snapshot->flow = make_flow(*snapshot, previous.get());
  return snapshot;
}

}  // namespace buildspec
