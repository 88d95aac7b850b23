#include "lsp/rpc/dispatcher.h"

namespace buildspec::lsp {

std::string Dispatcher::answer(const Request& request) const {
  const auto handler = requests_.find(request.method);
  if (handler == requests_.end()) {
    return error_text(request.id, ErrorCode::method_not_found,
                      "there is no request " + request.method);
  }
  try {
    return result_text(request.id, handler->second(request.params));
  } catch (const JsonMismatch& mismatch) {
    return error_text(request.id, ErrorCode::invalid_params, mismatch.what());
  } catch (const ResponseError& error) {
    return error_text(request.id, error.code(), error.what());
  } catch (const std::exception& error) {
    return error_text(request.id, ErrorCode::internal_error, error.what());
  }
}

std::optional<std::string> Dispatcher::notify(const Notification& notification) const {
  const auto handler = notifications_.find(notification.method);
  if (handler == notifications_.end()) return std::nullopt;
  try {
    handler->second(notification.params);
    return std::nullopt;
  } catch (const std::exception& error) {
    return notification.method + ": " + error.what();
  }
}

}  // namespace buildspec::lsp
