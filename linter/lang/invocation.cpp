#include "linter/lang/invocation.h"

#include <algorithm>
#include <array>

#include "linter/lang/source_path.h"

namespace buildspec::commands {
namespace {

using shell::Command;
using shell::PartKind;
using shell::Word;

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 && word[0] != '-' &&
         word.substr(0, equals).find('/') == std::string_view::npos;
}

// Options of wrappers that take the next word as their value.
bool takes_value(std::string_view wrapper, std::string_view option) {
  if (wrapper == "sudo")
    return is_one_of(option, {"-u", "-g", "-h", "-p", "-C", "-T", "-U", "--user", "--group"});
  if (wrapper == "env") return is_one_of(option, {"-u", "-C", "--unset", "--chdir"});
  if (wrapper == "timeout") return is_one_of(option, {"-k", "-s", "--kill-after", "--signal"});
  if (wrapper == "nice") return option == "-n";
  if (wrapper == "exec") return option == "-a";
  return false;
}

bool is_wrapper(std::string_view name) {
  return is_one_of(name, {"sudo", "env", "time", "nohup", "exec", "command", "timeout", "nice",
                          "unbuffer", "builtin"});
}

// The word behind a wrapper with its options.
std::size_t behind_wrapper(const Command& command, std::size_t at) {
  const std::string_view name = file_name(command.words[at].text);
  std::size_t next = at + 1;
  while (next < command.words.size()) {
    const std::string_view word = command.words[next].text;
    if (!word.empty() && word[0] == '-' && word.size() > 1) {
      next += takes_value(name, word) ? 2 : 1;
    } else if ((name == "env" || name == "sudo") && is_assignment(word)) {
      ++next;
    } else {
      break;
    }
  }
  return name == "timeout" ? next + 1 : next;  // its duration
}

bool is_option(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

bool is_substitution(PartKind kind) {
  return kind == PartKind::command_substitution || kind == PartKind::process_substitution;
}

// Standard output.
bool goes_to_file(const Command& command) {
  return std::any_of(
      command.redirections.begin(), command.redirections.end(), [](const shell::Redirection& each) {
        const bool output =
            each.kind == shell::Redirect::output || each.kind == shell::Redirect::append;
        const bool closed = each.kind == shell::Redirect::duplicate && each.target.text == "-";
        return (output || closed) && each.descriptor.value_or(1) == 1;
      });
}

}  // namespace

Span Invocation::span() const {
  return words.empty() ? command->span : Span{words.front().span.begin, words.back().span.end};
}

Invocation invocation(const Command& command) {
  Invocation run;
  run.command = &command;
  std::size_t at = 0;
  while (at < command.words.size() && command.words[at].plain()) {
    const std::string_view name = file_name(command.words[at].text);
    if (!is_wrapper(name)) break;
    const std::size_t next = behind_wrapper(command, at);
    if (next >= command.words.size()) break;  // `env` alone is the program
    if (name == "sudo") run.sudo = &command.words[at];
    at = next;
  }
  run.first = at;
  run.words = std::span(command.words).subspan(std::min(at, command.words.size()));
  if (!run.words.empty() && run.words.front().plain())
    run.program = file_name(run.words.front().text);
  return run;
}

bool has_option(const Invocation& run, std::initializer_list<std::string_view> names) {
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (!is_option(word)) continue;
    for (const std::string_view name : names) {
      if (word == name) return true;
      const bool single = name.size() == 2 && name[1] != '-';
      if (single && word[1] != '-' && word.find(name[1], 1) != std::string_view::npos) return true;
      if (!single && word.size() > name.size() && word[name.size()] == '=' &&
          word.starts_with(name))
        return true;
    }
  }
  return false;
}

std::vector<OptionValue> option_values(const Invocation& run,
                                       std::initializer_list<std::string_view> names) {
  std::vector<OptionValue> found;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const Word& word = run.words[i];
    for (const std::string_view name : names) {
      if (word.text == name && i + 1 < run.words.size()) {
        found.push_back({&word, &run.words[i + 1], 0, false});
      } else if (name.starts_with("--") && word.text.size() > name.size() &&
                 word.text[name.size()] == '=' && word.text.starts_with(name)) {
        found.push_back({&word, &word, name.size() + 1, true});
      }
    }
  }
  return found;
}

std::vector<const Word*> arguments(const Invocation& run,
                                   std::span<const std::string_view> with_value) {
  std::vector<const Word*> found;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (!is_option(word)) {
      found.push_back(&run.words[i]);
    } else if (std::find(with_value.begin(), with_value.end(), word) != with_value.end()) {
      ++i;
    }
  }
  return found;
}

// Commands inside of others stand between the parts of a pipeline, never thousands of them.
constexpr std::size_t kMostBetween = 256;

const Command* piped_from(const shell::Script& script, const Command& command) {
  if (command.pipeline == 0) return nullptr;
  const auto index = static_cast<std::size_t>(&command - script.commands.data());
  for (std::size_t i = 1; i <= std::min(index, kMostBetween); ++i) {
    const Command& each = script.commands[index - i];
    if (each.pipeline == command.pipeline) return &each;
  }
  return nullptr;
}

const Command* piped_to(const shell::Script& script, const Command& command) {
  if (command.pipeline == 0) return nullptr;
  const auto index = static_cast<std::size_t>(&command - script.commands.data());
  const std::size_t end = std::min(script.commands.size(), index + 1 + kMostBetween);
  for (std::size_t i = index + 1; i < end; ++i)
    if (script.commands[i].pipeline == command.pipeline) return &script.commands[i];
  return nullptr;
}

std::optional<Substitution> substitution_around(const shell::Script& script,
                                                const Command& command) {
  std::optional<Substitution> found;
  const auto look = [&](const Command& outer, const Word& word, bool assigned) {
    if (!word.span.contains(command.span)) return;
    for (const shell::Part& part : word.parts) {
      if (!is_substitution(part.kind) || !part.span.contains(command.span)) continue;
      if (!found || found->part->span.contains(part.span))
        found = Substitution{&outer, &word, &part, assigned};
    }
  };
  // Commands stand in document order: the nearest one in front that surrounds this one is the
  // innermost.
  auto outer = static_cast<std::size_t>(&command - script.commands.data());
  while (outer-- > 0 && !found) {
    const Command& each = script.commands[outer];
    if (!each.span.contains(command.span)) continue;
    for (const Word& word : each.words) look(each, word, false);
    for (const shell::Assignment& assignment : each.assignments) look(each, assignment.value, true);
  }
  return found;
}

bool prints_to_log(const shell::Script& script, const Command& command) {
  if (command.function) return false;  // whoever calls it may take its output
  if (command.subshell && substitution_around(script, command)) return false;
  if (goes_to_file(command) || piped_to(script, command) != nullptr) return false;
  if (command.compound == shell::kNowhere && command.nested == 0) return true;
  // "( … ) > file" is a command without words, in front of the others that it spans.
  for (const Command& each : script.commands)
    if (each.words.empty() && each.span.contains(command.span) && goes_to_file(each)) return false;
  return true;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names) {
  if (text.empty()) return std::find(names.begin(), names.end(), text) != names.end();
  return std::any_of(names.begin(), names.end(), [text](std::string_view name) {
    return name.size() == text.size() && name[0] == text[0] && name == text;
  });
}

}  // namespace buildspec::commands
