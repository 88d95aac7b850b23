// The buildspec language as a JSON Schema (draft-07), made from the same tables that check it.
#pragma once

#include <string>

namespace buildspec::schema {

// Ends with a newline. Tolerated shapes are accepted; unknown keys are not, where they are known to
// be rejected or evidently are mistakes. Booleans are expected as a YAML 1.1 reader gives them.
[[nodiscard]] std::string json_schema();

}  // namespace buildspec::schema
