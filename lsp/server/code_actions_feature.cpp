// Quick fixes: every fix of every finding that the requested range touches or the client names.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/protocol/features.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"

namespace buildspec::lsp {
namespace {

constexpr std::string_view kQuickFix = "quickfix";

// Kinds are a hierarchy: who asks for "quickfix" wants "quickfix.x" too; "" is everything.
bool wants_quick_fixes(const CodeActionContext& context) {
  if (!context.only) return true;
  return std::any_of(context.only->begin(), context.only->end(),
                     [](const std::string& kind) { return kind.empty() || kind == kQuickFix; });
}

// The client's own copy of a finding, found by what we left in its `data`.
const lsp::Diagnostic* shown_as(const CodeActionContext& context, std::string_view rule,
                                std::uint32_t number) {
  for (const lsp::Diagnostic& diagnostic : context.diagnostics) {
    const Json& data = diagnostic.data;
    if (data.is_object() && data.value("rule", Json()) == rule &&
        data.value("number", Json()) == number) {
      return &diagnostic;
    }
  }
  return nullptr;
}

WorkspaceEdit to_protocol(const Document& document, const Fix& fix, const ClientTraits& traits) {
  std::vector<TextEdit> edits;
  for (const Edit& edit : fix.edits) {
    edits.push_back({to_range(document.text, edit.span, traits.encoding), edit.text});
  }
  WorkspaceEdit change;
  if (traits.document_changes) {
    change.document_changes = {{{document.uri, document.version}, std::move(edits)}};
  } else {
    change.changes = {{document.uri, write_json(edits)}};
  }
  return change;
}

CodeAction to_protocol(const Document& document, const Fix& fix, const lsp::Diagnostic* shown,
                       bool only_one, const ClientTraits& traits) {
  CodeAction action;
  action.title = fix.title;
  action.kind = kQuickFix;
  if (shown != nullptr) action.diagnostics.push_back(*shown);
  if (traits.preferred_actions && only_one && fix.applicability == Applicability::safe) {
    action.is_preferred = true;
  }
  action.edit = to_protocol(document, fix, traits);
  return action;
}

std::vector<CodeAction> code_actions(Context& context, const CodeActionParams& params) {
  std::vector<CodeAction> actions;
  Document* const document = context.buildspec(params.text_document.uri);
  if (document == nullptr || !wants_quick_fixes(params.context)) return actions;
  const Span wanted = to_span(document->text, params.range, context.traits.encoding);
  std::map<const RegisteredRule*, std::uint32_t> numbers;
  for (const buildspec::Diagnostic& finding : context.findings(*document)) {
    const std::uint32_t number = numbers[finding.rule]++;
    const lsp::Diagnostic* const shown = shown_as(params.context, finding.rule->id(), number);
    const bool touched = finding.span.begin <= wanted.end && wanted.begin <= finding.span.end;
    if (shown == nullptr && !touched) continue;
    for (const Fix& fix : finding.fixes) {
      actions.push_back(
          to_protocol(*document, fix, shown, finding.fixes.size() == 1, context.traits));
    }
  }
  return actions;
}

}  // namespace

void bind_code_actions(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  // A client that takes only commands could do nothing with an edit.
  if (!context.traits.code_action_literals) return;
  capabilities.code_action_provider = CodeActionOptions{{std::string(kQuickFix)}};
  dispatcher.on<CodeActionRequest>(
      [&context](const CodeActionParams& params) { return code_actions(context, params); });
}

}  // namespace buildspec::lsp
