// What the schema knows about a path. Pure; results live for ever.
#pragma once

#include <string_view>
#include <vector>

#include "linter/schema/buildspec_schema.h"
#include "linter/schema/type.h"
#include "lsp/ide/place.h"

namespace buildspec::ide {

struct Target {
  const schema::Type* type = nullptr;   // null for what the schema does not know
  const schema::Type* owner = nullptr;  // of the collection around it
  std::string_view name;                // of the last key on the path; a view of the path
};

// From the root of a buildspec, or of another file that a schema describes.
[[nodiscard]] Target find_target(const std::vector<Step>& path,
                                 const schema::Type& root = schema::buildspec_type());

}  // namespace buildspec::ide
