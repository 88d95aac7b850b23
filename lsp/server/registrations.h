// Capabilities that the client is told about after `initialize` (client/registerCapability): for
// what has no place in the answer to it, or depends on settings or documents. The loop's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/protocol/lifecycle.h"
#include "lsp/rpc/client.h"
#include "lsp/server/log.h"

namespace buildspec::lsp {

// Whoever registers a method has looked whether the client offers that
// (`dynamicRegistration` of the capability), and has left it out of the answer to `initialize`.
class Registrations {
 public:
  // Both must outlive this.
  Registrations(Client& client, Log& log) : client_(client), log_(log) {}

  struct Capability {
    std::string method;
    Json options;
  };
  // In the place of earlier registrations of these methods for the same subject. Before the client
  // is ready they wait.
  void add(const std::vector<Capability>& capabilities, const std::string& subject = {});
  void add(std::string_view method, Json options) {
    add({Capability{std::string(method), std::move(options)}});
  }
  void remove(const std::vector<std::string>& methods, const std::string& subject = {});
  void remove(std::string_view method) { remove({std::string(method)}, {}); }
  // `initialized` has come: what waits is sent, in one request.
  void client_is_ready();

 private:
  void send(std::vector<Registration> registrations);

  Client& client_;
  Log& log_;
  bool ready_ = false;
  std::uint32_t next_ = 1;
  std::vector<Registration> waiting_;
  std::map<std::pair<std::string, std::string>, std::string> ids_;  // by subject and method
};

}  // namespace buildspec::lsp
