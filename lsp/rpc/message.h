// JSON-RPC 2.0: what a message is, and how ours are written. Any thread.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

enum class ErrorCode : std::int32_t {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_failed = -32803,
  server_cancelled = -32802,
  content_modified = -32801,
  request_cancelled = -32800,
};

// Thrown by a handler to answer with an error of its choice.
class ResponseError : public std::runtime_error {
 public:
  ResponseError(ErrorCode code, const std::string& message)
      : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

struct Request {
  Json id;  // a string, a number or null; goes back as it came
  std::string method;
  Json params;
};
struct Notification {
  std::string method;
  Json params;
};
// The client's answer to a request of ours.
struct Response {
  Json id;
  Json result;
  std::optional<std::string> error;  // its message
  bool empty = false;                // neither a result nor an error: some clients write so
};
// Not a message; wants an error as its answer.
struct Malformed {
  Json id;  // null where none could be read
  ErrorCode code = ErrorCode::invalid_request;
  std::string reason;
};
using Message = std::variant<Request, Notification, Response, Malformed>;

// The same id, which may be any number: -1 is not 2^64 - 1, as nlohmann has it.
[[nodiscard]] bool same_id(const Json& one, const Json& other);

// Never fails.
[[nodiscard]] Message parse_message(std::string_view text);

// The JSON texts of our messages; without parameters where these are null.
[[nodiscard]] std::string result_text(const Json& id, Json result);
[[nodiscard]] std::string error_text(const Json& id, ErrorCode code, const std::string& message);
[[nodiscard]] std::string request_text(const Json& id, std::string_view method, Json params);
[[nodiscard]] std::string notification_text(std::string_view method, Json params);

// The id that a `$/cancelRequest` names; nothing for any other message.
[[nodiscard]] std::optional<Json> cancelled_id(const Message& message);

}  // namespace buildspec::lsp
