// Programs that the commands of a buildspec start, as far as rules on images and runtimes need to
// know. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::images {

struct ProgramUse {
  Span span;             // of the name, in the source
  std::string name;      // without its folder: "apt-get"
  std::string argument;  // the first word behind it that is no option; may be empty
  bool by_sudo = false;
  // It may not run, or its failure may not count, or the command looks first whether it can.
  bool guarded = false;
};

// Every use of one of these programs, in running order. Of PowerShell and cmd only what begins a
// line is seen.
[[nodiscard]] std::vector<ProgramUse> uses_of(const Snapshot& snapshot,
                                              std::span<const std::string_view> names);

// The first use of each runtime by one of its programs: of "nodejs" by npm, of "python" by pip3.
struct RuntimeUse {
  std::string_view runtime;
  ProgramUse program;
};
[[nodiscard]] std::vector<RuntimeUse> runtime_uses(const Snapshot& snapshot);

// Programs that install packages of a distribution.
[[nodiscard]] std::span<const std::string_view> package_managers();
// Whether an image whose own one is `own` has it: yum stands for dnf and the other way round.
[[nodiscard]] bool is_there(std::string_view package_manager, std::string_view own);

}  // namespace buildspec::images
