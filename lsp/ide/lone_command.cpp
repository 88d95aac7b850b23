#include "lsp/ide/lone_command.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "linter/shell/parser.h"

namespace buildspec::ide {
namespace {

using shell::Command;
using shell::FailureCause;
using shell::Script;

// What they do ends with the script, goes on behind it, or depends on what ran before.
bool depends_on_script(std::string_view name) {
  constexpr std::string_view kNames[] = {
      ".",      "source",  "eval",  "exec",   "exit",    "return",  "break",   "continue",
      "set",    "shopt",   "trap",  "alias",  "unalias", "declare", "typeset", "readonly",
      "local",  "shift",   "umask", "ulimit", "wait",    "bg",      "fg",      "jobs",
      "disown", "nohup",   "pushd", "popd",   "dirs",    "command", "builtin", "enable",
      "hash",   "getopts", "read",  "setopt", "time",    "coproc",  "logout",  "history"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// $?, $!, $$, $_, $-, $0 … $9, $#, $*, $@: what another script says there is another thing.
bool uses_special_parameter(std::string_view text) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    std::size_t next = at + 1;
    if (next < text.size() && text[next] == '{') ++next;
    if (next < text.size() &&
        std::string_view("?!$_-#*@0123456789").find(text[next]) != std::string_view::npos)
      return true;
  }
  constexpr std::string_view kNames[] = {"LINENO",     "SECONDS",  "BASH_",  "SHELLOPTS",
                                         "PIPESTATUS", "FUNCNAME", "RANDOM", "OLDPWD"};
  return std::any_of(std::begin(kNames), std::end(kNames), [&](std::string_view name) {
    return text.find(name) != std::string_view::npos;
  });
}

bool is_good(const Command& command) {
  switch (command.cause) {
    case FailureCause::not_last:
    case FailureCause::unchecked_chain:
    case FailureCause::swallowed:
    case FailureCause::fallback:
    case FailureCause::condition:
    case FailureCause::negated:
    case FailureCause::background:
    case FailureCause::loop:
    case FailureCause::function:
    case FailureCause::inspected:
    case FailureCause::foreign: return false;
    default: break;
  }
  // A bare assignment: whether programs of the next item see the variable is not documented. The
  // name of a program that a variable holds may be any of those above.
  if (command.name().empty()) return false;
  return !depends_on_script(command.name());
}

bool one_pipeline(const std::vector<const Command*>& commands) {
  if (commands.size() <= 1) return true;
  return commands[0]->pipeline != 0 &&
         std::all_of(commands.begin(), commands.end(),
                     [&](const Command* each) { return each->pipeline == commands[0]->pipeline; });
}

// Commands in $( ) are within another one; two of them in one $( ) are a script of its own, of
// which dash and bash think differently under `set -e`.
bool one_at_the_top(const Script& script, std::string_view text) {
  std::vector<const Command*> top;
  const Command* last_inner = nullptr;
  for (const Command& command : script.commands) {
    const bool inner = std::any_of(top.begin(), top.end(), [&](const Command* each) {
      return each->span.contains(command.span) && each->span != command.span;
    });
    if (!inner) {
      top.push_back(&command);
      continue;
    }
    if (last_inner != nullptr && last_inner->span.end < command.span.begin &&
        (command.pipeline == 0 || command.pipeline != last_inner->pipeline)) {
      const std::string_view between =
          text.substr(last_inner->span.end, command.span.begin - last_inner->span.end);
      if (between.find_first_of(")`") == std::string_view::npos) return false;
    }
    if (last_inner != nullptr && last_inner->span.end >= command.span.begin) return false;
    last_inner = &command;
  }
  return one_pipeline(top);
}

}  // namespace

bool is_lone_command(std::string_view text) {
  if (text.empty() || text.find('\n') != std::string_view::npos || text.ends_with('\\') ||
      text.find("<<") != std::string_view::npos || text.find('#') == 0 ||
      uses_special_parameter(text))
    return false;
  const Script script = shell::parse(text);
  constexpr std::size_t kMostCommands = 64;
  if (script.broken || script.commands.empty() || script.commands.size() > kMostCommands ||
      !script.compounds.empty() || !script.nested.empty())
    return false;
  return std::all_of(script.commands.begin(), script.commands.end(), is_good) &&
         one_at_the_top(script, text);
}

}  // namespace buildspec::ide
