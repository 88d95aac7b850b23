#include "linter/shell/script.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linter/text/letters.h"

namespace buildspec::shell {

std::string_view Command::name() const {
  if (words.empty() || !words.front().literal) return {};
  const std::string_view text = words.front().text;
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

std::string_view Command::word(std::size_t index) const {
  return index < words.size() ? std::string_view(words[index].text) : std::string_view();
}

const VariableUse* Script::variable_at(std::uint32_t offset) const {
  // The innermost one: ${A:-$B} holds $B. Later uses begin later.
  const VariableUse* found = nullptr;
  for (const VariableUse& use : variables) {
    if (use.span.begin > offset) break;
    if (use.span.touches(offset)) found = &use;
  }
  return found;
}

namespace {

bool name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool name_char(char c) { return name_start(c) || (c >= '0' && c <= '9'); }

// The names in one piece of single-quoted text, which is its own source.
void quoted_names(const Part& part, std::uint32_t command, std::uint32_t word,
                  std::vector<QuotedName>& found) {
  const std::string_view text = part.text;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const bool braced = at + 1 < text.size() && text[at + 1] == '{';
    const std::size_t begin = at + (braced ? 2 : 1);
    std::size_t end = begin;
    if (begin >= text.size() || !name_start(text[begin])) continue;
    while (end < text.size() && name_char(text[end])) ++end;
    if (braced && (end == text.size() || text[end] != '}')) continue;
    const std::size_t close = end + (braced ? 1 : 0);
    const std::uint32_t base = part.span.begin;
    found.push_back(
        {{base + static_cast<std::uint32_t>(at), base + static_cast<std::uint32_t>(close)},
         std::string(text.substr(begin, end - begin)),
         command,
         word});
  }
}

}  // namespace

std::vector<QuotedName> names_in_single_quotes(const Script& script) {
  std::vector<QuotedName> found;
  const auto look = [&found](const Word& word, std::uint32_t command, std::uint32_t index) {
    for (const Part& part : word.parts)
      if (part.kind == PartKind::text && part.quoting == Quoting::single &&
          part.text.size() == part.span.size())
        quoted_names(part, command, index, found);
  };
  for (std::uint32_t c = 0; c < script.commands.size(); ++c) {
    const Command& command = script.commands[c];
    for (const Assignment& assignment : command.assignments) look(assignment.value, c, kNowhere);
    for (std::uint32_t w = 0; w < command.words.size(); ++w) look(command.words[w], c, w);
    for (const Redirection& redirection : command.redirections)
      look(redirection.target, c, kNowhere);
  }
  return found;
}

SystemShell system_shell(std::string_view image) {
  const auto has = [image](std::string_view part) {
    return image.find(part) != std::string_view::npos;
  };
  if (has("windows")) return SystemShell::unknown;
  if (has("amazonlinux")) return SystemShell::bash;
  // CodeBuild's own images of that name are Ubuntu; so are its first ones ("ubuntu-base:14.04").
  if (image.substr(0, 23) == "aws/codebuild/standard:" || has("ubuntu") || has("debian"))
    return SystemShell::dash;
  return SystemShell::unknown;
}

std::optional<Dialect> dialect_of(std::string_view env_shell) {
  const std::string whole = lower(env_shell);
  const std::size_t slash = whole.find_last_of("/\\");
  std::string_view name = whole;
  if (slash != std::string::npos) name.remove_prefix(slash + 1);
  if (name.size() > 4 && name.ends_with(".exe")) name.remove_suffix(4);
  if (name == "bash") return Dialect::bash;
  if (name == "sh") return Dialect::posix;
  if (name == "powershell" || name == "pwsh") return Dialect::powershell;
  if (name == "cmd") return Dialect::cmd;
  return std::nullopt;
}

bool is_windows(std::string_view image, std::string_view environment_type) {
  return image.find("windows") != std::string_view::npos ||
         environment_type.substr(0, 7) == "WINDOWS";
}

bool looks_like_powershell(std::string_view command) {
  constexpr auto npos = std::string_view::npos;
  for (std::size_t at = command.find("nv:"); at != npos; at = command.find("nv:", at + 1)) {
    if (at >= 2 && command[at - 2] == '$' && (command[at - 1] == 'E' || command[at - 1] == 'e'))
      return true;
  }
  // Around a dash.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kSigns{
      {{"Write", "Host"},
       {"Write", "Output"},
       {"New", "Item"},
       {"Remove", "Item"},
       {"Invoke", ""},
       {"Get", "Child"},
       {"Set", "Loc"},
       {"Copy", "Item"},
       {"Test", "Path "},
       {"", "ErrorAction"}}};
  for (std::size_t at = command.find('-'); at != npos; at = command.find('-', at + 1)) {
    const std::string_view before = command.substr(0, at);
    const std::string_view behind = command.substr(at + 1);
    // Most dashes begin an option.
    if (!behind.starts_with('E') && !before.empty() && before.back() == ' ') continue;
    for (const auto& [verb, noun] : kSigns)
      if (before.ends_with(verb) && behind.starts_with(noun)) return true;
  }
  return false;
}

}  // namespace buildspec::shell
