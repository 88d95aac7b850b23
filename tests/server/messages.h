// The client's messages, and a server's surroundings without threads. Knows nothing of doctest: the
// fuzzers use it too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/protocol/json.h"
#include "lsp/rpc/inbox.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/rpc/transport.h"

namespace buildspec::lsp::test {

// Keeps what the server sends.
class CollectingTransport : public Transport {
 public:
  Incoming read() override { return {}; }
  bool write(std::string_view message) override {
    sent.push_back(Json::parse(message));
    return !gone;
  }
  void close() override {}

  std::vector<Json> sent;
  bool gone = false;
};

// Runs jobs when the test says so.
class ManualJobs : public JobRunner {
 public:
  explicit ManualJobs(Inbox& inbox) : inbox_(inbox) {}
  using JobRunner::start;
  void start(Job job, Task failed) override {
    waiting.emplace_back(std::move(job), std::move(failed));
  }
  void run_all() {
    while (!waiting.empty()) {
      const auto [job, failed] = std::move(waiting.front());
      waiting.pop_front();
      const Job broken = [](const Stopped&) -> Task { throw std::runtime_error("no room"); };
      const bool fails = failing > 0;
      if (fails) --failing;
      if (Task done = run(fails ? broken : job, failed, [] { return false; })) {
        inbox_.push(std::move(done));
      }
    }
  }

  std::deque<std::pair<Job, Task>> waiting;
  std::size_t failing = 0;  // so many jobs throw

 private:
  Inbox& inbox_;
};

// A good buildspec of three lines, and the URI that most tests open it under.
inline constexpr const char* kUri = "file:///nowhere/buildspec.yml";
inline constexpr const char* kText =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - echo BAD\n";

[[nodiscard]] Json range(std::uint32_t start_line, std::uint32_t start, std::uint32_t end_line,
                         std::uint32_t end);
// {range, text}
[[nodiscard]] Json edit(const Json& range, const std::string& text);
[[nodiscard]] Json request_message(const Json& id, const std::string& method, const Json& params);
[[nodiscard]] Json notification_message(const std::string& method, const Json& params);
[[nodiscard]] Json open_message(const std::string& text, const std::string& uri = kUri,
                                const std::string& language = "yaml");
[[nodiscard]] Json change_message(std::int32_t version, const Json& changes,
                                  const std::string& uri = kUri);

// Of the messages, those with this method.
[[nodiscard]] std::vector<Json> with_method(const std::vector<Json>& messages,
                                            std::string_view method);

}  // namespace buildspec::lsp::test
