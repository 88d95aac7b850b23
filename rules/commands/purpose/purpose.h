// What a command is for, as far as its words tell: whether its failure matters. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "rules/commands/invocation/invocation.h"

namespace buildspec::commands {

enum class Purpose : std::uint8_t {
  other,
  install,  // packages and dependencies
  build,    // compiles, packs, builds an image
  test,     // runs tests
  scan,     // linters, scanners, validators
  publish,  // pushes, uploads, deploys
};

[[nodiscard]] Purpose purpose_of(const Invocation& run);
// What a human calls it: "aws s3 sync", "npm test", "pytest".
[[nodiscard]] std::string label(const Invocation& run);

// `docker push`, `buildx build --push`, `docker compose push`.
[[nodiscard]] bool pushes_image(const Invocation& run);

}  // namespace buildspec::commands
