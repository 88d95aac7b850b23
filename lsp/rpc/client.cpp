#include "lsp/rpc/client.h"

namespace buildspec::lsp {

void Client::send(std::string_view text) {
  if (!transport_.write(text)) gone_ = true;
}

bool Client::receive(const Response& response) {
  if (!response.id.is_number_integer()) return false;
  const auto asked = waiting_.find(response.id.get<std::int64_t>());
  if (asked == waiting_.end()) return false;
  const auto on_answer = std::move(asked->second);
  waiting_.erase(asked);
  on_answer(response);
  return true;
}

}  // namespace buildspec::lsp
