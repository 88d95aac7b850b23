// What code actions are made of: their kinds, how a fix is called, and the fixes that are worked
// out only when the client resolves the action. The loop's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "linter/lint/fix_all.h"
#include "lsp/protocol/code_actions.h"
#include "lsp/server/context.h"

namespace buildspec::lsp {

inline constexpr const char* kQuickFix = "quickfix";
inline constexpr const char* kRewrite = "refactor.rewrite";
inline constexpr const char* kExtract = "refactor.extract";
inline constexpr const char* kInline = "refactor.inline";
inline constexpr const char* kFixAll = "source.fixAll.buildspec";
inline constexpr const char* kApplyAllTitle = "Apply all safe fixes";
inline constexpr const char* kApplyAction = "buildspec-lsp.applyAction";

// The user opened a menu of just this.
[[nodiscard]] bool asks_for(const CodeActionContext& context, std::string_view kind);

[[nodiscard]] std::string title_of(const Fix& fix);
// What the user is to be told before the edits are made; empty for nothing.
[[nodiscard]] std::string caution_of(Applicability applicability);

// What is worked out late: all safe fixes of the file, or all of one rule.
struct LateFix {
  std::string uri;
  std::int32_t version = 0;
  FixChoice choice;
  std::string rule;

  [[nodiscard]] Json to_json() const;
};

// Of an action's `data`; an error for what is none of ours.
[[nodiscard]] LateFix late_fix_of(const Json& data);
// Runs all rules. An error where the document has changed since.
[[nodiscard]] WorkspaceEdit edit_of(Context& context, const LateFix& late,
                                    const std::string& title);

// A member that must be a text; an error for what is none of ours.
[[nodiscard]] std::string text_member(const Json& object, const char* name);

}  // namespace buildspec::lsp
