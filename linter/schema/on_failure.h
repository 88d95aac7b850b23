// The value of a phase's `on-failure`: ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex>,
// RETRY-<count>-<regex>, in any case. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linter/schema/format.h"
#include "linter/text/span.h"

namespace buildspec::schema {

enum class FailureAction : std::uint8_t { abort, go_on, retry };

struct OnFailure {
  FailureAction action = FailureAction::abort;
  Span action_span;
  std::optional<std::uint32_t> count;  // 3 where none is given
  Span count_span;
  std::string_view pattern;  // of the value; empty means every error
  Span pattern_span;
};

struct OnFailureResult {
  std::optional<OnFailure> value;  // nothing where the action is none of the three
  std::optional<FormatProblem> problem;
};

[[nodiscard]] OnFailureResult parse_on_failure(std::string_view value);

}  // namespace buildspec::schema
