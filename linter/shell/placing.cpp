// Where each command stands, and what becomes of the script when it fails.
#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

struct Outcome {
  Failure failure = Failure::at_end;
  FailureCause cause = FailureCause::last;
  Span because;
};

struct Place {
  bool subshell = false;
  bool conditional = false;
  bool function = false;
  bool heeded = true;  // `set -e` looks at failures here
  std::uint32_t pipeline = 0;
  Outcome carried;  // what a failure does by its status alone
  Outcome exited;   // what `exit 1` does
};

// What comes of `a || b` once a has failed.
enum class Fallback : std::uint8_t { fails, succeeds, unknown };

class Placer {
 public:
  Placer(Reading& reading, const Surroundings& around)
      : script_(reading.script),
        steps_(reading.steps),
        exit_on_error_(around.exit_on_error),
        pipefail_(around.pipefail),
        heeds_(reading.script.commands.size(), 0) {}

  // As deep as the reader went, which bounds it.
  void walk(std::uint32_t index, const Place& place) {
    const Step& step = steps_[index];
    switch (step.kind) {
      case StepKind::simple: simple(step, place); return;
      case StepKind::sequence: sequence(step, place); return;
      case StepKind::and_or: and_or(step, place); return;
      case StepKind::pipeline: pipeline(step, place); return;
      case StepKind::negation:
        if (step.first != kNowhere) walk(step.first, unheeded(place, FailureCause::negated));
        return;
      case StepKind::subshell: {
        const auto options = std::pair(exit_on_error_, pipefail_);
        compound(step, in_subshell(place), place);
        std::tie(exit_on_error_, pipefail_) = options;
        return;
      }
      case StepKind::function: {
        const auto options = std::pair(exit_on_error_, pipefail_);
        Place inner = place;
        inner.function = inner.conditional = true;
        inner.carried = {Failure::sometimes, FailureCause::function, {}};
        inner.pipeline = 0;
        children(step, inner);
        std::tie(exit_on_error_, pipefail_) = options;
        return;
      }
      case StepKind::substitution: substitution(step, place); return;
      default: compound(step, place, place);
    }
  }

  // `cmd; status=$?`: what follows looks at the status.
  void mark_inspected() {
    for (const VariableUse& use : script_.variables) {
      const bool members = use.name == "PIPESTATUS";
      if ((use.name != "?" && !members) || use.command == kNowhere) continue;
      std::uint32_t before = use.command;
      while (before > 0 && script_.commands[before - 1].span.end > use.span.begin) --before;
      if (before == 0) continue;
      --before;
      const std::uint32_t line = script_.commands[before].pipeline;
      inspect(before);
      while (members && line != 0 && before > 0 && script_.commands[before - 1].pipeline == line)
        inspect(--before);
    }
  }

  [[nodiscard]] std::vector<std::uint8_t> take_heeds() { return std::move(heeds_); }

 private:
  void inspect(std::uint32_t index) {
    Command& command = script_.commands[index];
    if (command.failure != Failure::never) return;
    command.failure = Failure::sometimes;
    command.cause = FailureCause::inspected;
  }

  static Place unheeded(Place place, FailureCause cause) {
    place.heeded = false;
    place.carried = {Failure::never, cause, {}};
    return place;
  }

  [[nodiscard]] Outcome outcome(const Place& place) const {
    if (place.heeded && exit_on_error_) return {Failure::at_once, FailureCause::exit_on_error, {}};
    return place.carried;
  }

  [[nodiscard]] Place in_subshell(Place place) const {
    place.subshell = true;
    place.pipeline = 0;
    place.carried = outcome(place);
    place.exited = place.carried;
    return place;
  }

  void children(const Step& step, const Place& place) {
    for (std::uint32_t child = step.first; child != kNowhere; child = steps_[child].next)
      walk(child, place);
  }

  void simple(const Step& step, const Place& place) {
    Command& command = script_.commands[step.command];
    const Outcome result = outcome(place);
    command.subshell = place.subshell;
    command.conditional = place.conditional;
    command.function = place.function;
    command.pipeline = place.pipeline;
    command.failure = result.failure;
    command.cause = result.cause;
    command.because = result.because;
    heeds_[step.command] = place.heeded && exit_on_error_ ? 1 : 0;
    children(step, place);
    set_options(command);
  }

  void set_options(const Command& command) {
    const std::string_view name = command.name();
    if (name == "trap" && command.words.size() > 2 && command.words.back().text == "ERR")
      exit_on_error_ = true;
    if (name != "set") return;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const std::string_view word = command.words[i].text;
      if (word.size() < 2 || (word[0] != '-' && word[0] != '+')) return;
      const bool on = word[0] == '-';
      if (word.find('e') != std::string_view::npos) exit_on_error_ = on;
      if (word.find('o') == std::string_view::npos) continue;
      const std::string_view option = command.word(++i);
      if (option == "errexit") exit_on_error_ = on;
      if (option == "pipefail") pipefail_ = on;
    }
  }

  void sequence(const Step& step, Place place) {
    place.pipeline = 0;
    for (std::uint32_t child = step.first; child != kNowhere; child = steps_[child].next) {
      Place inner = place;
      if (steps_[child].background) {
        inner = unheeded(place, FailureCause::background);
        inner.subshell = true;
        inner.exited = inner.carried;
      } else if (steps_[child].next != kNowhere && place.carried.failure != Failure::never) {
        inner.carried = {Failure::never, FailureCause::not_last, {}};
      }
      walk(child, inner);
    }
  }

  // The chain is read from the left: what stands in front of its last link is a chain too, and so
  // on.
  void and_or(const Step& step, const Place& place) {
    std::vector<std::uint32_t> links;
    for (std::uint32_t link = step.first; link != kNowhere; link = steps_[link].next)
      links.push_back(link);
    std::vector<Place> places(links.size());
    Place rest = place;
    rest.pipeline = 0;
    for (std::size_t i = links.size() - 1; i > 0; --i) {
      places[i] = rest;
      if (steps_[links[i]].behind_or) places[i].conditional = true;
      rest = in_front_of(links[i], rest);
    }
    places[0] = rest;
    for (std::size_t i = 0; i < links.size(); ++i) walk(links[i], places[i]);
  }

  // The place of what stands in front of a link, in a chain with this place.
  [[nodiscard]] Place in_front_of(std::uint32_t link, const Place& place) const {
    Place left = place;
    left.heeded = false;
    const bool lost = place.carried.failure == Failure::never;
    if (!steps_[link].behind_or) {
      if (exit_on_error_ && place.heeded && place.carried.cause == FailureCause::not_last)
        left.carried.cause = FailureCause::unchecked_chain;
    } else if (!lost || place.carried.cause == FailureCause::not_last) {
      const Span because = steps_[link].span;
      switch (fallback(link, place)) {
        case Fallback::fails:
          left.carried = place.exited;
          left.carried.because = because;
          if (left.carried.failure == Failure::at_once) left.carried.cause = FailureCause::fallback;
          break;
        case Fallback::succeeds:
          left.carried = {Failure::never, FailureCause::swallowed, because};
          break;
        case Fallback::unknown:
          left.carried = {Failure::sometimes, FailureCause::fallback, because};
          break;
      }
    }
    return left;
  }

  // What `a || step` does when a has failed.
  [[nodiscard]] Fallback fallback(std::uint32_t index, const Place& place) const {
    const Step& step = steps_[index];
    switch (step.kind) {
      case StepKind::simple: return fallback_of(script_.commands[step.command], place);
      case StepKind::group:
      case StepKind::subshell:
        return step.first == kNowhere ? Fallback::unknown : fallback(step.first, place);
      case StepKind::sequence: {
        Fallback last = Fallback::unknown;
        for (std::uint32_t child = step.first; child != kNowhere; child = steps_[child].next) {
          last = fallback(child, place);
          if (ends_script(child)) return last;
        }
        return last;
      }
      default: return Fallback::unknown;
    }
  }

  [[nodiscard]] bool ends_script(std::uint32_t index) const {
    const Step& step = steps_[index];
    if (step.kind != StepKind::simple) return false;
    const std::string_view name = script_.commands[step.command].name();
    return name == "exit" || name == "return";
  }

  [[nodiscard]] Fallback fallback_of(const Command& command, const Place& place) const {
    const std::string_view name = command.name();
    if (name == "exit" || name == "return") {
      if (command.words.size() < 2) return Fallback::fails;
      if (!command.words[1].literal) return Fallback::unknown;
      return command.words[1].text == "0" ? Fallback::succeeds : Fallback::fails;
    }
    if (name == "false")
      return place.heeded && exit_on_error_ ? Fallback::fails : Fallback::unknown;
    const bool harmless = name == "true" || name == ":" || name == "echo" || name == "printf" ||
                          (command.words.empty() && !command.assignments.empty());
    return harmless ? Fallback::succeeds : Fallback::unknown;
  }

  void pipeline(const Step& step, const Place& place) {
    Place inner = place;
    inner.subshell = true;
    if (place.pipeline == 0) inner.pipeline = ++pipelines_;
    inner.carried = outcome(place);
    inner.exited = inner.carried;
    for (std::uint32_t child = step.first; child != kNowhere; child = steps_[child].next) {
      const bool last = steps_[child].next == kNowhere;
      Place member = last || pipefail_ ? inner : unheeded(inner, FailureCause::pipe);
      if (!last && !pipefail_) member.exited = member.carried;
      walk(child, member);
    }
  }

  // Conditions and bodies; what stands beside them (loop variables, redirections) is `outside`.
  void compound(const Step& step, Place place, const Place& outside) {
    place.pipeline = 0;
    const bool branches = step.kind == StepKind::conditional || step.kind == StepKind::loop ||
                          step.kind == StepKind::choice;
    for (std::uint32_t child = step.first; child != kNowhere; child = steps_[child].next) {
      switch (steps_[child].role) {
        case StepRole::condition: walk(child, unheeded(place, FailureCause::condition)); break;
        case StepRole::later_condition: {
          Place inner = unheeded(place, FailureCause::condition);
          inner.conditional = true;
          walk(child, inner);
          break;
        }
        case StepRole::body: {
          Place inner = place;
          inner.conditional = place.conditional || branches;
          if (step.kind == StepKind::loop && place.carried.failure != Failure::never)
            inner.carried = {Failure::sometimes, FailureCause::loop, {}};
          walk(child, inner);
          break;
        }
        default: walk(child, steps_[child].kind == StepKind::simple ? outside : place);
      }
    }
  }

  void substitution(const Step& step, const Place& place) {
    const auto options = std::pair(exit_on_error_, pipefail_);
    Place inner;
    if (step.role == StepRole::value) {
      inner = in_subshell(place);
      // bash does not take `set -e` into $( ), dash does.
      inner.heeded = false;
    } else {
      inner = unheeded(place, step.role == StepRole::declaration ? FailureCause::declaration
                                                                 : FailureCause::substitution);
      inner.subshell = true;
      inner.pipeline = 0;
      inner.exited = inner.carried;
    }
    children(step, inner);
    std::tie(exit_on_error_, pipefail_) = options;
  }

  Script& script_;
  const std::vector<Step>& steps_;
  bool exit_on_error_;
  bool pipefail_;
  std::uint32_t pipelines_ = 0;
  std::vector<std::uint8_t> heeds_;
};

}  // namespace

std::vector<std::uint8_t> place_commands(Reading& reading, const Surroundings& around) {
  Placer placer(reading, around);
  Place place;
  place.subshell = around.subshell;
  place.conditional = around.conditional;
  place.function = around.function;
  place.carried = {around.failure, around.cause, around.because};
  place.exited = place.carried;
  if (around.failure == Failure::at_end)
    place.exited = {Failure::at_once, FailureCause::exit_on_error, {}};
  placer.walk(reading.root, place);
  placer.mark_inspected();
  return placer.take_heeds();
}

}  // namespace buildspec::shell
