#include "lsp/rpc/dispatcher.h"

namespace buildspec::lsp {

void Dispatcher::answer(const Request& message, const OpenRequestPtr& request) const {
  const auto handler = requests_.find(message.method);
  if (handler == requests_.end()) {
    return request->fail(ErrorCode::method_not_found, "there is no request " + message.method);
  }
  request->attempt([&] { handler->second(message.params, request); });
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
