// Reading a tree: nodes as positions in the stream of records.
#include "linter/syntax/chunk.h"
#include "linter/syntax/decode.h"
#include "linter/syntax/tree.h"

namespace buildspec {

using syntax::Piece;
using syntax::Properties;
using syntax::Record;
using syntax::RecordList;

const RecordList& Node::records() const { return tree_->pieces_[piece_].chunk->records; }

std::uint32_t Node::depth() const { return records().depth(record_); }

Kind Node::kind() const { return tree_ == nullptr ? Kind::missing : records().kind(record_); }

ScalarStyle Node::style() const {
  return tree_ == nullptr ? ScalarStyle::plain : records().style(record_);
}

bool Node::flow() const { return tree_ != nullptr && records().has(record_, Record::kFlow); }

Span Node::span() const {
  if (tree_ == nullptr) return {};
  const RecordList& records = this->records();
  const std::uint32_t begin = tree_->pieces_[piece_].begin + records.begin(record_);
  if (records.has(record_, Record::kOpen)) return {begin, tree_->content_end(piece_, record_)};
  return {begin, begin + records.length(record_)};
}

std::string_view Node::source() const {
  return tree_ == nullptr ? std::string_view() : tree_->text().bytes(span());
}

Span Node::property(bool tag) const {
  if (tree_ == nullptr || !records().has(record_, Record::kProperties)) return {};
  const Piece& piece = tree_->pieces_[piece_];
  for (const Properties& properties : piece.chunk->properties) {
    if (properties.record != record_) continue;
    const Span span = tag ? properties.tag : properties.anchor;
    if (!span.empty()) return {piece.begin + span.begin, piece.begin + span.end};
  }
  return {};
}

Span Node::anchor() const { return property(false); }
Span Node::tag() const { return property(true); }

Node Node::child() const {
  const auto& pieces = tree_->pieces_;
  std::uint32_t piece = piece_;
  std::uint32_t index = record_ + 1;
  if (index == pieces[piece].chunk->records.size()) {
    if (++piece == pieces.size()) return {};
    index = 0;
  }
  if (pieces[piece].chunk->records.depth(index) <= depth()) return {};
  return {tree_, piece, index};
}

Node Node::sibling() const {
  const auto& pieces = tree_->pieces_;
  const std::uint32_t depth = this->depth();
  std::uint32_t piece = piece_;
  std::uint32_t index = record_ + records().skip(record_);
  for (;;) {
    const RecordList& records = pieces[piece].chunk->records;
    while (index < records.size()) {
      const std::uint32_t found = records.depth(index);
      if (found == depth) return {tree_, piece, index};
      if (found < depth) return {};
      index += records.skip(index);
    }
    do {
      if (++piece >= pieces.size()) return {};
    } while (pieces[piece].chunk->min_depth > depth);
    index = 0;
  }
}

std::uint32_t Node::size() const {
  std::uint32_t count = 0;
  if (is_sequence()) {
    for (Node node = child(); node; node = node.sibling()) ++count;
  } else if (is_mapping()) {
    for (auto it = pairs().begin(); it != pairs().end(); ++it) ++count;
  }
  return count;
}

Node Node::item(std::uint32_t index) const {
  for (const Node node : items()) {
    if (index-- == 0) return node;
  }
  return {};
}

Pair Node::pair(std::uint32_t index) const {
  for (const Pair pair : pairs()) {
    if (index-- == 0) return pair;
  }
  return {};
}

Node Node::get(std::string_view key) const { return find(key).value; }

Pair Node::find(std::string_view key) const {
  Pair found;
  for (const Pair pair : pairs()) {
    if (pair.key.is(key)) found = pair;
  }
  return found;
}

bool Node::is(std::string_view value) const {
  if (!is_scalar()) return false;
  const RecordList& records = this->records();
  if (!records.has(record_, Record::kVerbatim)) return scalar().value() == value;
  const std::uint32_t quote = style() == ScalarStyle::plain ? 0 : 1;
  if (records.length(record_) != value.size() + 2 * quote) return false;
  return source().substr(quote, value.size()) == value;
}

Scalar Node::scalar() const {
  if (!is_scalar()) return {};
  const RecordList& records = this->records();
  const Span span = this->span();
  if (records.has(record_, Record::kVerbatim)) {
    const std::uint32_t quote = style() == ScalarStyle::plain ? 0 : 1;
    return {source().substr(quote, span.size() - 2 * quote), span.begin + quote};
  }
  return decode(tree_->text().bytes(), span, style(), records.body_column(record_));
}

const void* Node::block() const {
  if (tree_ == nullptr || records().has(record_, Record::kOpen)) return nullptr;
  return records().address(record_);
}

}  // namespace buildspec
