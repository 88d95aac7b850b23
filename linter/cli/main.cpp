#include <string>
#include <vector>

#include "linter/cli/command_line.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return buildspec::cli::run(arguments);
}
