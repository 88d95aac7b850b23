// Reading a tree: nodes as positions in the stream of records.
#include "linter/syntax/chunk.h"
#include "linter/syntax/decode.h"
#include "linter/syntax/tree.h"

namespace buildspec {

using syntax::Piece;
using syntax::Properties;
using syntax::Record;

const Record& Node::record() const { return tree_->pieces_[piece_].chunk->records[record_]; }

Kind Node::kind() const { return tree_ == nullptr ? Kind::missing : record().kind; }

ScalarStyle Node::style() const { return tree_ == nullptr ? ScalarStyle::plain : record().style; }

bool Node::flow() const { return tree_ != nullptr && record().has(Record::kFlow); }

Span Node::span() const {
  if (tree_ == nullptr) return {};
  const Record& record = this->record();
  const std::uint32_t begin = tree_->pieces_[piece_].begin + record.begin;
  if (record.has(Record::kOpen)) return {begin, tree_->content_end(piece_, record_)};
  return {begin, begin + record.length};
}

std::string_view Node::source() const {
  return tree_ == nullptr ? std::string_view() : tree_->text().bytes(span());
}

Span Node::property(bool tag) const {
  if (tree_ == nullptr || !record().has(Record::kProperties)) return {};
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
  const Record& parent = record();
  const auto& pieces = tree_->pieces_;
  std::uint32_t piece = piece_;
  std::uint32_t index = record_ + 1;
  if (index == pieces[piece].chunk->records.size()) {
    if (++piece == pieces.size()) return {};
    index = 0;
  }
  if (pieces[piece].chunk->records[index].depth <= parent.depth) return {};
  return {tree_, piece, index};
}

Node Node::sibling() const {
  const auto& pieces = tree_->pieces_;
  const std::uint16_t depth = record().depth;
  std::uint32_t piece = piece_;
  std::uint32_t index = record_ + record().skip();
  for (;;) {
    const auto& records = pieces[piece].chunk->records;
    while (index < records.size()) {
      if (records[index].depth == depth) return {tree_, piece, index};
      if (records[index].depth < depth) return {};
      index += records[index].skip();
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
  const Record& record = this->record();
  if (!record.has(Record::kVerbatim)) return scalar().value() == value;
  const std::uint32_t quote = record.style == ScalarStyle::plain ? 0 : 1;
  if (record.length != value.size() + 2 * quote) return false;
  return source().substr(quote, value.size()) == value;
}

Scalar Node::scalar() const {
  if (!is_scalar()) return {};
  const Record& record = this->record();
  const Span span = this->span();
  if (record.has(Record::kVerbatim)) {
    const std::uint32_t quote = record.style == ScalarStyle::plain ? 0 : 1;
    return {source().substr(quote, span.size() - 2 * quote), span.begin + quote};
  }
  const bool block = record.style == ScalarStyle::literal || record.style == ScalarStyle::folded;
  return decode(tree_->text().bytes(), span, record.style, block ? record.extent : 0);
}

const void* Node::block() const {
  return tree_ == nullptr || record().has(Record::kOpen) ? nullptr : &record();
}

}  // namespace buildspec
