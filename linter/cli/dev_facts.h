// `buildspec-lint dev facts`: the facts of documents, for tests and tools that compare parsers.
#pragma once

#include <iosfwd>

namespace buildspec {

// Reads records separated by the byte 0x1E (N separators are N+1 records) and prints for each of
// them the facts of its first document, `KIND<TAB>PATH<TAB>VALUE<TAB>LINE` with lines from 1, and
// then a line with 0x1E alone. Returns the exit status: 0, or 2 where input or output fails.
[[nodiscard]] int dev_facts(std::istream& in, std::ostream& out);

}  // namespace buildspec
