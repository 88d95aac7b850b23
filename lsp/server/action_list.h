// The code actions of a place in a buildspec. The loop's.
#pragma once

#include <vector>

#include "lsp/protocol/code_actions.h"
#include "lsp/server/context.h"

namespace buildspec::lsp {

// Every fix of every finding that the range touches or the client names, all fixes of a rule or of
// the file, comments and settings that silence a finding, its explanation, and refactorings; as the
// client takes them.
[[nodiscard]] std::vector<Json> actions_at(Context& context, const CodeActionParams& params,
                                           Document& document);

}  // namespace buildspec::lsp
