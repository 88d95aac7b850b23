#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lsp/rpc/network.h"
#include "lsp/rpc/stream_transport.h"
#include "lsp/server/log.h"
#include "lsp/server/options.h"
#include "lsp/server/serve.h"
#include "rules/registry.h"

namespace {

using namespace buildspec;

constexpr int kUsageError = 2;

int complain(const std::string& problem) {
  std::fprintf(stderr, "buildspec-lsp: %s\nTry \"buildspec-lsp --help\".\n", problem.c_str());
  return kUsageError;
}

int print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : kUsageError;
}

// By the clock of the world (UTC): the one place that reads it.
Date clock_day() {
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return {static_cast<std::int16_t>(static_cast<int>(day.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))};
}

std::unique_ptr<lsp::Transport> connect(const lsp::Options& options) {
  switch (options.channel) {
    case lsp::Channel::pipe: return lsp::connect_pipe(options.pipe);
    case lsp::Channel::socket: return lsp::connect_socket(options.port);
    case lsp::Channel::listen:
      return lsp::listen_socket(options.port, [](std::uint16_t port) {
        std::fprintf(stderr, "listening on 127.0.0.1:%u\n", static_cast<unsigned>(port));
      });
    case lsp::Channel::stdio: break;
  }
  return std::make_unique<lsp::StreamTransport>(STDIN_FILENO, STDOUT_FILENO, /*owned=*/false);
}

int run(const lsp::Options& options) {
  if (options.help) return print(lsp::help_text());
  if (options.version) return print("buildspec-lsp " BUILDSPEC_VERSION "\n");
  lsp::Log log(options.log);
  log.write(lsp::MessageType::info, "started");
  const std::unique_ptr<lsp::Transport> transport = connect(options);
  lsp::SessionSettings settings;
  settings.rules = all_rules();
  settings.today =
      options.today ? [day = *options.today] { return day; } : std::function<Date()>(clock_day);
  settings.version = BUILDSPEC_VERSION;
  settings.client_process = options.client_process;
  const int code = lsp::serve(*transport, std::move(settings), log);
  log.write(lsp::MessageType::info, "ended with status " + std::to_string(code));
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  // One arena for all threads: each further one costs up to a megabyte of resident memory.
  ::mallopt(M_ARENA_MAX, 1);
  // A client that is gone is seen where we write.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const auto parsed = lsp::parse_options(arguments);
  if (const auto* const problem = std::get_if<std::string>(&parsed)) return complain(*problem);
  try {
    return run(std::get<lsp::Options>(parsed));
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}
