// What go-yaml v2 refuses when it decodes a document that parsed well: aliases that go in circles
// or multiply, merges of what is no map, tags that do not fit, map keys that are none.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linter/syntax/oracle_document.h"

namespace buildspec::oracle {

[[nodiscard]] std::optional<Fault> decode_fault(const Document& document);

inline constexpr std::string_view kBadMerge =
    "map merge requires map or sequence of maps as the value";

// Whether so many decoding steps may not come from aliases.
[[nodiscard]] bool is_excessive(std::uint64_t alias_steps, std::uint64_t steps);
[[nodiscard]] bool is_merge_key(std::string_view value, std::string_view tag, bool implicit);
// What is wrong with a scalar by itself.
[[nodiscard]] std::optional<std::string> scalar_problem(std::string_view tag,
                                                        std::string_view value);

}  // namespace buildspec::oracle
