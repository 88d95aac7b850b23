// What `dev facts` and `dev verdict` share: their input, records separated by the byte 0x1E.
#pragma once

#include <functional>
#include <iosfwd>

#include "linter/text/source_text.h"

namespace buildspec {

// Calls `each` for every record of the input (N separators are N+1 records, empty ones included),
// UTF-16 decoded by its byte order mark. False where the input cannot be read.
[[nodiscard]] bool for_each_record(std::istream& in, const std::function<void(SourceText)>& each);

}  // namespace buildspec
