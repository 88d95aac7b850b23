// The texts around a place, each inside the next: what "expand selection" walks through. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

// From a word (of a command, of a comment) over its command and scalar to the items, lists and keys
// around it, at last the whole text. Each is larger than the one before and holds it; all hold the
// offset. Never empty.
[[nodiscard]] std::vector<Span> selections_at(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec::ide
