// The server's command line. Pure: no file is opened, nothing is printed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "linter/lang/project_facts.h"

namespace buildspec::lsp {

enum class Channel : std::uint8_t { stdio, pipe, socket, listen };

struct Options {
  Channel channel = Channel::stdio;
  std::string pipe;        // of Channel::pipe
  std::uint16_t port = 0;  // of Channel::socket and Channel::listen
  std::string log;         // empty: none
  std::optional<std::int64_t> client_process;
  std::optional<Date> today;
  bool help = false;
  bool version = false;
};

// Or what is wrong, as a sentence for the user.
[[nodiscard]] std::variant<Options, std::string> parse_options(
    std::span<const std::string_view> arguments);

[[nodiscard]] std::string_view help_text();

}  // namespace buildspec::lsp
