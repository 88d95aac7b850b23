// The lines of a build log, however they were copied: from a terminal, the console, CloudWatch as
// JSON, or a local build. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec {

struct LogLine {
  std::uint32_t number = 0;  // in the text as it was given, from 1
  // The service speaks; else it is what a command printed, or a later line of what the service
  // said.
  bool from_service = false;
  std::string text;  // without prefix, date, colours and blanks at the end
};

[[nodiscard]] std::vector<LogLine> read_log(std::string_view log);

// A text that was pasted: without colours.
[[nodiscard]] std::string plain_text(std::string_view text);
// The same where it was copied out of JSON, with its escapes.
[[nodiscard]] std::string unescaped_text(std::string_view text);

// At most that many bytes of a text, an ellipsis where it goes on: a logged command may be a whole
// script.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

}  // namespace buildspec
