// The command that explains a rule, whose argument is the rule's id.
#pragma once

namespace buildspec::lsp {

inline constexpr const char* kExplainRule = "buildspec-lsp.explainRule";

}  // namespace buildspec::lsp
