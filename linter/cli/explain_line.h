// `explain` for what is no rule: a line of a build log, or a failure of the catalogue. Pure: text
// in, text out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "linter/buildlog/match_message.h"
#include "linter/cli/terminal.h"
#include "linter/lint/failures.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {

// The known messages in a text that was pasted from a log.
struct LineMatches {
  std::string text;  // that the matches' words are of
  std::vector<MessageMatch> matches;
};
[[nodiscard]] LineMatches explain_text(std::string_view pasted);

// What a message says and means, what to do, and the rules that tell of its causes beforehand.
[[nodiscard]] std::string explain_line(const LineMatches& found,
                                       std::span<const RegisteredRule> rules, const Paint& paint,
                                       std::uint32_t width);
[[nodiscard]] std::string explain_line_json(const LineMatches& found,
                                            std::span<const RegisteredRule> rules);

// A failure by its id, "CB-YAML-01": title, messages, rules or the reason why there are none.
[[nodiscard]] std::string explain_failure(const KnownFailure& failure,
                                          std::span<const RegisteredRule> rules, const Paint& paint,
                                          std::uint32_t width);

// The rules for the failures that a message stands for, each once, those for its first failure in
// front.
[[nodiscard]] std::vector<const RegisteredRule*> rules_for(const LogMessage& message,
                                                           std::span<const RegisteredRule> rules);

}  // namespace buildspec::cli
