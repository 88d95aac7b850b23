#include "lsp/server/process.h"

#include <sys/types.h>

#include <cerrno>
#include <csignal>
#include <limits>

namespace buildspec::lsp {

bool process_lives(std::int64_t id) {
  // 0 and below name groups of processes.
  if (id <= 0 || id > std::numeric_limits<pid_t>::max()) return false;
  return ::kill(static_cast<pid_t>(id), 0) == 0 || errno == EPERM;
}

}  // namespace buildspec::lsp
