// A command of a buildspec as a shell reads it: words, assignments, redirections. Plain data, with
// spans in the decoded command text; made by shell::parse(), safe to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/text/span.h"

namespace buildspec::shell {

// No place in a list.
inline constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

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

// What gives a variable its value.
enum class Setter : std::uint8_t {
  assignment,  // A=b, alone or in front of a command
  export_,     // export A=b
  local,       // local A=b
  declare,     // declare, typeset and readonly A=b
  loop,        // for A in …, select
  builtin,     // read A, printf -v A, mapfile A, getopts … A
  expansion,   // ${A:=b}
};

struct Assignment {
  Span name_span;
  std::string name;
  Word value;             // empty and not literal where it is unknown: loops, `read`
  bool exported = false;  // by `export`
  bool append = false;    // +=
  Setter setter = Setter::assignment;
};

// A name that a builtin names without giving it a value: `export A`, `unset A`, `readonly A`.
enum class Mention : std::uint8_t { export_, unset, declare, local };
struct NameMention {
  Mention kind = Mention::export_;
  Span span;
  std::string name;
};

enum class Redirect : std::uint8_t { input, output, append, duplicate, here_document, here_string };

struct Redirection {
  Redirect kind = Redirect::output;
  Span span;
  Word target;                             // of a here-document: its delimiter
  std::optional<std::uint8_t> descriptor;  // as written in front of the operator
  Span body;                               // of a here-document
};

// What the script does when a command fails (ends with another status than 0).
enum class Failure : std::uint8_t {
  at_once,    // it ends there and then, and fails
  at_end,     // nothing more of it that matters runs, and it fails: the command decides its status
  sometimes,  // depends on what the text does not show
  never,      // it goes on as if nothing had happened
};
// Why.
enum class FailureCause : std::uint8_t {
  last,           // at_end: the last command of the script
  exit_on_error,  // at_once: under `set -e`
  fallback,       // at_once: `|| exit 1`; sometimes: `|| other`; `because` is what stands behind ||
  not_last,       // never: more commands follow, and no `set -e` is in force
  unchecked_chain,  // never: a && b is not the last, and `set -e` does not look at its left side
  pipe,             // never: left of a pipe, without `pipefail`
  swallowed,        // never: `|| true`, `|| echo …`; `because` is what stands behind ||
  condition,        // never: of if, while, until
  negated,          // never: behind !
  background,       // never: in front of &
  substitution,     // never: inside $( ) of an argument, of <( )
  declaration,      // never: inside $( ) of `export A=$(…)`, `local A=$(…)`
  loop,             // sometimes: the last command of a loop's body decides only in the last round
  function,         // sometimes: of a function's body; depends on who calls it
  inspected,        // sometimes: what follows looks at $?
  foreign,          // sometimes: in the script of another shell whose options are not known
};

// A simple command (`A=b cmd arg > file`), an assignment alone, or (without words) the redirections
// of a compound one. `[[ … ]]` is one too, with its operators as words; of `(( … ))` the word is
// "((".
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
  std::vector<NameMention> mentions;
  std::uint32_t compound = kNowhere;  // the innermost one that it stands in
  std::uint32_t nested = 0;           // in Script::nested, from 1; 0: in none
  Failure failure = Failure::at_end;
  FailureCause cause = FailureCause::last;
  Span because;  // what decides, where that has a place; else empty

  // The name without its folder ("/usr/bin/aws" is "aws"); empty where it is not plain.
  [[nodiscard]] std::string_view name() const;
  // words[index].text, or empty.
  [[nodiscard]] std::string_view word(std::size_t index) const;
};

// What is done with a variable's value.
enum class UseForm : std::uint8_t {
  plain,     // $A, ${A}, and names in arithmetic
  fallback,  // ${A:-x}, ${A-x}
  assign,    // ${A:=x}, ${A=x}
  test,      // ${A:+x}, ${A+x}
  required,  // ${A:?x}, ${A?x}
  length,    // ${#A}
  indirect,  // ${!A}
  edited,    // ${A%x}, ${A/x/y}, ${A:1:2}, ${A^^}
};

struct VariableUse {
  Span span;       // with dollar and braces; the bare name inside $(( ))
  Span name_span;  // the name alone
  std::string name;
  UseForm form = UseForm::plain;
  Quoting quoting = Quoting::none;  // double_ also in here-documents, where nothing is split
  bool arithmetic = false;          // inside $(( )), (( )), an array's index
  bool here_document = false;
  // The shell splits the value into words and takes patterns in it for names of files: without
  // quotes, and in a command's words (no assignment, no [[ ]], no `case`).
  bool splits = false;
  std::uint32_t command = kNowhere;  // in Script::commands: whose words, values or redirections
  std::uint32_t nested = 0;          // as in Command

  // The script can do without a value: ${A:-x}, ${A:=x}, ${A:+x}.
  [[nodiscard]] bool may_be_unset() const {
    return form == UseForm::fallback || form == UseForm::assign || form == UseForm::test;
  }
};

// In the order of Reader's steps.
enum class CompoundKind : std::uint8_t {
  if_,
  for_,
  while_,
  until,
  select,
  case_,
  group,     // { }
  subshell,  // ( )
  function,  // f() …, function f …
};

struct Compound {
  CompoundKind kind = CompoundKind::group;
  Span span;
  Span keyword;  // "if", "{"; of a function its name
  Span body;     // the commands: of `if` from behind `then` to `fi`; within do … done; within { }
  std::string name;   // of a function; the variable of a loop
  bool bash = false;  // written as dash does not know it: `function f`, for ((…)), select
  std::uint32_t parent = kNowhere;
  std::uint32_t nested = 0;  // as in Command
};

// A text that another shell, or `eval`, reads as a script: `bash -c "…"`. What it holds stands in
// the same lists, with the spans of the outer text.
enum class Interpreter : std::uint8_t { sh, bash, other, same };  // same: eval
struct NestedScript {
  Span span;  // the word
  Interpreter interpreter = Interpreter::same;
  std::uint32_t command = kNowhere;  // the command that the word belongs to
  std::uint32_t parent = 0;          // as in Command
};

// Syntax that bash knows and a POSIX shell need not.
enum class BashSyntax : std::uint8_t {
  double_bracket,        // [[ … ]]
  arithmetic_command,    // (( … ))
  arithmetic_for,        // for (( … ))
  array,                 // A=(…), A[0]=…
  array_use,             // ${A[0]}, ${A[@]}
  function_keyword,      // function f
  select,                // select x in …
  process_substitution,  // <(…)
  here_string,           // <<<
  both_outputs,          // &>, &>>, >& file
  pipe_both,             // |&
  brace_list,            // {a,b}, {1..3}
  append_assignment,     // A+=x
  substring,             // ${A:1:2}
  replacement,           // ${A/x/y}
  case_change,           // ${A^^}, ${A,,}
  indirection,           // ${!A}
  ansi_quotes,           // $'…'
  translated_quotes,     // $"…"
  case_fall_through,     // ;& and ;;&
};
struct BashFeature {
  BashSyntax kind = BashSyntax::double_bracket;
  Span span;
  std::uint32_t command = kNowhere;
  std::uint32_t nested = 0;  // as in Command
};

// Where a text stops being a script.
enum class SyntaxFault : std::uint8_t {
  open_quote,       // a quote that is never closed
  open_expansion,   // $( ), ${ }, $(( )), ` ` that is never closed
  open_construct,   // the text ends inside if, for, while, case, { }, ( )
  missing_command,  // && or | or ! at the end, or in front of ; and the like
  stray_word,       // then, fi, do, done, esac, } where none is expected
  stray_operator,   // ), ;;, && in front of which no command stands
  empty_body,       // then fi, do done
  missing_word,     // `for x` without do, `case x` without in
  missing_target,   // > without a file
  unexpected,       // anything else that cannot stand where it does
};
struct SyntaxProblem {
  SyntaxFault fault = SyntaxFault::unexpected;
  Span span;            // the first bytes that cannot be; of what is never closed, its begin
  std::string message;  // "the quote is never closed", "`fi` is missing", "`then` without `if`"
  std::string found;    // the token that is too much: "fi", ")"; empty at the end of the text
  std::string missing;  // what is missing: "fi", "done", ")"; empty where nothing certain is
  bool at_end = false;  // the text ends too early: more of it may make it right
};

struct Script {
  std::vector<Command> commands;       // in document order, those inside $( ) after their command
  std::vector<VariableUse> variables;  // in document order
  std::vector<Compound> compounds;     // in document order, outer ones first
  std::vector<NestedScript> nested;
  std::vector<BashFeature> bash_features;  // in document order
  // The first place that no shell accepts: certain, dash and bash agree. Where there is none and
  // the script is broken all the same, it is over the budget, or the reader is not sure.
  std::optional<SyntaxProblem> problem;
  // The text is not what a shell accepts, or over the budget: what is listed is what could be read.
  bool broken = false;

  // The variable whose text an offset touches.
  [[nodiscard]] const VariableUse* variable_at(std::uint32_t offset) const;
};

// "$NAME" and "${NAME}" inside single quotes, where the shell leaves them as they are.
struct QuotedName {
  Span span;
  std::string name;
  std::uint32_t command = kNowhere;
  std::uint32_t word = kNowhere;  // in the command's words; kNowhere in assignments and elsewhere
};
[[nodiscard]] std::vector<QuotedName> names_in_single_quotes(const Script& script);

// What /bin/sh is in an image. Where it is unknown, nothing is certain.
enum class SystemShell : std::uint8_t { unknown, dash, bash };
[[nodiscard]] SystemShell system_shell(std::string_view image);

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
