// Anchors and aliases: where the text stands that an alias repeats, and that text.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/anchors.h"
#include "linter/lang/secret_name.h"
#include "linter/lint/wording.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/shown_value.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kMostLines = 15;
constexpr std::size_t kMostWidth = 100;
constexpr std::size_t kMostShown = 8;

bool ends_name(std::string_view bytes, std::size_t at) {
  return std::string_view(" \t\r\n,[]{}").find(bytes[at]) != std::string_view::npos;
}

// The node that has just this span.
Node node_of(const Tree& tree, Span span) {
  const std::vector<Node> path = tree.path_at(span.begin);
  const auto found =
      std::find_if(path.begin(), path.end(), [span](Node node) { return node.span() == span; });
  return found == path.end() ? Node() : *found;
}

// ---- The text that is repeated ----

// The values of keys that name a secret are left out, whatever they look like.
void find_secrets(Node node, std::vector<Span>& secrets) {
  constexpr std::size_t kMostNodes = 500;
  std::vector<Node> open{node};
  for (std::size_t seen = 0; !open.empty() && seen < kMostNodes; ++seen) {
    const Node one = open.back();
    open.pop_back();
    for (const Node item : one.items()) open.push_back(item);
    for (const auto [key, value] : one.pairs()) {
      const bool secret = key.is_scalar() && is_secret_name(key.scalar().value());
      if (secret && !value.span().empty()) {
        secrets.push_back(value.span());
      } else {
        open.push_back(value);
      }
    }
  }
  std::sort(secrets.begin(), secrets.end());
}

std::string with_secrets_left_out(const SourceText& text, Span span, Node node) {
  std::vector<Span> secrets;
  find_secrets(node, secrets);
  std::string shown;
  std::uint32_t at = span.begin;
  for (const Span secret : secrets) {
    if (secret.begin >= span.end) break;
    if (secret.end <= at) continue;
    if (secret.begin > at) shown += text.bytes({at, secret.begin});
    shown += "…";
    at = std::min(secret.end, span.end);
  }
  if (at < span.end) shown += text.bytes({at, span.end});
  return without_secrets(shown);
}

// Some key around the node names a secret: then so may be all that stands there.
bool is_kept_secret(const Tree& tree, Node node) {
  const std::vector<Node> path = tree.path_at(node.span().begin);
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    for (const auto [key, value] : path[i].pairs()) {
      if (value == path[i + 1] && key.is_scalar() && is_secret_name(key.scalar().value()))
        return true;
    }
  }
  return false;
}

// At most so many bytes, and no part of a character.
std::string_view cut(std::string_view line) {
  if (line.size() <= kMostWidth) return line;
  std::size_t end = kMostWidth;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end);
}

// Lines of a block without the indentation that they share, cut where they are many or long.
std::string excerpt(const Snapshot& snapshot, Node node) {
  const SourceText& text = snapshot.text;
  Span span = node.span();
  // From the begin of the first line's content, so that the lines below keep their place.
  const std::uint32_t line = text.line_of(span.begin);
  const std::uint32_t column = span.begin - text.line(line).begin;
  const std::uint32_t last = text.line_of(span.end);
  const std::uint32_t shown_last =
      std::min<std::uint32_t>(last, line + static_cast<std::uint32_t>(kMostLines) - 1);
  span.end = std::min(span.end, text.line(shown_last).end);
  const std::string all = with_secrets_left_out(text, span, node);
  std::string_view rest = all;
  std::string result;
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = rest.find('\n');
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (one.ends_with('\r')) one.remove_suffix(1);
    const std::size_t blanks = std::min(one.find_first_not_of(' '), one.size());
    if (!first) one.remove_prefix(std::min<std::size_t>(blanks, column));
    if (!result.empty()) result += '\n';
    result += cut(one);
    if (one.size() > kMostWidth) result += "…";
  }
  if (shown_last < last) result += "\n…";
  return result;
}

std::string alias_lines(const Snapshot& snapshot, const std::vector<Span>& aliases) {
  if (aliases.empty()) return "No alias repeats it.";
  std::string text = "Repeated " + counted(aliases.size(), "time", "times") + ": line" +
                     (aliases.size() > 1 ? "s " : " ");
  for (std::size_t i = 0; i < std::min(aliases.size(), kMostShown); ++i) {
    const std::uint32_t at = aliases[i].begin;
    if (i > 0) text += ", ";
    text += line_link(snapshot, at, std::to_string(snapshot.text.line_of(at) + 1));
  }
  return text + (aliases.size() > kMostShown ? ", …" : ".");
}

Hover alias_hover(const Snapshot& snapshot, const Anchor& anchor, Span alias) {
  const Tree& tree = *snapshot.tree;
  const Node node = node_of(tree, anchor.value);
  std::string text = "**Alias** of " + code_span(snapshot.text.bytes(anchor.span)) + ", " +
                     line_link(snapshot, anchor.span.begin);
  const bool secret = is_kept_secret(tree, node_of(tree, alias)) || is_kept_secret(tree, node);
  if (secret) {
    add_paragraph(text, "Its text may be a secret and is not shown.");
  } else if (node && !node.span().empty()) {
    add_paragraph(text, code_block(excerpt(snapshot, node), "yaml"));
  }
  add_paragraph(text, "CodeBuild does not document aliases.");
  return {alias, std::move(text)};
}

Hover anchor_hover(const Snapshot& snapshot, const Anchor& anchor) {
  std::string text = "**Anchor** " + code_span(snapshot.text.bytes(anchor.span));
  add_paragraph(text, alias_lines(snapshot, anchor.aliases));
  add_paragraph(text, "CodeBuild does not document anchors.");
  return {anchor.span, std::move(text)};
}

// A word that begins with "&" or "*": to spare the walk over the whole text elsewhere.
bool may_be_anchor(std::string_view bytes, std::uint32_t offset) {
  constexpr std::uint32_t kLongest = 1024;
  std::uint32_t at = offset;
  while (at > 0 && offset - at < kLongest && !ends_name(bytes, at - 1)) --at;
  return at < bytes.size() && (bytes[at] == '&' || bytes[at] == '*');
}

}  // namespace

std::optional<Hover> hover_anchor(const Snapshot& snapshot, std::uint32_t offset) {
  if (!may_be_anchor(snapshot.text.bytes(), offset)) return std::nullopt;
  for (const Anchor& anchor : find_anchors(snapshot)) {
    if (anchor.span.touches(offset)) return anchor_hover(snapshot, anchor);
    for (const Span alias : anchor.aliases) {
      if (alias.touches(offset)) return alias_hover(snapshot, anchor, alias);
    }
  }
  const std::vector<Node> path = snapshot.tree->path_at(offset);
  if (path.empty() || path.back().kind() != Kind::alias) return std::nullopt;
  return Hover{path.back().span(), "No anchor of this name stands in front of this alias."};
}

}  // namespace buildspec::ide
