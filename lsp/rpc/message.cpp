#include "lsp/rpc/message.h"

#include <utility>

namespace buildspec::lsp {
namespace {

bool is_id(const Json& json) { return json.is_string() || json.is_number() || json.is_null(); }

Json take(Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? Json() : std::move(*found);
}

std::string error_message(const Json& error) {
  const auto found = error.is_object() ? error.find("message") : error.end();
  return found != error.end() && found->is_string() ? found->get<std::string>()
                                                    : std::string("no message");
}

Message parse_object(Json object) {
  const bool has_id = object.contains("id");
  Json id = take(object, "id");
  if (!is_id(id)) return Malformed{nullptr, ErrorCode::invalid_request, "id is no id"};
  const auto malformed = [&](std::string reason) {
    return Malformed{id, ErrorCode::invalid_request, std::move(reason)};
  };
  if (object.value("jsonrpc", Json()) != "2.0") return malformed("jsonrpc is not \"2.0\"");
  const auto method = object.find("method");
  if (method == object.end()) {
    if (has_id && object.contains("error")) {
      return Response{id, nullptr, error_message(object["error"])};
    }
    if (has_id && object.contains("result")) return Response{id, take(object, "result"), {}};
    if (has_id) return Response{id, nullptr, {}, /*empty=*/true};
    return malformed("neither a request nor a response");
  }
  if (!method->is_string()) return malformed("method is not a string");
  std::string name = method->get<std::string>();
  Json params = take(object, "params");
  if (!params.is_structured() && !params.is_null()) {
    return malformed("params is neither an object nor an array");
  }
  if (!has_id) return Notification{std::move(name), std::move(params)};
  return Request{std::move(id), std::move(name), std::move(params)};
}

}  // namespace

bool same_id(const Json& one, const Json& other) {
  return one == other && one.dump() == other.dump();
}

Message parse_message(std::string_view text) {
  std::optional<Json> json = parse_json(text);
  if (!json) return Malformed{nullptr, ErrorCode::parse_error, "invalid JSON"};
  if (json->is_array()) {
    return Malformed{nullptr, ErrorCode::invalid_request, "batches are not part of LSP"};
  }
  if (!json->is_object()) {
    return Malformed{nullptr, ErrorCode::invalid_request, "a message is an object"};
  }
  return parse_object(*std::move(json));
}

std::string result_text(const Json& id, Json result) {
  return to_text({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

std::string error_text(const Json& id, ErrorCode code, const std::string& message) {
  return to_text(
      {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

std::string request_text(const Json& id, std::string_view method, Json params) {
  Json message = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
  if (!params.is_null()) message["params"] = std::move(params);
  return to_text(message);
}

std::string notification_text(std::string_view method, Json params) {
  Json message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) message["params"] = std::move(params);
  return to_text(message);
}

std::optional<Json> cancelled_id(const Message& message) {
  const auto* const notification = std::get_if<Notification>(&message);
  if (notification == nullptr || notification->method != "$/cancelRequest") return std::nullopt;
  if (!notification->params.is_object()) return std::nullopt;
  const auto id = notification->params.find("id");
  if (id == notification->params.end() || !is_id(*id)) return std::nullopt;
  return *id;
}

}  // namespace buildspec::lsp
