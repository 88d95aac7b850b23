#include "lsp/ide/selection.h"

#include <algorithm>

#include "linter/lang/command_text.h"
#include "linter/shell/characters.h"
#include "linter/shell/script.h"
#include "lsp/ide/command_at.h"

namespace buildspec::ide {
namespace {

// Nobody expands further; a client reads one range inside the other.
constexpr std::size_t kMost = 100;

// What belongs to a word as editors take it, and all of UTF-8 beyond ASCII.
bool is_word_character(char c) {
  return shell::is_name(c) || static_cast<unsigned char>(c) >= 0x80;
}

Span word_at(std::string_view bytes, Span within, std::uint32_t offset) {
  Span word{offset, offset};
  while (word.begin > within.begin && is_word_character(bytes[word.begin - 1])) --word.begin;
  while (word.end < within.end && is_word_character(bytes[word.end])) ++word.end;
  return word;
}

class Selections {
 public:
  Selections(const Snapshot& snapshot, std::uint32_t offset)
      : snapshot_(snapshot), offset_(offset) {}

  std::vector<Span> find() && {
    const std::vector<Node> path = snapshot_.tree->path_at(offset_);
    if (const auto comment = snapshot_.tree->comment_at(offset_)) {
      add_comment(*comment);
    } else if (!path.empty() && path.back().is_scalar()) {
      add_scalar(path.back());
    }
    for (std::size_t i = path.size(); i-- > 0 && found_.size() < kMost;) {
      add(path[i].span());
      add_around(path[i], i > 0 ? path[i - 1] : Node());
    }
    add({0, snapshot_.text.size()});
    // The empty text, and places that nothing else holds.
    if (found_.empty()) found_.push_back({offset_, offset_});
    return std::move(found_);
  }

 private:
  void add(Span span) {
    if (span.empty() || !span.touches(offset_)) return;
    if (!found_.empty() && (!span.contains(found_.back()) || span == found_.back())) return;
    found_.push_back(span);
  }

  void add_comment(Span comment) {
    const std::string_view bytes = snapshot_.text.bytes();
    add(word_at(bytes, comment, offset_));
    Span text = comment;
    while (text.begin < text.end && (bytes[text.begin] == '#' || bytes[text.begin] == ' ')) {
      ++text.begin;
    }
    add(text);
    add(comment);
  }

  void add_scalar(Node node) {
    add(word_at(snapshot_.text.bytes(), node.span(), offset_));
    if (const Command* const command = command_of(snapshot_.buildspec, node)) add_script(*command);
    const ScalarStyle style = node.style();
    if (style == ScalarStyle::single_quoted || style == ScalarStyle::double_quoted) {
      const Scalar scalar = node.scalar();
      add(scalar.source({0, static_cast<std::uint32_t>(scalar.value().size())}));
    } else if (style == ScalarStyle::literal || style == ScalarStyle::folded) {
      add_body(node);
    }
  }

  // Words, expansions, simple commands and constructs that hold the offset, the smallest first.
  void add_script(const Command& command) {
    const shell::Script& script = *snapshot_.readings[command.order]->script;
    const Scalar scalar = command.node.scalar();
    std::vector<Span> around;
    const auto look_at = [&](Span decoded) {
      const Span span = without_blanks(scalar.source(decoded));
      if (span.touches(offset_)) around.push_back(span);
    };
    const auto look_at_word = [&](const shell::Word& word) {
      if (!scalar.source(word.span).touches(offset_)) return;
      for (const shell::Part& part : word.parts) look_at(part.span);
      look_at(word.inner());
      const std::string_view written = scalar.value().substr(word.span.begin, word.span.size());
      const bool quoted = written.size() > 2 && written.front() == written.back() &&
                          (written.front() == '"' || written.front() == '\'');
      if (quoted) look_at({word.span.begin + 1, word.span.end - 1});
      look_at(word.span);
    };
    const Span line = snapshot_.text.line(snapshot_.text.line_of(offset_));
    if (command.node.span().contains(line)) around.push_back(without_blanks(line));
    for (const shell::VariableUse& use : script.variables) look_at(use.span);
    for (const shell::Command& each : script.commands) {
      if (!scalar.source(each.span).touches(offset_)) continue;
      for (const shell::Word& word : each.words) look_at_word(word);
      for (const shell::Assignment& assignment : each.assignments) {
        look_at_word(assignment.value);
        look_at({assignment.name_span.begin,
                 std::max(assignment.name_span.end, assignment.value.span.end)});
      }
      for (const shell::Redirection& redirection : each.redirections) {
        look_at_word(redirection.target);
        look_at(redirection.body);
        look_at(redirection.span);
      }
      look_at(each.span);
    }
    for (const shell::Compound& each : script.compounds) {
      look_at(each.body);
      look_at(each.span);
    }
    std::stable_sort(around.begin(), around.end(),
                     [](Span a, Span b) { return a.size() < b.size(); });
    for (const Span span : around) add(span);
  }

  // A line of a block scalar, then its lines without the indicator.
  void add_body(Node node) {
    const SourceText& text = snapshot_.text;
    const Span span = node.span();
    const std::uint32_t line = text.line_of(offset_);
    const std::uint32_t header = text.line_of(span.begin);
    if (line == header) return;
    add(without_blanks(text.line(line)));
    const std::uint32_t body = text.line(header + 1).begin;
    if (body < span.end) add(without_blanks({body, span.end}));
  }

  [[nodiscard]] Span without_blanks(Span span) const {
    const std::string_view bytes = snapshot_.text.bytes();
    const auto blank = [&](std::uint32_t at) {
      return bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r';
    };
    while (span.begin < span.end && blank(span.begin)) ++span.begin;
    while (span.end > span.begin && blank(span.end - 1)) --span.end;
    return span;
  }

  // Anchor and tag, then the item with its dash, or the pair of key and value.
  void add_around(Node node, Node owner) {
    Span span = node.span();
    for (const Span property : {node.anchor(), node.tag()}) {
      if (!property.empty()) span.begin = std::min(span.begin, property.begin);
    }
    add(span);
    if (owner.is_sequence() && !owner.flow()) {
      add(with_dash(span));
    } else if (owner.is_mapping()) {
      add_pair(node, owner);
    }
  }

  [[nodiscard]] Span with_dash(Span item) const {
    const std::string_view bytes = snapshot_.text.bytes();
    std::uint32_t at = item.begin;
    while (at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t' || bytes[at - 1] == '\n' ||
                      bytes[at - 1] == '\r')) {
      --at;
    }
    if (at > 0 && bytes[at - 1] == '-') item.begin = at - 1;
    return item;
  }

  void add_pair(Node node, Node owner) {
    for (const Pair pair : owner.pairs()) {
      if (!(pair.key == node) && !(pair.value == node)) continue;
      add({pair.key.span().begin, std::max(pair.key.span().end, pair.value.span().end)});
      return;
    }
  }

  const Snapshot& snapshot_;
  std::uint32_t offset_;
  std::vector<Span> found_;
};

}  // namespace

std::vector<Span> selections_at(const Snapshot& snapshot, std::uint32_t offset) {
  return Selections(snapshot, std::min(offset, snapshot.text.size())).find();
}

}  // namespace buildspec::ide
