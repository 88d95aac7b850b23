// Variables through all commands, in running order.
#include <algorithm>
#include <array>
#include <utility>

#include "linter/lang/directory_walk.h"
#include "linter/lang/flow_index.h"
#include "linter/lang/secret_name.h"
#include "linter/schema/on_failure.h"

namespace buildspec {
namespace {

constexpr std::uint32_t kNone = FlowIndex::kNone;

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

class Builder {
 public:
  explicit Builder(const Snapshot& snapshot)
      : snapshot_(snapshot), separate_(snapshot.buildspec.format == FormatVersion::v0_1) {}

  std::shared_ptr<const FlowIndex> build() && {
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
    if (is_secret_name(name)) index_->secret_names.push_back(number);
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
    if (name.starts_with("CODEBUILD_") || name.starts_with("AWS_")) {
      const schema::BuiltinVariable* const variable = schema::find_builtin_variable(name);
      if (variable == nullptr || variable->category == schema::VariableCategory::configuration)
        return Reach::none;
      return variable->may_be_unset ? Reach::maybe : Reach::certain;
    }
    return Flow::in_image(name) ? Reach::maybe : Reach::none;
  }

  void add_blocks() {
    std::uint32_t i = 0;
    index_->definitions.reserve(snapshot_.buildspec.env.variables.size());
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
    Directory after = walk_directory(reading, directory_);
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

// Two entries of env blocks that mean the same to the flow, which asks of a value no more than how
// secret it is.
bool same_variable(const Variable& a, const Variable& b) {
  if (a.block != b.block || a.key.is_scalar() != b.key.is_scalar()) return false;
  if (!a.key.is_scalar()) return true;
  return a.key.scalar().value() == b.key.scalar().value() && secrecy_of(a) == secrecy_of(b);
}

bool same_phase(const Phase& a, const Phase& b) {
  return a.name == b.name && goes_on_after_failure(a) == goes_on_after_failure(b);
}

// Nothing that the flow looks at is different: it may be taken over.
bool same_flow(const Snapshot& a, const Snapshot& b) {
  const std::vector<Command>& commands = a.buildspec.commands;
  const std::vector<Command>& others = b.buildspec.commands;
  const Buildspec& view = a.buildspec;
  const Buildspec& other = b.buildspec;
  if (a.facts != b.facts || commands.size() != others.size() || view.format != other.format ||
      !std::ranges::equal(view.phases, other.phases, same_phase) ||
      !std::ranges::equal(view.env.variables, other.env.variables, same_variable)) {
    return false;
  }
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
  if (previous != nullptr && same_flow(snapshot, *previous)) return previous->flow;
  return Builder(snapshot).build();
}

}  // namespace buildspec
