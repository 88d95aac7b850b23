#include "lsp/server/serve.h"

#include <chrono>
#include <thread>
#include <utility>

#include "lsp/rpc/inbox.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/rpc/message.h"

namespace buildspec::lsp {
namespace {

// Parses too: the loop gets messages, not texts.
void read_all(Transport& transport, Inbox& inbox) {
  while (true) {
    Incoming incoming = transport.read();
    switch (incoming.kind) {
      case Incoming::Kind::message: inbox.push(parse_message(incoming.text)); break;
      case Incoming::Kind::refused:
        inbox.push(
            Message(Malformed{nullptr, ErrorCode::invalid_request, std::move(incoming.text)}));
        break;
      case Incoming::Kind::end:
      case Incoming::Kind::broken: inbox.push(EndOfInput{std::move(incoming.text)}); return;
    }
  }
}

}  // namespace

int serve(Transport& transport, SessionSettings settings, Log& log) {
  Inbox inbox;
  WorkerThread jobs(inbox);
  Session session(std::move(settings), transport, inbox, jobs, log);
  std::thread reader([&] { read_all(transport, inbox); });
  auto next_check = std::chrono::steady_clock::now() + Session::kParentInterval;
  while (!session.exit_code()) {
    inbox.wait(session.watches_client() ? std::optional(next_check) : std::nullopt);
    session.run_waiting();
    if (std::chrono::steady_clock::now() >= next_check) {
      session.check_client();
      next_check = std::chrono::steady_clock::now() + Session::kParentInterval;
    }
  }
  transport.close();
  reader.join();
  return *session.exit_code();
}

}  // namespace buildspec::lsp
