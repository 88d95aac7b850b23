#include "lsp/server/log.h"

#include <array>
#include <chrono>
#include <ctime>
#include <stdexcept>
#include <utility>

namespace buildspec::lsp {
namespace {

std::string_view word(MessageType type) {
  switch (type) {
    case MessageType::error: return "error";
    case MessageType::warning: return "warning";
    case MessageType::info: return "info";
    case MessageType::log: return "log";
  }
  return "log";
}

// "2026-11-20T06:37:00Z"
std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

Log::Log(const std::string& path) {
  if (path.empty()) return;
  file_.open(path, std::ios::app);
  if (!file_) throw std::runtime_error("cannot write to the log file " + path);
}

void Log::write(MessageType type, std::string_view message) {
  if (file_.is_open()) file_ << now() << ' ' << word(type) << ": " << message << std::endl;
  if (client_ && type <= MessageType::warning) client_(type, message);
}

void Log::set_client(std::function<void(MessageType, std::string_view)> client) {
  client_ = std::move(client);
}

}  // namespace buildspec::lsp
