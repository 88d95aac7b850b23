// What is known about the thing at an offset. A function from a snapshot to a plain struct; pure,
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "linter/lang/snapshot.h"
#include "linter/lint/rule.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct Hover {
  Span span;  // what it is about
  std::string markdown;
};

// `rules` are those that a suppression comment may name.
[[nodiscard]] std::optional<Hover> hover(const Snapshot& snapshot, std::uint32_t offset,
                                         std::span<const RegisteredRule> rules);

}  // namespace buildspec::ide
