// go-yaml as the authority of tests: builds the program in tests/goyaml and asks it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace buildspec::test {

struct GoAnswer {
  std::string v2;  // "ok", or "error TEXT" as go-yaml v2 words it, its own prefix and line left out
  std::string v3;
  std::optional<std::string> facts;  // v3's reading in the form of dev facts, without lines
};

// Nothing, after a line on standard error, where there is no Go or no Debian package of go-yaml.
[[nodiscard]] std::optional<std::vector<GoAnswer>> ask_go_yaml(
    const std::vector<std::string>& records);

}  // namespace buildspec::test
