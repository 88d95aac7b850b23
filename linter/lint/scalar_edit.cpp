#include "linter/lint/scalar_edit.h"

#include <algorithm>
#include <string_view>

#include "linter/lint/fixes.h"

namespace buildspec {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else {
      result += c;
    }
  }
  return result;
}

std::string doubled(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') result += c;
    result += c;
  }
  return result;
}

class ScalarEditor {
 public:
  ScalarEditor(const Snapshot& snapshot, Node node, const Scalar& scalar)
      : snapshot_(snapshot), node_(node), scalar_(scalar), value_(scalar.value()) {}

  std::optional<std::vector<Edit>> edit(std::span<const Replacement> replacements) {
    std::vector<Edit> edits;
    for (const Replacement& replacement : replacements) {
      const auto text = written(replacement);
      if (!text) {
        if (node_.style() != ScalarStyle::plain) return std::nullopt;
        return whole(replacements);
      }
      edits.push_back({source(replacement.span), *text});
    }
    return edits;
  }

 private:
  [[nodiscard]] Span source(Span span) const {
    if (!span.empty()) return scalar_.source(span);
    const std::uint32_t at = scalar_.map().source(span.begin);
    return {at, at};
  }

  // The bytes that stand for the new text in the scalar's style; nothing where it cannot hold them.
  std::optional<std::string> written(const Replacement& replacement) const {
    const std::string& text = replacement.text;
    const bool several_lines = text.find('\n') != std::string::npos;
    switch (node_.style()) {
      case ScalarStyle::double_quoted: return escaped(text);
      case ScalarStyle::single_quoted:
        if (several_lines || loose_ends(replacement)) return std::nullopt;
        return doubled(text);
      case ScalarStyle::plain:
        if (several_lines || loose_ends(replacement) || !stays_plain(replacement))
          return std::nullopt;
        return text;
      case ScalarStyle::folded:
        if (several_lines || loose_ends(replacement)) return std::nullopt;
        return text;
      case ScalarStyle::literal: return several_lines ? indented(replacement) : text;
    }
    return std::nullopt;
  }

  // A blank of the new text at the begin or end of a line, or of the value, would be folded away or
  // keep the line from being folded.
  [[nodiscard]] bool loose_ends(const Replacement& replacement) const {
    const std::string_view bytes = snapshot_.text.bytes();
    const Span span = source(replacement.span);
    const auto at_line_begin = [&] {
      std::uint32_t at = span.begin;
      while (at > 0 && is_blank(bytes[at - 1])) --at;
      return at == 0 || bytes[at - 1] == '\n' || at <= node_.span().begin;
    };
    const auto at_line_end = [&] {
      return span.end >= bytes.size() || bytes[span.end] == '\n' || bytes[span.end] == '\r';
    };
    const std::string& text = replacement.text;
    if (text.empty()) return at_line_begin() || at_line_end();
    return (is_blank(text.front()) && at_line_begin()) || (is_blank(text.back()) && at_line_end());
  }

  [[nodiscard]] bool in_flow() const {
    for (const Node each : snapshot_.tree->path_at(node_.span().begin))
      if (each.flow()) return true;
    return false;
  }

  // The neighbours of the new text are plain text already: a look at both seams is enough.
  [[nodiscard]] bool stays_plain(const Replacement& replacement) const {
    std::string window;
    if (replacement.span.begin > 0) window += value_[replacement.span.begin - 1];
    window += replacement.text;
    const bool last = replacement.span.end >= value_.size();
    if (!last) window += value_[replacement.span.end];
    if (window.find(": ") != std::string::npos || window.find(" #") != std::string::npos)
      return false;
    if (last && window.ends_with(':')) return false;
    if (in_flow() && replacement.text.find_first_of(",[]{}:") != std::string::npos) return false;
    if (replacement.span.begin > 0) return true;
    static constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`~";
    return !window.empty() && kIndicators.find(window.front()) == std::string_view::npos;
  }

  // The whole value in single quotes, with everything replaced.
  std::optional<std::vector<Edit>> whole(std::span<const Replacement> replacements) const {
    std::string value;
    std::uint32_t done = 0;
    for (const Replacement& replacement : replacements) {
      value += value_.substr(done, replacement.span.begin - done);
      value += replacement.text;
      done = replacement.span.end;
    }
    value += value_.substr(done);
    if (value.find('\n') != std::string::npos) return std::nullopt;
    return std::vector<Edit>{{node_.span(), is_json(snapshot_) ? "\"" + escaped(value) + "\""
                                                               : in_single_quotes(value)}};
  }

  // Every further line gets the indentation of the block.
  std::optional<std::string> indented(const Replacement& replacement) const {
    std::size_t line = replacement.span.begin;
    while (line > 0 && value_[line - 1] != '\n') --line;
    if (line >= value_.size() || value_[line] == '\n') return std::nullopt;
    const std::string_view bytes = snapshot_.text.bytes();
    const std::uint32_t end = scalar_.map().source(static_cast<std::uint32_t>(line));
    std::uint32_t begin = end;
    while (begin > 0 && is_blank(bytes[begin - 1])) --begin;
    std::string result;
    for (const char c : replacement.text) {
      if (c != '\n') {
        result += c;
        continue;
      }
      result += line_break(snapshot_.text);
      result += bytes.substr(begin, end - begin);
    }
    return result;
  }

  const Snapshot& snapshot_;
  Node node_;
  const Scalar& scalar_;
  std::string_view value_;
};

}  // namespace

std::optional<std::vector<Edit>> edit_in_scalar(const Snapshot& snapshot, Node node,
                                                const Scalar& scalar,
                                                std::span<const Replacement> replacements) {
  const auto size = static_cast<std::uint32_t>(scalar.value().size());
  for (const Replacement& replacement : replacements)
    if (replacement.span.end > size || replacement.span.begin > replacement.span.end)
      return std::nullopt;
  return ScalarEditor(snapshot, node, scalar).edit(replacements);
}

std::optional<std::vector<Edit>> edit_in_scalar(const Snapshot& snapshot, Node node,
                                                const Scalar& scalar, Span span, std::string text) {
  const Replacement one{span, std::move(text)};
  return edit_in_scalar(snapshot, node, scalar, std::span(&one, 1));
}

}  // namespace buildspec
