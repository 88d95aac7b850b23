#include "lsp/ide/shell_tokens.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "linter/lang/flow.h"
#include "linter/schema/builtin_variables.h"
#include "linter/shell/characters.h"

namespace buildspec::ide {
namespace {

// Commands that the shell itself has.
constexpr std::array<std::string_view, 40> kBuiltins{
    ".",       ":",      "alias", "bg",   "break",    "builtin", "cd",      "command",
    "declare", "echo",   "eval",  "exec", "exit",     "export",  "false",   "fg",
    "getopts", "hash",   "jobs",  "kill", "let",      "local",   "mapfile", "popd",
    "printf",  "pushd",  "pwd",   "read", "readonly", "return",  "set",     "shift",
    "shopt",   "source", "test",  "trap", "true",     "type",    "typeset", "unset"};
static_assert(std::is_sorted(kBuiltins.begin(), kBuiltins.end()));

// What runs the command in its words.
constexpr std::array<std::string_view, 7> kWrappers{"command", "env",  "exec", "nice",
                                                    "nohup",   "sudo", "time"};

constexpr std::array<std::string_view, 19> kReserved{
    "[[",  "]]",       "case", "coproc", "do",   "done",  "elif",  "else", "esac", "fi",
    "for", "function", "if",   "select", "then", "until", "while", "{",    "}"};
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& sorted, std::string_view text) {
  return std::binary_search(sorted.begin(), sorted.end(), text);
}

bool is_operator_here(char c) { return shell::is_operator(c) || c == '`' || c == '!'; }

// Of tests, patterns and arithmetic.
bool is_sign(char c) {
  return std::string_view("+-*/%=<>!&|^~?:,[]()").find(c) != std::string_view::npos;
}

bool is_space(char c) { return shell::is_blank(c) || c == '\n' || c == '\r'; }

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), shell::is_digit);
}

bool is_test(const shell::Command& command) {
  const std::string_view name = command.word(0);
  return name == "[" || name == "[[" || name == "test";
}

}  // namespace

std::uint8_t variable_modifiers(std::string_view name) {
  if (const auto* const builtin = schema::find_builtin_variable(name)) {
    const bool settable = builtin->category == schema::VariableCategory::configuration;
    return settable ? kDefaultLibrary : kDefaultLibrary | kReadonly;
  }
  return Flow::in_image(name) ? kDefaultLibrary : 0;
}

const std::vector<SemanticToken>& ShellTokens::of_script(const shell::Script& script,
                                                         std::string_view text) {
  text_ = text;
  paint_.assign(text.size(), {});
  nested_.clear();
  if (!script.nested.empty()) nested_.resize(script.commands.size());
  for (std::uint32_t i = 0; i < script.nested.size(); ++i) {
    if (script.nested[i].command < nested_.size()) nested_[script.nested[i].command] = i + 1;
  }
  // Inner ones come behind outer ones, and paint over them.
  for (std::uint32_t i = 0; i < script.commands.size(); ++i) command(script, i);
  for (const shell::Compound& compound : script.compounds) {
    if (compound.kind == shell::CompoundKind::function)
      paint(compound.keyword, TokenType::function, kDeclaration);
  }
  for (const shell::VariableUse& use : script.variables) variable(use);
  rest();
  collect();
  return tokens_;
}

void ShellTokens::paint(Span span, TokenType type, std::uint8_t modifiers) {
  const auto end = std::min(span.end, static_cast<std::uint32_t>(text_.size()));
  // Quotes and what stands between them are one.
  const bool apart = type != TokenType::string;
  for (std::uint32_t at = span.begin; at < end; ++at)
    paint_[at] = {Paint::State::token, type, modifiers, apart && at == span.begin};
}

void ShellTokens::set(Span span, Paint::State state) {
  const auto end = std::min(span.end, static_cast<std::uint32_t>(text_.size()));
  for (std::uint32_t at = span.begin; at < end; ++at) paint_[at] = {state, {}, 0, false};
}

void ShellTokens::command(const shell::Script& script, std::uint32_t index) {
  const shell::Command& command = script.commands[index];
  for (const shell::Assignment& assignment : command.assignments) {
    const Span name = assignment.name_span;
    const auto modifiers = variable_modifiers(assignment.name);
    paint(name, TokenType::variable,
          modifiers | (assignment.append ? kModification : kDeclaration));
    const shell::Word& value = assignment.value;
    if (value.span.begin > name.end && !value.span.empty()) {
      // "=", "+=", "[0]="; behind `for A in` the value is none.
      if (assignment.setter != shell::Setter::loop)
        paint({name.end, value.span.begin}, TokenType::operator_);
      word(value, false);
    } else if (name.end < text_.size() && text_[name.end] == '=') {
      paint({name.end, name.end + 1}, TokenType::operator_);
    }
  }
  const bool test = is_test(command);
  const std::uint32_t nested = nested_.empty() ? 0 : nested_[index];
  const Span inner = nested == 0 ? Span{} : script.nested[nested - 1].span;
  name(command, test);
  const bool wraps = is_one_of(kWrappers, command.word(0)) && !command.word(1).starts_with('-');
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const shell::Word& each = command.words[i];
    if (test) {
      test_word(each);
    } else if (i == 1 && wraps) {
      name_word(each);
    } else {
      word(each, nested != 0 && inner.contains(each.span));
    }
  }
  for (const shell::NameMention& mention : command.mentions)
    paint(mention.span, TokenType::variable, variable_modifiers(mention.name));
  for (const shell::Redirection& each : command.redirections) redirection(each);
}

// Where a script stands in the word, its bytes are left to what the script lists.
void ShellTokens::word(const shell::Word& word, bool script) {
  std::uint32_t at = word.span.begin;
  bool first = true;
  for (const shell::Part& part : word.parts) {
    if (part.span.begin > at) paint({at, part.span.begin}, TokenType::string);  // quotes
    at = std::max(at, part.span.end);
    switch (part.kind) {
      case shell::PartKind::text:
        if (script) {
          set(part.span, Paint::State::open);
        } else {
          text_part(part, word.parts.size() == 1, first && part.span.begin == word.span.begin);
        }
        break;
      case shell::PartKind::variable:
        if (part.quoting == shell::Quoting::none) {
          set(part.span, Paint::State::plain);
        } else {
          paint(part.span, TokenType::string);
        }
        break;
      case shell::PartKind::arithmetic: arithmetic(part.span); break;
      case shell::PartKind::brace_range: paint(part.span, TokenType::operator_); break;
      case shell::PartKind::command_substitution:
      case shell::PartKind::process_substitution:
      case shell::PartKind::array: break;  // open: a script of its own
    }
    first = false;
  }
  if (at < word.span.end) paint({at, word.span.end}, TokenType::string);
}

void ShellTokens::text_part(const shell::Part& part, bool whole, bool first) {
  if (part.quoting != shell::Quoting::none) return paint(part.span, TokenType::string);
  const std::string_view text = text_.substr(part.span.begin, part.span.size());
  if (first && text.size() > 1 && text[0] == '-') {
    const auto equals = static_cast<std::uint32_t>(std::min(text.find('='), text.size()));
    const std::uint32_t end = part.span.begin + equals;
    paint({part.span.begin, end}, TokenType::parameter);
    if (end < part.span.end) {
      paint({end, end + 1}, TokenType::operator_);
      set({end + 1, part.span.end}, Paint::State::plain);
    }
  } else if (whole && is_number(text)) {
    paint(part.span, TokenType::number);
  } else {
    set(part.span, Paint::State::plain);
  }
}

void ShellTokens::name(const shell::Command& command, bool test) {
  if (command.words.empty()) return;
  const shell::Word& first = command.words.front();
  if (first.text == "((") return paint(first.span, TokenType::operator_);
  if (test && first.text != "test") return paint(first.span, TokenType::keyword);
  name_word(first);
}

void ShellTokens::name_word(const shell::Word& name) {
  word(name, false);
  const std::uint8_t modifiers = is_one_of(kBuiltins, name.text) ? kDefaultLibrary : 0;
  for (const shell::Part& part : name.parts) {
    if (part.kind != shell::PartKind::text) continue;
    const bool whole = name.parts.size() == 1;
    paint(whole ? name.span : part.span, TokenType::function, modifiers);
  }
}

void ShellTokens::test_word(const shell::Word& word) {
  const std::string_view text = word.text;
  const bool plain = word.literal && !text.empty() && word.span.size() == text.size();
  const bool option = plain && text.size() > 1 && text[0] == '-' && !shell::is_digit(text[1]);
  if (plain && (text == "]" || text == "]]")) {
    paint(word.span, TokenType::keyword);
  } else if (option || (plain && std::all_of(text.begin(), text.end(), is_sign))) {
    paint(word.span, TokenType::operator_);
  } else {
    this->word(word, false);
  }
}

// Names are variables, painted later.
void ShellTokens::arithmetic(Span span) {
  const auto end = std::min(span.end, static_cast<std::uint32_t>(text_.size()));
  for (std::uint32_t at = span.begin; at < end;) {
    const char c = text_[at];
    std::uint32_t stop = at + 1;
    if (shell::is_digit(c)) {
      while (stop < end && shell::is_name(text_[stop])) ++stop;
      paint({at, stop}, TokenType::number);
    } else if (shell::is_name_start(c)) {
      while (stop < end && shell::is_name(text_[stop])) ++stop;
      set({at, stop}, Paint::State::plain);
    } else if (!is_space(c)) {
      while (stop < end && !is_space(text_[stop]) && !shell::is_name(text_[stop])) ++stop;
      paint({at, stop}, TokenType::operator_);
    }
    at = stop;
  }
}

void ShellTokens::redirection(const shell::Redirection& redirection) {
  const Span target = redirection.target.span;
  const std::uint32_t begin = redirection.span.begin;
  std::uint32_t end = target.empty() ? redirection.span.end : target.begin;
  while (end > begin && is_space(text_[end - 1])) --end;
  paint({begin, end}, TokenType::operator_);
  if (redirection.kind != shell::Redirect::here_document) return word(redirection.target, false);
  paint(target, TokenType::keyword);
  const Span body = redirection.body;
  if (body.empty() && body.begin == 0) return;
  paint(body, TokenType::string);
  std::uint32_t line = body.end;
  while (line < text_.size() && text_[line] == '\t') ++line;
  const std::string_view delimiter = redirection.target.text;
  if (line < text_.size() && !delimiter.empty() && text_.substr(line).starts_with(delimiter))
    paint({line, line + static_cast<std::uint32_t>(delimiter.size())}, TokenType::keyword);
}

void ShellTokens::variable(const shell::VariableUse& use) {
  const std::uint8_t modifiers = variable_modifiers(use.name);
  paint({use.span.begin, use.name_span.end}, TokenType::variable, modifiers);
  if (use.span.end <= use.name_span.end || use.span.end > text_.size()) return;
  std::uint32_t at = use.name_span.end;
  const std::uint32_t close = use.span.end - 1;
  while (at < close && at < use.name_span.end + 2 && is_sign(text_[at])) ++at;
  paint({use.name_span.end, at}, TokenType::operator_);
  if (text_[close] == '}') paint({close, close + 1}, TokenType::variable, modifiers);
}

// What the script does not list: reserved words, operators, comments, the words of `for` and the
// patterns of `case`; all of a text that could not be read.
void ShellTokens::rest() {
  const auto size = static_cast<std::uint32_t>(text_.size());
  const auto open = [this](std::uint32_t at) { return paint_[at].state == Paint::State::open; };
  bool expects_in = false;
  for (std::uint32_t at = 0; at < size;) {
    const char c = text_[at];
    if (!open(at) || is_space(c)) {
      ++at;
      continue;
    }
    const char before = at == 0 ? '\n' : text_[at - 1];
    std::uint32_t end = at + 1;
    if (c == '#' && (is_space(before) || shell::is_operator(before) ||
                     (!open(at - 1) && (before == '"' || before == '\'')))) {
      while (end < size && open(end) && text_[end] != '\n') ++end;
      paint({at, end}, TokenType::comment);
    } else if (c == '"' || c == '\'') {
      while (end < size && (text_[end] != c || !open(end))) ++end;
      end = std::min(end + 1, size);
      for (std::uint32_t i = at; i < end; ++i)
        if (open(i)) paint_[i] = {Paint::State::token, TokenType::string, 0, false};
    } else if (is_operator_here(c) || (c == '$' && end < size && text_[end] == '(')) {
      while (end < size && open(end) && is_operator_here(text_[end])) ++end;
      paint({at, end}, TokenType::operator_);
    } else {
      end = open_word(at, expects_in);
    }
    at = end;
  }
}

std::uint32_t ShellTokens::open_word(std::uint32_t at, bool& expects_in) {
  const auto size = static_cast<std::uint32_t>(text_.size());
  std::uint32_t end = at + 1;
  const auto in_word = [this](std::uint32_t i) {
    const char c = text_[i];
    return paint_[i].state == Paint::State::open && !is_space(c) && !is_operator_here(c) &&
           c != '"' && c != '\'';
  };
  while (end < size && in_word(end)) end += text_[end] == '\\' && end + 1 < size ? 2U : 1U;
  end = std::min(end, size);
  const Span span{at, end};
  const std::string_view word = text_.substr(at, span.size());
  if (is_one_of(kReserved, word)) {
    paint(span, TokenType::keyword);
    expects_in = word == "for" || word == "case" || word == "select";
  } else if (expects_in && word == "in") {
    paint(span, TokenType::keyword);
    expects_in = false;
  } else if (is_number(word)) {
    paint(span, TokenType::number);
  } else if (std::all_of(word.begin(), word.end(), is_sign)) {
    paint(span, TokenType::operator_);
  } else {
    set(span, Paint::State::plain);
  }
  return end;
}

void ShellTokens::collect() {
  tokens_.clear();
  const auto size = static_cast<std::uint32_t>(text_.size());
  for (std::uint32_t at = 0; at < size; ++at) {
    const Paint& here = paint_[at];
    if (here.state != Paint::State::token) continue;
    const Paint* const before = at == 0 ? nullptr : &paint_[at - 1];
    const bool goes_on = before != nullptr && before->state == Paint::State::token &&
                         !here.begins && before->type == here.type &&
                         before->modifiers == here.modifiers;
    if (goes_on) {
      tokens_.back().span.end = at + 1;
    } else {
      tokens_.push_back({{at, at + 1}, here.type, here.modifiers});
    }
  }
}

}  // namespace buildspec::ide
