// Compound commands and function definitions.
#include <algorithm>
#include <array>
#include <utility>

#include "linter/shell/characters.h"
#include "linter/shell/reader.h"

namespace buildspec::shell {

// `time` in front of a compound command is a word of bash's grammar, else a command like others.
void Reader::skip_time() {
  if (!reserved_here("time")) return;
  const std::uint32_t begin = at_;
  at_ += 4;
  skip_blanks();
  static constexpr std::array<std::string_view, 8> kCompound{"{",     "[[",    "if",   "for",
                                                             "while", "until", "case", "select"};
  const bool compound =
      peek() == '(' || std::any_of(kCompound.begin(), kCompound.end(),
                                   [this](std::string_view word) { return reserved_here(word); });
  if (compound) {
    ++unsure_;  // dash has no such word
  } else {
    at_ = begin;
  }
}

std::uint32_t Reader::command() {
  switch (peek()) {
    case '(':
      if (peek(1) == '(') return arithmetic_command();
      return compound_command(CompoundKind::subshell, 1);
    case '{':
      if (delimits(at_ + 1)) return compound_command(CompoundKind::group, 1);
      break;
    case '[':
      if (reserved_here("[[")) return double_bracket();
      break;
    case 'i':
      if (reserved_here("if")) return compound_command(CompoundKind::if_, 2);
      break;
    case 'f':
      if (reserved_here("for")) return compound_command(CompoundKind::for_, 3);
      if (reserved_here("function")) return function_keyword();
      break;
    case 'w':
      if (reserved_here("while")) return compound_command(CompoundKind::while_, 5);
      break;
    case 'u':
      if (reserved_here("until")) return compound_command(CompoundKind::until, 5);
      break;
    case 'c':
      if (reserved_here("case")) return compound_command(CompoundKind::case_, 4);
      break;
    case 's':
      if (reserved_here("select")) return compound_command(CompoundKind::select, 6);
      break;
    default: break;
  }
  return simple_command();
}

std::uint32_t Reader::add_compound(CompoundKind kind, Span keyword) {
  Compound compound;
  compound.kind = kind;
  compound.keyword = keyword;
  compound.span = keyword;
  compound.body = {keyword.end, keyword.end};
  compound.parent = compound_;
  script_.compounds.push_back(std::move(compound));
  return static_cast<std::uint32_t>(script_.compounds.size() - 1);
}

std::uint32_t Reader::compound_command(CompoundKind kind, std::uint32_t keyword_size) {
  static constexpr std::array<StepKind, 9> kSteps{
      StepKind::conditional, StepKind::loop,  StepKind::loop,     StepKind::loop,    StepKind::loop,
      StepKind::choice,      StepKind::group, StepKind::subshell, StepKind::function};
  const std::uint32_t step = add_step(kSteps[static_cast<std::size_t>(kind)], kNowhere);
  const Mark mark{static_cast<std::uint32_t>(script_.commands.size()), step,
                  script_.variables.size(), script_.bash_features.size()};
  const Span keyword{at_, at_ + keyword_size};
  const std::uint32_t compound = add_compound(kind, keyword);
  const std::uint32_t outer = std::exchange(compound_, compound);
  const Scope outer_scope = scope_;
  scope_ = {kNowhere, step, StepRole::argument, false, false};
  at_ += keyword_size;
  switch (kind) {
    case CompoundKind::if_: if_command(step, compound); break;
    case CompoundKind::for_:
    case CompoundKind::select: for_command(step, compound); break;
    case CompoundKind::while_:
    case CompoundKind::until: loop_command(step, compound); break;
    case CompoundKind::case_: case_command(step, compound); break;
    default: {
      const bool group = kind == CompoundKind::group;
      const Closers close = group ? kBrace : kParen;
      const std::uint32_t body = list(close, StepRole::body);
      adopt(step, body);
      script_.compounds[compound].body.end = at_;
      if (steps_[body].first == kNowhere && closer_here().bit == close)
        fault(SyntaxFault::empty_body, {at_, at_ + 1},
              std::string("there is no command between ") + (group ? "`{` and `}`" : "`(` and `)`"),
              group ? "}" : ")");
      expect(close, group ? "{" : "(", compound);
    }
  }
  script_.compounds[compound].span.end = at_;
  steps_[step].span.end = at_;
  compound_ = outer;
  trailing_redirections(step, mark, {keyword.begin, at_});
  scope_ = outer_scope;
  return step;
}

void Reader::if_command(std::uint32_t step, std::uint32_t compound) {
  StepRole role = StepRole::condition;
  const auto part = [&](Closers stops, StepRole as, std::string_view behind) {
    const std::uint32_t body = list(stops | kThen | kElse | kElif | kFi, as);
    adopt(step, body);
    if (steps_[body].first == kNowhere && !at_end()) {
      const std::string token = token_here();
      fault(SyntaxFault::empty_body, {at_, at_ + static_cast<std::uint32_t>(token.size())},
            quoted(token) + " where a command is expected, behind " + quoted(behind), token);
    }
  };
  std::string_view word = "if";
  for (;;) {
    part(kThen, role, word);
    if (role == StepRole::condition) script_.compounds[compound].body.begin = at_;
    if (!expect(kThen, "if", compound)) break;
    if (role == StepRole::condition) script_.compounds[compound].body.begin = at_;
    part(kFi, StepRole::body, "then");
    if (reserved_here("elif")) {
      at_ += 4;
      role = StepRole::later_condition;
      word = "elif";
      continue;
    }
    if (reserved_here("else")) {
      at_ += 4;
      part(kFi, StepRole::body, "else");
    }
    script_.compounds[compound].body.end = at_;
    expect(kFi, "if", compound);
    return;
  }
  // No `then`: what follows is taken for the body all the same.
  script_.compounds[compound].body.end = at_;
  while (!gave_up_ && (reserved_here("else") || reserved_here("elif"))) {
    at_ += 4;
    part(kFi, StepRole::body, "else");
    if (reserved_here("then")) at_ += 4;
  }
  if (reserved_here("fi")) at_ += 2;
}

void Reader::loop_command(std::uint32_t step, std::uint32_t compound) {
  const std::uint32_t condition = list(kDo | kDone, StepRole::condition);
  adopt(step, condition);
  if (steps_[condition].first == kNowhere && !at_end()) {
    const std::string token = token_here();
    fault(SyntaxFault::empty_body, {at_, at_ + static_cast<std::uint32_t>(token.size())},
          quoted(token) + " where the loop's condition is expected", token);
  }
  do_body(step, compound);
}

void Reader::do_body(std::uint32_t step, std::uint32_t compound) {
  const std::string_view keyword = bytes(script_.compounds[compound].keyword);
  if (!expect(kDo, keyword, compound)) {
    if (!reserved_here("done")) return;
  }
  script_.compounds[compound].body.begin = at_;
  const std::uint32_t body = list(kDone, StepRole::body);
  adopt(step, body);
  script_.compounds[compound].body.end = at_;
  if (steps_[body].first == kNowhere && !at_end()) {
    const std::string token = token_here();
    fault(SyntaxFault::empty_body, {at_, at_ + static_cast<std::uint32_t>(token.size())},
          quoted(token) + " where a command is expected, behind `do`", token);
  }
  expect(kDone, keyword, compound);
}

void Reader::for_command(std::uint32_t step, std::uint32_t compound) {
  const bool select = script_.compounds[compound].kind == CompoundKind::select;
  if (select) {
    script_.compounds[compound].bash = true;
    feature(BashSyntax::select, script_.compounds[compound].keyword);
  }
  skip_blanks();
  if (looking_at("((")) {
    script_.compounds[compound].bash = true;
    feature(BashSyntax::arithmetic_for, {at_, at_ + 2});
    const std::uint32_t close = arithmetic_end(at_ + 2);
    ++unsure_;
    if (close == kNowhere) {
      script_.broken = true;
      at_ = end_;
      return;
    }
    arithmetic(at_ + 2, close, Quoting::none);
    --unsure_;
    at_ = std::min(close + 2, end_);
    skip_blanks();
    if (peek() == ';') ++at_;
    skip_newlines();
    return loop_body(step, compound);
  }
  const std::uint32_t name_begin = at_;
  while (!at_end() && is_name(text_[at_])) ++at_;
  const Span name{name_begin, at_};
  if (name.empty() || !is_name_start(text_[name.begin]) || !delimits(at_)) {
    const std::string token = token_here();
    if (select) ++unsure_;
    fault(SyntaxFault::missing_word, at_end() ? script_.compounds[compound].keyword : name,
          "behind " + quoted(bytes(script_.compounds[compound].keyword)) +
              " the name of a variable is expected",
          token, {}, at_end());
    while (!delimits(at_)) ++at_;
  }
  script_.compounds[compound].name = std::string(bytes(name));
  const auto index = static_cast<std::uint32_t>(script_.commands.size());
  const std::uint32_t simple = add_step(StepKind::simple, step, StepRole::plain);
  steps_[simple].command = index;
  script_.commands.emplace_back();
  script_.commands[index].span = name;
  script_.commands[index].compound = compound;
  Assignment variable;
  variable.name_span = name;
  variable.name = std::string(bytes(name));
  variable.value.literal = false;
  variable.value.span = {name.end, name.end};
  variable.setter = Setter::loop;
  script_.commands[index].assignments.push_back(std::move(variable));
  skip_newlines();
  if (reserved_here("in")) {
    at_ += 2;
    scope_ = {index, simple, StepRole::argument, true, false};
    for (skip_blanks(); !at_end(); skip_blanks()) {
      const std::uint32_t before = at_;
      const Word value = word(WordPlace::command);
      if (at_ == before) break;
      brace_features(value);
    }
    scope_ = {kNowhere, step, StepRole::argument, false, false};
  }
  skip_blanks();
  if (peek() == ';' && closer_here().bit == 0) ++at_;
  skip_newlines();
  if (select) ++unsure_;
  loop_body(step, compound);
  if (select) --unsure_;
}

// do … done; bash takes { … } too.
void Reader::loop_body(std::uint32_t step, std::uint32_t compound) {
  if (peek() != '{' || !delimits(at_ + 1)) return do_body(step, compound);
  ++unsure_;
  const std::uint32_t begin = at_;
  const std::uint32_t body = command();
  --unsure_;
  steps_[body].role = StepRole::body;
  adopt(step, body);
  script_.compounds[compound].body = {begin, at_};
}

void Reader::case_command(std::uint32_t step, std::uint32_t compound) {
  skip_blanks();
  const std::uint32_t before = at_;
  word(WordPlace::operand);
  const bool subject = at_ > before;
  skip_newlines();
  if (!subject || !reserved_here("in")) {
    if (at_end()) {
      fault(SyntaxFault::open_construct, script_.compounds[compound].keyword,
            "`esac` is missing: the `case` is never closed", {}, "esac", true);
    } else {
      const std::string token = token_here();
      fault(SyntaxFault::missing_word, {at_, at_ + static_cast<std::uint32_t>(token.size())},
            subject ? "behind `case` and its word `in` is expected"
                    : "behind `case` a word is expected",
            token, "in");
    }
    return;
  }
  at_ += 2;
  script_.compounds[compound].body.begin = at_;
  while (!gave_up_) {
    skip_newlines();
    if (at_end() || reserved_here("esac")) break;
    const std::uint32_t item = at_;
    const bool broken = script_.broken;
    case_item(step);
    if (at_ == item || (script_.broken && !broken && at_end())) break;
    if (const Closer closer = closer_here();
        closer.bit != 0 && closer.bit != kCaseEnd && closer.bit != kEsac)
      break;
  }
  script_.compounds[compound].body.end = at_;
  expect(kEsac, "case", compound);
}

// One pattern list with its commands.
void Reader::case_item(std::uint32_t step) {
  if (peek() == '(') ++at_;
  for (;;) {
    skip_blanks();
    const std::uint32_t before = at_;
    word(WordPlace::pattern);
    skip_blanks();
    if (at_ == before || (peek() != '|' && peek() != ')')) {
      if (at_end()) return;
      const std::string token = token_here();
      const auto size = static_cast<std::uint32_t>(token.size());
      fault(SyntaxFault::unexpected, {at_, at_ + size},
            quoted(token) + " where a pattern of `case` ends with `)`", token, ")");
      at_ += is_operator(peek()) || peek() == '\n' ? std::max(size, 1U) : 0;
      return;
    }
    const bool last = peek() == ')';
    ++at_;
    if (last) break;
  }
  const Closers outer = expected_;
  adopt(step, list(kCaseEnd | kEsac, StepRole::body));
  expected_ = outer;
  if (looking_at(";;&") || looking_at(";&")) {
    const std::uint32_t size = looking_at(";;&") ? 3 : 2;
    feature(BashSyntax::case_fall_through, {at_, at_ + size});
    at_ += size;
  } else if (looking_at(";;")) {
    at_ += 2;
  }
}

Word Reader::sign(Span span) const {
  Word word;
  word.span = span;
  word.text = std::string(bytes(span));
  word.parts.push_back({PartKind::text, Quoting::none, span, word.text});
  return word;
}

// [[ … ]]: a command whose words are the operators too.
std::uint32_t Reader::double_bracket() {
  const auto [step, index] = open_command();
  const std::uint32_t begin = at_;
  const Scope outer = scope_;
  scope_ = {index, step, StepRole::argument, false, false};
  feature(BashSyntax::double_bracket, {at_, at_ + 2});
  const auto add = [this, command = index](std::uint32_t size) {
    script_.commands[command].words.push_back(sign({at_, at_ + size}));
    at_ += size;
  };
  add(2);
  bool regex = false;
  bool closed = false;
  while (!at_end()) {
    skip_newlines();
    if (at_end()) break;
    if (reserved_here("]]")) {
      add(2);
      closed = true;
      break;
    }
    if (!regex && (looking_at("&&") || looking_at("||"))) {
      add(2);
    } else if (!regex && is_operator(peek())) {
      if (peek() == ';' || peek() == '&' || peek() == '|') break;
      add(1);
    } else {
      const std::uint32_t before = at_;
      Word operand = word(regex ? WordPlace::regex : WordPlace::test);
      if (at_ == before) break;
      regex = operand.text == "=~";
      script_.commands[index].words.push_back(std::move(operand));
    }
  }
  if (!closed) {
    script_.broken = true;
    ++unsure_;
  }
  script_.commands[index].span = {begin, at_};
  steps_[step].span = {begin, at_};
  own_redirections(index);
  // For dash `[[` is a command like others, and more words may follow.
  if (!at_end() && !delimits(at_)) ++unsure_;
  scope_ = outer;
  return step;
}

// (( … )), or a subshell in a subshell.
std::uint32_t Reader::arithmetic_command() {
  const std::uint32_t close = arithmetic_end(at_ + 2);
  if (close == kNowhere || close + 1 >= end_ || text_[close + 1] != ')')
    return compound_command(CompoundKind::subshell, 1);
  const auto [step, index] = open_command();
  const std::uint32_t begin = at_;
  const Scope outer = scope_;
  scope_ = {index, step, StepRole::argument, false, false};
  feature(BashSyntax::arithmetic_command, {at_, at_ + 2});
  arithmetic(at_ + 2, close, Quoting::none);
  at_ = close + 2;
  Command& command = script_.commands[index];
  command.span = {begin, at_};
  command.words.push_back(sign({begin, begin + 2}));
  steps_[step].span = {begin, at_};
  own_redirections(index);
  scope_ = outer;
  return step;
}

// functions

std::uint32_t Reader::function_keyword() {
  const std::uint32_t step = add_step(StepKind::function, kNowhere);
  const std::uint32_t begin = at_;
  feature(BashSyntax::function_keyword, {at_, at_ + 8});
  at_ += 8;
  skip_blanks();
  const std::uint32_t name = at_;
  while (!delimits(at_)) ++at_;
  const std::uint32_t compound = add_compound(CompoundKind::function, {name, at_});
  script_.compounds[compound].span.begin = begin;
  script_.compounds[compound].bash = true;
  script_.compounds[compound].name = std::string(bytes({name, at_}));
  skip_blanks();
  if (peek() == '(') {
    ++at_;
    skip_blanks();
    if (peek() == ')') ++at_;
  }
  const std::uint32_t outer = std::exchange(compound_, compound);
  if (name == at_ || at_end()) ++unsure_;
  function_body(step);
  compound_ = outer;
  script_.compounds[compound].span.end = at_;
  return step;
}

// The first word of a command was a name in front of "()".
std::uint32_t Reader::named_function(std::uint32_t command) {
  const std::uint32_t step = add_step(StepKind::function, kNowhere);
  const Span name = script_.commands[command].words.front().span;
  const std::uint32_t compound = add_compound(CompoundKind::function, name);
  script_.compounds[compound].name = script_.commands[command].words.front().text;
  script_.commands.resize(command);
  for (auto each = script_.bash_features.rbegin();
       each != script_.bash_features.rend() && each->command == command; ++each)
    each->command = kNowhere;  // $'…' in the name
  const std::uint32_t outer = std::exchange(compound_, compound);
  function_body(step);
  compound_ = outer;
  script_.compounds[compound].span.end = at_;
  steps_[step].span = {name.begin, at_};
  return step;
}

void Reader::function_body(std::uint32_t step) {
  const Deeper deeper(*this);
  skip_newlines();
  if (!command_begins()) {
    if (at_end()) {
      fault(SyntaxFault::open_construct, script_.compounds[compound_].keyword,
            "the function has no body", {}, "{", true);
    } else {
      const std::string token = token_here();
      fault(SyntaxFault::unexpected, {at_, at_ + static_cast<std::uint32_t>(token.size())},
            quoted(token) + " where the function's body is expected", token, "{");
    }
    return;
  }
  if (gave_up_) return;
  const std::uint32_t compound = compound_;
  const std::uint32_t begin = at_;
  // dash takes any command for a body, bash only a compound one.
  adopt(step, command());
  script_.compounds[compound].body = {begin, at_};
}

}  // namespace buildspec::shell
