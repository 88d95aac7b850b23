// The keys and values of the configuration file with their documentation, in the vocabulary of
// linter/schema: what hover and completion in that file read. configuration.h reads the same keys
// (tested). Constant data that lives for ever; any thread.
#pragma once

#include "linter/schema/type.h"

namespace buildspec {

// The whole file.
[[nodiscard]] const schema::Type& configuration_type();
// `rules`: its names are rule ids, groups and "all", its values the levels.
[[nodiscard]] const schema::Type& rule_settings_type();

}  // namespace buildspec
