#include "linter/lang/buildspec.h"

#include <algorithm>

namespace buildspec {
namespace {

constexpr std::array<std::string_view, 4> kPhaseTexts{"install", "pre_build", "build",
                                                      "post_build"};

std::optional<FormatVersion> format_version(Node version) {
  if (!version.is_scalar()) return std::nullopt;
  const Scalar scalar = version.scalar();
  if (scalar.value() == "0.2") return FormatVersion::v0_2;
  if (scalar.value() == "0.1") return FormatVersion::v0_1;
  return std::nullopt;
}

// Calls `visit(key text, pair)` for every pair with a scalar key.
template <class Visitor>
void for_each_named(Node mapping, Visitor&& visit) {
  for (const Pair pair : mapping.pairs()) {
    if (!pair.key.is_scalar()) continue;
    const Scalar key = pair.key.scalar();
    visit(key.value(), pair);
  }
}

// A mapping field of the view: where its value goes.
template <class Object>
struct Field {
  std::string_view name;
  Node Object::*member;
};

// The last pair with a name wins, as in go-yaml v2.
template <class Object, std::size_t kCount>
void read_fields(Node mapping, const std::array<Field<Object>, kCount>& fields, Object& object) {
  for_each_named(mapping, [&](std::string_view name, const Pair& pair) {
    for (const Field<Object>& field : fields) {
      if (field.name == name) object.*field.member = pair.value;
    }
  });
}

void add_variables(Node block, VariableBlock kind, std::vector<Variable>& variables) {
  // As many as there are, without a reserve; blocks that come again and again still double it.
  const std::size_t wanted = variables.size() + (block.is_mapping() ? block.size() : 0);
  if (wanted > variables.capacity()) {
    variables.reserve(std::max(wanted, variables.capacity() * 2));
  }
  for (const Pair pair : block.pairs()) variables.push_back({kind, pair.key, pair.value});
}

// Of 0.1 and of 0.2: a file with the keys of the other version means something by them all the
// same, and a secret in it is exposed whatever the version.
void read_env(Node node, Env& env) {
  env.node = node;
  for_each_named(node, [&](std::string_view name, const Pair& pair) {
    if (name == "variables" || name == "plaintext") {
      add_variables(pair.value, VariableBlock::variables, env.variables);
    } else if (name == "parameter-store") {
      add_variables(pair.value, VariableBlock::parameter_store, env.variables);
    } else if (name == "secrets-manager") {
      add_variables(pair.value, VariableBlock::secrets_manager, env.variables);
    } else if (name == "shell") {
      env.shell = pair.value;
    } else if (name == "exported-variables") {
      env.exported_variables = pair.value;
    } else if (name == "git-credential-helper") {
      env.git_credential_helper = pair.value;
    }
  });
}

Phase read_phase(PhaseName name, const Pair& pair) {
  static constexpr std::array<Field<Phase>, 5> kFields{
      {{"commands", &Phase::commands},
       {"finally", &Phase::finally},
       {"run-as", &Phase::run_as},
       {"on-failure", &Phase::on_failure},
       {"runtime-versions", &Phase::runtime_versions}}};
  Phase phase;
  phase.name = name;
  phase.key = pair.key;
  phase.value = pair.value;
  read_fields(pair.value, kFields, phase);
  return phase;
}

void read_phases(Node node, std::vector<Phase>& phases) {
  for_each_named(node, [&](std::string_view text, const Pair& pair) {
    const std::optional<PhaseName> name = phase_name(text);
    if (!name) return;
    const auto same = [&](const Phase& phase) { return phase.name == *name; };
    phases.erase(std::remove_if(phases.begin(), phases.end(), same), phases.end());
    phases.push_back(read_phase(*name, pair));
  });
}

void add_commands(Node list, PhaseName phase, CommandList kind, std::vector<Command>& commands) {
  if (list.is_scalar()) {
    commands.push_back({list, phase, kind, 0});
    return;
  }
  std::uint32_t index = 0;
  for (const Node item : list.items()) {
    if (item.is_scalar()) commands.push_back({item, phase, kind, index});
    ++index;
  }
}

void collect_commands(Buildspec& buildspec) {
  for (const PhaseName name : kPhaseNames) {
    const Phase* const phase = buildspec.phase(name);
    if (phase == nullptr) continue;
    add_commands(phase->commands, name, CommandList::commands, buildspec.commands);
    add_commands(phase->finally, name, CommandList::finally, buildspec.commands);
  }
  std::uint32_t order = 0;
  for (Command& command : buildspec.commands) command.order = order++;
}

Artifact read_artifact(Node key, Node node) {
  static constexpr std::array<Field<Artifact>, 8> kFields{
      {{"files", &Artifact::files},
       {"name", &Artifact::name},
       {"base-directory", &Artifact::base_directory},
       {"exclude-paths", &Artifact::exclude_paths},
       {"discard-paths", &Artifact::discard_paths},
       {"type", &Artifact::type},
       {"s3-prefix", &Artifact::s3_prefix},
       {"enable-symlinks", &Artifact::enable_symlinks}}};
  Artifact artifact;
  artifact.key = key;
  artifact.node = node;
  read_fields(node, kFields, artifact);
  return artifact;
}

void read_artifacts(Node node, std::vector<Artifact>& artifacts) {
  if (!node.is_mapping()) return;
  artifacts.push_back(read_artifact(Node(), node));
  for (const Pair pair : node.get("secondary-artifacts").pairs()) {
    artifacts.push_back(read_artifact(pair.key, pair.value));
  }
}

void read_reports(Node node, std::vector<Report>& reports) {
  static constexpr std::array<Field<Report>, 4> kFields{
      {{"files", &Report::files},
       {"file-format", &Report::file_format},
       {"base-directory", &Report::base_directory},
       {"discard-paths", &Report::discard_paths}}};
  for (const Pair pair : node.pairs()) {
    Report report;
    report.key = pair.key;
    report.node = pair.value;
    read_fields(pair.value, kFields, report);
    reports.push_back(report);
  }
}

void read_cache(Node node, Cache& cache) {
  static constexpr std::array<Field<Cache>, 4> kFields{{{"paths", &Cache::paths},
                                                        {"key", &Cache::key},
                                                        {"fallback-keys", &Cache::fallback_keys},
                                                        {"action", &Cache::action}}};
  cache.node = node;
  read_fields(node, kFields, cache);
}

void add_tasks(Node list, BatchKind kind, std::vector<BatchTask>& tasks) {
  static constexpr std::array<Field<BatchTask>, 6> kFields{
      {{"identifier", &BatchTask::identifier},
       {"buildspec", &BatchTask::buildspec},
       {"depend-on", &BatchTask::depend_on},
       {"env", &BatchTask::env},
       {"debug-session", &BatchTask::debug_session},
       {"ignore-failure", &BatchTask::ignore_failure}}};
  for (const Node item : list.items()) {
    BatchTask task;
    task.kind = kind;
    task.node = item;
    read_fields(item, kFields, task);
    tasks.push_back(task);
  }
}

void read_batch(Node node, Batch& batch) {
  static constexpr std::array<Field<Batch>, 5> kFields{{{"fast-fail", &Batch::fast_fail},
                                                        {"build-graph", &Batch::build_graph},
                                                        {"build-list", &Batch::build_list},
                                                        {"build-matrix", &Batch::build_matrix},
                                                        {"build-fanout", &Batch::build_fanout}}};
  batch.node = node;
  read_fields(node, kFields, batch);
  add_tasks(batch.build_graph, BatchKind::graph, batch.tasks);
  add_tasks(batch.build_list, BatchKind::list, batch.tasks);
}

}  // namespace

std::string_view to_string(PhaseName name) { return kPhaseTexts[static_cast<std::size_t>(name)]; }

std::optional<PhaseName> phase_name(std::string_view text) {
  const auto found = std::find(kPhaseTexts.begin(), kPhaseTexts.end(), text);
  if (found == kPhaseTexts.end()) return std::nullopt;
  return kPhaseNames[static_cast<std::size_t>(found - kPhaseTexts.begin())];
}

const Phase* Buildspec::phase(PhaseName name) const {
  for (const Phase& candidate : phases) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

Buildspec outline(const Tree& tree) {
  Buildspec buildspec;
  buildspec.root = tree.root();
  Node env;
  Node old_env;
  for_each_named(buildspec.root, [&](std::string_view name, const Pair& pair) {
    if (name == "version") buildspec.version = pair.value;
    if (name == "run-as") buildspec.run_as = pair.value;
    if (name == "env") env = pair.value;
    if (name == "environment_variables") old_env = pair.value;
    if (name == "phases") buildspec.phases_node = pair.value;
    if (name == "artifacts") buildspec.artifacts_node = pair.value;
    if (name == "reports") buildspec.reports_node = pair.value;
    if (name == "cache") buildspec.cache.node = pair.value;
    if (name == "batch") buildspec.batch.node = pair.value;
  });
  buildspec.format = format_version(buildspec.version);
  buildspec.env.node = env ? env : old_env;
  if (env) buildspec.env.other = old_env;
  return buildspec;
}

void fill(Buildspec& buildspec) {
  read_env(buildspec.env.node, buildspec.env);
  Env other;
  read_env(buildspec.env.other, other);
  auto& variables = buildspec.env.variables;
  variables.insert(variables.end(), other.variables.begin(), other.variables.end());
  read_phases(buildspec.phases_node, buildspec.phases);
  collect_commands(buildspec);
  read_artifacts(buildspec.artifacts_node, buildspec.artifacts);
  read_reports(buildspec.reports_node, buildspec.reports);
  read_cache(buildspec.cache.node, buildspec.cache);
  read_batch(buildspec.batch.node, buildspec.batch);
}

Buildspec view(const Tree& tree) {
  Buildspec buildspec = outline(tree);
  fill(buildspec);
  return buildspec;
}

std::vector<Node> list_items(Node node) {
  std::vector<Node> items;
  if (node.is_scalar()) {
    items.push_back(node);
  } else if (node.is_sequence()) {
    for (const Node item : node.items()) items.push_back(item);
  }
  return items;
}

}  // namespace buildspec
