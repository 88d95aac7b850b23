// Simple commands: assignments, words, redirections, and what builtins do to variables.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "linter/shell/characters.h"
#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

// What `export` and its like do; nothing for other commands.
std::optional<Setter> declares(std::string_view name) {
  if (name == "export") return Setter::export_;
  if (name == "local") return Setter::local;
  if (name == "declare" || name == "typeset" || name == "readonly") return Setter::declare;
  return std::nullopt;
}

}  // namespace

Reader::OpenCommand Reader::open_command() {
  const OpenCommand opened{add_step(StepKind::simple, kNowhere),
                           static_cast<std::uint32_t>(script_.commands.size())};
  steps_[opened.step].command = opened.index;
  script_.commands.emplace_back();
  script_.commands.back().compound = compound_;
  return opened;
}

std::uint32_t Reader::simple_command() {
  const auto [step, index] = open_command();
  const Scope outer = scope_;
  const std::uint32_t begin = at_;
  std::uint32_t content_end = at_;
  std::optional<Setter> declaration;
  for (skip_blanks(); !at_end() && !gave_up_; skip_blanks()) {
    scope_ = {index, step, StepRole::argument, true, false};
    if (redirection_here()) {
      if (!redirection(index)) break;
      continue;
    }
    const bool first = script_.commands[index].words.empty();
    if (first || declaration) {
      scope_.role = declaration ? StepRole::declaration : StepRole::value;
      scope_.splits = false;
      if (assignment(index, declaration.value_or(Setter::assignment))) {
        content_end = at_;
        continue;
      }
      scope_.role = StepRole::argument;
      scope_.splits = true;
    }
    const std::uint32_t before = at_;
    Word next = word(WordPlace::command);
    if (at_ == before) break;
    brace_features(next);
    content_end = at_;
    script_.commands[index].words.push_back(std::move(next));
    if (!first) continue;
    const Word& name = script_.commands[index].words.front();
    if (name.literal && name.parts.size() == 1 && name.parts[0].quoting == Quoting::none)
      declaration = declares(name.text);
    skip_blanks();
    if (peek() == '(' && script_.commands[index].assignments.empty() &&
        script_.commands[index].redirections.empty() && name.literal) {
      std::uint32_t close = at_ + 1;
      while (close < end_ && is_blank(text_[close])) ++close;
      if (close < end_ && text_[close] == ')') {
        at_ = close + 1;
        scope_ = outer;
        return named_function(index);
      }
    }
  }
  // Substitutions in the values decide the status only where there is no command.
  const std::vector<Word>& words = script_.commands[index].words;
  const bool computed = words.size() == 1 && words[0].parts.size() == 1 &&
                        words[0].parts[0].kind == PartKind::command_substitution;
  if (computed) {
    for (std::uint32_t child = steps_[step].first; child != kNowhere; child = steps_[child].next)
      steps_[child].role = StepRole::value;
  } else if (!words.empty() && !declaration) {
    for (std::uint32_t child = steps_[step].first; child != kNowhere; child = steps_[child].next)
      steps_[child].role = StepRole::argument;
  }
  scope_ = outer;
  script_.commands[index].span = {begin, std::max(content_end, begin)};
  steps_[step].span = {begin, at_};
  builtin_effects(index);
  return step;
}

// NAME=, NAME+=, NAME[…]= with the value right behind it.
bool Reader::assignment(std::uint32_t command, Setter setter) {
  if (!is_name_start(peek())) return false;
  std::uint32_t i = at_;
  while (i < end_ && is_name(text_[i])) ++i;
  const Span name{at_, i};
  Span index;
  if (i < end_ && text_[i] == '[') {
    constexpr std::uint32_t kLongestIndex = 200;
    const std::uint32_t limit = std::min(end_, i + kLongestIndex);
    std::uint32_t close = i;
    while (close < limit && text_[close] != ']' && text_[close] != '\n') ++close;
    if (close >= limit || text_[close] != ']') return false;
    index = {i, close + 1};
    i = close + 1;
  }
  const bool append = i + 1 < end_ && text_[i] == '+' && text_[i + 1] == '=';
  if (append) ++i;
  if (i >= end_ || text_[i] != '=') return false;
  if (!index.empty()) {
    feature(BashSyntax::array, index);
    arithmetic(index.begin + 1, index.end - 1, Quoting::none);
  }
  if (append) feature(BashSyntax::append_assignment, {i - 1, i + 1});
  at_ = i + 1;
  Assignment result;
  result.name_span = index.empty() ? name : Span{name.begin, index.end};
  result.name = std::string(bytes(result.name_span));
  result.append = append;
  result.exported = setter == Setter::export_;
  result.setter = setter;
  if (peek() == '(' && !at_end()) {
    result.value.span.begin = at_;
    array(result.value);
    result.value.span.end = at_;
    finish(result.value);
  } else {
    result.value = word(WordPlace::operand);
  }
  script_.commands[command].assignments.push_back(std::move(result));
  return true;
}

bool Reader::redirection_here() const {
  std::uint32_t i = at_;
  while (i < end_ && is_digit(text_[i])) ++i;
  if (i >= end_) return false;
  if (text_[i] == '<' || text_[i] == '>') return i > at_ || i + 1 >= end_ || text_[i + 1] != '(';
  return i == at_ && text_[i] == '&' && i + 1 < end_ && text_[i + 1] == '>';
}

bool Reader::redirection(std::uint32_t command) {
  static constexpr std::array<std::pair<std::string_view, Redirect>, 12> kSigns{{
      {"<<<", Redirect::here_string},
      {"<<-", Redirect::here_document},
      {"&>>", Redirect::append},
      {"<<", Redirect::here_document},
      {"<&", Redirect::duplicate},
      {"<>", Redirect::output},
      {">>", Redirect::append},
      {">&", Redirect::duplicate},
      {">|", Redirect::output},
      {"&>", Redirect::output},
      {"<", Redirect::input},
      {">", Redirect::output},
  }};
  Redirection result;
  result.span.begin = at_;
  const std::uint32_t digits = at_;
  while (is_digit(peek())) ++at_;
  if (at_ == digits + 1) result.descriptor = static_cast<std::uint8_t>(text_[digits] - '0');
  Span sign{at_, at_};
  for (const auto& [text, kind] : kSigns)
    if (looking_at(text)) {
      result.kind = kind;
      sign.end = at_ + static_cast<std::uint32_t>(text.size());
      break;
    }
  at_ = sign.end;
  const std::string_view sign_text = bytes(sign);
  if (sign_text[0] == '&') feature(BashSyntax::both_outputs, sign);
  if (result.kind == Redirect::here_string) feature(BashSyntax::here_string, sign);
  while (!at_end() && is_blank(text_[at_])) ++at_;
  scope_.splits = false;
  scope_.role = StepRole::argument;
  const std::uint32_t before = at_;
  result.target = word(WordPlace::operand);
  if (at_ == before) {
    const std::string token = at_end() || peek() == '\n' ? std::string() : token_here();
    fault(SyntaxFault::missing_target, sign,
          "behind " + quoted(sign_text) +
              (result.kind == Redirect::here_document ? " a word is missing that ends the text"
                                                      : " the name of a file is missing"),
          token, {}, at_end());
    result.span.end = at_;
    script_.commands[command].redirections.push_back(std::move(result));
    return false;
  }
  result.span.end = at_;
  if (result.kind == Redirect::here_document) {
    HereDocument document;
    document.command = command;
    document.step = scope_.step;
    document.redirection =
        static_cast<std::uint32_t>(script_.commands[command].redirections.size());
    document.strip_tabs = sign_text == "<<-";
    const Span raw = result.target.span;
    document.quoted = bytes(raw).find_first_of("'\"\\") != std::string_view::npos;
    for (const char c : bytes(raw))
      if (c != '\'' && c != '"' && c != '\\') document.delimiter += c;
    result.target = Word{};
    result.target.span = raw;
    result.target.text = document.delimiter;
    result.target.parts.push_back({PartKind::text, Quoting::none, raw, document.delimiter});
    here_documents_.push_back(std::move(document));
  }
  // ">& file" is both outputs, ">& 1" a descriptor.
  if (result.kind == Redirect::duplicate && sign_text == ">&" &&
      result.target.text.find_first_not_of("0123456789-") != std::string::npos &&
      result.target.literal) {
    result.kind = Redirect::output;
    feature(BashSyntax::both_outputs, sign);
  }
  script_.commands[command].redirections.push_back(std::move(result));
  return true;
}

void Reader::own_redirections(std::uint32_t command) {
  for (skip_blanks(); !at_end() && redirection_here(); skip_blanks())
    if (!redirection(command)) return;
}

// Redirections of a compound command: a command without words, in front of those inside.
void Reader::trailing_redirections(std::uint32_t step, const Mark& mark, Span span) {
  skip_blanks();
  if (at_end() || !redirection_here()) return;
  const auto index = static_cast<std::uint32_t>(script_.commands.size());
  const std::uint32_t simple = add_step(StepKind::simple, step);
  steps_[simple].command = index;
  script_.commands.emplace_back();
  script_.commands[index].span = span;
  script_.commands[index].compound = compound_;
  while (!at_end() && redirection_here()) {
    scope_ = {index, simple, StepRole::argument, false, false};
    if (!redirection(index)) break;
    skip_blanks();
  }
  if (mark.command < index) move_last_command(mark);
}

void Reader::move_last_command(const Mark& mark) {
  const std::uint32_t to = mark.command;
  const auto from = static_cast<std::uint32_t>(script_.commands.size() - 1);
  std::rotate(script_.commands.begin() + to, script_.commands.end() - 1, script_.commands.end());
  const auto move = [to, from](std::uint32_t& index) {
    if (index == from) {
      index = to;
    } else if (index != kNowhere && index >= to) {
      ++index;
    }
  };
  for (std::size_t i = mark.step; i < steps_.size(); ++i) move(steps_[i].command);
  for (std::size_t i = mark.use; i < script_.variables.size(); ++i)
    move(script_.variables[i].command);
  for (std::size_t i = mark.feature; i < script_.bash_features.size(); ++i)
    move(script_.bash_features[i].command);
  for (HereDocument& each : here_documents_) move(each.command);
}

// what builtins do to variables

void Reader::word_names(std::uint32_t command, std::size_t first, Mention mention) {
  Command& into = script_.commands[command];
  for (std::size_t i = first; i < into.words.size(); ++i) {
    const Word& word = into.words[i];
    if (!word.literal || word.text.empty() || word.text[0] == '-' || !is_name_start(word.text[0]))
      continue;
    into.mentions.push_back({mention, word.inner(), word.text});
  }
}

void Reader::set_names(std::uint32_t command, std::size_t first, std::size_t last) {
  Command& into = script_.commands[command];
  for (std::size_t i = first; i < std::min(last, into.words.size()); ++i) {
    const Word& word = into.words[i];
    if (!word.literal || word.text.empty() || !is_name_start(word.text[0])) continue;
    Assignment assignment;
    assignment.name_span = word.inner();
    assignment.name = word.text;
    assignment.value.literal = false;
    assignment.value.span = {word.span.end, word.span.end};
    assignment.setter = Setter::builtin;
    into.assignments.push_back(std::move(assignment));
  }
}

void Reader::builtin_effects(std::uint32_t command) {
  const Command& now = script_.commands[command];
  if (now.words.size() < 2) return;
  const std::string_view name = now.words[0].literal ? now.words[0].text : std::string_view();
  if (name == "export") return word_names(command, 1, Mention::export_);
  if (name == "unset") {
    if (now.word(1) == "-f") return;
    return word_names(command, 1, Mention::unset);
  }
  if (name == "local") return word_names(command, 1, Mention::local);
  if (name == "declare" || name == "typeset" || name == "readonly")
    return word_names(command, 1, Mention::declare);
  if (name == "read" || name == "mapfile" || name == "readarray") {
    const std::string_view take_values = name == "read" ? "ptnNdiu" : "dnOsuCc";
    std::size_t i = 1;
    while (i < now.words.size() && now.words[i].text.size() > 1 && now.words[i].text[0] == '-') {
      const std::string& option = now.words[i].text;
      i += take_values.find(option.back()) != std::string_view::npos ? 2 : 1;
    }
    return set_names(command, i, now.words.size());
  }
  if (name == "printf" && now.word(1) == "-v") return set_names(command, 2, 3);
  if (name == "getopts") return set_names(command, 2, 3);
}

}  // namespace buildspec::shell
