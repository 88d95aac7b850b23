// Capabilities that the client is told about after `initialize` (client/registerCapability): for
// what has no place in the answer to it, or depends on settings. The loop's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/protocol/lifecycle.h"
#include "lsp/rpc/client.h"
#include "lsp/server/log.h"

namespace buildspec::lsp {

// Whoever registers a method has looked whether the client offers that
// (`dynamicRegistration` of the capability).
class Registrations {
 public:
  // Both must outlive this.
  Registrations(Client& client, Log& log) : client_(client), log_(log) {}

  // In the place of an earlier registration of the method. Before the client is ready it waits.
  void add(std::string_view method, Json options);
  void remove(std::string_view method);
  // `initialized` has come: what waits is sent, in one request.
  void client_is_ready();

 private:
  void send(std::vector<Registration> registrations);

  Client& client_;
  Log& log_;
  bool ready_ = false;
  std::uint32_t next_ = 1;
  std::vector<Registration> waiting_;
  std::map<std::string, std::string, std::less<>> ids_;  // by method
};

}  // namespace buildspec::lsp
