// What commands test for before they use it: `[ -f x ] && ./x`. Pure.
#pragma once

#include <string_view>

#include "linter/lang/buildspec.h"

namespace buildspec::files {

// Some command tests whether there is a file or folder of this name.
[[nodiscard]] bool is_tested(const Buildspec& buildspec, std::string_view name);

}  // namespace buildspec::files
