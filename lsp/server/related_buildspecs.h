// The other buildspecs of a source in which a variable is the same one: those for whose builds a
// batch sets it, the one with that batch, and so on. The loop's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "lsp/ide/names.h"
#include "lsp/server/context.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {

struct RelatedBuildspec {
  std::string uri;
  std::optional<std::int32_t> version;  // nothing for a file that is not open
  SnapshotPtr snapshot;
};

// Without the place's own document; at most 64. Nothing for names that are no variables.
[[nodiscard]] std::vector<RelatedBuildspec> related_buildspecs(Context& context,
                                                               const TextPlace& place,
                                                               const ide::Name& name);

}  // namespace buildspec::lsp
