// From method names to typed handlers. The border where JSON becomes structs and exceptions become
// errors; knows nothing of buildspecs. The loop's.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lsp/protocol/json.h"
#include "lsp/rpc/message.h"
#include "lsp/rpc/open_request.h"

namespace buildspec::lsp {

// A method is a type with kName, Params and, if it is a request, Result.
template <class Method>
concept RequestMethod = requires {
  typename Method::Result;
};
template <class Method>
concept NotificationMethod = requires {
  typename Method::Params;
}
&&!RequestMethod<Method>;

class Dispatcher {
 public:
  template <RequestMethod Method, class Handler>
  void on(Handler handler) {
    requests_.insert_or_assign(
        std::string(Method::kName),
        [handler = std::move(handler)](const Json& params, const OpenRequestPtr& request) {
          typename Method::Result result = handler(read_params<Method>(params));
          if (request->cancelled()) return request->cancel();  // it may have stopped half-way
          request->answer(write_json(std::move(result)));
        });
  }
  // For answers that take a job: the handler gets a Reply<Result> too, and keeps it.
  template <RequestMethod Method, class Handler>
  void on_later(Handler handler) {
    requests_.insert_or_assign(
        std::string(Method::kName),
        [handler = std::move(handler)](const Json& params, const OpenRequestPtr& request) {
          handler(read_params<Method>(params), Reply<typename Method::Result>(request));
        });
  }
  template <NotificationMethod Method, class Handler>
  void on(Handler handler) {
    notifications_.insert_or_assign(std::string(Method::kName),
                                    [handler = std::move(handler)](const Json& params) {
                                      handler(read_params<Method>(params));
                                    });
  }

  // Has the request answered, with an error if need be, or keeps it for an answer that comes later.
  void answer(const Request& message, const OpenRequestPtr& request) const;
  // What went wrong, if anything did: a notification has no answer. Unknown ones are ignored.
  std::optional<std::string> notify(const Notification& notification) const;

 private:
  template <class Method>
  static typename Method::Params read_params(const Json& params) {
    static const Json kNone = Json::object();
    return read_json<typename Method::Params>(params.is_null() ? kNone : params,
                                              JsonPath("params"));
  }

  std::map<std::string, std::function<void(const Json&, const OpenRequestPtr&)>, std::less<>>
      requests_;
  std::map<std::string, std::function<void(const Json&)>, std::less<>> notifications_;
};

}  // namespace buildspec::lsp
