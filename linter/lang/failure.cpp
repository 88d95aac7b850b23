#include "linter/lang/failure.h"

#include <algorithm>
#include <string_view>

namespace buildspec {
namespace {

std::size_t place_of(PhaseName name) { return static_cast<std::size_t>(name); }

bool has_commands(const Phase& phase) {
  return !list_items(phase.commands).empty() || !list_items(phase.finally).empty();
}

std::optional<schema::OnFailure> action_of(const Phase* phase) {
  if (phase == nullptr || !phase->on_failure.is_scalar()) return std::nullopt;
  const Scalar scalar = phase->on_failure.scalar();  // may own what it decoded
  auto result = schema::parse_on_failure(scalar.value());
  if (result.value) result.value->pattern = {};  // a view of a text that goes
  return result.value;
}

std::string code_name(PhaseName name) { return "`" + std::string(to_string(name)) + "`"; }

std::string_view because(shell::FailureCause cause) {
  switch (cause) {
    case shell::FailureCause::not_last:
      return "more commands follow in the same item, whose last one decides";
    case shell::FailureCause::unchecked_chain:
      return "`set -e` does not look at what stands left of `&&`";
    case shell::FailureCause::pipe: return "only the last command of a pipe decides";
    case shell::FailureCause::swallowed: return "what stands behind `||` succeeds";
    case shell::FailureCause::condition: return "it is a condition";
    case shell::FailureCause::negated: return "it is negated";
    case shell::FailureCause::background: return "it runs in the background";
    case shell::FailureCause::substitution: return "only its output is taken";
    case shell::FailureCause::declaration:
      return "the status of `export`, `local` and their like is their own";
    case shell::FailureCause::fallback: return "what stands behind `||` decides";
    case shell::FailureCause::loop: return "only the last round of the loop decides";
    case shell::FailureCause::function: return "the caller of the function decides";
    case shell::FailureCause::inspected: return "what follows looks at its status";
    default: return "it depends on how it is called";
  }
}

std::string what_follows(const Buildspec& buildspec, const ItemFailure& item) {
  std::string text;
  const PhaseName phase = item.phase.phase;
  if (item.skipped_items > 0) text += ", the rest of its list is skipped";
  if (item.finally_runs) text += ", the phase's `finally` runs";
  std::string still;
  for (const PhaseName name : kPhaseNames)
    if (name > phase && buildspec.phase(name) != nullptr && item.phase.fate(name) == Fate::runs)
      still += (still.empty() ? "" : ", then ") + code_name(name);
  if (!still.empty()) text += ", the build goes on with " + still;
  if (const std::uint32_t retries = item.phase.retries; retries > 0) {
    const bool any = !item.phase.action || item.phase.action->pattern_span.empty();
    text += any ? " and the whole build" : " and, if the error message matches, the whole build";
    text += " is started again, at most " + std::to_string(retries);
    return text + (retries == 1 ? " time" : " times");
  }
  if (item.phase.build_fails == Fate::runs) return text + " and the build fails";
  return text + "; whether the build fails in the end is not documented";
}

}  // namespace

PhaseFailure phase_failure(const Buildspec& buildspec, PhaseName phase) {
  constexpr std::uint32_t kDefaultRetries = 3;
  PhaseFailure result;
  result.phase = phase;
  result.action = action_of(buildspec.phase(phase));
  const Phase* const written = buildspec.phase(phase);
  const bool unreadable = written != nullptr && written->on_failure && !result.action;
  Fate after = phase == PhaseName::build ? Fate::runs : Fate::skipped;
  if (unreadable) {
    after = result.build_fails = Fate::unknown;
  } else if (result.action) {
    switch (result.action->action) {
      case schema::FailureAction::abort: after = Fate::skipped; break;
      case schema::FailureAction::go_on:
        after = Fate::runs;
        result.build_fails = Fate::unknown;
        break;
      case schema::FailureAction::retry:
        result.retries = result.action->count.value_or(kDefaultRetries);
        if (result.retries > 0) after = result.build_fails = Fate::unknown;
        break;
    }
  }
  for (const PhaseName name : kPhaseNames)
    result.later[place_of(name)] = name > phase ? after : Fate::runs;
  return result;
}

ItemFailure item_failure(const Buildspec& buildspec, const Command& command) {
  ItemFailure result;
  result.phase = phase_failure(buildspec, command.phase);
  const Phase* const phase = buildspec.phase(command.phase);
  if (phase == nullptr) return result;
  const bool main = command.list == CommandList::commands;
  const Node list = main ? phase->commands : phase->finally;
  if (list.is_sequence() && list.size() > command.index + 1)
    result.skipped_items = static_cast<std::uint32_t>(list.size()) - command.index - 1;
  result.finally_runs = main && !list_items(phase->finally).empty();
  return result;
}

std::vector<EarlierFailure> survived_failures(const Buildspec& buildspec, PhaseName phase) {
  std::vector<EarlierFailure> found;
  for (const PhaseName earlier : kPhaseNames) {
    if (earlier >= phase) break;
    const Phase* const written = buildspec.phase(earlier);
    if (written == nullptr || !has_commands(*written)) continue;
    const Fate fate = phase_failure(buildspec, earlier).fate(phase);
    if (fate != Fate::skipped) found.push_back({earlier, fate == Fate::runs});
  }
  return found;
}

std::string explain_failure(const Buildspec& buildspec, const Command& command,
                            const shell::Script& script, std::size_t index) {
  if (index >= script.commands.size()) return {};
  const shell::Command& one = script.commands[index];
  const std::string name =
      one.name().empty() ? std::string("this command") : "`" + std::string(one.name()) + "`";
  if (one.failure == shell::Failure::never)
    return "If " + name + " fails, the build goes on: " + std::string(because(one.cause));
  if (one.failure == shell::Failure::sometimes)
    return "If " + name + " fails, the build may go on: " + std::string(because(one.cause));
  std::string text = one.name() == "exit" ? "`exit` with a status other than 0 fails its item"
                                          : "If " + name + " fails, its item fails";
  text += what_follows(buildspec, item_failure(buildspec, command));
  return text;
}

}  // namespace buildspec
