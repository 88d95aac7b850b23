#include "rules/syntax/yaml-syntax/repair.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/lang/key_advice.h"
#include "linter/lint/fixes.h"
#include "rules/structure/commands/source.h"
#include "rules/syntax/yaml-syntax/choice.h"
#include "rules/syntax/yaml-syntax/indentation.h"
#include "rules/syntax/yaml-syntax/lines.h"

namespace buildspec::rules {
namespace {

// Without blanks at its end.
Span trimmed(std::string_view text, Span span) {
  while (span.end > span.begin && is_blank(text[span.end - 1])) --span.end;
  return span;
}

// Behind the indentation and the dashes of a line.
std::uint32_t item_begin(std::string_view text, Span line) {
  std::uint32_t at = skip_blanks(text, line.begin, line.end);
  while (at + 1 < line.end && text[at] == '-' && is_blank(text[at + 1])) {
    at = skip_blanks(text, at + 1, line.end);
  }
  return at;
}

// The value on a line that has to be quoted as a whole: from `begin` to the end of the line, or to
// what is a comment for a shell too. Nothing where a quote stays open in front of a `#`.
std::optional<Span> rest_of_line(const Snapshot& snapshot, std::uint32_t begin) {
  const std::string_view text = snapshot.text.bytes();
  if (const auto end = commands::shell_end(text, begin, line_of(snapshot, begin).end)) {
    if (*end != begin) return Span{begin, *end};
    return std::nullopt;
  }
  const Span rest = trimmed(text, {begin, line_of(snapshot, begin).end});
  if (rest.empty() || snapshot.text.bytes(rest).find(" #") != std::string_view::npos) {
    return std::nullopt;
  }
  return rest;
}

std::optional<Fix> quote_rest(const Snapshot& snapshot, std::uint32_t begin) {
  const auto value = rest_of_line(snapshot, begin);
  if (!value) return std::nullopt;
  return Fix{"Quote the whole value",
             Applicability::safe,
             {{*value, in_single_quotes(snapshot.text.bytes(*value))}}};
}

// Of a list of commands, as far as the damage shows.
bool is_command(const Snapshot& snapshot, std::uint32_t begin) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const Node list : {phase.commands, phase.finally}) {
      if (!list.is_sequence() || list.flow()) continue;
      for (const Node item : list.items()) {
        if (item.span().begin == begin) return true;
      }
    }
  }
  return false;
}

// What has to be quoted as a whole where something behind the first colon is at fault: of a command
// all of it ("awk -F: '{print $1}'"), of a setting what stands behind the colon.
std::optional<std::uint32_t> value_begin(const Snapshot& snapshot, std::uint32_t before) {
  const std::string_view text = snapshot.text.bytes();
  const Span line = line_of(snapshot, before);
  const std::uint32_t begin = item_begin(text, line);
  if (begin >= before) return std::nullopt;
  constexpr std::string_view kOpeners = "\"'[{";
  const bool item = begin != skip_blanks(text, line.begin, line.end);
  if (kOpeners.find(text[begin]) != std::string_view::npos) return begin;
  const std::size_t found = text.find(": ", begin);
  if (found == std::string_view::npos || found >= before) return std::nullopt;
  const auto colon = static_cast<std::uint32_t>(found);
  const bool command =
      item && (text.substr(begin, colon - begin).find(' ') != std::string_view::npos ||
               is_command(snapshot, begin));
  return command ? begin : skip_blanks(text, colon + 1, before);
}

// "echo "hello"", 'it's': the quotes at both ends were meant for YAML, those between for the shell.
// Not so "$BIN/tool" --name "x": there the shell's quotes come in pairs without a blank at the end.
bool quotes_are_nested(std::string_view value, std::size_t after_first) {
  const char quote = value.front();
  // "{"a": 1}": JSON in the quotes of its own strings.
  const std::string_view inner = value.size() > 4 ? value.substr(1, value.size() - 2) : "";
  const bool json = inner.size() > 2 && ((inner.front() == '{' && inner.back() == '}') ||
                                         (inner.front() == '[' && inner.back() == ']'));
  if (json && value.back() == quote) return true;
  if (value.size() < 3 || value.back() != quote || after_first < 2) return false;
  return is_blank(value[after_first - 2]) || std::count(value.begin(), value.end(), quote) % 2 == 1;
}

std::optional<Fix> keep_outer_quotes(const Snapshot& snapshot, const Problem& problem) {
  if (problem.kind != ProblemKind::content_after_quoted) return std::nullopt;
  const std::string_view text = snapshot.text.bytes();
  const auto begin = value_begin(snapshot, problem.span.begin);
  if (!begin || (text[*begin] != '"' && text[*begin] != '\'')) return std::nullopt;
  const auto whole = rest_of_line(snapshot, *begin);
  if (!whole || problem.span.begin > whole->end) return std::nullopt;
  const std::string_view value = snapshot.text.bytes(*whole);
  if (!quotes_are_nested(value, problem.span.begin - *begin)) return std::nullopt;
  // With escapes in it, it is open what the text between is.
  const std::string_view inner = value.substr(1, value.size() - 2);
  if (inner.find('\\') != std::string_view::npos || inner.find("''") != std::string_view::npos)
    return std::nullopt;
  return Fix{"Take the quotes inside for those of the command",
             Applicability::unsafe,
             {{*whole, in_single_quotes(inner)}}};
}

// The whole item, where it begins with a sign that means something to YAML and to shells alike.
std::optional<Fix> quote_item(const Snapshot& snapshot, const Problem& problem) {
  const std::string_view text = snapshot.text.bytes();
  const Span line = line_of(snapshot, problem.span.begin);
  const std::uint32_t begin = item_begin(text, line);
  const bool item = begin != skip_blanks(text, line.begin, line.end);
  if (!item || begin >= line.end) return std::nullopt;
  constexpr std::string_view kSigns = "\"'[{*&!%@`]},";
  const bool colon = text[begin] == ':' && (begin + 1 == line.end || is_blank(text[begin + 1]));
  if (!colon && kSigns.find(text[begin]) == std::string_view::npos) return std::nullopt;
  // A text in quotes that is wrong inside them stays a text in quotes.
  const bool quote = text[begin] == '"' || text[begin] == '\'';
  if (quote && problem.kind != ProblemKind::content_after_quoted) return std::nullopt;
  return quote_rest(snapshot, begin);
}

Fix insertion(std::string title, Applicability applicability, std::uint32_t place,
              std::string text) {
  return {std::move(title), applicability, {{Span{place, place}, std::move(text)}}};
}

// Deeper lines follow: then the word was meant as their key.
bool has_lines_below(const Snapshot& snapshot, std::uint32_t offset) {
  const std::string_view text = snapshot.text.bytes();
  const std::uint32_t number = snapshot.text.line_of(offset);
  const Span own = snapshot.text.line(number);
  const std::uint32_t indent = skip_blanks(text, own.begin, own.end) - own.begin;
  for (std::uint32_t next = number + 1; next < snapshot.text.line_count(); ++next) {
    const Span line = snapshot.text.line(next);
    const std::uint32_t begin = skip_blanks(text, line.begin, line.end);
    if (begin == line.end || text[begin] == '#') continue;
    return begin - line.begin > indent || (begin - line.begin == indent && text[begin] == '-');
  }
  return false;
}

// All that are wrong on the line at once. Where others stand beside them ("C:\\temp\\work": the
// first is a tab) it is open whether those were meant.
Fix double_backslashes(const Snapshot& snapshot, Span first) {
  Fix fix{"Double the backslashes", Applicability::safe, {}};
  const Span line = line_of(snapshot, first.begin);
  for (const Problem& problem : snapshot.tree->problems()) {
    if (problem.kind != ProblemKind::bad_escape || !line.contains(problem.span)) continue;
    fix.edits.push_back({Span{problem.span.begin, problem.span.begin}, "\\"});
  }
  const std::string_view text = snapshot.text.bytes(line);
  const auto backslashes = std::count(text.begin(), text.end(), '\\');
  if (static_cast<std::size_t>(backslashes) != fix.edits.size()) {
    fix.applicability = Applicability::unsafe;
  }
  return fix;
}

Fix move_list(const Snapshot& snapshot, std::uint32_t dash) {
  const std::string_view text = snapshot.text.bytes();
  const Span line = line_of(snapshot, dash);
  const std::uint32_t indent = skip_blanks(text, line.begin, line.end) - line.begin;
  std::uint32_t gap = dash;
  while (gap > line.begin && is_blank(text[gap - 1])) --gap;
  return {"Begin the list on a line of its own",
          Applicability::safe,
          {{Span{gap, dash}, "\n" + std::string(indent + 2, ' ')}}};
}

std::optional<Fix> close_quote(const Snapshot& snapshot, Span unclosed) {
  const auto rest = rest_of_line(snapshot, unclosed.begin);
  if (!rest) return std::nullopt;
  const char quote = snapshot.text.bytes()[unclosed.begin];
  return insertion("Close the quote at the end of the line", Applicability::unsafe, rest->end,
                   std::string(1, quote));
}

// A word that might be a key: "build", "runtime-versions".
bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

// Items follow in the same column.
std::optional<Fix> make_item(const Snapshot& snapshot, std::uint32_t begin) {
  const std::uint32_t number = snapshot.text.line_of(begin);
  const auto below = neighbour(snapshot, number, 1);
  if (!below || indent_of(snapshot, *below) != indent_of(snapshot, number)) return std::nullopt;
  const std::uint32_t next = snapshot.text.line(*below).begin + indent_of(snapshot, *below);
  if (snapshot.text.bytes().substr(next, 2) != "- ") return std::nullopt;
  return insertion("Make it an item", Applicability::unsafe, begin, "- ");
}

std::optional<Fix> add_colon(const Snapshot& snapshot, Span word) {
  // "-make" was meant for an item.
  const std::string_view text = snapshot.text.bytes(word);
  if (text.size() > 1 && text[0] == '-' && text[1] != '-')
    return insertion("Add the blank", Applicability::safe, word.begin + 1, " ");
  if (!is_word(snapshot.text.bytes(word))) return make_item(snapshot, word.begin);
  const bool evident = has_lines_below(snapshot, word.begin);
  return insertion("Add the colon", evident ? Applicability::safe : Applicability::unsafe, word.end,
                   ":");
}

// Evident where the word in front of the colon is a key of buildspecs.
Fix add_blank(const Snapshot& snapshot, Span colon) {
  const std::string_view text = snapshot.text.bytes();
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  if (text.substr(colon.end).starts_with(kNoBreakSpace)) {
    const auto size = static_cast<std::uint32_t>(kNoBreakSpace.size());
    return {
        "Replace the character", Applicability::safe, {{Span{colon.end, colon.end + size}, " "}}};
  }
  const std::uint32_t begin = item_begin(text, line_of(snapshot, colon.begin));
  const bool known =
      begin < colon.begin && !places_of_key(text.substr(begin, colon.begin - begin)).empty();
  return insertion("Add the blank", known ? Applicability::safe : Applicability::unsafe, colon.end,
                   " ");
}

std::optional<Fix> mend_behind_quote(const Snapshot& snapshot, Span rest) {
  // A habit from JSON.
  if (snapshot.text.bytes(rest) == ",") {
    return Fix{"Remove the comma", Applicability::safe, {{rest, ""}}};
  }
  const auto begin = value_begin(snapshot, rest.begin);
  return begin ? quote_rest(snapshot, *begin) : std::nullopt;
}

// "// why", as other languages have comments.
std::optional<Fix> comment_signs(const Snapshot& snapshot, std::uint32_t offset) {
  const std::string_view text = snapshot.text.bytes();
  const std::uint32_t number = snapshot.text.line_of(offset);
  Fix fix{"Begin the comment with `#`", Applicability::safe, {}};
  for (std::uint32_t each = number; each < snapshot.text.line_count(); ++each) {
    const Span line = snapshot.text.line(each);
    const std::uint32_t begin = skip_blanks(text, line.begin, line.end);
    if (text.substr(begin, 2) == "//") fix.edits.push_back({Span{begin, begin + 2}, "#"});
  }
  const std::uint32_t begin = item_begin(text, snapshot.text.line(number));
  if (text.substr(begin, 2) != "//") return std::nullopt;
  return fix;
}

// "echo "hi"": quotes of the shell inside of those of JSON.
std::optional<Fix> escape_inner_quotes(const Snapshot& snapshot, std::uint32_t place) {
  const std::string_view text = snapshot.text.bytes();
  const Span line = line_of(snapshot, place);
  const std::size_t opening = text.find('"', line.begin);
  std::uint32_t end = trimmed(text, line).end;
  if (end > line.begin && text[end - 1] == ',') end = trimmed(text, {line.begin, end - 1}).end;
  if (opening >= place || end <= place || text[end - 1] != '"') return std::nullopt;
  // Of a pair, its value.
  const auto begin = static_cast<std::uint32_t>(opening);
  const std::string_view before = text.substr(line.begin, begin - line.begin);
  if (before.find_first_not_of(" \t-[") != std::string_view::npos) return std::nullopt;
  std::string_view inner = text.substr(begin + 1, end - begin - 2);
  if (inner.find('\\') != std::string_view::npos || inner.find("\": ") != std::string_view::npos) {
    return std::nullopt;
  }
  return Fix{"Take the quotes inside for those of the command",
             Applicability::unsafe,
             {{Span{begin, end}, in_double_quotes(inner)}}};
}

// Two values without a sign between them: a comma or a colon is missing, or quotes stand in quotes.
std::optional<Fix> part_entries(const Snapshot& snapshot, std::uint32_t place) {
  const std::string_view text = snapshot.text.bytes();
  const std::uint32_t begin = item_begin(text, line_of(snapshot, place));
  const std::string_view slashes = text.substr(begin, 2);
  if (slashes == "/*") return std::nullopt;
  if (slashes == "//") return comment_signs(snapshot, place);
  const bool quote = place > 0 && (text[place - 1] == '"' || text[place - 1] == '\'');
  const bool line_ends =
      skip_blanks(text, place, line_of(snapshot, place).end) == line_of(snapshot, place).end;
  if (!line_ends && quote && !is_blank(text[place])) return escape_inner_quotes(snapshot, place);
  const Fix comma = insertion("Add the comma", Applicability::safe, place, ",");
  if (snapshot.text.size() > kLargestWeighed || line_ends) return comma;
  Choice choice(snapshot);
  choice.consider(comma.edits);
  const auto first = choice.best("Add the comma");
  choice.consider({{Span{place, place}, ":"}});
  const auto best = choice.best("Add the colon");
  if (!best) return comma;
  return first && first->edits == best->edits
             ? Fix{"Add the comma", best->applicability, best->edits}
             : best;
}

// Of the whole text: then its end is where the bracket closes.
std::optional<Fix> close_bracket(const Snapshot& snapshot, std::uint32_t bracket) {
  const std::string_view text = snapshot.text.bytes();
  if (text[bracket] != '{' || snapshot.buildspec.root.span().begin != bracket) return std::nullopt;
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  const auto end = static_cast<std::uint32_t>(last + 1);
  return insertion("Close it at the end", Applicability::unsafe, end, "\n}");
}

std::optional<Fix> propose(const Snapshot& snapshot, const Problem& problem) {
  const Span span = problem.span;
  switch (problem.kind) {
    case ProblemKind::missing_colon: return add_colon(snapshot, span);
    case ProblemKind::missing_space_after_colon: return add_blank(snapshot, span);
    case ProblemKind::missing_space_after_dash:
      return insertion("Add the blank", Applicability::safe, span.end, " ");
    case ProblemKind::missing_dash:
      return insertion("Make it an item", Applicability::unsafe, span.begin, "- ");
    case ProblemKind::missing_comma: return part_entries(snapshot, span.begin);
    case ProblemKind::unclosed_bracket: return close_bracket(snapshot, span.begin);
    case ProblemKind::unclosed_quote: return close_quote(snapshot, span);
    case ProblemKind::content_after_quoted:
    case ProblemKind::content_after_bracket: return mend_behind_quote(snapshot, span);
    case ProblemKind::stray_bracket:
    case ProblemKind::nested_value: {
      const auto begin = value_begin(snapshot, span.begin);
      return begin ? quote_rest(snapshot, *begin) : std::nullopt;
    }
    case ProblemKind::list_in_line: return move_list(snapshot, span.begin);
    case ProblemKind::tab_indentation: return replace_tabs(snapshot);
    case ProblemKind::bad_indentation: return mend_indentation(snapshot, span.end);
    case ProblemKind::reserved_indicator:
    case ProblemKind::bad_alias_name:
    case ProblemKind::bad_anchor_name:
    case ProblemKind::bad_tag:
      return quote_rest(snapshot, value_begin(snapshot, span.begin).value_or(span.begin));
    case ProblemKind::bad_escape: return double_backslashes(snapshot, span);
    default: return std::nullopt;
  }
}

// A "*" means something in commands, paths and globs; anywhere else an alias is half typed, or its
// anchor is gone.
bool takes_asterisk(const Snapshot& snapshot, std::uint32_t offset) {
  const std::vector<Site> sites = sites_at(snapshot, offset);
  const schema::Type* type = sites.empty() ? nullptr : sites.back().type;
  if (type != nullptr && type->form == schema::Form::sequence) type = type->element;
  if (type == nullptr || type->form != schema::Form::scalar) return false;
  const schema::Format format = type->format;
  return format == schema::Format::command || format == schema::Format::glob ||
         format == schema::Format::path;
}

// The parser takes the mended text, or stumbles further down only.
bool helps(const Snapshot& snapshot, const Fix& fix, std::uint32_t place) {
  const TreePtr tree = parse(SourceText(apply_edits(snapshot.text.bytes(), fix.edits)));
  const auto fault = judge(*tree);
  if (!fault) return true;
  // A later line, counted with the lines that the fix adds.
  std::uint32_t added = 0;
  for (const Edit& edit : fix.edits) {
    added += static_cast<std::uint32_t>(std::count(edit.text.begin(), edit.text.end(), '\n'));
  }
  return tree->text().line_of(fault->place.begin) > snapshot.text.line_of(place) + added;
}

}  // namespace

std::optional<Fix> repair(const Snapshot& snapshot, const Problem& problem) {
  // Quotes around the whole of a command mend most of what can be wrong with it.
  for (std::optional<Fix> fix : {keep_outer_quotes(snapshot, problem),
                                 quote_item(snapshot, problem), propose(snapshot, problem)}) {
    if (!fix) continue;
    if (problem.kind == ProblemKind::bad_alias_name &&
        !takes_asterisk(snapshot, problem.span.begin)) {
      fix->applicability = Applicability::unsafe;
    }
    if (snapshot.text.size() > kLargestVerified) {
      fix->applicability = Applicability::unsafe;
      return fix;
    }
    if (helps(snapshot, *fix, problem.span.begin)) return fix;
  }
  return std::nullopt;
}

}  // namespace buildspec::rules
