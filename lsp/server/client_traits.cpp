#include "lsp/server/client_traits.h"

#include <utility>

#include "lsp/server/capability_parts.h"

namespace buildspec::lsp {
namespace {

bool registers(const std::optional<DynamicRegistrationCapability>& capability) {
  return capability && capability->dynamic_registration.value_or(false);
}

void read_text_document(const TextDocumentClientCapabilities& from, ClientTraits& traits) {
  if (const auto& publish = from.publish_diagnostics) {
    traits.diagnostic_version = publish->version_support.value_or(false);
    traits.diagnostic_code_description = publish->code_description_support.value_or(false);
    traits.diagnostic_data = publish->data_support.value_or(false);
    traits.related_information = publish->related_information.value_or(false);
    traits.tag_unnecessary = supports_tag(publish->tag_support, 1);
    traits.tag_deprecated = supports_tag(publish->tag_support, 2);
  }
  traits.pulls_diagnostics = from.diagnostic.has_value();
  if (from.diagnostic) {
    traits.related_documents = from.diagnostic->related_document_support.value_or(false);
  }
  if (from.hover) traits.hover_markdown = prefers_markdown(from.hover->content_format);
  if (from.completion) traits.completion = read_completion_traits(*from.completion);
  traits.registers_formatting = registers(from.formatting);
  traits.registers_range_formatting = registers(from.range_formatting);
  traits.registers_typed_formatting = registers(from.on_type_formatting);
  if (const auto& action = from.code_action) {
    traits.code_action_literals = !action->code_action_literal_support.is_null();
    traits.preferred_actions = action->is_preferred_support.value_or(false);
    traits.disabled_actions = action->disabled_support.value_or(false);
    traits.resolves_actions = action->data_support.value_or(false) && action->resolve_support &&
                              holds(action->resolve_support->properties, "edit");
    traits.change_annotations = action->honors_change_annotations.value_or(false);
  }
}

void read_workspace(const WorkspaceClientCapabilities& from, ClientTraits& traits) {
  const bool annotates = std::exchange(traits.change_annotations, false);
  if (const auto& edit = from.workspace_edit) {
    const bool documents = edit->document_changes.value_or(false);
    traits.document_changes = documents;
    traits.snippet_edits = documents && edit->snippet_edit_support.value_or(false);
    traits.creates_files = documents && holds(edit->resource_operations, "create");
    traits.change_annotations =
        annotates && documents && !edit->change_annotation_support.is_null();
  }
  traits.applies_edits = from.apply_edit.value_or(false);
  traits.runs_commands = !from.execute_command.is_null();
  traits.watches_files = registers(from.did_change_watched_files);
  if (const auto& diagnostics = from.diagnostics) {
    traits.refreshes_diagnostics = diagnostics->refresh_support.value_or(false);
  }
  traits.answers_configuration = from.configuration.value_or(false);
  traits.registers_configuration = registers(from.did_change_configuration);
  if (const auto& operations = from.file_operations) {
    traits.tells_created_files = operations->did_create.value_or(false);
    traits.tells_renamed_files = operations->did_rename.value_or(false);
    traits.tells_deleted_files = operations->did_delete.value_or(false);
  }
}

}  // namespace

ClientTraits read_traits(const ClientCapabilities& capabilities) {
  ClientTraits traits;
  traits.display = read_display_traits(capabilities);
  traits.navigation = read_navigation_traits(capabilities);
  if (capabilities.general && holds(capabilities.general->position_encodings, "utf-8")) {
    traits.encoding = Encoding::utf8;
  }
  if (capabilities.text_document) read_text_document(*capabilities.text_document, traits);
  read_workspace(capabilities.workspace.value_or(WorkspaceClientCapabilities()), traits);
  if (const auto& window = capabilities.window) {
    traits.work_done_progress = window->work_done_progress.value_or(false);
    traits.shows_documents =
        window->show_document && window->show_document->support.value_or(false);
  }
  return traits;
}

std::string to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::utf16: return "utf-16";
    case Encoding::utf32: return "utf-32";
  }
  return "utf-16";
}

}  // namespace buildspec::lsp
