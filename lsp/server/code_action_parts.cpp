#include "lsp/server/code_action_parts.h"

#include <algorithm>
#include <vector>

#include "lsp/ide/text_changes.h"
#include "lsp/rpc/message.h"
#include "lsp/server/workspace_edits.h"

namespace buildspec::lsp {
namespace {

// Kinds are a hierarchy: who asks for "source.fixAll" wants "source.fixAll.buildspec" too, and ""
// is everything.
bool is_within(std::string_view kind, std::string_view wanted) {
  return wanted.empty() || kind == wanted ||
         (kind.starts_with(wanted) && kind[wanted.size()] == '.');
}

}  // namespace

bool asks_for(const CodeActionContext& context, std::string_view kind) {
  return context.only &&
         std::any_of(context.only->begin(), context.only->end(),
                     [kind](const std::string& wanted) { return is_within(kind, wanted); });
}

std::string title_of(const Fix& fix) {
  return fix.applicability == Applicability::unsafe ? fix.title + " (unsafe)" : fix.title;
}

std::string caution_of(Applicability applicability) {
  return applicability == Applicability::unsafe ? "May change what the build does." : "";
}

Json LateFix::to_json() const {
  return {{"uri", uri},
          {"version", version},
          {"rule", rule},
          {"unsafe", choice.most == Applicability::unsafe}};
}

LateFix late_fix_of(const Json& data) {
  LateFix late;
  late.uri = text_member(data, "uri");
  late.rule = text_member(data, "rule");
  const Json version = data.value("version", Json());
  if (!version.is_number_integer())
    throw ResponseError(ErrorCode::invalid_params, "not an action of ours");
  late.version = version.get<std::int32_t>();
  if (data.value("unsafe", Json()) == true) late.choice.most = Applicability::unsafe;
  return late;
}

WorkspaceEdit edit_of(Context& context, const LateFix& late, const std::string& title) {
  Document* const document = context.buildspec(late.uri);
  if (document == nullptr || document->version != late.version)
    throw ResponseError(ErrorCode::content_modified, "the document has changed since");
  const SnapshotPtr snapshot = context.snapshot(*document);
  const Project project = context.projects.of(document->uri);
  FixChoice choice = late.choice;
  choice.rule = late.rule;
  const FixedText fixed = fix_all(snapshot, *project.engine, choice, context.cancelled());
  context.stop_if_cancelled();
  const std::vector<Edit> edits =
      ide::text_changes(snapshot->text.bytes(), fixed.snapshot->text.bytes());
  return workspace_edit({document->uri, document->version, document->text}, edits, title,
                        caution_of(choice.most), context.traits);
}

std::string text_member(const Json& object, const char* name) {
  const Json value = object.is_object() ? object.value(name, Json()) : Json();
  if (!value.is_string()) throw ResponseError(ErrorCode::invalid_params, "not an action of ours");
  return value.get<std::string>();
}

}  // namespace buildspec::lsp
