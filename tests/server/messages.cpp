#include "tests/server/messages.h"

namespace buildspec::lsp::test {

Json range(std::uint32_t start_line, std::uint32_t start, std::uint32_t end_line,
           std::uint32_t end) {
  return {{"start", {{"line", start_line}, {"character", start}}},
          {"end", {{"line", end_line}, {"character", end}}}};
}

Json edit(const Json& range, const std::string& text) { return {{"range", range}, {"text", text}}; }

Json request_message(const Json& id, const std::string& method, const Json& params) {
  Json message = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  return message;
}

Json notification_message(const std::string& method, const Json& params) {
  Json message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  return message;
}

Json open_message(const std::string& text, const std::string& uri, const std::string& language) {
  return notification_message(
      "textDocument/didOpen",
      {{"textDocument", {{"uri", uri}, {"languageId", language}, {"version", 1}, {"text", text}}}});
}

Json change_message(std::int32_t version, const Json& changes, const std::string& uri) {
  return notification_message(
      "textDocument/didChange",
      {{"textDocument", {{"uri", uri}, {"version", version}}},
       {"contentChanges", changes.is_array() ? changes : Json::array({changes})}});
}

std::vector<Json> with_method(const std::vector<Json>& messages, std::string_view method) {
  std::vector<Json> found;
  for (const Json& message : messages) {
    if (message.value("method", Json()) == method) found.push_back(message);
  }
  return found;
}

}  // namespace buildspec::lsp::test
