// The typed view of a buildspec: what a rule that must name a key reads instead of string paths.
// Nodes belong to the snapshot's tree. A view holds what is there, in any state of disrepair: an
// absent part is "no node", a part of the wrong kind is kept as it is.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"

namespace buildspec {

// In running order.
enum class PhaseName : std::uint8_t { install, pre_build, build, post_build };
inline constexpr std::array kPhaseNames{PhaseName::install, PhaseName::pre_build, PhaseName::build,
                                        PhaseName::post_build};
[[nodiscard]] std::string_view to_string(PhaseName name);
[[nodiscard]] std::optional<PhaseName> phase_name(std::string_view text);

enum class FormatVersion : std::uint8_t { v0_1, v0_2 };

enum class CommandList : std::uint8_t { commands, finally };

// One command: a scalar item of a list, or the scalar that stands in a list's place.
struct Command {
  Node node;
  PhaseName phase = PhaseName::install;
  CommandList list = CommandList::commands;
  std::uint32_t index = 0;  // in its list, from 0
  std::uint32_t order = 0;  // in Buildspec::commands
};

struct Phase {
  PhaseName name = PhaseName::install;
  Node key;
  Node value;  // the whole phase
  Node commands;
  Node finally;
  Node run_as;
  Node on_failure;
  Node runtime_versions;
};

enum class VariableBlock : std::uint8_t { variables, parameter_store, secrets_manager };

// One entry of an env block; `variables` stands for `environment_variables.plaintext` in 0.1 too.
struct Variable {
  VariableBlock block = VariableBlock::variables;
  Node key;
  Node value;
};

struct Env {
  Node node;   // `env`, or `environment_variables` in 0.1
  Node other;  // `environment_variables` where both are there
  Node shell;
  std::vector<Variable> variables;  // of all blocks, in document order
  Node exported_variables;
  Node git_credential_helper;

  // Some variable comes from Parameter Store or Secrets Manager.
  [[nodiscard]] bool has_references() const {
    return std::any_of(variables.begin(), variables.end(), [](const Variable& variable) {
      return variable.block != VariableBlock::variables;
    });
  }
};

// The primary artifact, or one of `secondary-artifacts`: `key` is its identifier then.
struct Artifact {
  Node key;
  Node node;
  Node files;  // a list, or a scalar in its place
  Node name;
  Node base_directory;
  Node exclude_paths;
  Node discard_paths;
  Node type;
  Node s3_prefix;
  Node enable_symlinks;
};

struct Report {
  Node key;
  Node node;
  Node files;
  Node file_format;
  Node base_directory;
  Node discard_paths;
};

struct Cache {
  Node node;
  Node paths;
  Node key;
  Node fallback_keys;
  Node action;
};

enum class BatchKind : std::uint8_t { graph, list, matrix, fanout };

// One entry of build-graph or build-list.
struct BatchTask {
  BatchKind kind = BatchKind::graph;
  Node node;
  Node identifier;
  Node buildspec;
  Node depend_on;
  Node env;
  Node debug_session;
  Node ignore_failure;
};

struct Batch {
  Node node;
  Node fast_fail;
  Node build_graph;
  Node build_list;
  Node build_matrix;
  Node build_fanout;
  std::vector<BatchTask> tasks;
};

struct Buildspec {
  Node root;
  Node version;
  std::optional<FormatVersion> format;  // what `version` says, if it says one of the two
  Node run_as;
  Env env;
  Node phases_node;
  std::vector<Phase> phases;      // those with a known name, in document order
  std::vector<Command> commands;  // of all phases, in running order, `finally` after `commands`
  Node artifacts_node;
  std::vector<Artifact> artifacts;  // the primary one first, if there is one
  Node reports_node;
  std::vector<Report> reports;
  Cache cache;
  Batch batch;

  [[nodiscard]] const Phase* phase(PhaseName name) const;
};

// Total: any tree has a view, be it an empty one.
[[nodiscard]] Buildspec view(const Tree& tree);
// The first half of it: the nodes of the root's own keys, and nothing of what is in them.
[[nodiscard]] Buildspec outline(const Tree& tree);
// The other half.
void fill(Buildspec& outline);

// The items of a list, or the one scalar that stands in its place; empty for everything else.
[[nodiscard]] std::vector<Node> list_items(Node node);

}  // namespace buildspec
