#include "lsp/protocol/workspace_edit.h"

namespace buildspec::lsp {

Json DocumentTextEdit::to_json() const {
  Json json{{"range", write_json(range)}};
  if (snippet) {
    json["snippet"] = {{"kind", "snippet"}, {"value", new_text}};
  } else {
    json["newText"] = new_text;
  }
  if (annotation_id) json["annotationId"] = *annotation_id;
  return json;
}

Json CreateFile::to_json() const {
  return {{"kind", "create"}, {"uri", uri}, {"options", {{"ignoreIfExists", true}}}};
}

Json DocumentChange::to_json() const {
  return std::visit([](const auto& each) { return write_json(each); }, change);
}

}  // namespace buildspec::lsp
