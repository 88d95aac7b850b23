// The value of an entry of `env.secrets-manager`: secret-id:json-key:version-stage:version-id,
// where the id is a name or an ARN. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "linter/schema/format.h"
#include "linter/text/span.h"

namespace buildspec::schema {

struct SecretReference {
  // Spans of the value, empty where the part is absent.
  Span secret_id;
  Span json_key;
  Span version_stage;
  Span version_id;
  bool is_arn = false;
  // Of an ARN, else empty.
  Span region;
  Span account;
  Span secret_name;  // with its six random characters, in an ARN

  std::vector<FormatProblem> problems;  // in order of place
};

// Total: what is there is in its span, whatever is wrong.
[[nodiscard]] SecretReference parse_secret_reference(std::string_view value);

}  // namespace buildspec::schema
