#include "lsp/rpc/open_request.h"

#include <exception>
#include <utility>

#include "lsp/rpc/client.h"

namespace buildspec::lsp {

OpenRequest::OpenRequest(Json id, Client& client, Inbox& inbox)
    : id_(std::move(id)), client_(client), inbox_(inbox) {}

OpenRequest::~OpenRequest() {
  if (answered_) return;
  // Perhaps not on the loop; and where the session is over, nobody takes the task.
  std::string text = error_text(id_, ErrorCode::internal_error, "the work on it was given up");
  inbox_.push(Task([&client = client_, text = std::move(text)] { client.send(text); }));
}

void OpenRequest::answer(Json result) {
  if (!answered_) send(result_text(id_, std::move(result)));
}

void OpenRequest::fail(ErrorCode code, const std::string& message) {
  if (!answered_) send(error_text(id_, code, message));
}

void OpenRequest::attempt(const std::function<void()>& work) {
  try {
    work();
  } catch (const JsonMismatch& mismatch) {
    fail(ErrorCode::invalid_params, mismatch.what());
  } catch (const ResponseError& error) {
    fail(error.code(), error.what());
  } catch (const std::exception& error) {
    fail(ErrorCode::internal_error, error.what());
  }
}

void OpenRequest::cancel() {
  cancelled_ = true;
  fail(ErrorCode::request_cancelled, "cancelled");
}

bool OpenRequest::cancelled() const { return cancelled_ || inbox_.cancelled(id_); }

void OpenRequest::send(const std::string& text) {
  answered_ = true;
  client_.send(text);
}

}  // namespace buildspec::lsp
