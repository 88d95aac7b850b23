// A request from its arrival to its one answer. Answers are given on the loop; any thread may ask
// whether the request is still wanted.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "lsp/protocol/json.h"
#include "lsp/rpc/inbox.h"
#include "lsp/rpc/message.h"

namespace buildspec::lsp {

class Client;

class OpenRequest {
 public:
  // `client` and `inbox` must outlive every answer; the inbox must outlive the request itself.
  OpenRequest(Json id, Client& client, Inbox& inbox);
  OpenRequest(const OpenRequest&) = delete;
  OpenRequest& operator=(const OpenRequest&) = delete;
  // Whoever lets go of a request without an answer leaves an error as its answer.
  ~OpenRequest();

  // The first answer counts, all others are dropped: the result of work that went on although its
  // request was cancelled.
  void answer(Json result);
  void fail(ErrorCode code, const std::string& message);
  // Runs what may give the answer; an exception becomes the error that it stands for.
  void attempt(const std::function<void()>& work);
  // Answers so at once; the work sees it when it asks.
  void cancel();

  [[nodiscard]] const Json& id() const { return id_; }
  [[nodiscard]] bool answered() const { return answered_; }
  // A `$/cancelRequest` for it has come in, handled or not.
  [[nodiscard]] bool cancelled() const;

 private:
  void send(const std::string& text);

  Json id_;
  Client& client_;
  Inbox& inbox_;
  bool answered_ = false;
  std::atomic<bool> cancelled_ = false;
};
using OpenRequestPtr = std::shared_ptr<OpenRequest>;

// The answer to a request that takes a job: kept by the job and by the task that it hands back,
// given there. One that is dropped answers with an error.
template <class Result>
class Reply {
 public:
  explicit Reply(OpenRequestPtr request) : request_(std::move(request)) {}

  // The loop's. `make` returns a Result, or throws a ResponseError to answer with that.
  template <class Make>
  void give(const Make& make) const {
    request_->attempt([&] { request_->answer(write_json(static_cast<Result>(make()))); });
  }
  // The loop's. False: it was cancelled and answered so, no work is needed any more.
  [[nodiscard]] bool wanted() const { return !request_->answered(); }
  // To be asked by any thread, inside long work.
  [[nodiscard]] std::function<bool()> cancelled() const {
    return [request = request_] { return request->cancelled(); };
  }

 private:
  OpenRequestPtr request_;
};

}  // namespace buildspec::lsp
