// A command of a buildspec as a shell reads it: words, assignments, redirections. Plain data, with
// spans in the decoded command text; made by shell::Parser, safe to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/text/span.h"

namespace buildspec::shell {

enum class Quoting : std::uint8_t { none, single, double_ };

enum class PartKind : std::uint8_t {
  text,
  variable,              // $NAME, ${NAME}, ${NAME:-x}
  command_substitution,  // $(…) and `…`
  arithmetic,            // $((…))
  process_substitution,  // <(…)
  brace_range,           // {1..3}
  array,                 // the (…) behind A=
};

// A piece of a word. `text`: the piece without its quotes and escapes; of a variable its name.
struct Part {
  PartKind kind = PartKind::text;
  Quoting quoting = Quoting::none;
  Span span;  // the quotes left out
  std::string text;
};

struct Word {
  Span span;         // with its quotes
  std::string text;  // without quotes; expansions as they are written
  std::vector<Part> parts;
  bool literal = true;  // no expansion: the shell sees just `text`
  bool glob = false;    // an unquoted * ? [ or {: the shell may make other words of it

  // The bytes between the quotes where the word is one piece, else the same as `span`.
  [[nodiscard]] Span inner() const { return parts.size() == 1 ? parts.front().span : span; }
  // Literal, and not a pattern.
  [[nodiscard]] bool plain() const { return literal && !glob; }
};

struct Assignment {
  Span name_span;
  std::string name;
  Word value;             // empty and not literal where the value is unknown (`for x in …`)
  bool exported = false;  // by `export`
  bool append = false;    // +=
};

enum class Redirect : std::uint8_t { input, output, append, duplicate, here_document, here_string };

struct Redirection {
  Redirect kind = Redirect::output;
  Span span;
  Word target;                             // of a here-document: its delimiter
  std::optional<std::uint8_t> descriptor;  // as written in front of the operator
  Span body;                               // of a here-document
};

// A simple command (`A=b cmd arg > file`), an assignment alone, or (without words) the redirections
// of a compound one.
struct Command {
  Span span;
  std::vector<Assignment> assignments;  // in front of the words, or what `export` and the like do
  std::vector<Word> words;              // the first is the command's name
  std::vector<Redirection> redirections;
  bool subshell = false;     // `cd` and assignments have no effect outside: ( ), pipes, $( ), &
  bool conditional = false;  // may not run: if, case, loops, functions, behind ||
  bool function = false;     // in a function's body
  // The commands of a pipeline have the same number, from 1, and follow each other; 0: in none.
  std::uint32_t pipeline = 0;

  // The name without its folder ("/usr/bin/aws" is "aws"); empty where it is not plain.
  [[nodiscard]] std::string_view name() const;
  // words[index].text, or empty.
  [[nodiscard]] std::string_view word(std::size_t index) const;
};

struct VariableUse {
  Span span;       // with dollar and braces; the bare name inside $(( ))
  Span name_span;  // the name alone
  std::string name;
};

struct Script {
  std::vector<Command> commands;       // in document order, those inside $( ) after their command
  std::vector<VariableUse> variables;  // in document order
  // The text is not what a shell accepts, or over the budget: what is listed is what could be read.
  bool broken = false;

  // The variable whose text an offset touches.
  [[nodiscard]] const VariableUse* variable_at(std::uint32_t offset) const;
};

// Which language the commands are written in. `env_shell` is the value of env.shell, where there is
// one; the image and environment type of the project, where they are known, say which system's
// default applies: /bin/sh on Linux, PowerShell on Windows.
enum class Dialect : std::uint8_t { posix, bash, powershell, cmd };
[[nodiscard]] std::optional<Dialect> dialect_of(std::string_view env_shell);
[[nodiscard]] bool is_windows(std::string_view image, std::string_view environment_type);
// Signs of PowerShell that a POSIX shell's command does not bear ("$Env:", "Write-Host"): for
// buildspecs that name neither shell nor image.
[[nodiscard]] bool looks_like_powershell(std::string_view command);

}  // namespace buildspec::shell
