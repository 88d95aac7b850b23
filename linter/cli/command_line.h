// The whole program but main(): reads the arguments and does what they say.
#pragma once

#include <span>
#include <string>

namespace buildspec::cli {

// `arguments` without the program's name. Returns the exit status.
[[nodiscard]] int run(std::span<const std::string> arguments);

}  // namespace buildspec::cli
