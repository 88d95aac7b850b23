// The threads of a server: one reads messages, the caller's is the loop. Returns the exit code.
#pragma once

#include "lsp/rpc/transport.h"
#include "lsp/server/log.h"
#include "lsp/server/session.h"

namespace buildspec::lsp {

[[nodiscard]] int serve(Transport& transport, SessionSettings settings, Log& log);

}  // namespace buildspec::lsp
