#include "linter/lang/flow.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linter/lang/directory_walk.h"
#include "linter/lang/flow_index.h"
#include "linter/lang/secret_name.h"

namespace buildspec {
namespace {

constexpr std::uint32_t kNone = FlowIndex::kNone;

}  // namespace

Flow::Flow(const Snapshot& snapshot) : snapshot_(&snapshot), index_(snapshot.flow.get()) {}

std::uint32_t Flow::names() const { return static_cast<std::uint32_t>(index_->names.size()); }
std::string_view Flow::name(std::uint32_t number) const { return index_->name(number); }

std::optional<std::uint32_t> Flow::find(std::string_view name) const {
  const std::uint32_t number = index_->slots[index_->slot_of(name, hash_name(name))];
  return number == kNone ? std::nullopt : std::optional(number);
}

std::size_t Flow::use_count(std::uint32_t number) const { return index_->names[number].uses.count; }

std::size_t Flow::definition_count(std::uint32_t number) const {
  return index_->names[number].definitions.count;
}

std::vector<Usage> Flow::uses(std::uint32_t number) const {
  std::vector<Usage> found;
  for (std::uint32_t i = index_->names[number].uses.first; i != kNone; i = index_->uses[i].next)
    found.push_back(index_->uses[i].usage);
  return found;
}

std::vector<Definition> Flow::definitions(std::uint32_t number) const {
  std::vector<Definition> found;
  for (std::uint32_t i = index_->names[number].definitions.first; i != kNone;
       i = index_->definitions[i].next)
    found.push_back(index_->definitions[i].definition);
  return found;
}

bool Flow::is_tested(std::uint32_t number) const { return index_->names[number].tested; }

std::optional<bool> Flow::in_project(std::string_view name) const {
  const auto& variables = snapshot_->facts->variables;
  if (!variables) return std::nullopt;
  return std::find(variables->begin(), variables->end(), name) != variables->end();
}

bool Flow::in_image(std::string_view name) {
  // The shell's own, then what CodeBuild's images set.
  static constexpr std::array<std::string_view, 61> kKnown{"PATH",
                                                           "HOME",
                                                           "PWD",
                                                           "OLDPWD",
                                                           "USER",
                                                           "LOGNAME",
                                                           "SHELL",
                                                           "HOSTNAME",
                                                           "TERM",
                                                           "LANG",
                                                           "LC_ALL",
                                                           "IFS",
                                                           "UID",
                                                           "EUID",
                                                           "PPID",
                                                           "RANDOM",
                                                           "SECONDS",
                                                           "LINENO",
                                                           "SHLVL",
                                                           "TMPDIR",
                                                           "OPTARG",
                                                           "OPTIND",
                                                           "REPLY",
                                                           "FUNCNAME",
                                                           "PIPESTATUS",
                                                           "EPOCHSECONDS",
                                                           "OSTYPE",
                                                           "HOSTTYPE",
                                                           "MACHTYPE",
                                                           "GROUPS",
                                                           "COLUMNS",
                                                           "LINES",
                                                           "PS1",
                                                           "PS4",
                                                           "JAVA_HOME",
                                                           "JDK_HOME",
                                                           "JRE_HOME",
                                                           "ANDROID_HOME",
                                                           "ANDROID_SDK_ROOT",
                                                           "MAVEN_HOME",
                                                           "M2_HOME",
                                                           "GRADLE_HOME",
                                                           "GRADLE_PATH",
                                                           "ANT_HOME",
                                                           "GOPATH",
                                                           "GOROOT",
                                                           "NVM_DIR",
                                                           "N_SRC_DIR",
                                                           "PYENV_ROOT",
                                                           "RBENV_ROOT",
                                                           "PHPENV_ROOT",
                                                           "GOENV_ROOT",
                                                           "DOTNET_ROOT",
                                                           "DOCKER_HOST",
                                                           "DOCKER_VERSION",
                                                           "NODE_PATH",
                                                           "SBT_HOME",
                                                           "http_proxy",
                                                           "https_proxy",
                                                           "no_proxy",
                                                           "DEBIAN_FRONTEND"};
  return name.starts_with("BASH") || std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end();
}

bool Flow::in_batch(std::string_view name) const {
  const auto has = [name](Node env) {
    for (const Pair pair : env.get("variables").pairs())
      if (pair.key.is(name)) return true;
    return false;
  };
  const Batch& batch = snapshot_->buildspec.batch;
  if (std::any_of(batch.tasks.begin(), batch.tasks.end(),
                  [&](const BatchTask& task) { return has(task.env); }))
    return true;
  return has(batch.build_matrix.get("static").get("env")) ||
         has(batch.build_matrix.get("dynamic").get("env"));
}

const shell::Script& Flow::script(std::uint32_t command) const {
  return *snapshot_->readings[command]->script;
}
const Effects& Flow::effects(std::uint32_t command) const {
  return snapshot_->readings[command]->effects;
}
const shell::VariableUse& Flow::variable(const Usage& use) const {
  return script(use.command).variables[use.index];
}
const Use& Flow::facts(const Usage& use) const { return effects(use.command).uses[use.index]; }

const Assigned* Flow::assigned(const Definition& definition) const {
  if (definition.origin != Origin::command) return nullptr;
  return &effects(definition.command).assigned[definition.index];
}

Span Flow::source(std::uint32_t command, Span decoded) const {
  return snapshot_->buildspec.commands[command].node.scalar().source(decoded);
}
Span Flow::span(const Usage& use) const { return source(use.command, variable(use).span); }
Span Flow::name_span(const Usage& use) const {
  return source(use.command, variable(use).name_span);
}

Span Flow::name_span(const Definition& definition) const {
  if (const Assigned* const assigned = this->assigned(definition))
    return source(definition.command, assigned->name_span);
  const Scalar key = snapshot_->buildspec.env.variables[definition.index].key.scalar();
  return key.source({0, static_cast<std::uint32_t>(key.value().size())});
}

std::vector<Definition> Flow::reaching(std::uint32_t number, const Usage& use) const {
  const bool separate = snapshot_->buildspec.format == FormatVersion::v0_1;
  const shell::VariableUse& variable = this->variable(use);
  std::vector<Definition> found;
  for (const Definition& definition : definitions(number)) {
    const Assigned* const assigned = this->assigned(definition);
    if (assigned == nullptr) {
      found.push_back(definition);
      continue;
    }
    if (definition.command > use.command) break;
    const bool here = definition.command == use.command;
    if (!here && (separate || !assigned->carries)) continue;
    if (here && !assigned->scope.contains(variable.span.begin)) continue;
    if (here && assigned->prefix && variable.nested == 0) continue;
    const bool in_front = !here || assigned->from <= variable.span.begin;
    const bool comes_round =
        assigned->conditional || assigned->in_function || facts(use).in_function;
    if (!in_front && !comes_round) continue;
    // A certain one hides all before it.
    if (in_front && !assigned->conditional && !assigned->in_function) found.clear();
    found.push_back(definition);
  }
  return found;
}

Reach Flow::reach_at_end(std::string_view name) const {
  const auto number = find(name);
  Reach reach = number ? index_->names[*number].at_end : Reach::none;
  if (!number) {
    if (in_project(name).value_or(false)) return Reach::certain;
    const schema::BuiltinVariable* const variable = schema::find_builtin_variable(name);
    if (variable != nullptr) reach = variable->may_be_unset ? Reach::maybe : Reach::certain;
    if (in_image(name)) reach = Reach::maybe;
  }
  return reach == Reach::none && index_->anything_at_end ? Reach::unknown : reach;
}

namespace {

// "$NAME" and "${NAME…" in a value that the service replaces.
void add_field_uses(Node node, std::vector<FieldUse>& found) {
  if (!node.is_scalar() || node.source().find('$') == std::string_view::npos) return;
  const Scalar scalar = node.scalar();
  const std::string_view text = scalar.value();
  const auto is_start = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const bool braced = at + 1 < text.size() && text[at + 1] == '{';
    const std::size_t begin = at + (braced ? 2 : 1);
    if (begin >= text.size() || !is_start(text[begin])) continue;
    std::size_t end = begin;
    while (end < text.size() && (is_start(text[end]) || (text[end] >= '0' && text[end] <= '9')))
      ++end;
    std::size_t close = end;
    if (braced) close = std::min(text.find('}', end), text.size() - 1) + 1;
    FieldUse use;
    use.node = node;
    use.name = std::string(text.substr(begin, end - begin));
    use.span = scalar.source({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(close)});
    use.name_span =
        scalar.source({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    use.fallback = braced && end < text.size() && text[end] != '}';
    found.push_back(std::move(use));
  }
}

void add_list(Node list, std::vector<FieldUse>& found) {
  if (list.is_scalar()) add_field_uses(list, found);
  for (const Node item : list.items()) add_field_uses(item, found);
}

}  // namespace

std::vector<FieldUse> Flow::field_uses() const {
  const Buildspec& buildspec = snapshot_->buildspec;
  std::vector<FieldUse> found;
  for (const Artifact& artifact : buildspec.artifacts) {
    add_list(artifact.files, found);
    add_list(artifact.exclude_paths, found);
    for (const Node node : {artifact.name, artifact.base_directory, artifact.s3_prefix})
      add_field_uses(node, found);
  }
  for (const Report& report : buildspec.reports) {
    add_field_uses(report.key, found);
    add_field_uses(report.base_directory, found);
    add_list(report.files, found);
  }
  add_list(buildspec.cache.paths, found);
  add_field_uses(buildspec.cache.key, found);
  add_list(buildspec.cache.fallback_keys, found);
  for (FieldUse& use : found) use.reach = reach_at_end(use.name);
  const std::size_t late = found.size();
  for (const Phase& phase : buildspec.phases)
    for (const Pair pair : phase.runtime_versions.pairs()) add_list(pair.value, found);
  for (std::size_t i = late; i < found.size(); ++i) {
    found[i].before_commands = true;
    const auto number = find(found[i].name);
    found[i].reach = number ? index_->names[*number].at_start : reach_at_end(found[i].name);
    if (found[i].reach == Reach::unknown) found[i].reach = Reach::none;
  }
  return found;
}

Secrecy Flow::secrecy(std::string_view name, std::uint32_t command) const {
  Secrecy secrecy = Secrecy::none;
  if (const auto number = find(name)) {
    const bool separate = snapshot_->buildspec.format == FormatVersion::v0_1;
    for (const Definition& definition : definitions(*number)) {
      const Assigned* const assigned = this->assigned(definition);
      if (assigned == nullptr) {
        secrecy = std::max(secrecy, definition.secrecy);
        continue;
      }
      if (definition.command >= command) break;
      if (separate || !assigned->carries) continue;
      secrecy = assigned->conditional ? std::max(secrecy, definition.secrecy) : definition.secrecy;
    }
  }
  return secrecy == Secrecy::none && is_secret_name(name) ? Secrecy::named : secrecy;
}

std::span<const Flow::SecretUse> Flow::secret_uses() const { return index_->secret_uses; }

std::span<const std::uint32_t> Flow::secret_names() const { return index_->secret_names; }

Directory Flow::directory(std::uint32_t command) const {
  const auto& changes = index_->directories;
  const auto behind = std::upper_bound(
      changes.begin(), changes.end(), command,
      [](std::uint32_t wanted, const auto& change) { return wanted < change.first; });
  return behind == changes.begin() ? Directory{} : std::prev(behind)->second;
}

std::vector<Directory> Flow::directories(std::uint32_t command) const {
  const CommandReading& reading = *snapshot_->readings[command];
  std::vector<Directory> before;
  before.reserve(reading.script->commands.size());
  static_cast<void>(walk_directory(reading, directory(command), &before));
  return before;
}

std::span<const std::uint32_t> Flow::directory_changers() const { return index_->changers; }

Directory Flow::last_directory() const {
  return index_->directories.empty() ? Directory{} : index_->directories.back().second;
}

}  // namespace buildspec
