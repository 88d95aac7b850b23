// The directory inside one command's text. Internal to linter/lang. Pure; any thread.
#pragma once

#include <vector>

#include "linter/lang/flow.h"

namespace buildspec {

// The directory behind the text. `before`, where it is asked for, gets the one before each command.
[[nodiscard]] Directory walk_directory(const CommandReading& reading, Directory start,
                                       std::vector<Directory>* before = nullptr);

}  // namespace buildspec
