// Code actions: of a buildspec (action_list.h) or of an open configuration file, at once or, where
// it takes a run of all rules, when the client resolves them.
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "linter/lint/fix_all.h"
#include "lsp/protocol/code_actions.h"
#include "lsp/rpc/message.h"
#include "lsp/server/action_list.h"
#include "lsp/server/code_action_parts.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/workspace_edits.h"

namespace buildspec::lsp {
namespace {

// The fixes of what is wrong in an open configuration file.
std::vector<Json> configuration_actions(Context& context, const CodeActionParams& params,
                                        const Document& document) {
  std::vector<Json> actions;
  if (!context.traits.code_action_literals) return actions;
  const Span selection = to_span(document.text, params.range, context.traits.encoding);
  const auto add = [&](std::string title, const char* kind, std::span<const Edit> edits,
                       const std::string& caution) {
    CodeAction action;
    action.title = std::move(title);
    action.kind = kind;
    action.edit = workspace_edit({document.uri, document.version, document.text}, edits,
                                 action.title, caution, context.traits);
    actions.push_back(write_json(action));
  };
  const bool quick = !params.context.only || asks_for(params.context, kQuickFix);
  std::vector<buildspec::Diagnostic> all;
  for (auto& problem : read_configuration(document.text, context.rules).problems) {
    all.emplace_back().fixes = problem.fixes;
    if (!quick || problem.span.begin > selection.end || selection.begin > problem.span.end)
      continue;
    for (const Fix& fix : problem.fixes) {
      add(title_of(fix), kQuickFix, fix.edits, caution_of(fix.applicability));
    }
  }
  const std::vector<Edit> safe = edits_of(all);
  if (!safe.empty() && asks_for(params.context, kFixAll)) add(kApplyAllTitle, kFixAll, safe, {});
  return actions;
}

std::vector<Json> code_actions(Context& context, const CodeActionParams& params) {
  if (const auto* const file = configuration_document(context, params.text_document.uri))
    return configuration_actions(context, params, *file);
  Document* const document = context.buildspec(params.text_document.uri);
  if (document == nullptr) return {};
  return actions_at(context, params, *document);
}

Json resolve(Context& context, Json action) {
  const std::string title = text_member(action, "title");
  const Json data = action.value("data", Json());
  if (data.is_null()) return action;  // it was whole
  action["edit"] = write_json(edit_of(context, late_fix_of(data), title));
  return action;
}

Json apply_action(Context& context, const std::vector<Json>& arguments) {
  if (arguments.empty()) throw ResponseError(ErrorCode::invalid_params, "expected an action");
  const std::string title = text_member(arguments[0], "title");
  Json edit = arguments[0].value("edit", Json());
  if (edit.is_null()) {
    edit = write_json(edit_of(context, late_fix_of(arguments[0].value("data", Json())), title));
  }
  context.client.request<ApplyWorkspaceEdit>({title, std::move(edit)}, [](const Response&) {});
  return nullptr;
}

}  // namespace

void bind_code_actions(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  const ClientTraits& traits = context.traits;
  if (traits.code_action_literals) {
    CodeActionOptions options{{kQuickFix, kRewrite, kExtract, kInline, kFixAll}, std::nullopt};
    if (traits.resolves_actions) {
      options.resolve_provider = true;
      dispatcher.on<CodeActionResolve>(
          [&context](const Json& action) { return resolve(context, action); });
    }
    capabilities.code_action_provider = write_json(options);
  } else if (traits.applies_edits) {
    capabilities.code_action_provider = true;
    context.commands.on(kApplyAction, [&context](const std::vector<Json>& arguments) {
      return apply_action(context, arguments);
    });
  } else {
    return;  // nothing that we could offer would have an effect
  }
  dispatcher.on<CodeActionRequest>(
      [&context](const CodeActionParams& params) { return code_actions(context, params); });
}

}  // namespace buildspec::lsp
