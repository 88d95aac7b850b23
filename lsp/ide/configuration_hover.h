// Hover in the configuration file `.buildspec-lint.yml`. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "linter/lang/snapshot.h"
#include "linter/lint/rule.h"
#include "lsp/ide/hover.h"

namespace buildspec::ide {

// The snapshot is of the configuration file's text.
[[nodiscard]] std::optional<Hover> hover_configuration(const Snapshot& snapshot,
                                                       std::uint32_t offset,
                                                       std::span<const RegisteredRule> rules);

}  // namespace buildspec::ide
