#include "linter/syntax/tree.h"

#include <algorithm>

#include "linter/syntax/chunk.h"

namespace buildspec {

using syntax::Piece;

std::size_t syntax::Chunk::memory() const {
  return sizeof(Chunk) + before.capacity() * sizeof(Frame) + records.memory() +
         properties.capacity() * sizeof(Properties) + problems.capacity() * sizeof(Problem);
}

Tree::Tree() = default;
Tree::~Tree() = default;

Node Tree::root() const {
  if (pieces_.empty() || pieces_.front().chunk->records.empty()) return {};
  return {this, 0, 0};
}

// The end of the last content in a collection that does not end in its own chunk.
std::uint32_t Tree::content_end(std::uint32_t piece, std::uint32_t record) const {
  const std::uint32_t depth = pieces_[piece].chunk->records.depth(record);
  std::uint32_t next = piece + 1;
  while (next < pieces_.size() && pieces_[next].chunk->min_depth > depth) ++next;
  const auto end_of = [&](std::uint32_t i) {
    return pieces_[i].begin + pieces_[i].chunk->last_end;
  };
  if (next == pieces_.size()) return end_of(next - 1);
  const auto& records = pieces_[next].chunk->records;
  if (records.depth(0) <= depth) return end_of(next - 1);
  std::uint32_t end = 0;
  for (std::uint32_t i = 0; i < records.size() && records.depth(i) > depth; i += records.skip(i)) {
    end = records.end(i);
  }
  return pieces_[next].begin + end;
}

// The last node, in document order, that begins at or before an offset.
Node Tree::last_before(std::uint32_t offset) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                       [](std::uint32_t value, const Piece& piece) { return value < piece.begin; });
  for (auto piece = after; piece != pieces_.begin();) {
    --piece;
    const std::uint32_t count = piece->chunk->records.count_to(offset - piece->begin);
    if (count > 0) return {this, static_cast<std::uint32_t>(piece - pieces_.begin()), count - 1};
  }
  return {};
}

// The nearest node before this one that is less deep.
Node Tree::parent(const Node& node) const {
  const std::uint32_t depth = node.depth();
  if (depth == 0) return {};
  std::uint32_t piece = node.piece_;
  std::uint32_t index = node.record_;
  for (;;) {
    const auto& records = pieces_[piece].chunk->records;
    while (index > 0) {
      --index;
      if (records.depth(index) < depth) return {this, piece, index};
    }
    do {
      if (piece == 0) return {};
      --piece;
    } while (pieces_[piece].chunk->min_depth >= depth);
    index = pieces_[piece].chunk->records.size();
  }
}

std::vector<Node> Tree::path_at(std::uint32_t offset) const {
  std::vector<Node> path;
  for (Node node = last_before(offset); node; node = parent(node)) {
    if (node.span().touches(offset)) path.push_back(node);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::optional<Span> Tree::comment_at(std::uint32_t offset) const {
  const Span line = text_.line(text_.line_of(offset));
  if (offset > line.end) return std::nullopt;
  const std::string_view bytes = text_.bytes();
  for (std::uint32_t at = line.begin; at < line.end && at <= offset; ++at) {
    if (bytes[at] != '#') continue;
    if (at > line.begin && bytes[at - 1] != ' ' && bytes[at - 1] != '\t') continue;
    const Node node = last_before(at);
    const bool scalar = node.is_scalar() && node.span().contains(at);
    const bool block =
        scalar && (node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded);
    // Behind a block indicator a comment may stand.
    const bool header = block && text_.line_of(node.span().begin) == text_.line_of(at);
    if (!scalar || header) return Span{at, line.end};
  }
  return std::nullopt;
}

std::vector<Problem> Tree::problems() const {
  std::vector<Problem> all;
  for (const Piece& piece : pieces_) {
    for (Problem problem : piece.chunk->problems) {
      problem.span.begin += piece.begin;
      problem.span.end += piece.begin;
      all.push_back(problem);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Problem& a, const Problem& b) { return a.span.begin < b.span.begin; });
  return all;
}

bool Tree::certain() const {
  if (exceeded_ || !further_.empty()) return false;
  return std::all_of(pieces_.begin(), pieces_.end(),
                     [](const Piece& piece) { return piece.chunk->certain; });
}

std::size_t Tree::memory() const {
  std::size_t total = sizeof(Tree) + pieces_.capacity() * sizeof(Piece);
  for (const Piece& piece : pieces_) total += piece.chunk->memory();
  return total;
}

}  // namespace buildspec
