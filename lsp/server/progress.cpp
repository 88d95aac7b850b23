#include "lsp/server/progress.h"

#include <algorithm>
#include <utility>

namespace buildspec::lsp {

ProgressPtr Progress::of_request(Client& client, Json token) {
  return std::make_shared<Progress>(client, std::move(token), true);
}

ProgressPtr Progress::of_server(Client& client, Json token) {
  auto progress = std::make_shared<Progress>(client, token, false);
  client.request<WorkDoneProgressCreate>(
      {std::move(token)}, [weak = std::weak_ptr(progress)](const Response& response) {
        const ProgressPtr asked = weak.lock();
        if (asked && !response.error) asked->accept();
      });
  return progress;
}

void Progress::begin(const std::string& title, bool cancellable) {
  WorkDoneProgress value;
  value.kind = "begin";
  value.title = title;
  value.cancellable = cancellable;
  value.percentage = 0;
  begin_ = std::move(value);
  if (accepted_) accept();
}

void Progress::report(const std::string& message, std::uint32_t percentage) {
  if (!accepted_ || ended_ || message == last_message_) return;
  last_message_ = message;
  WorkDoneProgress value;
  value.kind = "report";
  value.message = message;
  // It never runs backwards, even where more work turns up.
  percentage_ = std::max(percentage_, std::min(percentage, 100U));
  value.percentage = percentage_;
  send(std::move(value));
}

void Progress::end(const std::string& message) {
  if (std::exchange(ended_, true) || !accepted_) return;
  WorkDoneProgress value;
  value.kind = "end";
  value.message = message;
  send(std::move(value));
}

void Progress::accept() {
  if (ended_) return;
  accepted_ = true;
  if (auto value = std::exchange(begin_, std::nullopt)) send(*std::move(value));
}

void Progress::send(WorkDoneProgress value) {
  client_.notify<ProgressNotification>({token_, write_json(value)});
}

}  // namespace buildspec::lsp
