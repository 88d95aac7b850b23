#include "lsp/server/process.h"

#include <sys/types.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <limits>
#include <string>

namespace buildspec::lsp {
namespace {

// It has ended, and nobody has asked for its status: in containers often nobody ever does. The
// state follows the name in parentheses, which may hold parentheses itself. Without /proc it lives.
bool is_zombie(std::int64_t id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return false;
  const auto name_end = line.rfind(')');
  return name_end != std::string::npos && line.substr(name_end).starts_with(") Z");
}

}  // namespace

bool process_lives(std::int64_t id) {
  // 0 and below name groups of processes.
  if (id <= 0 || id > std::numeric_limits<pid_t>::max()) return false;
  if (::kill(static_cast<pid_t>(id), 0) != 0) return errno == EPERM;
  return !is_zombie(id);
}

}  // namespace buildspec::lsp
