// Which script of package.json a command runs. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "linter/lang/invocation.h"

namespace buildspec::files {

struct ScriptCall {
  std::string_view name;
  const shell::Word* word = nullptr;  // the name in the command
  // The program takes the name for nothing else; else a program of that name may be meant.
  bool only_script = true;
  // The option that names the folder of package.json, if there is one.
  std::optional<commands::OptionValue> folder;
};

// Nothing for other commands of npm, yarn and pnpm, and where several packages may be meant.
[[nodiscard]] std::optional<ScriptCall> script_call(const commands::Invocation& run);

}  // namespace buildspec::files
