// The server with its threads, over transports in memory and over real descriptors.
#include "lsp/server/serve.h"

#include <doctest/doctest.h>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <future>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "lsp/rpc/frame.h"
#include "lsp/rpc/inbox.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/rpc/memory_transport.h"
#include "lsp/rpc/network.h"
#include "lsp/rpc/stream_transport.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

SessionSettings settings() {
  SessionSettings made;
  made.rules = test_rules();
  made.today = [] { return Date{2026, 11, 20}; };
  made.version = "1";
  return made;
}

// One finding once the source tree is known.
void find_tree(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.facts->source_tree) reporter.report(Span{0, 0}, "there is a tree");
}
constexpr Rule kTree{.meta = {.id = "told-tree",
                              .summary = "Finds the tree.",
                              .severity = Severity::info,
                              .despite_faults = true},
                     .check = find_tree};
constexpr std::array kTreeRules{RegisteredRule{&kTree, "facts", "# told-tree\n"}};

// Serves in a thread of its own.
class Served {
 public:
  explicit Served(Transport& transport, std::span<const RegisteredRule> rules = test_rules())
      : code_(std::async(std::launch::async, [&transport, rules] {
          Log log;
          SessionSettings made = settings();
          made.rules = rules;
          return serve(transport, std::move(made), log);
        })) {}
  int code() { return code_.get(); }

 private:
  std::future<int> code_;
};

// The next message that has this member.
Json next_with(MemoryTransport& transport, const char* member) {
  while (auto message = transport.receive()) {
    Json json = Json::parse(*message);
    if (json.contains(member)) return json;
  }
  return nullptr;
}

// initialize, open, shutdown, exit: over any transport, as frames.
std::string whole_session() {
  std::string bytes;
  for (const Json& message :
       {request_message(1, "initialize", {{"capabilities", Json::object()}}), open_message(kText),
        request_message(2, "shutdown", nullptr), notification_message("exit", nullptr)}) {
    bytes += encode_frame(message.dump());
  }
  return bytes;
}

std::string read_all(int descriptor) {
  std::string bytes;
  char piece[4096];
  for (ssize_t count = 0; (count = ::read(descriptor, piece, sizeof piece)) > 0;) {
    bytes.append(piece, static_cast<std::size_t>(count));
  }
  return bytes;
}

void write_all(int descriptor, const std::string& bytes) {
  REQUIRE(::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
}

}  // namespace

TEST_CASE("a job that throws is no end of the thread") {
  Inbox inbox;
  WorkerThread jobs(inbox);
  bool ran = false;
  jobs.start([](const Stopped&) -> Task { throw std::runtime_error("no room"); });
  jobs.start([&ran](const Stopped&) -> Task { return [&ran] { ran = true; }; });
  std::vector<Task> tasks;
  while (tasks.size() < 2) {
    inbox.wait(std::nullopt);
    for (InboxItem& item : inbox.take()) tasks.push_back(std::get<Task>(std::move(item)));
  }
  CHECK_THROWS_WITH(tasks[0](), "no room");
  tasks[1]();
  CHECK(ran);
}

TEST_CASE("whoever waits for a job learns that it threw") {
  Inbox inbox;
  WorkerThread jobs(inbox);
  bool told = false;
  jobs.start([](const Stopped&) -> Task { throw std::runtime_error("no room"); },
             [&told] { told = true; });
  inbox.wait(std::nullopt);
  std::vector<InboxItem> items = inbox.take();
  REQUIRE(items.size() == 1);
  CHECK_FALSE(told);
  CHECK_THROWS_WITH(std::get<Task>(items[0])(), "no room");
  CHECK(told);
}

TEST_CASE("a session with threads") {
  MemoryTransport transport;
  Served served(transport);
  transport.send(request_message(1, "initialize", {{"capabilities", Json::object()}}).dump());
  CHECK(next_with(transport, "result")["id"] == 1);
  transport.send(open_message(kText).dump());
  CHECK(next_with(transport, "method")["params"]["diagnostics"].size() == 1);
  for (std::int32_t version = 2; version < 200; ++version) {
    transport.send(change_message(version, edit(range(0, 0, 0, 0), "#\n")).dump());
  }
  transport.send(request_message(2, "textDocument/hover",
                                 {{"textDocument", {{"uri", kUri}}},
                                  {"position", {{"line", 198}, {"character", 1}}}})
                     .dump());
  const Json hover = next_with(transport, "result");
  CHECK(hover["result"]["range"]["start"]["line"] == 198);
  transport.send(request_message(3, "shutdown", nullptr).dump());
  CHECK(next_with(transport, "result")["id"] == 3);
  transport.send(notification_message("exit", nullptr).dump());
  CHECK(served.code() == 0);
}

TEST_CASE("jobs run beside the loop and are stopped at the end") {
  const TemporaryFolder folder;
  folder.make_checkout();
  for (int i = 0; i < 50; ++i) folder.write("src/" + std::to_string(i), "");
  MemoryTransport transport;
  Served served(transport, kTreeRules);
  transport.send(request_message(1, "initialize",
                                 {{"capabilities", Json::object()}, {"rootUri", folder.uri()}})
                     .dump());
  transport.send(open_message(kText, folder.uri("buildspec.yml")).dump());
  // Once without the source tree, once with it.
  CHECK(next_with(transport, "method")["params"]["diagnostics"].empty());
  CHECK(next_with(transport, "method")["params"]["diagnostics"].size() == 1);
  transport.send(open_message(kText, folder.uri("a/buildspec.yml")).dump());
  transport.end_input();
  CHECK(served.code() == 1);
}

TEST_CASE("over descriptors, whole sessions end as they should") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  StreamTransport transport(ends[0], ends[0], /*owned=*/false);
  Served served(transport);
  write_all(ends[1], whole_session());
  CHECK(served.code() == 0);
  ::close(ends[0]);
  const std::string answer = read_all(ends[1]);
  CHECK(answer.find("\"capabilities\"") != std::string::npos);
  CHECK(answer.find("\"id\":2") != std::string::npos);
  ::close(ends[1]);
}

TEST_CASE("the end of input inside a message is told and fails") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  StreamTransport transport(ends[0], ends[0], /*owned=*/false);
  Served served(transport);
  const std::string session = whole_session();
  write_all(ends[1], session.substr(0, session.size() - 3));
  ::shutdown(ends[1], SHUT_WR);
  CHECK(served.code() == 1);
  ::close(ends[0]);
  CHECK(read_all(ends[1]).find("the input ended inside a message") != std::string::npos);
  ::close(ends[1]);
}

TEST_CASE("a client that does not read in time loses nothing") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const int little = 4096;
  REQUIRE(::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &little, sizeof little) == 0);
  StreamTransport transport(ends[0], ends[0], /*owned=*/false);
  Served served(transport);
  std::string text;
  for (int i = 0; i < 900; ++i) text += "# BAD\n";
  write_all(
      ends[1],
      encode_frame(request_message(1, "initialize", {{"capabilities", Json::object()}}).dump()));
  write_all(ends[1], encode_frame(open_message(text).dump()));
  write_all(ends[1], encode_frame(request_message(2, "shutdown", nullptr).dump()));
  write_all(ends[1], encode_frame(notification_message("exit", nullptr).dump()));
  FrameDecoder decoder;
  std::size_t findings = 0;
  bool shut_down = false;
  char piece[777];
  while (!shut_down) {
    const ssize_t count = ::read(ends[1], piece, sizeof piece);
    REQUIRE(count > 0);
    decoder.feed({piece, static_cast<std::size_t>(count)});
    while (const auto frame = decoder.next()) {
      const Json message = Json::parse(frame->content);
      if (message.contains("method")) findings = message["params"]["diagnostics"].size();
      shut_down = shut_down || message.value("id", Json()) == 2;
    }
  }
  CHECK(served.code() == 0);
  // Either the findings came before the shutdown, or the shutdown was faster than publishing.
  CHECK((findings == 900 || findings == 0));
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("listening and connecting on the loopback") {
  std::promise<std::uint16_t> port;
  auto listening = std::async(std::launch::async, [&] {
    const auto transport = listen_socket(0, [&](std::uint16_t chosen) { port.set_value(chosen); });
    Log log;
    return serve(*transport, settings(), log);
  });
  const auto client = connect_socket(port.get_future().get());
  CHECK(client->write(request_message(1, "initialize", {{"capabilities", Json::object()}}).dump()));
  CHECK(Json::parse(client->read().text)["id"] == 1);
  CHECK(client->write(request_message(2, "shutdown", nullptr).dump()));
  CHECK(Json::parse(client->read().text)["id"] == 2);
  CHECK(client->write(notification_message("exit", nullptr).dump()));
  CHECK(listening.get() == 0);
  CHECK(client->read().kind == Incoming::Kind::end);
}

TEST_CASE("who cannot be reached is named") {
  CHECK_THROWS_WITH((void)connect_pipe("/no/such/pipe"),
                    "cannot connect to the pipe /no/such/pipe: No such file or directory");
  CHECK_THROWS_AS((void)connect_pipe(std::string(200, 'x')), std::runtime_error);
  CHECK_THROWS_AS((void)connect_socket(1), std::runtime_error);
}
