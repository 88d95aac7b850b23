// What must hold for every fix of every rule, in every text: it applies, the text still parses, the
// finding is gone, and nothing outside the fix means anything else than before.
#pragma once

#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/lint/engine.h"

namespace buildspec::test {

// Applies one fix of a finding alone, and says in sentences what is wrong with the outcome: nothing
// for a good fix. Safe and unsafe fixes must make the finding vanish; manual ones need not.
[[nodiscard]] std::vector<std::string> problems_of(const LintEngine& engine, const Snapshot& before,
                                                   const Diagnostic& finding, const Fix& fix);

}  // namespace buildspec::test
