// One version of one document with everything that is known about it: immutable and complete.
// Whoever holds it needs no lock. analyze() is the only door to it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lang/buildspec.h"
#include "linter/lang/limits.h"
#include "linter/lang/mismatch.h"
#include "linter/lang/project_facts.h"
#include "linter/syntax/oracle.h"
#include "linter/syntax/tree.h"
#include "linter/text/source_text.h"

namespace buildspec {

class CommandIndex;     // linter/lang/command_index.h
struct CommandReading;  // linter/lang/command_text.h
struct FlowIndex;       // linter/lang/flow.h

struct Snapshot {
  std::string uri;           // or a path: opaque here
  std::int64_t version = 0;  // the editor's; 0 on the command line
  SourceText text;
  TreePtr tree;
  std::optional<SyntaxFault> fault;  // why the service's YAML parser rejects the text
  // Without a fault: from here on that parser reads nothing (Judgement::unread).
  std::optional<std::uint32_t> unread;
  Buildspec buildspec;               // no more than its outline() where oversized()
  std::vector<Mismatch> mismatches;  // with the schema; empty where broken() or `amplify`
  CleanItems clean_items;            // for the next version
  ProjectFactsPtr facts;             // never null
  // Of `buildspec.commands`, one each; asked through read_command() and Flow.
  std::vector<const CommandReading*> readings;
  std::shared_ptr<const CommandIndex> command_index;  // owns them; asked by commands_holding()
  std::shared_ptr<const FlowIndex> flow;
  // The key that says so, where the text is a build specification of Amplify Hosting: its files
  // look like ours, and nothing that holds for buildspecs holds for them.
  Node amplify;

  // The tree is not the whole truth: the YAML parser rejects the text, or it is beyond our budgets.
  [[nodiscard]] bool broken() const { return fault.has_value() || tree->exceeded().has_value(); }
  // So much disagrees with the schema that nothing else is looked at.
  [[nodiscard]] bool oversized() const { return mismatches.size() >= kMostMismatches; }
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

// Reads a text. `previous` is an earlier version of the same document and `changes` what was done
// to its text since, in order, each in the offsets of the text as the change found it; both only
// make the work faster, never the result different. Never fails.
[[nodiscard]] SnapshotPtr analyze(std::string uri, std::int64_t version, SourceText text,
                                  ProjectFactsPtr facts, const SnapshotPtr& previous = nullptr,
                                  std::span<const Change> changes = {});

}  // namespace buildspec
