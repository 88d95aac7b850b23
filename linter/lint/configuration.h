// The configuration file `.buildspec-lint.yml`, read by our own parser: which rules run and how
// loud, and what is known about the project. One reader for the command line and the server.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/project_facts.h"
#include "linter/lint/diagnostic.h"
#include "linter/lint/rule.h"
#include "linter/text/source_text.h"

namespace buildspec {

inline constexpr std::string_view kConfigurationFile = ".buildspec-lint.yml";

// Which rules run without a setting of their own: those that are on by default, or all.
enum class Preset : std::uint8_t { standard, pedantic };
inline constexpr std::array<std::string_view, 2> kPresetNames{"standard", "pedantic"};
[[nodiscard]] std::optional<Preset> preset_named(std::string_view name);

// Which rules run. A selector is a rule id, a group, or "all". The command line wins over the
// configuration file; within each the more exact setting wins, an id over a group, a group over
// "all", and the later of two equally exact ones.
struct RuleSelection {
  struct Setting {
    std::string selector;
    std::optional<Severity> severity;  // nothing: the rule's own
    bool enabled = true;
    bool from_command_line = false;
  };
  std::vector<Setting> settings;  // from the configuration file, then from --select and --ignore
  Preset preset = Preset::standard;
};

// How files are laid out, where that is agreed.
struct LayoutSettings {
  std::optional<std::uint32_t> indent;
  std::optional<bool> indent_lists;  // below a key; nothing: as most lists of each file
};
inline constexpr std::uint32_t kWidestIndent = 16;
inline constexpr std::array<std::string_view, 3> kListStyles{"keep", "indented", "flush"};

struct ConfigurationProblem {
  Span span;
  std::string message;
  std::vector<Fix> fixes;
};

struct Configuration {
  RuleSelection rules;
  ProjectFacts facts;                // `today`, `source_tree` and `path` are left unknown
  std::vector<std::string> files;    // globs of further paths that are buildspecs
  std::vector<std::string> exclude;  // globs of paths that are not searched for buildspecs
  LayoutSettings layout;
  bool shellcheck = false;  // ask an installed ShellCheck about the commands
  std::vector<ConfigurationProblem> problems;
};

// Never fails: what could not be understood is in `problems` and has no effect. Rule ids and groups
// are held against `rules`; without any they are taken as they are. docs/configuration.md describes
// the file.
[[nodiscard]] Configuration read_configuration(const SourceText& text,
                                               std::span<const RegisteredRule> rules = {});

}  // namespace buildspec
