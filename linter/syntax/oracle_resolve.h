// What go-yaml v2 makes of a scalar: its type by tag and text (resolve.go). Needed to know which
// explicit tags do not fit, and to word a map key that is none.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace buildspec::oracle {

enum class Type : std::uint8_t { null, boolean, integer, floating, timestamp, string };

struct Resolved {
  Type type = Type::string;
  bool boolean = false;
  std::int64_t integer = 0;
  std::uint64_t large = 0;  // an integer behind INT64_MAX; then `integer` is 0
  double floating = 0;
  bool fits = true;      // false: the explicit tag asks for something else
  bool base64 = true;    // false: tagged !!binary and no base64
  bool untyped = false;  // the tag is not one that resolves: a string, whatever it looks like
};

// `tag` is the full tag or empty for an implicit plain scalar.
[[nodiscard]] Resolved resolve(std::string_view tag, std::string_view text);

// "!!int" for "tag:yaml.org,2002:int"; other tags as they are.
[[nodiscard]] std::string short_tag(std::string_view tag);
[[nodiscard]] std::string_view short_tag(Type type);

}  // namespace buildspec::oracle
