// Where the standard output of a command ends: followed through pipes and substitutions, as far as
// what stands there only passes text on. Shared by the rules on secrets in the log. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/lang/flow.h"
#include "rules/commands/invocation/invocation.h"

namespace buildspec::output {

enum class Shape : int {
  same,     // the log shows the text as it is
  part,     // a part of it, or fields
  encoded,  // all of it in another form: base64, reversed
};

struct Fate {
  bool logged = false;
  Shape shape = Shape::same;
};
[[nodiscard]] Fate fate(const shell::Script& script, const shell::Command& command);
// What pipes make of the output of a command before it ends, wherever that is.
[[nodiscard]] Shape piped_shape(const shell::Script& script, const shell::Command& command);

// What a command makes of a text that it reads, from a pipe, a here-document or behind `<<<`;
// nothing where it takes it in, or only tells of it.
[[nodiscard]] std::optional<Shape> passed_on(const commands::Invocation& run);
// The use stands behind `<<<` of the command.
[[nodiscard]] bool in_here_string(const shell::Command& command, const shell::VariableUse& use);

// `echo`, `printf` and what else prints its arguments; `printf -v` does not.
[[nodiscard]] bool prints_arguments(const commands::Invocation& run);

// The command prints a secret that it fetches: `aws secretsmanager get-secret-value`,
// `aws ecr get-login-password` and the like, unless --query takes something else out of it.
[[nodiscard]] bool fetches_secret(const commands::Invocation& run);

// What the flow knows of a variable makes it worth a finding: not a plain field of a secret
// (`DB_HOST: app/db:host`), nothing that was cut out of one under a harmless name, no key's id,
// which CodeBuild masks.
[[nodiscard]] bool is_secret(const Snapshot& snapshot, std::string_view name, Secrecy secrecy);

// The uses of variables of which nothing but the name says that they are secret.
struct NamedUse {
  Usage usage;
  std::string_view name;  // of the flow
};
[[nodiscard]] std::vector<NamedUse> named_uses(const Snapshot& snapshot, const Flow& flow);

// Where parts of commands stand in the text: a command is decoded once for all questions that
// follow each other.
class Places {
 public:
  explicit Places(const Snapshot& snapshot) : snapshot_(snapshot) {}
  [[nodiscard]] Span source(std::uint32_t command, Span decoded);
  [[nodiscard]] const Scalar& scalar(std::uint32_t command);

 private:
  const Snapshot& snapshot_;
  std::uint32_t command_ = shell::kNowhere;
  Scalar scalar_;
};

}  // namespace buildspec::output
