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
        std::string(Method::kName), [handler = std::move(handler)](const Json& params) {
          return write_json<typename Method::Result>(handler(read_params<Method>(params)));
        });
  }
  template <NotificationMethod Method, class Handler>
  void on(Handler handler) {
    notifications_.insert_or_assign(std::string(Method::kName),
                                    [handler = std::move(handler)](const Json& params) {
                                      handler(read_params<Method>(params));
                                    });
  }

  // The text of the answer: there always is exactly one.
  [[nodiscard]] std::string answer(const Request& request) const;
  // What went wrong, if anything did: a notification has no answer. Unknown ones are ignored.
  std::optional<std::string> notify(const Notification& notification) const;

 private:
  template <class Method>
  static typename Method::Params read_params(const Json& params) {
    static const Json kNone = Json::object();
    return read_json<typename Method::Params>(params.is_null() ? kNone : params,
                                              JsonPath("params"));
  }

  std::map<std::string, std::function<Json(const Json&)>, std::less<>> requests_;
  std::map<std::string, std::function<void(const Json&)>, std::less<>> notifications_;
};

}  // namespace buildspec::lsp
