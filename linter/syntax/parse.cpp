// From text to tree: which chunks of the previous version are taken over, and which are parsed.
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "linter/syntax/chunk.h"
#include "linter/syntax/parser.h"
#include "linter/syntax/tree.h"

namespace buildspec {
namespace syntax {
namespace {

// Bytes of text per chunk: some 64 lines. A chunk that an edit makes longer is cut, one that it
// makes shorter than kLeastBytes joins the next.
constexpr std::uint32_t kChunkBytes = 2048;
constexpr std::uint32_t kMostBytes = 3072;

// A chunk of the previous version, at its place in the new text.
struct OldPiece {
  std::uint32_t begin = 0;
  bool clean = true;  // nothing that the parser looked at for it has changed
};

std::vector<OldPiece> old_pieces(const std::vector<Piece>& pieces,
                                 std::span<const Change> changes) {
  std::vector<OldPiece> old(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) old[i].begin = pieces[i].begin;
  for (const Change& change : changes) {
    const std::uint32_t end = std::max(change.before.begin, change.before.end);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      OldPiece& piece = old[i];
      if (end < piece.begin) {
        piece.begin += change.length - (end - change.before.begin);
      } else if (change.before.begin <= piece.begin + pieces[i].chunk->looked) {
        piece.clean = false;
      }
    }
  }
  return old;
}

// The one change between two texts: what their common begin and end leave.
Change difference(std::string_view before, std::string_view after) {
  const auto prefix =
      std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first -
      before.begin();
  const auto most = std::min(before.size(), after.size()) - static_cast<std::size_t>(prefix);
  std::size_t suffix = 0;
  while (suffix < most && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix]) {
    ++suffix;
  }
  Change change;
  change.before = {static_cast<std::uint32_t>(prefix),
                   static_cast<std::uint32_t>(before.size() - suffix)};
  change.length = static_cast<std::uint32_t>(after.size() - suffix) - change.before.begin;
  return change;
}

// What follows the document that ends at `at`; nothing where only comments do.
Span further_documents(const Source& source, std::uint32_t at) {
  if (at >= source.size) return {};
  if (source.at(at) == '.') {
    std::uint32_t next = source.line_end(at);
    while (next < source.size) {
      next = source.skip_blanks(source.next_line(next));
      if (source.at(next) == '#') next = source.line_end(next);
      if (!source.line_ends(next)) return {at, source.size};
    }
    return {};
  }
  return {at, source.size};
}

}  // namespace

class TreeBuilder {
 public:
  TreeBuilder(SourceText text, const Tree* previous, std::span<const Change> changes,
              const Budgets& budgets)
      : source_{text.bytes().data(), text.size()},
        parser_(source_, budgets),
        tree_(new Tree()),
        budgets_(budgets) {
    tree_->text_ = std::move(text);
    tree_->depth_budget_ = budgets.depth;
    if (previous == nullptr || previous->exceeded_ || previous->depth_budget_ != budgets.depth) {
      return;
    }
    previous_ = &previous->pieces_;
    old_ = old_pieces(*previous_, changes);
  }

  TreePtr build() {
    if (source_.size > budgets_.bytes) {
      tree_->exceeded_ = Budget::bytes;
      return std::move(tree_);
    }
    if (previous_ != nullptr) tree_->pieces_.reserve(previous_->size() + 4);
    while (!finished_) {
      while (next_ < old_.size() && (!old_[next_].clean || old_[next_].begin < at_)) ++next_;
      if (!take_over()) parse_chunk();
    }
    tree_->exceeded_ = parser_.exceeded();
    tree_->further_ = further_documents(source_, at_);
    return std::move(tree_);
  }

 private:
  // The old chunk that begins here, if it was parsed in the state that the parser is in.
  bool take_over() {
    if (next_ == old_.size() || old_[next_].begin != at_) return false;
    const ChunkPtr& chunk = (*previous_)[next_].chunk;
    if (chunk->before != *state_ || !parser_.spend(*chunk)) return false;
    tree_->pieces_.push_back({chunk, at_});
    at_ += chunk->length;
    ++next_;
    finished_ = next_ == old_.size();
    if (!finished_) state_ = &(*previous_)[next_].chunk->before;
    parser_is_here_ = false;
    return true;
  }

  void parse_chunk() {
    if (!parser_is_here_) parser_.resume(at_, *state_);
    std::size_t sync = next_;
    while (sync < old_.size() && (!old_[sync].clean || old_[sync].begin < at_ + kLeastBytes)) {
      ++sync;
    }
    std::uint32_t stop = at_ + kChunkBytes;
    std::uint32_t sync_at = 0;
    const Chunk* like = nullptr;
    if (sync < old_.size()) {
      sync_at = old_[sync].begin;
      like = (*previous_)[sync].chunk.get();
      if (sync_at > stop && sync_at <= at_ + kMostBytes) stop = sync_at;
    }
    ChunkPtr chunk = parser_.next_chunk(stop, sync_at, like);
    tree_->pieces_.push_back({std::move(chunk), at_});
    at_ = parser_.position();
    state_ = &parser_.frames();
    finished_ = parser_.finished();
    parser_is_here_ = true;
  }

  Source source_;
  Parser parser_;
  std::shared_ptr<Tree> tree_;
  Budgets budgets_;
  const std::vector<Piece>* previous_ = nullptr;
  std::vector<OldPiece> old_;
  std::size_t next_ = 0;  // the first old chunk that may still be taken over
  std::uint32_t at_ = 0;
  const std::vector<Frame>* state_ = &parser_.frames();
  bool parser_is_here_ = true;
  bool finished_ = false;
};

}  // namespace syntax

TreePtr parse(SourceText text, const TreePtr& previous, std::span<const Change> changes,
              const Budgets& budgets) {
  Change whole;
  if (previous != nullptr && changes.empty()) {
    whole = syntax::difference(previous->text().bytes(), text.bytes());
    changes = {&whole, 1};
  }
  return syntax::TreeBuilder(std::move(text), previous.get(), changes, budgets).build();
}

}  // namespace buildspec
