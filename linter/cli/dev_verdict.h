// `buildspec-lint dev verdict`: what the YAML parser of the service says, for tests and tools.
#pragma once

#include <iosfwd>

namespace buildspec {

// Reads records separated by the byte 0x1E (N separators are N+1 records) and prints one line for
// each of them: `ok`, or `error LINE MESSAGE` with our line from 1 (0 where there is none) and the
// oracle's problem text, breaks in it written as `\n` and `\r`. Only the YAML layer is judged.
// Returns the exit status: 0, or 2 where input or output fails.
[[nodiscard]] int dev_verdict(std::istream& in, std::ostream& out);

}  // namespace buildspec
