// Every rule there is, sorted by group and id. Generated from the folders at build time.
#pragma once

#include <span>

#include "linter/lint/rule.h"

namespace buildspec {

[[nodiscard]] std::span<const RegisteredRule> all_rules();

}  // namespace buildspec
