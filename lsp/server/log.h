// What the server tells about itself: to the file of --log, and to the client's window once there
// is one. The loop's.
#pragma once

#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "lsp/protocol/workspace.h"

namespace buildspec::lsp {

class Log {
 public:
  // Without a path nothing is written; throws std::runtime_error where the file cannot be opened.
  explicit Log(const std::string& path = {});

  // Warnings and errors go to the client as well.
  void write(MessageType type, std::string_view message);
  void set_client(std::function<void(MessageType, std::string_view)> client);

 private:
  std::ofstream file_;
  std::function<void(MessageType, std::string_view)> client_;
};

}  // namespace buildspec::lsp
