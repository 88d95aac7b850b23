// What one command's text does to variables and to the directory, as far as that text alone tells.
// Offsets are those of the decoded text. Made once per text and carried from version to version of
// a document. Plain data; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/shell/script.h"
#include "linter/text/span.h"

namespace buildspec {

// What a use of a variable does where the variable is not set, or empty.
enum class Handling : std::uint8_t {
  none,      // $NAME
  fallback,  // ${NAME:-text}, ${NAME:=text}, ${NAME:+text}
  demanded,  // ${NAME:?text}: the command fails and says so
  tested,    // -z "$NAME", -n "$NAME"
  compared,  // inside [ ], [[ ]], behind `case`: an empty text is one more that is not equal
};

// Facts beside shell::Script::variables, one for each, at the same index.
struct Use {
  Handling handling = Handling::none;
  bool in_function = false;
  std::uint32_t name_hash = 0;
};

// Where the value of a definition comes from, for what follows secrets.
enum class ValueFrom : std::uint8_t {
  other,         // literal text, output of programs
  parameter,     // Parameter Store, decrypted: fetched by the command itself
  secret_store,  // Secrets Manager, get-login-password, assume-role, …
};

// A name that gets a value, or loses it.
struct Assigned {
  std::string_view name;  // the script's
  std::uint32_t name_hash = 0;
  Span name_span;
  shell::Setter setter = shell::Setter::assignment;
  bool unset = false;        // `unset NAME`: no definition, the end of one
  bool exported = false;     // by `export`
  bool prefix = false;       // NAME=value program: for that program alone
  bool conditional = false;  // may not run
  bool in_function = false;
  bool carries = true;  // holds behind the command's text
  bool exact = false;   // the value is one variable as it is: A=$B
  ValueFrom value_from = ValueFrom::other;
  std::uint32_t from = 0;                   // holds from this offset on …
  Span scope;                               // … inside these bytes
  std::uint32_t command = shell::kNowhere;  // in Script::commands
  // Uses whose text is (in) the value, directly or through base64, jq, cut and the like: indices
  // into Script::variables.
  std::vector<std::uint32_t> made_of;
};

// `cd`, `pushd`, `popd`, and what may do the same.
struct DirectoryChange {
  enum class Kind : std::uint8_t { to, push, pop, back, home, unknown };
  Kind kind = Kind::to;
  bool from_source = false;   // "$CODEBUILD_SRC_DIR/path"
  bool certain = true;        // runs, and for that place in the text
  std::string path;           // of `to` and `push`: literal text
  std::uint32_t command = 0;  // in Script::commands
  Span span;                  // of the path's word; of the command where it has none
};

// A part of the text behind whose end the directory is what it was in front of it (a subshell), or
// may be one of several (the branches of an `if`, loops).
struct DirectoryBlock {
  enum class Kind : std::uint8_t { subshell, function, branches, loop };
  Kind kind = Kind::subshell;
  Span span;
  std::vector<std::uint32_t> branches;  // where another one begins
};

struct Effects {
  static constexpr std::uint32_t kNever = 0xFFFFFFFF;

  std::vector<Use> uses;                   // as many as Script::variables
  std::vector<Assigned> assigned;          // by `from`
  std::vector<DirectoryChange> directory;  // by `command`
  std::vector<DirectoryBlock> blocks;      // by begin; empty where `directory` is
  // From this offset on any variable may be defined: `source`, `eval`, `export $(…)`, a text that
  // cannot be read.
  std::uint32_t anything_from = kNever;
  bool anything_carries = false;

  [[nodiscard]] bool empty() const {
    return uses.empty() && assigned.empty() && directory.empty() && anything_from == kNever;
  }
};

// `script` is `text` as it was parsed, and outlives the effects.
[[nodiscard]] Effects effects_of(const shell::Script& script, std::string_view text);
// Of a text that is written in a language which is not read: anything.
[[nodiscard]] Effects unknown_effects();

// The same but for places: then what follows from them for other commands is the same.
[[nodiscard]] bool same_effects(const Effects& a, const shell::Script& a_script, const Effects& b,
                                const shell::Script& b_script);

[[nodiscard]] std::uint32_t hash_name(std::string_view name);

}  // namespace buildspec
