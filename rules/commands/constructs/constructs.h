// Shell constructs that several items of a list share by mistake, and whether the commands of a
// file are surely for a Unix shell. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "linter/lang/command_text.h"

namespace buildspec::commands {

// Items that are wrong alone and right together: indices into Buildspec::commands.
struct SplitConstruct {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string joined;  // their texts, one below the other
};
[[nodiscard]] std::vector<SplitConstruct> split_constructs(const Snapshot& snapshot);

// env.shell, the image or a command says so. Else the file may be one for Windows, whose PowerShell
// has another syntax.
[[nodiscard]] bool is_surely_unix(const Snapshot& snapshot);

// The problem's words as a message: with a capital letter.
[[nodiscard]] std::string as_message(std::string_view problem);

}  // namespace buildspec::commands
