// Finds the words of known messages in lines of a log. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/buildlog/log_messages.h"
#include "linter/text/span.h"

namespace buildspec {

struct MessageMatch {
  const LogMessage* message = nullptr;
  Span words;  // of the text, from the first to the last word that agreed
  struct Part {
    std::string_view name;  // of the placeholder
    std::string text;       // on one line
  };
  std::vector<Part> parts;
  std::size_t agreed = 0;  // characters of the pattern: the more, the surer

  // What a placeholder stands for; empty where the pattern has none of that name.
  [[nodiscard]] std::string_view part(std::string_view name) const;
};

// The messages whose words stand in the text, the surest first, each once. Blanks, line breaks and
// case do not count, so a message that a terminal wrapped is found. A message whose words are part
// of a surer one's is left out.
[[nodiscard]] std::vector<MessageMatch> match_messages(std::string_view text);

// The surest one.
[[nodiscard]] std::optional<MessageMatch> best_message(std::string_view text);

}  // namespace buildspec
