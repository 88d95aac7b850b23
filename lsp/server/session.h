// One client from `initialize` to `exit`: takes what waits in the inbox, answers, and publishes
// what changed once nothing waits any more. That draining is the coalescing of keystrokes; there is
// no timer in it. All of it is the loop's.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lang/project_facts.h"
#include "linter/lint/rule.h"
#include "lsp/protocol/lifecycle.h"
#include "lsp/rpc/client.h"
#include "lsp/rpc/dispatcher.h"
#include "lsp/rpc/inbox.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/rpc/open_request.h"
#include "lsp/rpc/transport.h"
#include "lsp/server/context.h"
#include "lsp/server/lifecycle_gate.h"
#include "lsp/server/log.h"
#include "lsp/server/projects.h"

namespace buildspec::lsp {

struct SessionSettings {
  std::span<const RegisteredRule> rules;
  std::function<Date()> today;
  std::string version;  // of the server
  std::optional<std::int64_t>
      client_process;  // from the command line; `initialize` may name it too
};

class Session {
 public:
  // Everything given must outlive the session.
  Session(SessionSettings settings, Transport& transport, Inbox& inbox, JobRunner& jobs, Log& log);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Handles what waits in the inbox, then publishes.
  void run_waiting();
  // Set once the session is over.
  [[nodiscard]] std::optional<int> exit_code() const { return exit_code_; }

  // The client's process is looked after: every kParentInterval, where it is known.
  static constexpr std::chrono::seconds kParentInterval{3};
  [[nodiscard]] bool watches_client() const { return client_process_.has_value(); }
  void check_client();

 private:
  void handle(const Message& message);
  void handle(const Request& request);
  void handle(const Notification& notification);
  void refuse(const Malformed& malformed);
  void run(const Task& task);
  void cancel(const Json& id);
  void end(const EndOfInput& end);
  InitializeResult initialize(const InitializeParams& params);
  std::nullptr_t shut_down();
  void trace(std::string_view what, std::chrono::steady_clock::time_point since);
  void idle();
  [[nodiscard]] std::optional<SourceText> open_text(const std::filesystem::path& path);
  void project_changed();

  SessionSettings settings_;
  Inbox& inbox_;
  Log& log_;
  Client client_;
  Dispatcher dispatcher_;
  LifecycleGate gate_;
  std::vector<std::weak_ptr<OpenRequest>> unanswered_;  // by jobs that are under way
  Projects projects_;
  Context context_;
  std::optional<std::int64_t> client_process_;
  std::string trace_ = "off";
  std::optional<int> exit_code_;
};

}  // namespace buildspec::lsp
