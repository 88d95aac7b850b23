// A YAML value without its text, and its text in any style: what hosts are rendered again from, and
// what seeds plant. Tests only; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"
#include "tests/syntax/oracle_random.h"

namespace buildspec::test {

struct Value {
  struct Entry;
  enum class Kind : std::uint8_t { scalar, mapping, sequence };

  Kind kind = Kind::scalar;
  std::string text;     // of a scalar, decoded
  bool typed = false;   // a number, a boolean or null: stands plain
  bool quoted = false;  // must not stand plain, though it could
  std::vector<Entry> entries;
  std::vector<Value> items;
};
struct Value::Entry {
  Value key;
  Value value;
};

// Nothing for what has aliases, anchors, tags or keys that are collections.
[[nodiscard]] std::optional<Value> value_of(Node node);
[[nodiscard]] Value text_value(std::string text);
// A scalar's text says a number, a boolean or null where it stands plain.
[[nodiscard]] bool is_typed(std::string_view text);

// How a text is written around it.
struct Layout {
  std::uint32_t indent = 2;       // of what a mapping holds
  bool indented_dashes = true;    // lists deeper than their key
  bool flow = false;              // inside brackets or braces
  bool json = false;              // implies flow
  std::uint32_t flow_from = 100;  // collections at this depth stand in flow style
  bool broken_lines = false;      // flow collections over several lines
};

// The styles that can surely hold a text, each with a name for the reader of a failure.
enum class Form : std::uint8_t {
  plain,
  plain_lines,
  single,
  double_,
  double_lines,
  literal,
  folded,
  folded_lines
};
[[nodiscard]] std::string_view name(Form form);
[[nodiscard]] std::vector<Form> forms(const Value& scalar, const Layout& layout);

// A scalar's source. `column`: where the lines below the first one begin.
[[nodiscard]] std::string scalar_source(const Value& scalar, Form form, std::uint32_t column,
                                        Random& random);

// The source of any value that stands behind a dash or, with `behind_key`, behind a key's colon:
// with the blank or line break that it begins with. `column`: of the key or dash. Every scalar in
// it has a form of its own.
[[nodiscard]] std::string value_source(const Value& value, std::uint32_t column, bool behind_key,
                                       const Layout& layout, Random& random);
// A whole text.
[[nodiscard]] std::string document_source(const Value& value, const Layout& layout, Random& random);

}  // namespace buildspec::test
