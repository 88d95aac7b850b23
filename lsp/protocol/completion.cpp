#include "lsp/protocol/completion.h"

namespace buildspec::lsp {

CompletionEdit CompletionEdit::from_json(const Json& json, const JsonPath& path) {
  CompletionEdit edit;
  if (!json.is_object()) throw JsonMismatch(path, "an object");
  edit.both = json.contains("insert");
  edit.new_text = read_json<std::string>(json.value("newText", Json()), path.field("newText"));
  const auto range = [&](const char* name) {
    return read_json<Range>(json.value(name, Json()), path.field(name));
  };
  edit.replace = range(edit.both ? "replace" : "range");
  edit.insert = edit.both ? range("insert") : edit.replace;
  return edit;
}

Json CompletionEdit::to_json() const {
  if (!both) return {{"range", write_json(replace)}, {"newText", new_text}};
  return {{"insert", write_json(insert)}, {"replace", write_json(replace)}, {"newText", new_text}};
}

}  // namespace buildspec::lsp
