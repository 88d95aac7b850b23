// Transports over sockets: to a client that waits for us (vscode-languageclient's pipe and socket
// kinds), or waiting for one. The only part that sees Asio. Start-up, any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "lsp/rpc/transport.h"

namespace buildspec::lsp {

// Each throws std::runtime_error with a sentence for the user where there is no connection.

// A Unix domain socket that the client listens on.
[[nodiscard]] std::unique_ptr<Transport> connect_pipe(const std::string& name);
// A port of 127.0.0.1 that the client listens on.
[[nodiscard]] std::unique_ptr<Transport> connect_socket(std::uint16_t port);
// Waits on 127.0.0.1 for one client. Port 0 takes a free one; `on_listening` is told which.
[[nodiscard]] std::unique_ptr<Transport> listen_socket(
    std::uint16_t port, const std::function<void(std::uint16_t)>& on_listening);

}  // namespace buildspec::lsp
