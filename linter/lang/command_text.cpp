#include "linter/lang/command_text.h"

#include <algorithm>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "linter/lang/command_index.h"
#include "linter/shell/parser.h"

namespace buildspec {
namespace {

using ReadingPtr = std::shared_ptr<const CommandReading>;

ReadingPtr read_text(const Snapshot& snapshot, std::string_view text) {
  auto reading = std::make_shared<CommandReading>();
  reading->sketch = TextSketch(text);
  reading->dialect = dialect_of(snapshot, text);
  if (reading->dialect == shell::Dialect::posix || reading->dialect == shell::Dialect::bash) {
    reading->parsed = shell::parse(text);
    reading->effects = effects_of(*reading->script, text);
  } else {
    reading->effects = unknown_effects();
  }
  return reading;
}

// Each distinct text is read once.
class Readings {
 public:
  explicit Readings(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // What an earlier version of the document knew of a text.
  void remember(const Node& command, const ReadingPtr& reading) {
    known_.try_emplace(texts_.emplace_back(command.scalar()).value(), reading);
  }

  ReadingPtr read(const Node& command) {
    const std::string_view text = texts_.emplace_back(command.scalar()).value();
    const auto [entry, added] = known_.try_emplace(text);
    if (added) entry->second = read_text(snapshot_, text);
    return entry->second;
  }

 private:
  const Snapshot& snapshot_;
  std::deque<Scalar> texts_;  // own what `known_` looks at
  std::unordered_map<std::string_view, ReadingPtr> known_;
};

// Null for a command that is not of the snapshot's typed view.
const CommandReading* reading_of(const Snapshot& snapshot, const Command& command) {
  const auto& commands = snapshot.buildspec.commands;
  const bool known =
      command.order < snapshot.readings.size() && commands[command.order].node == command.node;
  return known ? snapshot.readings[command.order] : nullptr;
}

// Everything beside its text that a reading depends on.
bool same_circumstances(const Snapshot& a, const Snapshot& b) {
  return a.facts == b.facts && a.buildspec.env.shell.source() == b.buildspec.env.shell.source();
}

}  // namespace

shell::Dialect dialect_of(const Snapshot& snapshot, std::string_view command) {
  const Node named = snapshot.buildspec.env.shell;
  if (named.is_scalar()) {
    if (const auto dialect = shell::dialect_of(named.scalar().value())) return *dialect;
  }
  const ProjectFacts& facts = *snapshot.facts;
  const bool windows =
      shell::is_windows(facts.image.value_or(""), facts.environment_type.value_or(""));
  return windows || shell::looks_like_powershell(command) ? shell::Dialect::powershell
                                                          : shell::Dialect::posix;
}

CommandText read_command(const Snapshot& snapshot, const Command& command) {
  CommandText result;
  result.command = command;
  result.scalar = command.node.scalar();
  result.reading = reading_of(snapshot, command);
  if (result.reading == nullptr) {
    result.own = read_text(snapshot, result.text());
    result.reading = result.own.get();
  }
  result.dialect = result.reading->dialect;
  result.script = result.reading->script;
  return result;
}

bool CommandText::holds(std::string_view part) const {
  return reading->sketch.may_hold(part) && text().find(part) != std::string_view::npos;
}

bool CommandText::may_hold_one(std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(),
                     [this](std::string_view word) { return reading->sketch.may_hold(word); });
}

std::vector<std::uint32_t> commands_holding(const Snapshot& snapshot,
                                            std::span<const std::string_view> words) {
  return snapshot.command_index->holding(words);
}

std::shared_ptr<const CommandIndex> read_commands(const Snapshot& snapshot,
                                                  const Snapshot* previous) {
  const std::vector<Command>& commands = snapshot.buildspec.commands;
  Readings fresh(snapshot);
  std::size_t head = 0;
  std::size_t tail = 0;
  static const CommandIndex kNone;
  const CommandIndex* known = &kNone;
  if (previous != nullptr && same_circumstances(snapshot, *previous)) {
    // An edit leaves the commands in front of it and behind it alone: their nodes are the same.
    known = previous->command_index.get();
    const std::vector<Command>& before = previous->buildspec.commands;
    const std::size_t size = std::min(commands.size(), before.size());
    const auto same = [](const Command& a, const Command& b) {
      return a.node.block() != nullptr && a.node.block() == b.node.block();
    };
    while (head < size && same(commands[head], before[head])) ++head;
    while (tail < size - head &&
           same(commands[commands.size() - 1 - tail], before[before.size() - 1 - tail]))
      ++tail;
    // Around it more was parsed again than was changed.
    constexpr std::size_t kAround = 256;
    for (std::size_t i = head; i < before.size() - tail && i < head + kAround; ++i)
      fresh.remember(before[i].node, known->at(i));
  }
  std::vector<ReadingPtr> between;
  between.reserve(commands.size() - tail - head);
  for (std::size_t i = head; i < commands.size() - tail; ++i)
    between.push_back(fresh.read(commands[i].node));
  return std::make_shared<const CommandIndex>(*known, head, tail, between);
}

}  // namespace buildspec
