#include "lsp/server/workspace_edits.h"

#include <string_view>
#include <utility>
#include <vector>

#include "lsp/ide/snippet_table.h"
#include "lsp/server/convert.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {
namespace {

constexpr const char* kCaution = "caution";

WorkspaceEdit of_edits(const EditedDocument& document, std::vector<DocumentTextEdit> edits,
                       const ClientTraits& traits) {
  WorkspaceEdit result;
  if (!traits.document_changes) {
    result.changes = {{document.uri, write_json(edits)}};
    return result;
  }
  std::vector<DocumentChange> changes;
  if (document.create) changes.emplace_back(CreateFile{document.uri});
  changes.emplace_back(TextDocumentEdit{{document.uri, document.version}, std::move(edits)});
  result.document_changes = std::move(changes);
  return result;
}

}  // namespace

std::vector<DocumentTextEdit> document_edits(const SourceText& text, std::span<const Edit> edits,
                                             Encoding encoding,
                                             const std::optional<std::string>& annotation) {
  std::vector<Span> spans;
  spans.reserve(edits.size());
  for (const Edit& each : edits) spans.push_back(each.span);
  const std::vector<Range> ranges = to_ranges(text, spans, encoding);
  std::vector<DocumentTextEdit> found;
  found.reserve(edits.size());
  for (std::size_t i = 0; i < edits.size(); ++i) {
    found.emplace_back(TextEdit{ranges[i], edits[i].text});
    found.back().annotation_id = annotation;
  }
  return found;
}

WorkspaceEdit workspace_edit(const EditedDocument& document, std::span<const Edit> edits,
                             const std::string& title, const std::string& caution,
                             const ClientTraits& traits) {
  const bool annotated = traits.change_annotations && !caution.empty();
  WorkspaceEdit result =
      of_edits(document,
               document_edits(document.text, edits, traits.encoding,
                              annotated ? std::optional<std::string>(kCaution) : std::nullopt),
               traits);
  if (annotated) {
    // Whoever chose it has read its title: a confirmation would be a second question.
    result.change_annotations = {{kCaution, write_json(ChangeAnnotation{title, false, caution})}};
  }
  return result;
}

WorkspaceEdit workspace_edit(const EditedDocument& document, const ide::IgnoreComment& comment,
                             const ClientTraits& traits) {
  const Edit& edit = comment.edit;
  DocumentTextEdit converted(
      TextEdit{to_range(document.text, edit.span, traits.encoding), edit.text});
  if (traits.snippet_edits && !comment.reason.empty()) {
    const std::string_view text = edit.text;
    const Span reason = comment.reason;
    converted.new_text = ide::snippet_text(text.substr(0, reason.begin)) +
                         "${0:" + ide::snippet_text(text.substr(reason.begin, reason.size())) +
                         "}" + ide::snippet_text(text.substr(reason.end));
    converted.snippet = true;
  }
  return of_edits(document, {std::move(converted)}, traits);
}

}  // namespace buildspec::lsp
