// The files of the source that a buildspec names: buildspecs of a batch, scripts and data of
// commands, what `npm run` and `make` look into, artifacts. Views belong to the snapshot; pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct FileReference {
  // What of the file is meant.
  enum class Part : std::uint8_t { whole, npm_script, make_target };

  Span span;                       // of the words that say so, in the text
  std::vector<std::string> paths;  // normal, from the source root: one of them is meant
  bool upward = false;             // or the same in a folder above
  bool named = true;               // the text says the path; else the program looks for the file
  Part part = Part::whole;
  std::string part_name;  // of the script or target
};

// In a value outside of commands, or in one command. In no certain order.
[[nodiscard]] std::vector<FileReference> file_references(const Snapshot& snapshot, Node node);
[[nodiscard]] std::vector<FileReference> file_references(const Snapshot& snapshot,
                                                         const Command& command);
// Of the whole text, those that name a path; of its first 2,000 commands.
[[nodiscard]] std::vector<FileReference> named_files(const Snapshot& snapshot);

struct FoundFile {
  std::string path;  // normal, from the source root
  SourceText text;   // empty where it could not be read
  Span part;         // of what is meant in it; empty for the file as a whole
};
// Those that are there: from the source root, or from the folder of the buildspec or one above it,
// which are often pushed as a source of their own. The first is the likeliest.
[[nodiscard]] std::vector<FoundFile> find_files(const ProjectFacts& facts,
                                                const FileReference& reference);

}  // namespace buildspec::ide
