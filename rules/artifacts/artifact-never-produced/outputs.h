// What the commands of a buildspec write into the source tree, as far as that can be told. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"

namespace buildspec::artifacts {

// How much is known about what the commands write.
enum class Knowledge : std::uint8_t {
  complete,  // every command is known to write nothing but what is listed
  typical,   // build tools that could have been told to write elsewhere
  partial,   // scripts and programs that may write anything
};

struct Outputs {
  std::vector<std::string> files;    // globs ("dist/**", "build/app-*.zip"), relative to the source
  std::vector<std::string> folders;  // that exist in the end, be they empty
  Knowledge knowledge = Knowledge::complete;
};

[[nodiscard]] Outputs outputs_of(const Snapshot& snapshot);

}  // namespace buildspec::artifacts
