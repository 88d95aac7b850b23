// Anchors and aliases: where the text stands that an alias repeats, and that text.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/secret_name.h"
#include "linter/lint/wording.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/shown_value.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kMostLines = 15;
constexpr std::size_t kMostWidth = 100;
constexpr std::size_t kMostLooks = 50;
constexpr std::size_t kMostShown = 8;

bool ends_name(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return true;
  return std::string_view(" \t\r\n,[]{}").find(bytes[at]) != std::string_view::npos;
}

// The node that bears an anchor which begins at an offset; no node where there is none.
Node anchored_at(const Tree& tree, std::uint32_t offset) {
  // The anchor stands in front of its node: blanks, a tag, perhaps a line break lie between.
  const std::string_view bytes = tree.text().bytes();
  std::uint32_t at = offset;
  while (at < bytes.size() && !ends_name(bytes, at)) ++at;
  while (at < bytes.size() && std::string_view(" \t\r\n").find(bytes[at]) != std::string_view::npos)
    ++at;
  for (const std::uint32_t place : {at, offset}) {
    for (const Node node : tree.path_at(place)) {
      if (node.anchor().begin == offset && !node.anchor().empty()) return node;
      for (const auto [key, value] : node.pairs()) {
        if (value.anchor().begin == offset && !value.anchor().empty()) return value;
        if (value.span().begin > place) break;
      }
    }
  }
  return {};
}

// The last anchor of a name in front of an alias: the one that counts.
Node find_anchor(const Tree& tree, std::string_view name, std::uint32_t before) {
  const std::string_view bytes = tree.text().bytes();
  const std::string wanted = "&" + std::string(name);
  std::size_t at = before;
  for (std::size_t looks = 0; looks < kMostLooks && at > 0; ++looks) {
    at = bytes.rfind(wanted, at - 1);
    if (at == std::string_view::npos) return {};
    if (!ends_name(bytes, at + wanted.size())) continue;
    const Node node = anchored_at(tree, static_cast<std::uint32_t>(at));
    if (node) return node;
  }
  return {};
}

// The places of "*name" behind an anchor, until the name is given anew.
std::vector<std::uint32_t> find_aliases(const Tree& tree, std::string_view name,
                                        std::uint32_t from) {
  const std::string_view bytes = tree.text().bytes();
  const std::string wanted = "*" + std::string(name);
  std::vector<std::uint32_t> found;
  std::size_t at = from;
  for (std::size_t looks = 0; looks < kMostLooks; ++looks) {
    at = bytes.find(wanted, at);
    if (at == std::string_view::npos) break;
    if (ends_name(bytes, at + wanted.size())) {
      const auto offset = static_cast<std::uint32_t>(at);
      const std::vector<Node> path = tree.path_at(offset);
      if (!path.empty() && path.back().kind() == Kind::alias && path.back().span().begin == offset)
        found.push_back(offset);
    }
    at += wanted.size();
  }
  return found;
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
  std::string_view rest;
  const std::string all = with_secrets_left_out(text, span, node);
  rest = all;
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

std::string alias_lines(const Snapshot& snapshot, const std::vector<std::uint32_t>& aliases) {
  if (aliases.empty()) return "No alias repeats it.";
  std::string text = "Repeated " + counted(aliases.size(), "time", "times") + ": line" +
                     (aliases.size() > 1 ? "s " : " ");
  for (std::size_t i = 0; i < std::min(aliases.size(), kMostShown); ++i) {
    if (i > 0) text += ", ";
    text += line_link(snapshot, aliases[i], std::to_string(snapshot.text.line_of(aliases[i]) + 1));
  }
  return text + (aliases.size() > kMostShown ? ", …" : ".");
}

Hover alias_hover(const Snapshot& snapshot, Node alias) {
  const std::string_view name = alias.source().substr(1);
  const Node node = find_anchor(*snapshot.tree, name, alias.span().begin);
  if (!node) {
    return {alias.span(),
            "No anchor " + code_span("&" + std::string(name)) + " stands in front of this alias."};
  }
  std::string text = "**Alias** of " + code_span("&" + std::string(name)) + ", " +
                     line_link(snapshot, node.anchor().begin);
  const bool secret = is_kept_secret(*snapshot.tree, alias) || is_kept_secret(*snapshot.tree, node);
  add_paragraph(text, secret ? std::string("Its text may be a secret and is not shown.")
                             : code_block(excerpt(snapshot, node), "yaml"));
  add_paragraph(text, "CodeBuild does not document aliases.");
  return {alias.span(), std::move(text)};
}

Hover anchor_hover(const Snapshot& snapshot, Node node) {
  const Span span = node.anchor();
  const std::string_view name = snapshot.text.bytes(span).substr(1);
  std::string text = "**Anchor** " + code_span(snapshot.text.bytes(span));
  add_paragraph(text, alias_lines(snapshot, find_aliases(*snapshot.tree, name, span.end)));
  add_paragraph(text, "CodeBuild does not document anchors.");
  return {span, std::move(text)};
}

}  // namespace

std::optional<Hover> hover_anchor(const Snapshot& snapshot, std::uint32_t offset) {
  const std::vector<Node> path = snapshot.tree->path_at(offset);
  if (!path.empty() && path.back().kind() == Kind::alias && path.back().span().size() > 1) {
    return alias_hover(snapshot, path.back());
  }
  // Back to the "&" of a word that the cursor touches.
  const std::string_view bytes = snapshot.text.bytes();
  std::uint32_t at = offset;
  constexpr std::uint32_t kLongest = 256;
  while (at > 0 && offset - at < kLongest && !ends_name(bytes, at - 1)) --at;
  if (at >= bytes.size() || bytes[at] != '&') return std::nullopt;
  const Node node = anchored_at(*snapshot.tree, at);
  if (!node || !node.anchor().touches(offset)) return std::nullopt;
  return anchor_hover(snapshot, node);
}

}  // namespace buildspec::ide
