// A command as its shell reads it: the decoded text with its way back to the source, the language
// it is written in, and the script. Made once per command and handed to every rule. Pure; any
// thread.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "linter/lang/effects.h"
#include "linter/lang/snapshot.h"
#include "linter/lang/text_sketch.h"
#include "linter/shell/script.h"
#include "linter/syntax/scalar.h"
#include "linter/text/span.h"

namespace buildspec {

struct CommandText {
  Command command;  // where it stands
  Scalar scalar;    // spans of the script are offsets in its value
  shell::Dialect dialect = shell::Dialect::posix;
  // Never null; without commands where the dialect is PowerShell or cmd.
  std::shared_ptr<const shell::Script> script;

  std::shared_ptr<const CommandReading> reading;  // never null

  [[nodiscard]] std::string_view text() const { return scalar.value(); }
  // Whether the text holds the part: costs next to nothing where it does not.
  [[nodiscard]] bool holds(std::string_view part) const;
  // The bytes of the snapshot's text that a part of the decoded text comes from.
  [[nodiscard]] Span source(Span decoded) const { return scalar.source(decoded); }
};

[[nodiscard]] CommandText read_command(const Snapshot& snapshot, const Command& command);

// False only where the command's text does not hold the part, in whatever case: costs next to
// nothing, and spares reading the commands that a rule on the whole file has no business with. Says
// nothing about parts of less than three bytes: ask for "rm ".
[[nodiscard]] bool may_hold(const Snapshot& snapshot, const Command& command,
                            std::string_view part);

// What `env.shell` says, else the default of the system that the facts name, else what the command
// looks like: /bin/sh unless it bears signs of PowerShell.
[[nodiscard]] shell::Dialect dialect_of(const Snapshot& snapshot, std::string_view command);

// What is known about one command's text alone: the same for every command with that text, and
// carried from version to version of a document as long as the command stays as it is.
struct CommandReading {
  shell::Dialect dialect = shell::Dialect::posix;
  std::shared_ptr<const shell::Script> script;  // never null
  Effects effects;
  TextSketch sketch;
};

// For analyze(): of every command of the typed view. `previous`, an earlier version of the
// document, only makes it faster.
[[nodiscard]] std::vector<std::shared_ptr<const CommandReading>> read_commands(
    const Snapshot& snapshot, const Snapshot* previous);

}  // namespace buildspec
