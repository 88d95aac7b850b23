// What go-yaml v2 refuses when it decodes a document that parsed well: aliases that go in circles
// or multiply, merges of what is no map, tags that do not fit, map keys that are none.
// Pure; any thread.
#pragma once

#include <optional>

#include "linter/syntax/oracle_document.h"

namespace buildspec::oracle {

[[nodiscard]] std::optional<Fault> decode_fault(const Document& document);

}  // namespace buildspec::oracle
