// What a simple command runs, behind what only wraps it (`sudo -E env A=b timeout 5 docker …`), and
// questions about its options and its neighbours. Views are of the script; pure, any thread.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/shell/script.h"
#include "linter/text/span.h"

namespace buildspec::commands {

struct Invocation {
  const shell::Command* command = nullptr;
  std::size_t first = 0;               // the program's word
  std::string_view program;            // without its folder; empty where it is not plain
  std::span<const shell::Word> words;  // from the program on
  const shell::Word* sudo = nullptr;   // the word `sudo`, where it is wrapped so

  [[nodiscard]] std::string_view word(std::size_t index) const {
    return index < words.size() ? std::string_view(words[index].text) : std::string_view();
  }
  [[nodiscard]] Span span() const;  // of the words
};

[[nodiscard]] Invocation invocation(const shell::Command& command);

// One of the words behind the program is this option: "--yes" (or "--yes=…"), "-y" (or, among other
// letters, "-qy").
[[nodiscard]] bool has_option(const Invocation& run, std::initializer_list<std::string_view> names);

// The value of an option: "--name value", "--name=value", "-n value". `attached`: the value is what
// follows the "=" in the option's own word.
struct OptionValue {
  const shell::Word* option = nullptr;
  const shell::Word* value = nullptr;  // the option's own word where attached
  std::size_t offset = 0;              // of the value in its word's text
  bool attached = false;

  [[nodiscard]] std::string_view text() const {
    return std::string_view(value->text).substr(offset);
  }
};
[[nodiscard]] std::vector<OptionValue> option_values(const Invocation& run,
                                                     std::initializer_list<std::string_view> names);

// The words behind the program that are no options. Of an option in `with_value` the next word is
// its value; the value behind any other option is taken for an argument.
[[nodiscard]] std::vector<const shell::Word*> arguments(
    const Invocation& run, std::span<const std::string_view> with_value = {});

// The neighbours in a pipeline; null at its ends and outside.
[[nodiscard]] const shell::Command* piped_from(const shell::Script& script,
                                               const shell::Command& command);
[[nodiscard]] const shell::Command* piped_to(const shell::Script& script,
                                             const shell::Command& command);

// The substitution `$(…)`, `` `…` `` or `<(…)` that a command stands in, with the command whose
// word it is part of; the innermost one.
struct Substitution {
  const shell::Command* outer = nullptr;
  const shell::Word* word = nullptr;
  const shell::Part* part = nullptr;
  bool assigned = false;  // the word is the value of an assignment
};
[[nodiscard]] std::optional<Substitution> substitution_around(const shell::Script& script,
                                                              const shell::Command& command);

// Standard output of the command ends in the log of the build: it is neither redirected nor piped
// nor taken by a substitution.
[[nodiscard]] bool prints_to_log(const shell::Script& script, const shell::Command& command);

[[nodiscard]] bool contains(std::string_view text, std::string_view part);
[[nodiscard]] bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names);

}  // namespace buildspec::commands
