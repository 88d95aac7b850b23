// The commands that a client may ask the server to run (workspace/executeCommand): each feature
// adds its own while it is bound. The loop's.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

class CommandTable {
 public:
  // What the handler returns is the answer; it may throw ResponseError.
  using Handler = std::function<Json(const std::vector<Json>& arguments)>;

  void on(std::string name, Handler handler) {
    handlers_.insert_or_assign(std::move(name), std::move(handler));
  }
  [[nodiscard]] const std::map<std::string, Handler, std::less<>>& all() const { return handlers_; }

 private:
  std::map<std::string, Handler, std::less<>> handlers_;
};

}  // namespace buildspec::lsp
