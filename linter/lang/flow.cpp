#include "linter/lang/flow.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linter/lang/secret_name.h"
#include "linter/schema/on_failure.h"

namespace buildspec {

// Where text stands is not in here: (command, index) pairs only, which a later version of the
// document may give other places.
struct FlowIndex {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Events {
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
    std::uint32_t count = 0;
  };
  struct Name {
    std::uint32_t text = 0;  // in `text`
    std::uint32_t size = 0;
    std::uint32_t hash = 0;
    bool tested = false;
    Reach at_start = Reach::none;
    Reach at_end = Reach::none;
    Events uses;
    Events definitions;
  };
  struct UseEvent {
    Usage usage;
    std::uint32_t name = 0;
    std::uint32_t next = kNone;  // of the same name
  };
  struct DefinitionEvent {
    Definition definition;
    std::uint32_t next = kNone;
  };

  std::string text;  // of all names
  std::vector<Name> names;
  std::vector<std::uint32_t> slots;  // a hash table of numbers; a power of two, at most half full
  std::vector<UseEvent> uses;
  std::vector<DefinitionEvent> definitions;
  std::vector<Flow::SecretUse> secret_uses;
  std::vector<std::pair<std::uint32_t, Directory>> directories;  // from this command on
  std::vector<std::uint32_t> changers;
  std::string circumstances;  // all that the flow depends on beside commands and facts
  bool anything_at_end = false;

  [[nodiscard]] std::string_view name(std::uint32_t number) const {
    return std::string_view(text).substr(names[number].text, names[number].size);
  }
  [[nodiscard]] std::size_t slot_of(std::string_view wanted, std::uint32_t hash) const {
    std::size_t slot = hash & (slots.size() - 1);
    while (slots[slot] != kNone && (names[slots[slot]].hash != hash || name(slots[slot]) != wanted))
      slot = (slot + 1) & (slots.size() - 1);
    return slot;
  }
};

namespace {

constexpr std::uint32_t kNone = FlowIndex::kNone;

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Where a command stands in the course of the build: one number for each list of each phase.
using Stage = std::uint8_t;
constexpr Stage kFromTheStart = 0xFF;

Stage stage_of(const Command& command) {
  return static_cast<Stage>(2 * static_cast<int>(command.phase) +
                            (command.list == CommandList::finally ? 1 : 0));
}

bool goes_on_after_failure(const Phase& phase) {
  if (!phase.on_failure.is_scalar()) return false;
  const auto result = schema::parse_on_failure(phase.on_failure.scalar().value());
  return result.value && result.value->action == schema::FailureAction::go_on;
}

// What the flow depends on beside the commands and the facts, as one text that is compared.
std::string circumstances_of(const Snapshot& snapshot) {
  const Buildspec& buildspec = snapshot.buildspec;
  std::string text(buildspec.format == FormatVersion::v0_1 ? "1" : "2");
  for (const Phase& phase : buildspec.phases) text += goes_on_after_failure(phase) ? 'c' : 'a';
  for (const Variable& variable : buildspec.env.variables) {
    if (!variable.key.is_scalar()) continue;
    text += static_cast<char>('0' + static_cast<int>(variable.block));
    text += variable.key.scalar().value();
    text += '=';
    if (variable.block == VariableBlock::parameter_store && variable.value.is_scalar())
      text += is_secret_name(variable.value.scalar().value()) ? 's' : 'p';
    text += '\n';
  }
  return text;
}

Secrecy secrecy_of(const Variable& variable) {
  switch (variable.block) {
    case VariableBlock::variables: return Secrecy::none;
    case VariableBlock::secrets_manager: return Secrecy::stored;
    case VariableBlock::parameter_store: break;
  }
  const bool named =
      is_secret_name(variable.key.scalar().value()) ||
      (variable.value.is_scalar() && is_secret_name(variable.value.scalar().value()));
  return named ? Secrecy::stored : Secrecy::parameter;
}

// -- The directory inside one command's text.

class DirectoryWalk {
 public:
  DirectoryWalk(const CommandReading& reading, Directory start)
      : script_(*reading.script), effects_(reading.effects), now_(std::move(start)) {}

  // Behind the text. `before`, where it is asked for, gets the directory before each command.
  Directory run(std::vector<Directory>* before) && {
    std::size_t next = 0;
    if (script_.commands.empty()) {  // a text that is not read
      for (const DirectoryChange& change : effects_.directory) apply(change);
      return now_;
    }
    for (std::uint32_t i = 0; i < script_.commands.size(); ++i) {
      arrive(script_.commands[i].span.begin);
      if (before != nullptr) before->push_back(now_);
      for (; next < effects_.directory.size() && effects_.directory[next].command == i; ++next)
        apply(effects_.directory[next]);
    }
    arrive(0xFFFFFFFF);
    return now_;
  }

 private:
  struct Open {
    const DirectoryBlock* block = nullptr;
    Directory entry;
    std::vector<Directory> stack;
    std::optional<Directory> previous;
    std::size_t branch = 0;
    bool diverged = false;
  };

  void arrive(std::uint32_t offset) {
    at_ = std::max(at_, offset);
    while (!open_.empty() && open_.back().block->span.end <= at_) {
      branch_to(open_.back());
      close();
    }
    for (Open& open : open_) branch_to(open);
    while (block_ < effects_.blocks.size() && effects_.blocks[block_].span.begin <= at_) {
      const DirectoryBlock& block = effects_.blocks[block_++];
      if (block.span.end <= at_) continue;  // no command in it
      open_.push_back({&block, now_, stack_, previous_, 0, false});
      branch_to(open_.back());
    }
  }

  // The next branch of an `if` begins where the first one did.
  void branch_to(Open& open) {
    const std::vector<std::uint32_t>& branches = open.block->branches;
    for (; open.branch < branches.size() && branches[open.branch] <= at_; ++open.branch) {
      if (!(now_ == open.entry)) open.diverged = true;
      now_ = open.entry;
    }
  }

  void close() {
    Open open = std::move(open_.back());
    open_.pop_back();
    const bool comes_back = open.block->kind == DirectoryBlock::Kind::subshell ||
                            open.block->kind == DirectoryBlock::Kind::function;
    if (comes_back) {
      now_ = std::move(open.entry);
      stack_ = std::move(open.stack);
      previous_ = std::move(open.previous);
    } else if (open.diverged || !(now_ == open.entry)) {
      lose();
    }
  }

  void lose() { now_ = {Directory::State::unknown, ""}; }

  void apply(const DirectoryChange& change) {
    Directory before = now_;
    switch (change.kind) {
      case DirectoryChange::Kind::to: go(change); break;
      case DirectoryChange::Kind::push:
        // Hostile texts push for ever.
        if (stack_.size() < 64) stack_.push_back(now_);
        go(change);
        break;
      case DirectoryChange::Kind::pop:
        if (stack_.empty()) {
          lose();
        } else {
          now_ = std::move(stack_.back());
          stack_.pop_back();
        }
        break;
      case DirectoryChange::Kind::back:
        if (previous_) {
          now_ = *previous_;
        } else {
          lose();
        }
        break;
      case DirectoryChange::Kind::home: now_ = {Directory::State::outside, ""}; break;
      case DirectoryChange::Kind::unknown: lose(); break;
    }
    if (!change.certain && !(now_ == before)) lose();
    previous_ = std::move(before);
  }

  void go(const DirectoryChange& change) {
    if (change.from_source) {
      const std::size_t slash = change.path.find_first_not_of('/');
      now_ = entered({}, slash == std::string::npos ? "." : change.path.substr(slash));
    } else if (change.path.empty()) {
      lose();
    } else {
      now_ = entered(now_, change.path);
    }
  }

  const shell::Script& script_;
  const Effects& effects_;
  Directory now_;
  std::vector<Directory> stack_;
  std::optional<Directory> previous_;
  std::vector<Open> open_;
  std::size_t block_ = 0;
  std::uint32_t at_ = 0;
};

// -- Variables through all commands, in running order.

class Builder {
 public:
  explicit Builder(const Snapshot& snapshot)
      : snapshot_(snapshot), separate_(snapshot.buildspec.format == FormatVersion::v0_1) {}

  std::shared_ptr<const FlowIndex> build(std::string circumstances) && {
    index_->circumstances = std::move(circumstances);
    index_->slots.assign(256, kNone);
    for (const Phase& phase : snapshot_.buildspec.phases)
      goes_on_[static_cast<std::size_t>(phase.name)] = goes_on_after_failure(phase);
    add_blocks();
    std::size_t uses = 0;
    for (const auto& reading : snapshot_.readings) uses += reading->effects.uses.size();
    index_->uses.reserve(uses);
    for (const Command& command : snapshot_.buildspec.commands) {
      const CommandReading& reading = *snapshot_.readings[command.order];
      if (reading.effects.empty()) continue;
      stage_ = stage_of(command);
      if (!reading.effects.directory.empty()) change_directory(command.order, reading);
      follow(command.order, reading);
    }
    for (std::size_t i = 0; i < states_.size(); ++i) index_->names[i].at_end = states_[i].reach;
    index_->anything_at_end = anything_;
    return std::move(index_);
  }

 private:
  // What reaches the present place.
  struct State {
    Reach reach = Reach::none;
    Secrecy secrecy = Secrecy::none;
    Stage stage = kFromTheStart;  // of the latest definition
  };

  std::uint32_t number_of(std::string_view name, std::uint32_t hash) {
    std::size_t slot = index_->slot_of(name, hash);
    if (index_->slots[slot] != kNone) return index_->slots[slot];
    const auto number = static_cast<std::uint32_t>(index_->names.size());
    if ((number + 1) * 2 > index_->slots.size()) {
      grow();
      slot = index_->slot_of(name, hash);
    }
    index_->slots[slot] = number;
    FlowIndex::Name entry;
    entry.text = static_cast<std::uint32_t>(index_->text.size());
    entry.size = static_cast<std::uint32_t>(name.size());
    entry.hash = hash;
    entry.at_start = at_start(name);
    index_->text += name;
    index_->names.push_back(entry);
    states_.push_back({entry.at_start, Secrecy::none, kFromTheStart});
    return number;
  }

  void grow() {
    index_->slots.assign(index_->slots.size() * 4, kNone);
    for (std::uint32_t i = 0; i < index_->names.size(); ++i)
      index_->slots[index_->slot_of(index_->name(i), index_->names[i].hash)] = i;
  }

  // Without the file's own blocks.
  [[nodiscard]] Reach at_start(std::string_view name) const {
    const auto& project = snapshot_.facts->variables;
    if (project && std::find(project->begin(), project->end(), name) != project->end())
      return Reach::certain;
    if (begins_with(name, "CODEBUILD_") || begins_with(name, "AWS_")) {
      const schema::BuiltinVariable* const variable = schema::find_builtin_variable(name);
      if (variable == nullptr || variable->category == schema::VariableCategory::configuration)
        return Reach::none;
      return variable->may_be_unset ? Reach::maybe : Reach::certain;
    }
    return Flow::in_image(name) ? Reach::maybe : Reach::none;
  }

  void add_blocks() {
    std::uint32_t i = 0;
    for (const Variable& variable : snapshot_.buildspec.env.variables) {
      const std::uint32_t index = i++;
      if (!variable.key.is_scalar()) continue;
      const Scalar key = variable.key.scalar();
      const std::uint32_t name = number_of(key.value(), hash_name(key.value()));
      const Secrecy secrecy = secrecy_of(variable);
      states_[name].reach = index_->names[name].at_start = Reach::certain;
      states_[name].secrecy = std::max(states_[name].secrecy, secrecy);
      const Origin origin = variable.block == VariableBlock::variables ? Origin::variables
                            : variable.block == VariableBlock::parameter_store
                                ? Origin::parameter_store
                                : Origin::secrets_manager;
      add_definition(name, {origin, shell::kNowhere, index, secrecy});
    }
  }

  void add_definition(std::uint32_t name, const Definition& definition) {
    append(index_->names[name].definitions, index_->definitions);
    index_->definitions.push_back({definition, kNone});
  }

  // Makes room for one more event at the end of a name's list.
  template <class Event>
  static void append(FlowIndex::Events& list, std::vector<Event>& events) {
    const auto number = static_cast<std::uint32_t>(events.size());
    if (list.first == kNone) {
      list.first = number;
    } else {
      events[list.last].next = number;
    }
    list.last = number;
    ++list.count;
  }

  void follow(std::uint32_t command, const CommandReading& reading) {
    const Effects& effects = reading.effects;
    const std::vector<shell::VariableUse>& uses = reading.script->variables;
    // Every pair of a use and a definition of one text is looked at, where it has not too many.
    many_ = effects.uses.size() * effects.assigned.size() > 100'000;
    use_secrecy_.assign(effects.assigned.empty() ? 0 : effects.uses.size(), Secrecy::none);
    assigned_secrecy_.assign(effects.assigned.size(), Secrecy::none);
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < effects.uses.size(); ++i) {
      for (; next < effects.assigned.size() && effects.assigned[next].from <= uses[i].span.begin;
           ++next)
        define(command, next, effects);
      use(command, i, reading);
    }
    for (; next < effects.assigned.size(); ++next) define(command, next, effects);
    if (effects.anything_carries && !separate_) anything_ = true;
  }

  void use(std::uint32_t command, std::uint32_t i, const CommandReading& reading) {
    const Effects& effects = reading.effects;
    const shell::VariableUse& variable = reading.script->variables[i];
    if (!is_ordinary(variable.name)) return;
    const std::uint32_t name = number_of(variable.name, effects.uses[i].name_hash);
    State state = states_[name];
    if (state.reach == Reach::certain && !is_sure(state.stage)) state.reach = Reach::maybe;
    if (!effects.assigned.empty()) look_inside(i, reading, state);
    if (state.reach == Reach::none &&
        (anything_ || effects.anything_from <= variable.span.begin || many_))
      state.reach = Reach::unknown;
    if (!use_secrecy_.empty()) use_secrecy_[i] = state.secrecy;
    const Handling handling = effects.uses[i].handling;
    if (handling == Handling::tested || handling == Handling::fallback)
      index_->names[name].tested = true;
    const Usage usage{command, i, state.reach, state.secrecy};
    append(index_->names[name].uses, index_->uses);
    index_->uses.push_back({usage, name, kNone});
    if (state.secrecy > Secrecy::named) index_->secret_uses.push_back({name, usage});
  }

  // $1, $?, $@ are no variables of anybody.
  static bool is_ordinary(std::string_view name) {
    return !name.empty() && (name[0] == '_' || (name[0] >= 'A' && name[0] <= 'Z') ||
                             (name[0] >= 'a' && name[0] <= 'z'));
  }

  // Definitions of the same text that do not carry, and those behind the use that loops and
  // functions bring in front of it.
  void look_inside(std::uint32_t i, const CommandReading& reading, State& state) const {
    if (many_) return;
    const Use& facts = reading.effects.uses[i];
    const shell::VariableUse& variable = reading.script->variables[i];
    for (std::size_t a = 0; a < reading.effects.assigned.size(); ++a) {
      const Assigned& assigned = reading.effects.assigned[a];
      if (assigned.name_hash != facts.name_hash || assigned.name != variable.name ||
          assigned.unset || !assigned.scope.contains(variable.span.begin))
        continue;
      const bool in_front = assigned.from <= variable.span.begin;
      if (assigned.prefix && variable.nested == 0) continue;
      if (assigned.carries && !separate_ && in_front) continue;  // `state` knows
      if (in_front || assigned.prefix) {
        state.reach = std::max(state.reach, assigned.conditional ? Reach::maybe : Reach::certain);
        state.secrecy = std::max(state.secrecy, assigned_secrecy_[a]);
      } else if (assigned.conditional || assigned.in_function || facts.in_function) {
        state.reach = std::max(state.reach, Reach::maybe);
      }
    }
  }

  // A definition in this stage has surely been made when the present command runs: post_build runs
  // after a build that failed halfway, and `finally` always does.
  [[nodiscard]] bool is_sure(Stage stage) const {
    if (stage == kFromTheStart || stage == stage_) return true;
    if (stage / 2 == stage_ / 2) return false;
    const int phase = stage / 2;
    return phase < static_cast<int>(PhaseName::build) && !goes_on_[static_cast<std::size_t>(phase)];
  }

  void define(std::uint32_t command, std::uint32_t a, const Effects& effects) {
    const Assigned& assigned = effects.assigned[a];
    const std::uint32_t name = number_of(assigned.name, assigned.name_hash);
    const Secrecy secrecy = secrecy_of_value(assigned);
    assigned_secrecy_[a] = secrecy;
    if (!assigned.unset) add_definition(name, {Origin::command, command, a, secrecy});
    if (!assigned.carries || separate_) return;
    State& state = states_[name];
    if (assigned.unset) {
      if (assigned.conditional) {
        state.reach = std::min(state.reach, Reach::maybe);
      } else {
        state = {Reach::none, Secrecy::none, stage_};
      }
    } else if (assigned.conditional) {
      if (state.reach != Reach::certain || !is_sure(state.stage)) {
        state.reach = Reach::maybe;
        state.stage = stage_;
      }
      state.secrecy = std::max(state.secrecy, secrecy);
    } else {
      state = {Reach::certain, secrecy, stage_};
    }
  }

  [[nodiscard]] Secrecy secrecy_of_value(const Assigned& assigned) const {
    Secrecy secrecy = Secrecy::none;
    if (assigned.value_from == ValueFrom::secret_store) secrecy = Secrecy::fetched;
    if (assigned.value_from == ValueFrom::parameter)
      secrecy = is_secret_name(assigned.name) ? Secrecy::fetched : Secrecy::parameter;
    for (const std::uint32_t use : assigned.made_of) {
      const Secrecy part = use_secrecy_[use];
      if (part <= Secrecy::named) continue;
      const bool as_it_is = assigned.exact || part == Secrecy::parameter;
      secrecy = std::max(secrecy, as_it_is ? part : Secrecy::derived);
    }
    return secrecy;
  }

  void change_directory(std::uint32_t command, const CommandReading& reading) {
    index_->changers.push_back(command);
    if (separate_) return;
    Directory after = DirectoryWalk(reading, directory_).run(nullptr);
    if (after == directory_) return;
    directory_ = after;
    index_->directories.emplace_back(command + 1, std::move(after));
  }

  const Snapshot& snapshot_;
  bool separate_;  // 0.1: each command has a shell of its own
  std::shared_ptr<FlowIndex> index_ = std::make_shared<FlowIndex>();
  std::vector<State> states_;  // one per name
  std::array<bool, 4> goes_on_{};
  std::vector<Secrecy> use_secrecy_;  // of the present command
  std::vector<Secrecy> assigned_secrecy_;
  Directory directory_;
  Stage stage_ = 0;
  bool anything_ = false;
  bool many_ = false;
};

// Nothing that the flow looks at is different: it may be taken over.
bool same_flow(const Snapshot& a, const Snapshot& b) {
  const std::vector<Command>& commands = a.buildspec.commands;
  const std::vector<Command>& others = b.buildspec.commands;
  if (a.facts != b.facts || commands.size() != others.size()) return false;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (commands[i].phase != others[i].phase || commands[i].list != others[i].list) return false;
    if (a.readings[i] == b.readings[i]) continue;
    if (!same_effects(a.readings[i]->effects, *a.readings[i]->script, b.readings[i]->effects,
                      *b.readings[i]->script))
      return false;
  }
  return true;
}

}  // namespace

std::shared_ptr<const FlowIndex> make_flow(const Snapshot& snapshot, const Snapshot* previous) {
  std::string circumstances = circumstances_of(snapshot);
  if (previous != nullptr && previous->flow->circumstances == circumstances &&
      same_flow(snapshot, *previous))
    return previous->flow;
  return Builder(snapshot).build(std::move(circumstances));
}

// -- The view.

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

std::vector<std::pair<std::uint32_t, Usage>> Flow::uses_with(Reach reach) const {
  std::vector<std::pair<std::uint32_t, Usage>> found;
  for (const FlowIndex::UseEvent& event : index_->uses)
    if (event.usage.reach == reach) found.emplace_back(event.name, event.usage);
  return found;
}

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
  return begins_with(name, "BASH") || std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end();
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
  DirectoryWalk(reading, directory(command)).run(&before);
  return before;
}

std::span<const std::uint32_t> Flow::directory_changers() const { return index_->changers; }

Directory Flow::last_directory() const {
  return index_->directories.empty() ? Directory{} : index_->directories.back().second;
}

// -- Paths.

Directory entered(const Directory& from, std::string_view path) {
  if (begins_with(path, "/codebuild")) return {Directory::State::unknown, ""};
  if (begins_with(path, "/") || begins_with(path, "~")) return {Directory::State::outside, ""};
  if (from.state != Directory::State::known) return from;
  std::vector<std::string_view> parts;
  const auto add = [&parts](std::string_view text) {
    while (!text.empty()) {
      const std::size_t slash = std::min(text.find('/'), text.size());
      const std::string_view part = text.substr(0, slash);
      text.remove_prefix(std::min(slash + 1, text.size()));
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return false;
      } else {
        parts.pop_back();
      }
    }
    return true;
  };
  if (!add(from.path) || !add(path)) return {Directory::State::outside, ""};
  Directory result;
  for (const std::string_view part : parts) {
    if (!result.path.empty()) result.path += '/';
    result.path += part;
  }
  return result;
}

std::optional<std::string> resolved(const Directory& in, std::string_view path) {
  Directory result = entered(in, path);
  if (result.state != Directory::State::known) return std::nullopt;
  return std::move(result.path);
}

}  // namespace buildspec
