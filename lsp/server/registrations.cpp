#include "lsp/server/registrations.h"

#include <algorithm>
#include <utility>

namespace buildspec::lsp {

void Registrations::add(const std::vector<Capability>& capabilities, const std::string& subject) {
  std::vector<std::string> methods;
  std::vector<Registration> registrations;
  for (const Capability& capability : capabilities) methods.push_back(capability.method);
  remove(methods, subject);
  for (const Capability& capability : capabilities) {
    // An id of its own for each: an unregistration cannot overtake a later registration.
    std::string id = capability.method + '#' + std::to_string(next_++);
    ids_[{subject, capability.method}] = id;
    registrations.push_back({std::move(id), capability.method, capability.options});
  }
  if (ready_) return send(std::move(registrations));
  for (Registration& each : registrations) waiting_.push_back(std::move(each));
}

void Registrations::remove(const std::vector<std::string>& methods, const std::string& subject) {
  std::vector<Unregistration> gone;
  for (const std::string& method : methods) {
    const auto known = ids_.find({subject, method});
    if (known == ids_.end()) continue;
    gone.push_back({std::move(known->second), method});
    ids_.erase(known);
  }
  if (gone.empty()) return;
  if (ready_) {
    client_.request<UnregisterCapability>({std::move(gone)}, [](const Response&) {});
    return;
  }
  std::erase_if(waiting_, [&](const Registration& waiting) {
    return std::any_of(gone.begin(), gone.end(),
                       [&](const Unregistration& each) { return each.id == waiting.id; });
  });
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
