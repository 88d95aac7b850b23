// The reading of one text: a recursive descent over bash's grammar, of which POSIX sh's is a part.
// Internal to linter/shell; one Reader per text, on one thread. The depth of calls is bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/shell/script.h"

namespace buildspec::shell {

// What the second pass (placing.cpp) walks: the order of things without their text.
enum class StepKind : std::uint8_t {
  simple,
  sequence,
  and_or,  // the links of a chain; `behind_or` tells those behind ||
  pipeline,
  negation,
  conditional,  // if: conditions and bodies by role
  loop,
  choice,  // case
  group,
  subshell,
  function,
  substitution,  // $( ), ` `, <( )
};
enum class StepRole : std::uint8_t {
  plain,
  condition,
  later_condition,  // of elif
  body,
  argument,     // a substitution in a word, a redirection, a loop's list
  value,        // … in the value of an assignment that stands alone
  declaration,  // … in the value that export, local and the like give
};
struct Step {
  StepKind kind = StepKind::simple;
  StepRole role = StepRole::plain;
  bool background = false;
  bool behind_or = false;
  std::uint32_t command = kNowhere;
  std::uint32_t first = kNowhere;
  std::uint32_t last = kNowhere;
  std::uint32_t next = kNowhere;
  Span span;
};

struct Reading {
  Script script;
  std::vector<Step> steps;
  std::uint32_t root = kNowhere;
};

// As messages show what stands in the text.
[[nodiscard]] inline std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

class Reader {
 public:
  explicit Reader(std::string_view text)
      : text_(text), end_(static_cast<std::uint32_t>(text.size())) {}

  [[nodiscard]] Reading read() &&;

 private:
  // Words and signs that end a list of commands.
  using Closers = std::uint16_t;
  static constexpr Closers kThen = 1, kElse = 2, kElif = 4, kFi = 8, kDo = 16, kDone = 32,
                           kEsac = 64, kBrace = 128, kParen = 256, kCaseEnd = 512;
  struct Closer {
    Closers bit = 0;
    std::uint32_t size = 0;
  };
  enum class WordPlace : std::uint8_t { command, pattern, test, regex, array, operand };
  struct HereDocument {
    std::uint32_t command = 0;
    std::uint32_t step = kNowhere;
    std::uint32_t redirection = 0;
    std::string delimiter;
    bool quoted = false;
    bool strip_tabs = false;
  };
  // What an expansion in a word is part of.
  struct Scope {
    std::uint32_t command = kNowhere;
    std::uint32_t step = kNowhere;  // substitutions become its children
    StepRole role = StepRole::argument;
    bool splits = false;
    bool here_document = false;
  };
  class Deeper;

  // characters (reader_words.cpp)
  [[nodiscard]] bool at_end() const { return gave_up_ || at_ >= end_; }
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < end_ && !gave_up_ ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool looking_at(std::string_view what) const {
    return text_.substr(at_, what.size()) == what && at_ + what.size() <= end_;
  }
  [[nodiscard]] std::string_view bytes(Span span) const {
    return text_.substr(span.begin, span.size());
  }
  [[nodiscard]] bool delimits(std::uint32_t at) const;
  void skip_blanks();
  void skip_newlines();
  void newline();

  // words
  Word word(WordPlace place);
  void unquoted_text(Word& out, WordPlace place);
  void single_quoted(Word& out, bool ansi);
  void double_quoted(Word& out);
  void end_text(Word& out, std::uint32_t begin, std::uint32_t end, Quoting quoting);
  void dollar(Word& out, Quoting quoting);
  void braced_variable(Word& out, Quoting quoting);
  void operand(Quoting quoting, UseForm form);
  void simple_variable(Word& out, Quoting quoting);
  void command_substitution(Word& out, Quoting quoting);
  // `$(`, `<(` or `>(` with the list behind it, to its end.
  void substituted_list(StepRole role, std::string_view unclosed);
  void backticks(Word& out, Quoting quoting);
  void process_substitution(Word& out);
  void array(Word& out);
  void arithmetic(std::uint32_t begin, std::uint32_t end, Quoting quoting);
  [[nodiscard]] std::uint32_t arithmetic_end(std::uint32_t from);
  [[nodiscard]] std::uint32_t quote_end(std::uint32_t from, char quote);
  [[nodiscard]] std::uint32_t index_end(std::uint32_t from);
  void looked_ahead(std::uint32_t distance);
  void here_document_body(const HereDocument& document);
  void brace_features(const Word& word);
  void finish(Word& out) const;
  VariableUse& use_variable(Span span, Span name, Quoting quoting);
  void feature(BashSyntax kind, Span span);

  // commands (reader_commands.cpp)
  std::uint32_t add_step(StepKind kind, std::uint32_t parent, StepRole role = StepRole::plain);
  void adopt(std::uint32_t parent, std::uint32_t child);
  [[nodiscard]] Closer closer_here() const;
  [[nodiscard]] bool reserved_here(std::string_view name) const;
  [[nodiscard]] bool command_begins() const;
  std::uint32_t list(Closers stops, StepRole role);
  void stray(const Closer& closer);
  void end_statement(std::uint32_t sequence);
  std::uint32_t and_or();
  std::uint32_t pipeline();
  std::uint32_t command();
  std::uint32_t compound_command(CompoundKind kind, std::uint32_t keyword_size);
  // A new simple command: its step, and its place in the script's commands.
  struct OpenCommand {
    std::uint32_t step = 0;
    std::uint32_t index = 0;
  };
  OpenCommand open_command();
  std::uint32_t simple_command();
  bool assignment(std::uint32_t command, Setter setter);
  void builtin_effects(std::uint32_t command);
  void word_names(std::uint32_t command, std::size_t first, Mention mention);
  void set_names(std::uint32_t command, std::size_t first, std::size_t last);
  bool redirection(std::uint32_t command);
  [[nodiscard]] bool redirection_here() const;
  // Sizes of the lists before a compound command.
  struct Mark {
    std::uint32_t command = 0;
    std::uint32_t step = 0;
    std::size_t use = 0;
    std::size_t feature = 0;
  };
  void own_redirections(std::uint32_t command);
  void trailing_redirections(std::uint32_t step, const Mark& mark, Span span);
  void move_last_command(const Mark& mark);
  void skip_time();
  void if_command(std::uint32_t step, std::uint32_t compound);
  void loop_command(std::uint32_t step, std::uint32_t compound);
  void for_command(std::uint32_t step, std::uint32_t compound);
  void loop_body(std::uint32_t step, std::uint32_t compound);
  void do_body(std::uint32_t step, std::uint32_t compound);
  void case_command(std::uint32_t step, std::uint32_t compound);
  void case_item(std::uint32_t step);
  void function_body(std::uint32_t step);
  std::uint32_t function_keyword();
  std::uint32_t named_function(std::uint32_t command);
  // An operator as a word of a command.
  [[nodiscard]] Word sign(Span span) const;
  std::uint32_t double_bracket();
  std::uint32_t arithmetic_command();
  std::uint32_t add_compound(CompoundKind kind, Span keyword);
  bool expect(Closers bit, std::string_view name, std::uint32_t compound);

  void fault(SyntaxFault kind, Span span, std::string message, std::string found = {},
             std::string missing = {}, bool ends = false);
  void missing_command(std::string_view behind, Span span);
  [[nodiscard]] std::string token_here() const;

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t end_;
  Script script_;
  std::vector<Step> steps_;
  std::vector<HereDocument> here_documents_;
  Scope scope_;
  std::uint32_t compound_ = kNowhere;
  Closers expected_ = 0;  // by the constructs around
  std::uint32_t depth_ = 0;
  std::uint32_t unsure_ = 0;  // above 0 no problem is certain
  std::uint32_t ahead_ = 0;   // bytes looked at ahead of the reading
  bool gave_up_ = false;
};

// Holds one level of nesting. Nobody writes code as deep as the limit; a text that does is given
// up.
class Reader::Deeper {
 public:
  explicit Deeper(Reader& reader) : reader_(reader) {
    if (++reader_.depth_ > kMostDepth) reader_.gave_up_ = reader_.script_.broken = true;
  }
  ~Deeper() { --reader_.depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  static constexpr std::uint32_t kMostDepth = 60;
  Reader& reader_;
};

// The second pass: where each command stands, and what its failure does.
struct Surroundings {
  bool subshell = false;
  bool conditional = false;
  bool function = false;
  bool exit_on_error = false;
  bool pipefail = false;
  Failure failure = Failure::at_end;
  FailureCause cause = FailureCause::last;
  Span because;
};
// Returns, for each command, whether `set -e` is in force and heeded there.
std::vector<std::uint8_t> place_commands(Reading& reading, const Surroundings& surroundings);

// Reads a text, with what scripts in its words hold (`sh -c "…"`, `eval "…"`) down to `depth`.
[[nodiscard]] Script read_script(std::string_view text, const Surroundings& surroundings,
                                 int depth);

}  // namespace buildspec::shell
