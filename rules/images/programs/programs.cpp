#include "rules/images/programs/programs.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/lang/source_path.h"

namespace buildspec::images {
namespace {

constexpr std::string_view kPackageManagers[] = {"apt-get", "apt", "yum", "dnf", "apk"};

struct Owner {
  std::string_view program;
  std::string_view runtime;
};
// Those of one runtime stand together.
constexpr Owner kOwners[] = {
    {"node", "nodejs"}, {"npm", "nodejs"},    {"npx", "nodejs"},     {"yarn", "nodejs"},
    {"pnpm", "nodejs"}, {"python", "python"}, {"python3", "python"}, {"pip", "python"},
    {"pip3", "python"}, {"java", "java"},     {"javac", "java"},     {"mvn", "java"},
    {"gradle", "java"}, {"go", "golang"},     {"php", "php"},        {"composer", "php"},
    {"ruby", "ruby"},   {"gem", "ruby"},      {"bundle", "ruby"},    {"dotnet", "dotnet"},
    {"cargo", "rust"},  {"rustc", "rust"},
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Looks before it leaps, or leaps twice.
bool has_guard(std::string_view text) {
  for (const std::string_view sign : {"||", "command -v", "which ", "type ", "hash ", "-release",
                                      "debian_version", "[ ", "test "})
    if (has(text, sign)) return true;
  return false;
}

void add_script_uses(const CommandText& command, std::span<const std::string_view> names,
                     std::vector<ProgramUse>& found) {
  std::optional<bool> guard;
  for (const shell::Command& simple : command.script->commands) {
    std::size_t at = 0;
    const bool by_sudo = simple.name() == "sudo";
    if (by_sudo) {
      do {
        ++at;
      } while (at < simple.words.size() && simple.words[at].text.starts_with("-"));
    }
    if (at >= simple.words.size() || !simple.words[at].plain()) continue;
    const std::string_view name = file_name(simple.words[at].text);
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    if (!guard) guard = has_guard(command.text());
    ProgramUse use{command.source(simple.words[at].span),
                   std::string(name),
                   {},
                   by_sudo,
                   *guard || simple.conditional};
    for (std::size_t i = at + 1; i < simple.words.size() && use.argument.empty(); ++i)
      if (!simple.words[i].text.starts_with("-")) use.argument = simple.words[i].text;
    found.push_back(std::move(use));
  }
}

void add_line_uses(const CommandText& command, std::span<const std::string_view> names,
                   std::vector<ProgramUse>& found) {
  const std::string_view text = command.text();
  const bool guard = has(text, "{") || has(text, "if ") || has(text, "||");
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    const std::string_view rest = line.substr(first);
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r;"));
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      std::string_view behind = rest.substr(name.size());
      behind.remove_prefix(std::min(behind.find_first_not_of(" \t"), behind.size()));
      const auto at = static_cast<std::uint32_t>(begin + first);
      found.push_back(
          {command.source({at, at + static_cast<std::uint32_t>(name.size())}), std::string(name),
           std::string(behind.substr(0, behind.find_first_of(" \t\r;"))), false, guard});
    }
    begin = end + 1;
  }
}

void add_uses(const CommandText& command, std::span<const std::string_view> names,
              std::vector<ProgramUse>& found) {
  const bool shell =
      command.dialect == shell::Dialect::posix || command.dialect == shell::Dialect::bash;
  if (shell) {
    add_script_uses(command, names, found);
  } else {
    add_line_uses(command, names, found);
  }
}

// The commands with one of the names as a word.
std::vector<std::uint32_t> commands_naming(const Snapshot& snapshot,
                                           std::span<const std::string_view> names) {
  std::vector<std::string> words;
  for (const std::string_view name : names) words.push_back(' ' + std::string(name) + ' ');
  return commands_holding(snapshot, std::vector<std::string_view>(words.begin(), words.end()));
}

}  // namespace

std::vector<ProgramUse> uses_of(const Snapshot& snapshot, std::span<const std::string_view> names) {
  std::vector<ProgramUse> found;
  for (const std::uint32_t number : commands_naming(snapshot, names))
    add_uses(read_command(snapshot, snapshot.buildspec.commands[number]), names, found);
  return found;
}

std::vector<RuntimeUse> runtime_uses(const Snapshot& snapshot) {
  std::vector<RuntimeUse> found;
  for (const Owner* owner = std::begin(kOwners); owner != std::end(kOwners);) {
    std::vector<std::string_view> names;
    const std::string_view runtime = owner->runtime;
    for (; owner != std::end(kOwners) && owner->runtime == runtime; ++owner)
      names.push_back(owner->program);
    for (const std::uint32_t number : commands_naming(snapshot, names)) {
      std::vector<ProgramUse> uses;
      add_uses(read_command(snapshot, snapshot.buildspec.commands[number]), names, uses);
      if (uses.empty()) continue;
      found.push_back({runtime, std::move(uses.front())});
      break;
    }
  }
  return found;
}

std::span<const std::string_view> package_managers() { return kPackageManagers; }

bool is_there(std::string_view package_manager, std::string_view own) {
  if (package_manager == own) return true;
  const auto either = [&](std::string_view a, std::string_view b) {
    return (package_manager == a && own == b) || (package_manager == b && own == a);
  };
  return either("yum", "dnf") || either("apt", "apt-get");
}

}  // namespace buildspec::images
