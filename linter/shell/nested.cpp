// Scripts in words: what `sh -c "…"`, `su -c`, and `eval "…"` run, read again and put into the same
// lists with the spans of the text around them.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<Interpreter> interpreter(std::string_view path) {
  const std::string_view name = base_name(path);
  if (name == "bash") return Interpreter::bash;
  if (name == "sh") return Interpreter::sh;
  if (name == "dash" || name == "ash" || name == "zsh" || name == "ksh") return Interpreter::other;
  return std::nullopt;
}

struct Call {
  Interpreter interpreter = Interpreter::same;
  std::size_t first = 0;  // the words of the script
  std::size_t last = 0;   // behind them
  bool exit_on_error = false;
  bool pipefail = false;
};

// `words[at]` is the shell: looks for -c and the script behind it.
std::optional<Call> shell_call(const Command& command, std::size_t at, Interpreter shell) {
  Call call;
  call.interpreter = shell;
  bool script = false;
  for (std::size_t i = at + 1; i < command.words.size(); ++i) {
    const std::string_view word = command.words[i].text;
    if (word.size() > 1 && word[0] == '-' && word[1] != '-') {
      script = script || word.find('c') != std::string_view::npos;
      call.exit_on_error = call.exit_on_error || word.find('e') != std::string_view::npos;
      if (word.back() == 'o' && i + 1 < command.words.size()) {
        call.pipefail = call.pipefail || command.word(i + 1) == "pipefail";
        call.exit_on_error = call.exit_on_error || command.word(i + 1) == "errexit";
        ++i;
      }
    } else if (word.size() < 2 || word[0] != '-') {
      if (!script) return std::nullopt;
      call.first = i;
      call.last = i + 1;
      return call;
    }
  }
  return std::nullopt;
}

// The words of a script that the command runs in another shell or again in its own.
std::optional<Call> nested_call(const Command& command) {
  static constexpr std::array<std::string_view, 9> kWrappers{
      "sudo", "env", "nohup", "exec", "command", "time", "timeout", "nice", "xvfb-run"};
  constexpr std::size_t kMostWrapperWords = 6;
  if (command.words.size() < 2 || !command.words.front().literal) return std::nullopt;
  const std::string_view name = command.name();
  if (name == "eval") return Call{Interpreter::same, 1, command.words.size(), false, false};
  if (const auto shell = interpreter(name)) return shell_call(command, 0, *shell);
  if (name == "su") {
    for (std::size_t i = 1; i + 1 < command.words.size(); ++i)
      if (command.word(i) == "-c" || command.word(i) == "--command")
        return Call{Interpreter::other, i + 1, i + 2, false, false};
    return std::nullopt;
  }
  if (std::find(kWrappers.begin(), kWrappers.end(), name) == kWrappers.end()) return std::nullopt;
  for (std::size_t i = 1; i < std::min(command.words.size(), kMostWrapperWords); ++i)
    if (const auto shell = interpreter(command.word(i))) return shell_call(command, i, *shell);
  return std::nullopt;
}

// A script's text with the way back to the text around it.
class NestedText {
 public:
  explicit NestedText(std::string_view outer) : outer_(outer) {}

  // False where the word is not understood.
  bool add(const Word& word) {
    if (!text_.empty()) push(' ', {word.span.begin, word.span.begin});
    for (const Part& part : word.parts) {
      switch (part.kind) {
        case PartKind::text:
          if (!add_text(part)) return false;
          break;
        case PartKind::variable:
        case PartKind::command_substitution:
        case PartKind::arithmetic: {
          const auto begin = static_cast<std::uint32_t>(text_.size());
          for (std::uint32_t i = part.span.begin; i < part.span.end; ++i)
            push(outer_[i], {i, i + 1});
          expanded_.push_back({begin, static_cast<std::uint32_t>(text_.size())});
          break;
        }
        default: return false;
      }
    }
    return true;
  }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool literal() const { return expanded_.empty(); }

  [[nodiscard]] Span outer(Span span) const {
    if (places_.empty()) return {};
    const auto place = [this](std::uint32_t at) {
      return at < places_.size() ? places_[at] : Span{places_.back().end, places_.back().end};
    };
    const std::uint32_t begin = place(span.begin).begin;
    return {begin, span.empty() ? begin : std::max(begin, place(span.end - 1).end)};
  }

  // Made by the shell around, before this script is read.
  [[nodiscard]] bool within_expansion(Span span) const {
    const Span* const each = expansion_at(span.begin);
    return each != nullptr && span.end <= each->end;
  }
  [[nodiscard]] bool holds_expansion(Span span) const {
    if (expansion_at(span.begin) != nullptr) return !span.empty();
    const auto next = std::lower_bound(expanded_.begin(), expanded_.end(), span.begin,
                                       [](Span each, std::uint32_t at) { return each.begin < at; });
    return next != expanded_.end() && next->begin < span.end;
  }

 private:
  bool add_text(const Part& part) {
    if (part.quoting == Quoting::single) {
      if (part.span.begin >= 2 && outer_.substr(part.span.begin - 2, 2) == "$'") return false;
      for (std::uint32_t i = part.span.begin; i < part.span.end; ++i) push(outer_[i], {i, i + 1});
      return true;
    }
    for (std::uint32_t i = part.span.begin; i < part.span.end; ++i) {
      const bool escape =
          outer_[i] == '\\' && i + 1 < part.span.end &&
          (part.quoting == Quoting::none ||
           std::string_view("\"\\$`\n").find(outer_[i + 1]) != std::string_view::npos);
      if (!escape) {
        push(outer_[i], {i, i + 1});
      } else {
        ++i;
        if (outer_[i] != '\n') push(outer_[i], {i - 1, i + 1});
      }
    }
    return true;
  }

  [[nodiscard]] const Span* expansion_at(std::uint32_t at) const {
    const auto next =
        std::upper_bound(expanded_.begin(), expanded_.end(), at,
                         [](std::uint32_t place, Span each) { return place < each.begin; });
    if (next == expanded_.begin()) return nullptr;
    const Span* const before = &*std::prev(next);
    return at < before->end ? before : nullptr;
  }

  void push(char c, Span place) {
    text_ += c;
    places_.push_back(place);
  }

  std::string_view outer_;
  std::string text_;
  std::vector<Span> places_;
  std::vector<Span> expanded_;
};

// Takes the inner script over into the outer one.
class Taker {
 public:
  Taker(const NestedText& text, Script& inner, Script& outer)
      : text_(text),
        inner_(inner),
        outer_(outer),
        first_compound_(static_cast<std::uint32_t>(outer.compounds.size())),
        first_nested_(static_cast<std::uint32_t>(outer.nested.size())) {}

  // `self` is the number of the nested script itself, `compound` what its command stands in.
  void take(std::uint32_t self, std::uint32_t compound, std::uint32_t command) {
    compounds(self, compound);
    commands(self, compound);
    for (NestedScript& nested : inner_.nested) {
      nested.span = text_.outer(nested.span);
      nested.command = place(nested.command);
      nested.parent = number(nested.parent, self);
      outer_.nested.push_back(nested);
    }
    for (VariableUse& use : inner_.variables) {
      if (text_.within_expansion(use.span)) continue;
      use.span = text_.outer(use.span);
      use.name_span = text_.outer(use.name_span);
      use.command = use.command == kNowhere ? command : place(use.command);
      use.nested = number(use.nested, self);
      outer_.variables.push_back(std::move(use));
    }
    for (BashFeature& feature : inner_.bash_features) {
      if (text_.within_expansion(feature.span)) continue;
      feature.span = text_.outer(feature.span);
      feature.command = feature.command == kNowhere ? command : place(feature.command);
      feature.nested = number(feature.nested, self);
      outer_.bash_features.push_back(feature);
    }
  }

 private:
  [[nodiscard]] std::uint32_t place(std::uint32_t command) const {
    return command < places_.size() ? places_[command] : kNowhere;
  }
  [[nodiscard]] std::uint32_t number(std::uint32_t nested, std::uint32_t self) const {
    return nested == 0 ? self : nested + first_nested_;
  }

  // Those inside expansions of the outer shell stay where they are in the list, but empty: the
  // numbers of the others hold.
  void compounds(std::uint32_t self, std::uint32_t compound) {
    for (Compound& each : inner_.compounds) {
      each.span = text_.outer(each.span);
      each.keyword = text_.outer(each.keyword);
      each.body = text_.outer(each.body);
      each.parent = each.parent == kNowhere ? compound : each.parent + first_compound_;
      each.nested = number(each.nested, self);
      outer_.compounds.push_back(std::move(each));
    }
  }

  void commands(std::uint32_t self, std::uint32_t compound) {
    std::uint32_t most = 0;
    if (std::any_of(inner_.commands.begin(), inner_.commands.end(),
                    [](const Command& each) { return each.pipeline != 0; }))
      for (const Command& each : outer_.commands) most = std::max(most, each.pipeline);
    for (Command& each : inner_.commands) {
      if (text_.within_expansion(each.span) && !each.span.empty()) {
        places_.push_back(kNowhere);
        continue;
      }
      places_.push_back(static_cast<std::uint32_t>(outer_.commands.size()));
      each.span = text_.outer(each.span);
      each.because = each.because.empty() ? Span{} : text_.outer(each.because);
      for (Word& each_word : each.words) word(each_word);
      for (Assignment& assignment : each.assignments) {
        assignment.name_span = text_.outer(assignment.name_span);
        word(assignment.value);
      }
      for (Redirection& redirection : each.redirections) {
        redirection.span = text_.outer(redirection.span);
        redirection.body = text_.outer(redirection.body);
        word(redirection.target);
      }
      for (NameMention& mention : each.mentions) mention.span = text_.outer(mention.span);
      each.compound = each.compound == kNowhere ? compound : each.compound + first_compound_;
      each.nested = number(each.nested, self);
      if (each.pipeline != 0) each.pipeline += most;
      outer_.commands.push_back(std::move(each));
    }
  }

  void word(Word& word) {
    if (text_.holds_expansion(word.span)) word.literal = false;
    for (Part& part : word.parts) {
      // Quotes of the inner script do not keep the outer shell from expanding.
      if (part.kind == PartKind::text && text_.holds_expansion(part.span))
        part.quoting = Quoting::double_;
      part.span = text_.outer(part.span);
    }
    word.span = text_.outer(word.span);
  }

  const NestedText& text_;
  Script& inner_;
  Script& outer_;
  std::uint32_t first_compound_;
  std::uint32_t first_nested_;
  std::vector<std::uint32_t> places_;
};

void take_problem(const NestedText& text, const Script& inner, std::string_view shell,
                  Script& outer) {
  if (outer.problem || !inner.problem || !text.literal()) return;
  outer.broken = true;
  outer.problem = inner.problem;
  outer.problem->span = text.outer(inner.problem->span);
  outer.problem->message += " in the script of `" + std::string(shell) + "`";
}

Script read_with_budget(std::string_view text, const Surroundings& surroundings, int depth,
                        std::size_t& budget);

void read_call(std::string_view text, std::uint32_t index, const Call& call, bool exit_on_error,
               Script& script, int depth, std::size_t& budget) {
  std::size_t size = 0;
  for (std::size_t i = call.first; i < call.last; ++i)
    size += script.commands[index].words[i].span.size();
  if (size > budget) return;
  budget -= size;
  NestedText nested(text);
  for (std::size_t i = call.first; i < call.last; ++i)
    if (!nested.add(script.commands[index].words[i])) return;
  const Command& command = script.commands[index];
  Surroundings around;
  around.subshell = command.subshell || call.interpreter != Interpreter::same;
  around.conditional = command.conditional;
  around.function = command.function;
  around.exit_on_error = call.interpreter == Interpreter::same ? exit_on_error : call.exit_on_error;
  around.pipefail = call.pipefail;
  around.failure = command.failure;
  around.cause = command.cause;
  around.because = {};
  Script inner = read_with_budget(nested.text(), around, depth - 1, budget);
  if (inner.commands.empty() && inner.variables.empty()) return;
  const std::string shell(command.name());
  const std::uint32_t compound = command.compound;
  const std::uint32_t parent = command.nested;
  const Span span{command.words[call.first].span.begin, command.words[call.last - 1].span.end};
  script.nested.push_back({span, call.interpreter, index, parent});
  const auto self = static_cast<std::uint32_t>(script.nested.size());
  take_problem(nested, inner, shell, script);
  Taker(nested, inner, script).take(self, compound, index);
}

Script read_with_budget(std::string_view text, const Surroundings& surroundings, int depth,
                        std::size_t& budget) {
  Reading reading = Reader(text).read();
  const std::vector<std::uint8_t> exit_on_error = place_commands(reading, surroundings);
  Script script = std::move(reading.script);
  if (depth == 0) return script;
  const auto count = static_cast<std::uint32_t>(script.commands.size());
  for (std::uint32_t i = 0; i < count; ++i)
    if (const auto call = nested_call(script.commands[i]))
      read_call(text, i, *call, exit_on_error[i] != 0, script, depth, budget);
  if (!script.nested.empty())
    std::stable_sort(script.variables.begin(), script.variables.end(),
                     [](const VariableUse& a, const VariableUse& b) { return a.span < b.span; });
  return script;
}

}  // namespace

Script read_script(std::string_view text, const Surroundings& surroundings, int depth) {
  // Of all nested texts together, those in nested ones counted again: the time stays linear.
  std::size_t budget = 128U << 10U;
  return read_with_budget(text, surroundings, depth, budget);
}

}  // namespace buildspec::shell
