#include "rules/images/programs/programs.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "linter/lang/command_text.h"

namespace buildspec::images {
namespace {

constexpr std::string_view kPackageManagers[] = {"apt-get", "apt", "yum", "dnf", "apk"};

struct Owner {
  std::string_view program;
  std::string_view runtime;
};
constexpr Owner kOwners[] = {
    {"node", "nodejs"}, {"npm", "nodejs"},    {"npx", "nodejs"},     {"yarn", "nodejs"},
    {"pnpm", "nodejs"}, {"python", "python"}, {"python3", "python"}, {"pip", "python"},
    {"pip3", "python"}, {"java", "java"},     {"javac", "java"},     {"mvn", "java"},
    {"gradle", "java"}, {"go", "golang"},     {"php", "php"},        {"composer", "php"},
    {"ruby", "ruby"},   {"gem", "ruby"},      {"bundle", "ruby"},    {"dotnet", "dotnet"},
    {"cargo", "rust"},  {"rustc", "rust"},
};

// The sketch knows nothing of two letters: such a program has arguments.
bool may_name(const Snapshot& snapshot, const Command& command,
              std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return may_hold(snapshot, command, name == "go" ? "go " : name);
  });
}

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

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Rejects most commands without reading them: no word of theirs begins like one of the names.
class WordFilter {
 public:
  explicit WordFilter(std::span<const std::string_view> names) : names_(names) {
    for (const std::string_view name : names) first_[static_cast<unsigned char>(name[0])] = true;
  }
  [[nodiscard]] std::span<const std::string_view> names() const { return names_; }
  [[nodiscard]] bool may_hold(std::string_view source) const {
    bool inside = false;
    for (std::size_t i = 0; i < source.size(); ++i) {
      const bool word = is_word(source[i]);
      if (word && !inside && first_[static_cast<unsigned char>(source[i])]) {
        for (const std::string_view name : names_)
          if (source.substr(i).starts_with(name)) return true;
      }
      inside = word;
    }
    return false;
  }

 private:
  std::span<const std::string_view> names_;
  std::array<bool, 256> first_{};
};

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

void add_script_uses(const CommandText& command, std::span<const std::string_view> names,
                     std::vector<ProgramUse>& found) {
  const bool guard = has_guard(command.text());
  for (const shell::Command& simple : command.script->commands) {
    std::size_t at = 0;
    const bool by_sudo = simple.name() == "sudo";
    if (by_sudo) {
      do {
        ++at;
      } while (at < simple.words.size() && simple.words[at].text.starts_with("-"));
    }
    if (at >= simple.words.size() || !simple.words[at].plain()) continue;
    const std::string_view name = base_name(simple.words[at].text);
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    ProgramUse use{command.source(simple.words[at].span),
                   std::string(name),
                   {},
                   by_sudo,
                   guard || simple.conditional};
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

void add_uses(const Snapshot& snapshot, const Command& command, const WordFilter& filter,
              std::vector<ProgramUse>& found) {
  if (!may_name(snapshot, command, filter.names()) || !filter.may_hold(command.node.source()))
    return;
  const CommandText text = read_command(snapshot, command);
  const bool shell = text.dialect == shell::Dialect::posix || text.dialect == shell::Dialect::bash;
  if (shell) {
    add_script_uses(text, filter.names(), found);
  } else {
    add_line_uses(text, filter.names(), found);
  }
}

std::string_view runtime_of(std::string_view program) {
  for (const Owner& owner : kOwners)
    if (owner.program == program) return owner.runtime;
  return {};
}

}  // namespace

std::vector<ProgramUse> uses_of(const Snapshot& snapshot, std::span<const std::string_view> names) {
  std::vector<ProgramUse> found;
  const WordFilter filter(names);
  for (const Command& command : snapshot.buildspec.commands)
    add_uses(snapshot, command, filter, found);
  return found;
}

std::vector<RuntimeUse> runtime_uses(const Snapshot& snapshot) {
  std::vector<RuntimeUse> found;
  std::vector<std::string_view> wanted;
  for (const Owner& owner : kOwners) wanted.push_back(owner.program);
  for (const Command& command : snapshot.buildspec.commands) {
    std::vector<ProgramUse> uses;
    add_uses(snapshot, command, WordFilter(wanted), uses);
    for (ProgramUse& use : uses) {
      const std::string_view runtime = runtime_of(use.name);
      if (std::any_of(found.begin(), found.end(),
                      [&](const RuntimeUse& other) { return other.runtime == runtime; }))
        continue;
      std::erase_if(wanted, [&](std::string_view name) { return runtime_of(name) == runtime; });
      found.push_back({runtime, std::move(use)});
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
