// lost-quotes: see rule.md.
#include <string>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// "{name:" or "[{name:": JSON whose quotes the shell took away.
bool is_stripped_json(std::string_view text) {
  std::size_t at = text.find_first_not_of('[');
  if (at == std::string_view::npos || text[at] != '{') return false;
  const std::size_t begin = ++at;
  while (at < text.size() &&
         (is_letter(text[at]) || text[at] == '-' || (text[at] >= '0' && text[at] <= '9')))
    ++at;
  return at > begin && at < text.size() && text[at] == ':' &&
         text.find('"') == std::string_view::npos && text.find('\'') == std::string_view::npos;
}

// A quote inside the source of the word that the shell takes for one of its own.
bool has_inner_quotes(std::string_view source) {
  for (std::size_t i = 1; i + 1 < source.size(); ++i)
    if (source[i] == '"' && source[i - 1] != '\\' && source.find(':', i) != std::string_view::npos)
      return true;
  return false;
}

// The source with quotes that the shell leaves to the program; nothing where the word is only a
// part of the JSON.
std::string requoted(const shell::Word& word, std::string_view source) {
  std::string_view inner = source;
  if (inner.size() > 2 && inner.front() == '"' && inner.back() == '"')
    inner = inner.substr(1, inner.size() - 2);
  const char last = inner.back();
  if (last != '}' && last != ']') return {};
  if (word.literal && inner.find('\'') == std::string_view::npos &&
      inner.find('\\') == std::string_view::npos)
    return "'" + std::string(inner) + "'";
  if (inner.find_first_of("'\\`(") != std::string_view::npos) return {};
  std::string result = "\"";
  for (const char c : inner) {
    if (c == '"') result += '\\';
    result += c;
  }
  return result + '"';
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (!commands::contains(text, "{\"")) return;
  // What these files must hold is a matter of malformed-definition-file.
  if (commands::contains(text, "imagedefinitions") || commands::contains(text, "imageDetail"))
    return;
  for (const shell::Command& each : command.script->commands) {
    for (std::size_t i = 1; i < each.words.size(); ++i) {
      const shell::Word& word = each.words[i];
      const std::string_view source = text.substr(word.span.begin, word.span.size());
      if (!is_stripped_json(word.text) || !has_inner_quotes(source)) continue;
      Diagnostic& finding = reporter.report(command.source(word.span),
                                            "The shell takes the quotes of this JSON for its own");
      finding.notes.push_back({"the program gets it without them: put it in single quotes", {}});
      const std::string better = each.nested == 0 ? requoted(word, source) : std::string();
      if (!better.empty())
        commands::offer(snapshot, command, finding, "Keep the quotes", Applicability::safe,
                        word.span, better);
      break;  // what follows is mostly the rest of the same text
    }
  }
}

}  // namespace

extern const Rule lost_quotes;
constexpr Rule lost_quotes{
    .meta = {.id = "lost-quotes",
             .summary = "Flags JSON in arguments whose quotes the shell removes.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
