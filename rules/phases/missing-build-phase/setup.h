// Does a command only prepare the build environment? Pure.
#pragma once

#include <string_view>

#include "linter/shell/script.h"

namespace buildspec::phases {

// Installing packages and tools, changing directory, setting variables, printing: what has no use
// after the environment is gone. False for everything that is not known.
[[nodiscard]] bool only_prepares(const shell::Script& script);

}  // namespace buildspec::phases
