#include "rules/commands/constructs/constructs.h"

#include <algorithm>

#include "linter/shell/parser.h"
#include "rules/commands/invocation/invocation.h"

namespace buildspec::commands {
namespace {

// Nobody spreads one construct over more.
constexpr std::size_t kMostItems = 40;
constexpr std::size_t kMostText = 16U << 10U;
// Of a whole file, read again: thousands of items that all begin something take no seconds.
constexpr std::size_t kMostRead = 256U << 10U;

const shell::Script& script_of(const Snapshot& snapshot, std::size_t index) {
  return *snapshot.readings[index]->script;
}

bool may_go_on(const shell::Script& script) { return script.problem && script.problem->at_end; }

void append_lines(std::string& joined, std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!joined.empty()) joined += '\n';
  joined += text;
}

}  // namespace

std::vector<SplitConstruct> split_constructs(const Snapshot& snapshot) {
  const std::vector<Command>& commands = snapshot.buildspec.commands;
  std::vector<SplitConstruct> found;
  std::size_t read = 0;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (!may_go_on(script_of(snapshot, i))) continue;
    std::string joined(commands[i].node.scalar().value());
    while (!joined.empty() && joined.back() == '\n') joined.pop_back();
    for (std::size_t j = i + 1; j < std::min(commands.size(), i + kMostItems); ++j) {
      if (commands[j].phase != commands[i].phase || commands[j].list != commands[i].list) break;
      append_lines(joined, commands[j].node.scalar().value());
      if (joined.size() > kMostText) break;
      // The end of a construct is no script alone; what is right alone cannot end one.
      if (!script_of(snapshot, j).problem) continue;
      read += joined.size();
      if (read > kMostRead) return found;
      const shell::Script together = shell::parse(joined);
      if (together.broken) continue;
      found.push_back({i, j, std::move(joined)});
      i = j;
      break;
    }
  }
  return found;
}

bool is_surely_unix(const Snapshot& snapshot) {
  if (snapshot.buildspec.env.shell || snapshot.facts->image || snapshot.facts->environment_type)
    return true;
  for (const Phase& phase : snapshot.buildspec.phases)
    if (phase.runtime_versions) return true;  // Windows images select none
  return std::any_of(snapshot.readings.begin(), snapshot.readings.end(), [](const auto& reading) {
    if (reading->script->commands.empty()) return false;
    return is_one_of(reading->script->commands.front().name(),
                     {"apt-get", "apt", "yum", "dnf", "apk", "export", "source", ".", "chmod",
                      "sudo", "sed", "grep", "set", "[", "[[", "unzip", "tar"});
  });
}

std::string as_message(std::string_view problem) {
  std::string message(problem);
  if (!message.empty() && message[0] >= 'a' && message[0] <= 'z')
    message[0] = static_cast<char>(message[0] - 32);
  return message;
}

}  // namespace buildspec::commands
