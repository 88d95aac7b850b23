// Rename, asked beforehand whether it can be, in every file that shares the name.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/names.h"
#include "lsp/ide/rename.h"
#include "lsp/protocol/navigation.h"
#include "lsp/rpc/message.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/related_buildspecs.h"
#include "lsp/server/text_place.h"
#include "lsp/server/workspace_edits.h"

namespace buildspec::lsp {
namespace {

constexpr const char* kUncertain = "uncertain";
constexpr const char* kOutside = "outside";

// The files that share a name; the one with the cursor first.
struct Shared {
  ide::NameAt name;
  std::vector<RelatedBuildspec> files;
  std::vector<SnapshotPtr> snapshots;  // of the files, in the same order
};

// Nothing where no name stands that could be another; an error where it must not be.
std::optional<Shared> shared_at(Context& context, const TextDocumentIdentifier& document,
                                const Position& position) {
  const auto place = text_place(context, document, position);
  if (!place) return std::nullopt;
  auto name = ide::name_at(*place->snapshot, place->offset);
  if (!name || !name->span.touches(place->offset)) return std::nullopt;
  Shared shared{*std::move(name), {}, {}};
  shared.files.push_back({place->document->uri, place->document->version, place->snapshot});
  for (RelatedBuildspec& each : related_buildspecs(context, *place, shared.name.name)) {
    shared.files.push_back(std::move(each));
  }
  for (const RelatedBuildspec& each : shared.files) shared.snapshots.push_back(each.snapshot);
  if (const auto why = ide::why_fixed(shared.snapshots, shared.name.name)) {
    throw ResponseError(ErrorCode::request_failed, *why);
  }
  return shared;
}

std::optional<PreparedRename> prepare(Context& context, const TextDocumentPositionParams& params) {
  const auto shared = shared_at(context, params.text_document, params.position);
  if (!shared) return std::nullopt;
  return PreparedRename{
      to_range(shared->snapshots.front()->text, shared->name.span, context.traits.encoding),
      shared->name.name.text};
}

// With versions, and what is not certain marked so that the user decides.
WorkspaceEdit versioned(const Shared& shared, const std::string& new_name,
                        const ClientTraits& traits) {
  WorkspaceEdit edit;
  edit.document_changes.emplace();
  const auto annotate = [&edit](const char* id, const char* label, std::string why) {
    if (edit.change_annotations.is_null()) edit.change_annotations = Json::object();
    edit.change_annotations[id] = write_json(ChangeAnnotation{label, true, std::move(why)});
  };
  for (const RelatedBuildspec& file : shared.files) {
    TextDocumentEdit changes{{file.uri, file.version}, {}};
    const Snapshot& snapshot = *file.snapshot;
    const auto outside = traits.navigation.annotated_rename
                             ? ide::read_outside(snapshot, shared.name.name)
                             : std::nullopt;
    changes.edits = document_edits(snapshot.text, ide::rename(snapshot, shared.name.name, new_name),
                                   traits.encoding,
                                   outside ? std::optional<std::string>(kOutside) : std::nullopt);
    if (outside) annotate(kOutside, "The name is read outside of this file", *outside);
    if (traits.navigation.annotated_rename) {
      const auto uncertain = ide::uncertain_rename(snapshot, shared.name.name, new_name);
      for (DocumentTextEdit& each :
           document_edits(snapshot.text, uncertain, traits.encoding, kUncertain))
        changes.edits.push_back(std::move(each));
      if (!uncertain.empty()) {
        annotate(kUncertain, "May mean the variable, too",
                 "Not read by the shell itself: look before you change it");
      }
    }
    if (!changes.edits.empty()) edit.document_changes->emplace_back(std::move(changes));
  }
  return edit;
}

WorkspaceEdit plain(const Shared& shared, const std::string& new_name, Encoding encoding) {
  WorkspaceEdit edit;
  edit.changes = Json::object();
  for (const RelatedBuildspec& file : shared.files) {
    const auto edits = document_edits(
        file.snapshot->text, ide::rename(*file.snapshot, shared.name.name, new_name), encoding);
    if (!edits.empty()) edit.changes[file.uri] = write_json(edits);
  }
  return edit;
}

std::optional<WorkspaceEdit> rename(Context& context, const RenameParams& params) {
  const auto shared = shared_at(context, params.text_document, params.position);
  if (!shared) return std::nullopt;
  if (const auto why = ide::why_not_called(shared->snapshots, shared->name.name, params.new_name)) {
    throw ResponseError(ErrorCode::request_failed, *why);
  }
  return context.traits.document_changes ? versioned(*shared, params.new_name, context.traits)
                                         : plain(*shared, params.new_name, context.traits.encoding);
}

}  // namespace

void bind_rename(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  if (context.traits.navigation.prepares_rename) {
    capabilities.rename_provider = write_json(RenameOptions{});
    dispatcher.on<PrepareRenameRequest>(
        [&context](const TextDocumentPositionParams& params) { return prepare(context, params); });
  } else {
    capabilities.rename_provider = true;
  }
  dispatcher.on<RenameRequest>(
      [&context](const RenameParams& params) { return rename(context, params); });
}

}  // namespace buildspec::lsp
