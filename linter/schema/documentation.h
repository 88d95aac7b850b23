// What is known about a key or value as one piece of Markdown: for hover, completion and the JSON
// Schema. Pure functions; any thread.
#pragma once

#include <string>

#include "linter/schema/type.h"

namespace buildspec::schema {

// The documentation, then what the fields say (type, required, default, allowed values, since,
// format versions, how sure it is), what practice adds, and the link.
[[nodiscard]] std::string documentation(const Key& key);
[[nodiscard]] std::string documentation(const Value& value);

// One line without Markdown blocks: the first paragraph.
[[nodiscard]] std::string_view summary(const Key& key);

// "documented by AWS" is not worth a word; the others read as sentences: "Not documented; seen in
// use."
[[nodiscard]] std::string_view caveat(Confidence confidence);

}  // namespace buildspec::schema
