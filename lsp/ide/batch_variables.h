// Variables that a batch sets for the builds of other buildspecs. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/buildspec.h"

namespace buildspec::ide {

// The buildspecs (normal paths from the source root) for whose builds the batch sets the variable.
[[nodiscard]] std::vector<std::string> buildspecs_given(const Buildspec& parent,
                                                        std::string_view variable);

}  // namespace buildspec::ide
