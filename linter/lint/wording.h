// How messages are worded: names of the file in backquotes, choices as a list. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/schema/type.h"

namespace buildspec {

// `text` in backquotes: one line, without control characters, cut where it is too long to read.
// Never for what may be a secret.
[[nodiscard]] std::string code(std::string_view text);

// "a, b or c"
[[nodiscard]] std::string one_of(std::span<const std::string_view> names);

// The names of a type's keys in a version of the format, deprecated ones left out, and the texts of
// its values.
[[nodiscard]] std::vector<std::string_view> key_names(const schema::Type& type,
                                                      schema::Versions versions);
[[nodiscard]] std::vector<std::string_view> value_texts(const schema::Type& type);

// "1 entry", "3 entries"
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace buildspec
