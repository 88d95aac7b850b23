// unsound-test: see rule.md.
#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using shell::PartKind;
using shell::Quoting;
using shell::Word;

// The words between the brackets.
std::optional<std::span<const Word>> operands(const shell::Command& command) {
  const std::span<const Word> words(command.words);
  if (words.empty() || !words[0].literal) return std::nullopt;
  const std::string_view name = words[0].text;
  if (name == "test") return words.subspan(1);
  const std::string_view close = name == "[" ? "]" : name == "[[" ? "]]" : "";
  if (close.empty() || words.size() < 2 || words.back().text != close) return std::nullopt;
  return words.subspan(1, words.size() - 2);
}

bool is_number(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_equality(std::string_view sign) { return sign == "=" || sign == "==" || sign == "!="; }
bool is_numeric(std::string_view sign) {
  return commands::is_one_of(sign, {"-eq", "-ne", "-lt", "-le", "-gt", "-ge"});
}

bool unquoted_expansion(const Word& word) {
  return word.parts.size() == 1 && word.parts[0].quoting == Quoting::none &&
         (word.parts[0].kind == PartKind::variable ||
          word.parts[0].kind == PartKind::command_substitution);
}

class Judge {
 public:
  Judge(const Snapshot& snapshot, const CommandText& command, Reporter& reporter)
      : snapshot_(snapshot), command_(command), reporter_(reporter) {}

  void judge(const shell::Command& test) {
    const auto inside = operands(test);
    if (!inside) return;
    std::span<const Word> words = *inside;
    if (!words.empty() && words[0].text == "!" && words[0].literal) words = words.subspan(1);
    const bool double_bracket = test.words[0].text == "[[";
    if (words.size() == 1) return constant(words[0], double_bracket);
    if (words.size() == 2 && words[0].text == "-n" && !double_bracket) return unquoted(words[1]);
    if (words.size() == 3) return comparison(words[0], words[1], words[2]);
  }

 private:
  void constant(const Word& word, bool double_bracket) {
    if (word.text == "]" || word.text.empty()) return;
    // [ $X=y ]: one word, which is never empty.
    const std::size_t equals = word.text.find('=');
    const bool joined = !word.literal && equals != std::string::npos && equals > 0;
    if (!word.literal && !joined) return;
    if (word.literal && !double_bracket && word.text[0] == '-') return;
    Diagnostic& finding = reporter_.report(
        command_.source(word.span),
        joined ? "This test is always true: blanks are missing around `=`"
               : "This test is always true: " + code(word.text) + " is a text that is not empty");
    if (!joined && (word.text == "false" || word.text == "true"))
      finding.notes.push_back(
          {code(word.text) + " is a command: run it without the brackets", std::nullopt});
    if (!joined) return;
    const std::size_t at = command_.text().substr(word.span.begin, word.span.size()).find('=');
    std::uint32_t begin = word.span.begin + static_cast<std::uint32_t>(at);
    std::uint32_t end = begin + 1;
    const std::string_view text = command_.text();
    if (end < word.span.end && text[end] == '=') ++end;
    if (begin > word.span.begin && text[begin - 1] == '!') --begin;
    commands::offer(snapshot_, command_, finding, "Put blanks around it", Applicability::unsafe,
                    {begin, end}, " " + std::string(text.substr(begin, end - begin)) + " ");
  }

  void unquoted(const Word& word) {
    if (!unquoted_expansion(word)) return;
    Diagnostic& finding =
        reporter_.report(command_.source(word.span),
                         "This test is true even where " + code(word.text) + " is empty");
    finding.notes.push_back(
        {"without quotes an empty value leaves `[ -n ]`, and `-n` is a text that is not empty",
         std::nullopt});
    commands::offer(snapshot_, command_, finding, "Put quotes around it", Applicability::safe,
                    word.span, "\"" + word.text + "\"");
  }

  void comparison(const Word& left, const Word& sign, const Word& right) {
    if (!is_equality(sign.text) && !is_numeric(sign.text)) return;
    if (left.plain() && right.plain()) {
      // Templates fill such texts in: "{{…}}" has a brace and is a pattern, "%NAME%" is told here.
      if (left.text.find_first_of("%<@#") != std::string::npos ||
          right.text.find_first_of("%<@#") != std::string::npos)
        return;
      if (left.text == right.text || !is_numeric(sign.text))
        reporter_.report(command_.source({left.span.begin, right.span.end}),
                         "This test compares two fixed texts: it always gives the same");
      return;
    }
    for (const Word* const side : {&left, &right}) {
      if (!is_numeric(sign.text) || !side->plain() || side->text.empty() || is_number(side->text))
        continue;
      reporter_
          .report(command_.source(side->span),
                  code(sign.text) + " compares numbers, and " + code(side->text) + " is none")
          .notes.push_back({"the test fails with an error; `=` compares texts", std::nullopt});
    }
  }

  const Snapshot& snapshot_;
  const CommandText& command_;
  Reporter& reporter_;
};

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (command.text().find('[') == std::string_view::npos && !command.holds("test")) return;
  for (const shell::Command& each : command.script->commands) {
    const std::string_view name = each.name();
    if (name == "[" || name == "[[" || name == "test")
      Judge(snapshot, command, reporter).judge(each);
  }
}

}  // namespace

extern const Rule unsound_test;
constexpr Rule unsound_test{
    .meta = {.id = "unsound-test",
             .summary = "Flags tests that are always true, never true or compare the wrong things.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check_command = check_command,
};

}  // namespace buildspec::rules
