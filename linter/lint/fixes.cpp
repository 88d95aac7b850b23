#include "linter/lint/fixes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "linter/syntax/oracle.h"

namespace buildspec {
namespace {

bool is_quoted(Node scalar) {
  return scalar.style() == ScalarStyle::single_quoted ||
         scalar.style() == ScalarStyle::double_quoted;
}

bool is_block_scalar(Node node) {
  return node.is_scalar() &&
         (node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded);
}

// How many blanks a line begins with; nothing for a line without content.
std::optional<std::uint32_t> indent_of(const SourceText& text, std::uint32_t number) {
  const std::string_view line = text.bytes(text.line(number));
  const std::size_t indent = line.find_first_not_of(' ');
  if (indent == std::string_view::npos || line.find_first_not_of(" \t") == std::string_view::npos) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(indent);
}

std::uint32_t next_line(const SourceText& text, std::uint32_t number) {
  return number + 1 < text.line_count() ? text.line(number + 1).begin : text.size();
}

bool is_comment(const SourceText& text, std::uint32_t number, std::uint32_t column) {
  const auto indent = indent_of(text, number);
  return indent == column && text.bytes()[text.line(number).begin + column] == '#';
}

// Comments that are indented deeper than a key belong to what stands below it.
std::uint32_t behind_comments(const SourceText& text, std::uint32_t last, std::uint32_t column) {
  std::uint32_t end = last;
  for (std::uint32_t number = last + 1; number < text.line_count(); ++number) {
    const auto indent = indent_of(text, number);
    if (!indent) continue;
    if (*indent <= column || text.bytes()[text.line(number).begin + *indent] != '#') break;
    end = number;
  }
  return end;
}

// Nothing but a comment stands behind the value.
bool ends_line(const SourceText& text, std::uint32_t end) {
  std::string_view behind = text.bytes({end, std::max(end, text.line(text.line_of(end)).end)});
  behind.remove_prefix(std::min(behind.find_first_not_of(" \t"), behind.size()));
  return behind.empty() || behind[0] == '#';
}

std::optional<Span> own_lines(const SourceText& text, std::uint32_t begin, std::uint32_t end,
                              std::string_view lead) {
  const std::uint32_t first = text.line_of(begin);
  const std::string_view before = text.bytes({text.line(first).begin, begin});
  if (before.find_first_not_of(lead) != std::string_view::npos || !ends_line(text, end)) {
    return std::nullopt;
  }
  return Span{text.line(first).begin, next_line(text, text.line_of(end))};
}

// Out of brackets or braces: with the comma behind, or in front of the last entry.
Edit flow_removal(const SourceText& text, Span entry) {
  const std::string_view bytes = text.bytes();
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t behind = bytes.find_first_not_of(kBlanks, entry.end);
  if (behind != std::string_view::npos && bytes[behind] == ',') {
    const std::size_t next = bytes.find_first_not_of(kBlanks, behind + 1);
    const std::size_t end =
        next == std::string_view::npos || bytes[next] == '#' ? behind + 1 : next;
    return {Span{entry.begin, static_cast<std::uint32_t>(end)}, ""};
  }
  std::size_t before = bytes.find_last_not_of(kBlanks, entry.begin == 0 ? 0 : entry.begin - 1);
  if (before == std::string_view::npos || bytes[before] != ',') before = entry.begin;
  return {Span{static_cast<std::uint32_t>(before), entry.end}, ""};
}

bool is_block_mapping(Node node) {
  return node.is_mapping() && !node.flow() && static_cast<bool>(node.pair(0));
}

// By how much the file indents one level.
std::uint32_t indent_step(const SourceText& text, Node root) {
  for (const Pair pair : root.pairs()) {
    if (!is_block_mapping(pair.value)) continue;
    const std::uint32_t outer = text.column(pair.key.span().begin);
    const std::uint32_t inner = text.column(pair.value.pair(0).key.span().begin);
    if (inner > outer) return inner - outer;
  }
  return 2;
}

// Where a pair goes: the last mapping of the path that there is, and what has to be made in it.
struct Destination {
  Node mapping;                            // none: below `empty`
  Pair empty;                              // a key without a value
  std::span<const std::string_view> made;  // keys that are not there yet
};

std::optional<Destination> destination(Node root, std::span<const std::string_view> path) {
  Destination found{root, {}, path};
  while (!found.made.empty()) {
    const Pair pair = found.mapping.find(found.made.front());
    if (!pair) return found;
    found.made = found.made.subspan(1);
    if (pair.value.is_missing()) return Destination{Node(), pair, found.made};
    if (!pair.value.is_mapping() || !pair.value.pair(0)) return std::nullopt;
    if (pair.value.flow() != root.flow()) return std::nullopt;
    found.mapping = pair.value;
  }
  return found;
}

std::optional<std::size_t> running_order(std::string_view key) {
  const auto phase = phase_name(key);
  return phase ? std::optional(static_cast<std::size_t>(*phase)) : std::nullopt;
}

// Phases stand in running order, runtimes first in their phase, the rest last.
std::optional<std::uint32_t> place_in(const SourceText& text, Node mapping, std::string_view key) {
  const auto order = running_order(key);
  Pair last;
  for (const Pair pair : mapping.pairs()) {
    const auto other =
        order && pair.key.is_scalar() ? running_order(pair.key.scalar().value()) : std::nullopt;
    if (key == "runtime-versions" || (other && *other > *order)) {
      const auto lines = whole_lines(text, pair);
      return lines ? std::optional(lines->begin) : std::nullopt;
    }
    last = pair;
  }
  const auto lines = whole_lines(text, last);
  return lines ? std::optional(lines->end) : std::nullopt;
}

// The mapping that `node` is a value in, with its pair there; none for the root.
struct Place {
  Node mapping;
  Pair pair;
};

Place place_of(Node root, Node node) {
  Node mapping = root;
  while (mapping && !(mapping == node)) {
    Pair inside;
    for (const Pair pair : mapping.pairs()) {
      if (pair.value == node) return {mapping, pair};
      if (pair.value.span().contains(node.span())) inside = pair;
    }
    if (!inside) return {};
    mapping = inside.value;
  }
  return {};
}

// What goes away: the pair, and the keys above it that would be left with nothing.
std::optional<Span> emptied_lines(const Snapshot& snapshot, Node owner, const Pair& pair,
                                  const Destination& target) {
  std::optional<Span> lines = whole_lines(snapshot.text, pair);
  const Node root = snapshot.buildspec.root;
  while (lines && !(owner == root) && !(owner == target.mapping) && owner.size() == 1) {
    const Place above = place_of(root, owner);
    if (!above.mapping) return std::nullopt;
    lines = whole_lines(snapshot.text, above.pair);
    owner = above.mapping;
  }
  return lines;
}

// Only the line of the key has to move: what stands below it is deeper than the new column already.
bool stands_deeper(const SourceText& text, const Pair& pair, Span lines, std::uint32_t column) {
  const std::uint32_t key = text.line_of(pair.key.span().begin);
  if (text.line_of(pair.value.span().begin) == key) return false;
  for (std::uint32_t number = key + 1;
       number < text.line_count() && text.line(number).begin < lines.end; ++number) {
    const auto indent = indent_of(text, number);
    if (indent && *indent <= column) return false;
  }
  return true;
}

// In block style: the lines, with their comments, indented anew.
std::optional<std::vector<Edit>> moved_lines(const Snapshot& snapshot, Node owner, const Pair& pair,
                                             const Destination& target) {
  const SourceText& text = snapshot.text;
  const Node root = snapshot.buildspec.root;
  const auto source = whole_lines(text, pair);
  const auto gone = emptied_lines(snapshot, owner, pair, target);
  if (!source || !gone) return std::nullopt;

  const std::uint32_t step = indent_step(text, root);
  std::optional<std::uint32_t> place;
  std::uint32_t column = 0;
  if (target.mapping) {
    column = text.column(target.mapping.pair(0).key.span().begin);
    const Scalar name = pair.key.scalar();
    place =
        place_in(text, target.mapping, target.made.empty() ? name.value() : target.made.front());
  } else {
    column = text.column(target.empty.key.span().begin) + step;
    place = next_line(text, text.line_of(target.empty.value.span().begin));
  }
  if (!place || (gone->begin < *place && *place < gone->end)) return std::nullopt;

  const std::string brk(line_break(text));
  std::string content;
  for (const std::string_view key : target.made) {
    content += std::string(column, ' ') + std::string(key) + ":" + brk;
    column += step;
  }
  const std::int64_t by = std::int64_t{column} - text.column(pair.key.span().begin);
  const bool in_place = *place == source->begin && target.made.empty();
  if (by > 0 && in_place && stands_deeper(text, pair, *source, column)) {
    const std::uint32_t below = next_line(text, text.line_of(pair.key.span().begin));
    content += shifted_lines(text.bytes({source->begin, below}), by);
    content += text.bytes({below, source->end});
  } else {
    content += shifted_lines(text.bytes(*source), by);
  }
  if (!content.ends_with('\n')) content += brk;
  if (*place == gone->end || *place == gone->begin) {
    return std::vector<Edit>{{*gone, std::move(content)}};
  }
  // Behind a last line without a break.
  const std::string_view bytes = text.bytes();
  if (*place > 0 && bytes[*place - 1] != '\n') {
    content = brk + content.substr(0, content.size() - brk.size());
  }
  return std::vector<Edit>{{*gone, ""}, {Span{*place, *place}, std::move(content)}};
}

// What parts a further entry in brackets from the last one: a line of its own where that has one.
std::string behind_entry(const SourceText& text, std::uint32_t last) {
  const Span line = text.line(text.line_of(last));
  const std::string_view before = text.bytes({line.begin, last});
  if (before.find_first_not_of(" \t") != std::string_view::npos) return ", ";
  return "," + std::string(line_break(text)) + std::string(before);
}

// In braces: the pair, with its new keys around it, behind the last one of the mapping.
std::optional<std::vector<Edit>> moved_in_braces(const Snapshot& snapshot, Node owner,
                                                 const Pair& pair, const Destination& target) {
  const SourceText& text = snapshot.text;
  const Span span{pair.key.span().begin, std::max(pair.key.span().end, pair.value.span().end)};
  const Node mapping = target.mapping ? target.mapping : owner;
  const Pair first = mapping.pair(0);
  if (!mapping.flow() || !owner.flow() || !first || !target.mapping) return std::nullopt;
  std::string before;
  std::string behind;
  for (const std::string_view key : target.made) {
    before += in_double_quotes(key) + ": {";
    behind += '}';
  }
  if (mapping == owner) {
    return std::vector<Edit>{{Span{span.begin, span.begin}, std::move(before)},
                             {Span{span.end, span.end}, std::move(behind)}};
  }
  Span last;
  for (const Pair each : mapping.pairs()) {
    last = {each.key.span().begin, std::max(each.key.span().end, each.value.span().end)};
  }
  const Edit gone = removal(text, owner, pair).value_or(Edit{span, ""});
  before.insert(0, behind_entry(text, last.begin));
  before += text.bytes(span);
  return std::vector<Edit>{gone, {Span{last.end, last.end}, before + behind}};
}

// The value stands where it was to go, as it was.
bool arrived(const std::string& text, std::span<const std::string_view> path, const Pair& pair) {
  const TreePtr tree = parse(SourceText(text));
  if (judge(*tree)) return false;
  Node node = tree->root();
  for (const std::string_view key : path) node = node.get(key);
  node = node.get(pair.key.scalar().value());
  if (!node || node.kind() != pair.value.kind() || node.size() != pair.value.size()) return false;
  return !node.is_scalar() || node.scalar().value() == pair.value.scalar().value();
}

}  // namespace

Span text_span(Node scalar) {
  Span span = scalar.span();
  if (is_quoted(scalar) && span.size() >= 2) {
    ++span.begin;
    --span.end;
  }
  return span;
}

Span value_span(Node scalar) {
  const Scalar value = scalar.scalar();
  return value.source({0, static_cast<std::uint32_t>(value.value().size())});
}

std::string in_single_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    quoted += c;
    if (c == '\'') quoted += c;
  }
  return quoted + '\'';
}

std::string in_double_quotes(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (code >= 0x20) {
          out += c;
        } else {
          out += "\\u00";
          out += kDigits[code >> 4U];
          out += kDigits[code & 0xFU];
        }
    }
  }
  return out + '"';
}

std::string quoted(std::string_view text, bool json) {
  const bool one_line = text.find_first_of("\r\n") == std::string_view::npos;
  return json || !one_line ? in_double_quotes(text) : in_single_quotes(text);
}

bool is_json(const Snapshot& snapshot) { return snapshot.buildspec.root.flow(); }

std::string_view line_break(const SourceText& text) {
  return text.bytes().find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
}

std::optional<std::string> block_header(const SourceText& text, Span raw) {
  const std::uint32_t first = text.line_of(raw.begin);
  const std::string_view before = text.bytes({text.line(first).begin, raw.begin});
  const bool alone = before.find_first_not_of(' ') == std::string_view::npos;
  const std::size_t parent = alone ? before.size() - 1 : before.find_first_not_of(' ');
  const bool item = before.find_first_not_of(" -") == std::string_view::npos;
  // The lines below stay where they are; the first one goes to the column of an item, or to that of
  // the least indented line below.
  std::optional<std::uint32_t> least;
  for (std::uint32_t number = first + 1; number <= text.line_of(raw.end); ++number) {
    if (const auto indent = indent_of(text, number)) {
      least = std::min(least.value_or(*indent), *indent);
    }
  }
  if (before.empty() || !least || *least <= parent) return std::nullopt;
  const std::uint32_t column = item ? std::min(*least, text.column(raw.begin)) : *least;
  return "|" + std::string(line_break(text)) + std::string(column, ' ');
}

std::optional<std::vector<Edit>> as_literal_block(const Snapshot& snapshot, Node scalar) {
  const SourceText& text = snapshot.text;
  if (!scalar.is_scalar() || scalar.style() == ScalarStyle::literal) return std::nullopt;
  const Span span = scalar.span();
  if (scalar.style() == ScalarStyle::folded) {
    return std::vector<Edit>{{Span{span.begin, span.begin + 1}, "|"}};
  }
  const std::uint32_t first = text.line_of(span.begin);
  const std::uint32_t last = text.line_of(span.end);
  if (first == last || !scalar.anchor().empty() || !scalar.tag().empty()) return std::nullopt;
  for (const Node node : snapshot.tree->path_at(span.begin)) {
    if (node.flow()) return std::nullopt;
  }
  if (scalar.style() == ScalarStyle::double_quoted &&
      scalar.source().find('\\') != std::string_view::npos) {
    return std::nullopt;
  }
  const auto header = block_header(text, span);
  if (!header) return std::nullopt;

  std::vector<Edit> edits;
  const Span inside = text_span(scalar);
  edits.push_back({Span{span.begin, inside.begin}, *header});
  if (scalar.style() == ScalarStyle::single_quoted) {
    const std::string_view bytes = text.bytes();
    for (std::uint32_t at = inside.begin; at + 1 < inside.end; ++at) {
      if (bytes[at] != '\'') continue;
      edits.push_back({Span{at, at + 1}, ""});
      ++at;
    }
  }
  if (inside.end != span.end) edits.push_back({Span{inside.end, span.end}, ""});
  return edits;
}

std::string shifted_lines(std::string_view lines, std::int64_t by) {
  std::string out;
  while (!lines.empty()) {
    const std::size_t brk = std::min(lines.find('\n'), lines.size() - 1);
    std::string_view line = lines.substr(0, brk + 1);
    lines.remove_prefix(brk + 1);
    const bool blank = line.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!blank && by > 0) out.append(static_cast<std::size_t>(by), ' ');
    if (by < 0) {
      const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
      line.remove_prefix(std::min(indent, static_cast<std::size_t>(-by)));
    }
    out += line;
  }
  return out;
}

std::optional<Span> whole_lines(const SourceText& text, const Pair& pair) {
  const std::uint32_t begin = pair.key.span().begin;
  const std::uint32_t end = std::max(pair.key.span().end, pair.value.span().end);
  // Behind a block stands its own line break.
  std::optional<Span> lines;
  if (is_block_scalar(pair.value)) {
    const std::uint32_t first = text.line_of(begin);
    const std::string_view before = text.bytes({text.line(first).begin, begin});
    if (before.find_first_not_of(' ') != std::string_view::npos) return std::nullopt;
    lines = Span{text.line(first).begin, next_line(text, text.line_of(end))};
  } else {
    lines = own_lines(text, begin, end, " ");
  }
  if (!lines) return std::nullopt;
  const std::uint32_t column = text.column(begin);
  lines->end = next_line(text, behind_comments(text, text.line_of(end), column));
  std::uint32_t first = text.line_of(begin);
  while (first > 0 && is_comment(text, first - 1, column)) --first;
  lines->begin = text.line(first).begin;
  return lines;
}

std::optional<Edit> removal(const SourceText& text, Node mapping, const Pair& pair) {
  if (!mapping.pair(1)) return std::nullopt;
  const std::uint32_t end = std::max(pair.key.span().end, pair.value.span().end);
  if (mapping.flow()) return flow_removal(text, {pair.key.span().begin, end});
  const auto lines = is_block_scalar(pair.value) ? whole_lines(text, pair)
                                                 : own_lines(text, pair.key.span().begin, end, " ");
  if (!lines) return std::nullopt;
  return Edit{*lines, ""};
}

std::optional<Edit> removal(const SourceText& text, Node list, Node item) {
  if (!list.item(1)) return std::nullopt;
  const Span span = item.span();
  if (list.flow()) return flow_removal(text, span);
  if (is_block_scalar(item)) return std::nullopt;
  const auto lines = own_lines(text, span.begin, span.end, " -");
  if (!lines) return std::nullopt;
  return Edit{*lines, ""};
}

std::optional<std::vector<Edit>> moved(const Snapshot& snapshot, Node owner, const Pair& pair,
                                       std::span<const std::string_view> path) {
  const Node root = snapshot.buildspec.root;
  if (!owner.is_mapping() || !pair.key.is_scalar()) return std::nullopt;
  const Scalar name = pair.key.scalar();
  const auto target = destination(root, path);
  if (!target || (target->made.empty() && target->mapping.get(name.value()))) return std::nullopt;
  auto edits = owner.flow() ? moved_in_braces(snapshot, owner, pair, *target)
                            : moved_lines(snapshot, owner, pair, *target);
  if (!edits || !arrived(apply_edits(snapshot.text.bytes(), *edits), path, pair)) {
    return std::nullopt;
  }
  return edits;
}

}  // namespace buildspec
