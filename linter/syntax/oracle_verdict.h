// The verdict of the service's parser on a text, found while it is read: of all that has been read
// only what is open and the anchors are kept.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "linter/syntax/oracle_reading.h"

namespace buildspec::oracle {

struct Verdict {
  std::optional<Fault> fault;
  bool decoded = false;  // the text parsed well; its meaning is refused
  std::optional<std::uint32_t> cut_short;
};

[[nodiscard]] Verdict verdict(std::string_view text);
// Only whether it parses, not whether it can be decoded.
[[nodiscard]] std::optional<Fault> parse_fault(std::string_view text);

}  // namespace buildspec::oracle
