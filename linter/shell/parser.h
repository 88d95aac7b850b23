// Reads commands. Pure; scripts may be shared between threads.
#pragma once

#include <string_view>

#include "linter/shell/script.h"

namespace buildspec::shell {

// Never fails. Text longer than 64 KiB, or nested too deep, gives a broken script.
[[nodiscard]] Script parse(std::string_view text);

}  // namespace buildspec::shell
