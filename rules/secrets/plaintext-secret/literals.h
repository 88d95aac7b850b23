// Is a literal value a secret? By the name it goes under, and by what it looks like. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "linter/lang/secret_name.h"

namespace buildspec::secrets {

using buildspec::is_secret_name;

enum class Risk : std::uint8_t {
  none,      // a reference, a placeholder, a word that is used for throw-away databases
  possible,  // a literal, but too plain to be sure
  likely,    // long and random
};
[[nodiscard]] Risk judge_value(std::string_view value);

// Stands for a value that somebody still has to fill in, or that is computed: "changeme",
// "<your-token>", "xxxx", "${TOKEN}", "{{resolve:…}}", documented examples.
[[nodiscard]] bool is_placeholder(std::string_view value);

// Bits per character (Shannon), from the counts of its characters.
[[nodiscard]] double entropy(std::string_view value);

// What may be shown of a value: its first four characters where it is long, else nothing.
[[nodiscard]] std::string shown(std::string_view value);

}  // namespace buildspec::secrets
