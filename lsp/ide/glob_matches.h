// What a path or glob of artifacts, reports or cache matches in the source tree as it is now:
// relative to its base directory, with what `exclude-paths` leaves out. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"

namespace buildspec::ide {

// A scalar that is such a pattern.
struct GlobPlace {
  enum class Kind : std::uint8_t { files, exclude, base_directory, cache };
  Kind kind = Kind::files;
  Node node;
  Node base_directory;                // no node where there is none; of kind base_directory neither
  std::vector<std::string> excluded;  // patterns of `exclude-paths`; of kind files only
};

// In document order: artifacts, secondary artifacts, reports, cache.
[[nodiscard]] std::vector<GlobPlace> glob_places(const Buildspec& buildspec);
// The one whose scalar an offset touches.
[[nodiscard]] std::optional<GlobPlace> glob_place_at(const Snapshot& snapshot,
                                                     std::uint32_t offset);

struct GlobMatches {
  enum class State : std::uint8_t {
    known,         // `count` and `files` say it
    no_tree,       // the source tree is not known (yet)
    variable,      // known at build time only
    undocumented,  // has "?", "[", "{" or a leading "!"
    outside,       // of the source: an absolute path, "..", "~"
  };
  State state = State::known;
  std::string pattern;             // relative to the source root
  std::vector<std::string> files;  // the first ones, relative to the source root
  std::size_t count = 0;           // those left out not counted
  std::size_t left_out = 0;        // by `exclude-paths`
  bool all = true;                 // false: there may be more; not all of the tree was looked at
  bool folder = false;             // the pattern is the path of a folder itself
};

// At most `most` files are listed. Patterns of uncommon forms are held against a thousand files at
// most.
[[nodiscard]] GlobMatches match_in_source(const ProjectFacts& facts, const GlobPlace& place,
                                          std::size_t most);

}  // namespace buildspec::ide
