// Completion in the configuration file `.buildspec-lint.yml`: its keys, rules with their levels,
// presets, images and what else is known. Pure; any thread.
#pragma once

#include <cstdint>

#include "linter/lang/snapshot.h"
#include "lsp/ide/completion.h"

namespace buildspec::ide {

// The snapshot is of the configuration file's text.
[[nodiscard]] Completion complete_configuration(const Snapshot& snapshot, std::uint32_t offset,
                                                const CompletionOptions& options);

}  // namespace buildspec::ide
