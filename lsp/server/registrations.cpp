#include "lsp/server/registrations.h"

#include <utility>

namespace buildspec::lsp {

void Registrations::add(std::string_view method, Json options) {
  remove(method);
  const std::string name(method);
  // An id of its own for each: an unregistration cannot overtake a later registration.
  std::string id = name + '#' + std::to_string(next_++);
  ids_[name] = id;
  std::vector<Registration> registrations{{std::move(id), name, std::move(options)}};
  if (ready_) return send(std::move(registrations));
  waiting_.push_back(std::move(registrations.front()));
}

void Registrations::remove(std::string_view method) {
  const auto known = ids_.find(method);
  if (known == ids_.end()) return;
  std::string id = std::move(known->second);
  ids_.erase(known);
  if (!ready_) {
    std::erase_if(waiting_, [&](const Registration& waiting) { return waiting.id == id; });
    return;
  }
  client_.request<UnregisterCapability>({{{std::move(id), std::string(method)}}},
                                        [](const Response&) {});
}

void Registrations::client_is_ready() {
  if (std::exchange(ready_, true) || waiting_.empty()) return;
  send(std::exchange(waiting_, {}));
}

void Registrations::send(std::vector<Registration> registrations) {
  client_.request<RegisterCapability>(
      {std::move(registrations)}, [&log = log_](const Response& response) {
        if (response.error) {
          log.write(MessageType::info, "the client refused a registration: " + *response.error);
        }
      });
}

}  // namespace buildspec::lsp
