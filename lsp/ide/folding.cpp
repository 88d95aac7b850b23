#include "lsp/ide/folding.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/shell/script.h"

namespace buildspec::ide {
namespace {

class Folder {
 public:
  explicit Folder(const Snapshot& snapshot)
      : snapshot_(snapshot), text_(snapshot.text), bytes_(text_.bytes()) {}

  std::vector<Fold> find() && {
    add_nodes();
    for (const Command& command : snapshot_.buildspec.commands) add_script(command);
    add_comments();
    sort();
    return std::move(found_);
  }

 private:
  // ---- The tree, without recursion: a text may be nested deep ----

  void add_nodes() {
    // Nobody folds deeper.
    constexpr std::size_t kMostDepth = 100;
    struct Open {
      Node node;
      std::size_t depth = 0;
    };
    std::vector<Open> open{{snapshot_.tree->root(), 0}};
    while (!open.empty()) {
      const auto [node, depth] = open.back();
      open.pop_back();
      if (!node || depth > kMostDepth) continue;
      for (const Pair pair : node.pairs()) {
        add_pair(pair);
        if (!pair.value.is_scalar()) open.push_back({pair.value, depth + 1});
      }
      for (const Node item : node.items()) {
        add_item(item);
        if (!item.is_scalar()) open.push_back({item, depth + 1});
      }
      if (node.flow()) add_brackets(node);
    }
  }

  void add_pair(const Pair& pair) {
    const Span value = pair.value.span();
    if (value.empty() || pair.value.flow()) return;  // add_brackets()
    add(pair.key.span().begin, value.end);
  }

  void add_item(Node item) {
    if (item.flow()) return;
    const Span span = item.span();
    add(span.begin, span.end);
  }

  void add_brackets(Node node) {
    const Span span = node.span();
    if (span.size() < 2) return;
    const char last = bytes_[span.end - 1];
    const std::uint32_t first_line = text_.line_of(span.begin);
    std::uint32_t last_line = text_.line_of(span.end - 1);
    if (first_line == last_line) return;
    Fold fold{{span.begin + 1, span.end}, first_line, last_line, FoldKind::code};
    if (last == ']' || last == '}') {
      fold.span.end = span.end - 1;
      // What stands in front of the bracket goes with it.
      const Span line = text_.line(last_line);
      if (bytes_.substr(line.begin, span.end - 1 - line.begin).find_first_not_of(" \t") ==
          std::string_view::npos) {
        --fold.last_line;
      }
    }
    push(fold);
  }

  // ---- Scripts ----

  void add_script(const Command& command) {
    const shell::Script& script = *snapshot_.readings[command.order]->script;
    if (text_.line_of(command.node.span().begin) == text_.line_of(command.node.span().end)) return;
    std::optional<Scalar> scalar;
    const auto source = [&](Span decoded) {
      if (!scalar) scalar = command.node.scalar();
      return scalar->source(decoded);
    };
    for (const shell::Compound& each : script.compounds) {
      const Span span = source(each.span);
      const std::uint32_t last = text_.line_of(span.end);
      // The line of `fi`, `done` and `}` stays.
      if (last > text_.line_of(span.begin) + 1) add(span.begin, text_.line(last - 1).end);
    }
    for (const shell::Command& each : script.commands) {
      for (const shell::Redirection& redirection : each.redirections) {
        if (redirection.kind != shell::Redirect::here_document) continue;
        const Span span = source(redirection.span);
        add(span.begin, source(redirection.body).end);
      }
    }
  }

  // ---- Comments ----

  void add_comments() {
    std::vector<std::uint32_t> regions;  // the lines at which those that are open begin
    std::optional<std::uint32_t> first;
    std::uint32_t last = 0;
    const auto close = [&] {
      if (first && last > *first) add_lines(*first, last, FoldKind::comment);
      first.reset();
    };
    // What follows the first document is none of ours.
    const Span further = snapshot_.tree->further_documents();
    const std::uint32_t end = further.empty() ? text_.line_count() : text_.line_of(further.begin);
    for (std::uint32_t line = 0; line < end; ++line) {
      const auto comment = comment_line(line);
      if (!comment) {
        close();
        continue;
      }
      if (is_marker(*comment, "region")) {
        close();
        regions.push_back(line);
      } else if (is_marker(*comment, "endregion")) {
        close();
        if (regions.empty()) continue;
        add_lines(regions.back(), line, FoldKind::region);
        regions.pop_back();
      } else {
        if (!first) first = line;
        last = line;
      }
    }
    close();
  }

  // The text behind the "#" of a line that is nothing but a comment.
  [[nodiscard]] std::optional<std::string_view> comment_line(std::uint32_t number) const {
    const Span line = text_.line(number);
    const std::size_t at = bytes_.substr(0, line.end).find_first_not_of(" \t", line.begin);
    if (at == std::string_view::npos || bytes_[at] != '#') return std::nullopt;
    const auto begin = static_cast<std::uint32_t>(at);
    // In a block scalar it is a line of the script: its comments fold as well.
    return bytes_.substr(begin + 1, line.end - begin - 1);
  }

  static bool is_marker(std::string_view comment, std::string_view word) {
    while (!comment.empty() && comment.front() == ' ') comment.remove_prefix(1);
    return comment.starts_with(word) &&
           (comment.size() == word.size() || comment[word.size()] == ' ');
  }

  // ---- All ----

  void add(std::uint32_t begin, std::uint32_t end) {
    // Block scalars may end with the break of their last line, and blank lines behind it.
    while (end > begin && (bytes_[end - 1] == '\n' || bytes_[end - 1] == '\r' ||
                           bytes_[end - 1] == ' ' || bytes_[end - 1] == '\t')) {
      --end;
    }
    const std::uint32_t first = text_.line_of(begin);
    const std::uint32_t last = text_.line_of(end);
    if (first < last) push({{text_.line(first).end, end}, first, last, FoldKind::code});
  }

  void add_lines(std::uint32_t first, std::uint32_t last, FoldKind kind) {
    push({{text_.line(first).end, text_.line(last).end}, first, last, kind});
  }

  void push(Fold fold) {
    if (fold.last_line > fold.first_line && fold.span.begin <= fold.span.end) {
      found_.push_back(fold);
    }
  }

  // One fold for each first line: editors show one sign there.
  void sort() {
    std::sort(found_.begin(), found_.end(), [](const Fold& a, const Fold& b) {
      return a.first_line != b.first_line ? a.first_line < b.first_line : a.last_line > b.last_line;
    });
    const auto same_line = [](const Fold& a, const Fold& b) {
      return a.first_line == b.first_line;
    };
    found_.erase(std::unique(found_.begin(), found_.end(), same_line), found_.end());
  }

  const Snapshot& snapshot_;
  const SourceText& text_;
  std::string_view bytes_;
  std::vector<Fold> found_;
};

// How many others each one stands in.
std::vector<std::size_t> depths_of(const std::vector<Fold>& sorted) {
  std::vector<std::size_t> depths;
  std::vector<std::uint32_t> open;  // their last lines
  for (const Fold& fold : sorted) {
    while (!open.empty() && open.back() < fold.first_line) open.pop_back();
    depths.push_back(open.size());
    open.push_back(fold.last_line);
  }
  return depths;
}

}  // namespace

std::vector<Fold> folds(const Snapshot& snapshot, std::size_t most) {
  if (snapshot.amplify) return {};
  std::vector<Fold> found = Folder(snapshot).find();
  if (found.size() <= most) return found;
  const std::vector<std::size_t> depths = depths_of(found);
  std::vector<std::size_t> order(found.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return depths[a] < depths[b]; });
  order.resize(most);
  std::sort(order.begin(), order.end());
  std::vector<Fold> kept;
  for (const std::size_t i : order) kept.push_back(found[i]);
  return kept;
}

}  // namespace buildspec::ide
