#include "lsp/ide/shell_names.h"

#include <algorithm>
#include <cstddef>

#include "linter/schema/format.h"
#include "linter/shell/characters.h"
#include "linter/shell/script.h"
#include "linter/text/letters.h"

namespace buildspec::ide {
namespace {

std::uint32_t name_end(std::string_view text, std::size_t begin) {
  while (begin < text.size() && shell::is_name(text[begin])) ++begin;
  return static_cast<std::uint32_t>(begin);
}

// ---- POSIX shells ----

class PosixReader {
 public:
  PosixReader(const CommandReading& reading, bool calls, std::string_view wanted)
      : reading_(reading), calls_(calls), wanted_(wanted) {}

  std::vector<ShellName> read() && {
    for (const shell::VariableUse& use : reading_.script->variables) add_use(use);
    for (const shell::Command& command : reading_.script->commands) add_command(command);
    // Of these, one stands where a use does: `((A++))`, `${A:=x}`.
    for (const Assigned& assigned : reading_.effects.assigned) {
      add(assigned.name, assigned.name_span, assigned.name_span, !assigned.unset, true);
    }
    for (const shell::Compound& compound : reading_.script->compounds) {
      if (compound.kind == shell::CompoundKind::function) add_function(compound);
    }
    return std::move(found_);
  }

 private:
  void add(std::string_view text, Span span, Span reference, bool defines, bool writes) {
    if (!is_wanted(text) || !schema::is_variable_name(text)) return;
    found_.push_back({text, span, reference, false, defines, writes});
  }

  [[nodiscard]] bool is_wanted(std::string_view text) const {
    return wanted_.empty() || text == wanted_;
  }

  void add_use(const shell::VariableUse& use) {
    const bool assigns = use.form == shell::UseForm::assign;
    add(use.name, use.name_span, {use.span.begin, use.name_span.end}, assigns, assigns);
  }

  void add_command(const shell::Command& command) {
    for (const shell::Assignment& each : command.assignments) {
      // A[0] is A.
      const std::string_view text = std::string_view(each.name).substr(0, each.name.find('['));
      const Span span{each.name_span.begin,
                      each.name_span.begin + static_cast<std::uint32_t>(text.size())};
      add(text, span, span, true, true);
    }
    for (const shell::NameMention& each : command.mentions) {
      const bool unset = each.kind == shell::Mention::unset;
      const bool declares =
          each.kind == shell::Mention::local || each.kind == shell::Mention::declare;
      add(each.name, each.span, each.span, declares, unset || declares);
    }
    if (calls_ && !command.words.empty() && command.words.front().plain()) {
      const shell::Word& word = command.words.front();
      if (!is_wanted(word.text)) return;
      found_.push_back({word.text, word.inner(), word.span, true, false, false});
    }
  }

  void add_function(const shell::Compound& compound) {
    if (!is_wanted(compound.name)) return;
    found_.push_back({compound.name, compound.keyword, compound.keyword, true, true, true});
  }

  const CommandReading& reading_;
  bool calls_;
  std::string_view wanted_;
  std::vector<ShellName> found_;
};

// ---- Windows ----

bool assigns(std::string_view text, std::size_t behind) {
  while (behind < text.size() && text[behind] == ' ') ++behind;
  return behind + 1 < text.size() && text[behind] == '=' && text[behind + 1] != '=';
}

// $env:NAME, ${env:NAME}, $Env:NAME = "…"
void read_powershell(std::string_view text, std::vector<ShellName>& found) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const bool braced = at + 1 < text.size() && text[at + 1] == '{';
    const std::size_t drive = at + (braced ? 2 : 1);
    if (lower(text.substr(std::min(drive, text.size()), 4)) != "env:") continue;
    const auto begin = static_cast<std::uint32_t>(drive + 4);
    const std::uint32_t end = name_end(text, begin);
    if (begin == end) continue;
    const bool writes = assigns(text, end + (braced ? 1U : 0U));
    found.push_back({text.substr(begin, end - begin),
                     {begin, end},
                     {static_cast<std::uint32_t>(at), end},
                     false,
                     writes,
                     writes});
  }
}

// %NAME%, set NAME=…
void read_cmd(std::string_view text, std::vector<ShellName>& found) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool word = at == 0 || !shell::is_name(text[at - 1]);
    if (text[at] == '%') {
      const auto begin = static_cast<std::uint32_t>(at + 1);
      const std::uint32_t end = name_end(text, begin);
      if (begin == end || end >= text.size() || (text[end] != '%' && text[end] != ':')) continue;
      found.push_back(
          {text.substr(begin, end - begin), {begin, end}, {begin - 1, end}, false, false, false});
      at = end;
    } else if (word && lower(text.substr(at, 4)) == "set ") {
      auto begin = static_cast<std::uint32_t>(at + 4);
      while (begin < text.size() && (text[begin] == ' ' || text[begin] == '"')) ++begin;
      const std::uint32_t end = name_end(text, begin);
      if (begin == end || end >= text.size() || text[end] != '=') continue;
      found.push_back(
          {text.substr(begin, end - begin), {begin, end}, {begin, end}, false, true, true});
    }
  }
}

// Sorted; what is known about one place twice becomes one.
void merge(std::vector<ShellName>& found) {
  std::stable_sort(found.begin(), found.end(), [](const ShellName& a, const ShellName& b) {
    return a.span != b.span ? a.span < b.span : a.function < b.function;
  });
  std::size_t kept = 0;
  for (const ShellName& each : found) {
    if (kept > 0 && found[kept - 1].span == each.span &&
        found[kept - 1].function == each.function) {
      ShellName& before = found[kept - 1];
      before.defines = before.defines || each.defines;
      before.writes = before.writes || each.writes;
      before.reference = {std::min(before.reference.begin, each.reference.begin),
                          std::max(before.reference.end, each.reference.end)};
    } else {
      found[kept++] = each;
    }
  }
  found.resize(kept);
}

}  // namespace

bool reads_text(const CommandReading& reading) {
  return reading.dialect == shell::Dialect::powershell || reading.dialect == shell::Dialect::cmd;
}

std::vector<ShellName> shell_names(const CommandReading& reading, std::string_view text, bool calls,
                                   std::string_view wanted) {
  std::vector<ShellName> found;
  switch (reading.dialect) {
    case shell::Dialect::posix:
    case shell::Dialect::bash: found = PosixReader(reading, calls, wanted).read(); break;
    case shell::Dialect::powershell: read_powershell(text, found); break;
    case shell::Dialect::cmd: read_cmd(text, found); break;
  }
  if (!wanted.empty()) {
    std::erase_if(found, [wanted](const ShellName& name) { return name.text != wanted; });
  }
  merge(found);
  return found;
}

}  // namespace buildspec::ide
