#include "lsp/server/navigation_traits.h"

#include <algorithm>

#include "lsp/server/capability_parts.h"

namespace buildspec::lsp {
namespace {

void read_folds(const FoldingRangeClientCapabilities& from, NavigationTraits& traits) {
  traits.folds_lines_only = from.line_folding_only.value_or(false);
  traits.most_folds = std::min(traits.most_folds, from.range_limit.value_or(traits.most_folds));
  if (!from.folding_range_kind || !from.folding_range_kind->value_set) return;
  traits.fold_comments = holds(from.folding_range_kind->value_set, "comment");
  traits.fold_regions = holds(from.folding_range_kind->value_set, "region");
}

void read_text_document(const TextDocumentClientCapabilities& from, NavigationTraits& traits) {
  if (from.definition) traits.definition_links = from.definition->link_support.value_or(false);
  if (from.document_symbol) {
    traits.hierarchical_symbols = from.document_symbol->hierarchical.value_or(false);
    if (from.document_symbol->symbol_kind) {
      traits.symbol_kinds = from.document_symbol->symbol_kind->value_set;
    }
  }
  if (from.rename) {
    traits.prepares_rename = from.rename->prepare_support.value_or(false);
    traits.annotated_rename = from.rename->honors_change_annotations.value_or(false);
  }
  if (from.document_link) {
    traits.link_tooltips = from.document_link->tooltip_support.value_or(false);
  }
  if (from.folding_range) read_folds(*from.folding_range, traits);
}

}  // namespace

NavigationTraits read_navigation_traits(const ClientCapabilities& capabilities) {
  NavigationTraits traits;
  if (capabilities.text_document) read_text_document(*capabilities.text_document, traits);
  const WorkspaceClientCapabilities workspace =
      capabilities.workspace.value_or(WorkspaceClientCapabilities());
  if (workspace.symbol && workspace.symbol->symbol_kind) {
    traits.workspace_symbol_kinds = workspace.symbol->symbol_kind->value_set;
  }
  const bool annotates = workspace.workspace_edit &&
                         workspace.workspace_edit->document_changes.value_or(false) &&
                         !workspace.workspace_edit->change_annotation_support.is_null();
  traits.annotated_rename = traits.annotated_rename && annotates;
  return traits;
}

}  // namespace buildspec::lsp
