#include "lsp/server/options.h"

#include <charconv>

namespace buildspec::lsp {
namespace {

constexpr std::string_view kHelp =
    R"(buildspec-lsp: language server for AWS CodeBuild buildspec files

Usage: buildspec-lsp [OPTIONS]

How to reach the client:
  --stdio             standard input and output (the default)
  --pipe=NAME         connect to the client's Unix domain socket
  --socket=PORT       connect to the client on 127.0.0.1:PORT
  --listen=PORT       wait for one client on 127.0.0.1:PORT; 0 takes a free port and names it

  --clientProcessId=PID  end when this process ends
  --log=FILE          append what happens to a file
  --today=YYYY-MM-DD  the day that ends of life are held against
  --version           print the version
  --help              print this text

Exit status: 0 after shutdown and exit, 1 when the session ended otherwise, 2 for a wrong
command line or a client that cannot be reached.
)";

std::string wrong(std::string_view name, std::string_view value, std::string_view expected) {
  return std::string(name) + ": expected " + std::string(expected) + ", found \"" +
         std::string(value) + "\"";
}

template <class Number>
std::optional<Number> number(std::string_view text, Number least) {
  Number value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size() || value < least) {
    return std::nullopt;
  }
  return value;
}

std::string set_port(Options& options, Channel channel, std::string_view name,
                     std::string_view value) {
  const std::uint16_t least = channel == Channel::listen ? 0 : 1;
  const auto port = number<std::uint16_t>(value, least);
  if (!port) return wrong(name, value, "a port number");
  options.channel = channel;
  options.port = *port;
  return {};
}

// What is wrong; empty where all is well.
std::string set_valued(Options& options, std::string_view name, std::string_view value) {
  if (name == "--pipe") {
    if (value.empty()) return wrong(name, value, "a name");
    options.channel = Channel::pipe;
    options.pipe = value;
  } else if (name == "--socket") {
    return set_port(options, Channel::socket, name, value);
  } else if (name == "--listen") {
    return set_port(options, Channel::listen, name, value);
  } else if (name == "--log") {
    if (value.empty()) return wrong(name, value, "a file");
    options.log = value;
  } else if (name == "--clientProcessId") {
    options.client_process = number<std::int64_t>(value, 1);
    if (!options.client_process) return wrong(name, value, "a process id");
  } else if (name == "--today") {
    options.today = parse_date(value);
    if (!options.today) return wrong(name, value, "a day such as 2026-11-20");
  }
  return {};
}

bool takes_value(std::string_view name) {
  return name == "--pipe" || name == "--socket" || name == "--listen" || name == "--log" ||
         name == "--clientProcessId" || name == "--today";
}

}  // namespace

std::variant<Options, std::string> parse_options(std::span<const std::string_view> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const auto equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    if (takes_value(name)) {
      if (equals == std::string_view::npos && i + 1 == arguments.size()) {
        return std::string(name) + " wants a value";
      }
      const std::string_view value =
          equals == std::string_view::npos ? arguments[++i] : argument.substr(equals + 1);
      if (std::string problem = set_valued(options, name, value); !problem.empty()) return problem;
    } else if (argument == "--stdio") {
      options.channel = Channel::stdio;
    } else if (argument == "--help" || argument == "-h") {
      options.help = true;
    } else if (argument == "--version" || argument == "-V") {
      options.version = true;
    } else {
      return "unknown option \"" + std::string(argument) + "\"";
    }
  }
  return options;
}

std::string_view help_text() { return kHelp; }

}  // namespace buildspec::lsp
