// What a scalar of a certain format has to look like, and what is wrong with one that does not.
// Pure functions over a value; spans are bytes of that value. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/schema/type.h"
#include "linter/text/span.h"

namespace buildspec::schema {

struct FormatProblem {
  Span span;            // inside the value; the whole of it where no part is to blame
  std::string message;  // a sentence without a full stop
  // How sure it is that CodeBuild refuses the value. Only `documented` and `seen` carry an error.
  Confidence confidence = Confidence::documented;
};

// Nothing for a good value and for one that cannot be judged: with a reference ($NAME) in it, or of
// a format that takes anything. A format whose type lists all its values (version_number) is judged
// by find_value(), and which versions exist on which image is the catalogue's knowledge.
[[nodiscard]] std::optional<FormatProblem> check_format(Format format, std::string_view value);

// "yes or no": what a format expects, to complete a sentence. Empty for `text`.
[[nodiscard]] std::string_view describe(Format format);

// The value holds "$NAME", "${NAME}", "$(…)" or a backquote: what it will be is not known here.
[[nodiscard]] bool has_reference(std::string_view value);
// The whole value is one reference to a variable: its name; else nothing.
[[nodiscard]] std::optional<std::string_view> reference_name(std::string_view value);

// YAML 1.1 (go-yaml): y, n, yes, no, on, off, true, false in lower, upper or title case.
[[nodiscard]] std::optional<bool> yaml_boolean(std::string_view plain);

// [A-Za-z_][A-Za-z0-9_]*
[[nodiscard]] bool is_variable_name(std::string_view name);
// [A-Za-z0-9_]{1,127}: of artifacts, sources and batch tasks.
[[nodiscard]] bool is_identifier(std::string_view name);

}  // namespace buildspec::schema
