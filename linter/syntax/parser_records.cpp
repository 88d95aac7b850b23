// Writing records: the stream of nodes, its depths, and what belongs to a node beside its span.
#include <algorithm>

#include "linter/syntax/parser.h"

namespace buildspec::syntax {

Record& Parser::emit(Kind kind, std::uint32_t begin, std::uint32_t end, std::size_t depth) {
  if (!trying_ && spent_nodes_ + record_count() >= budgets_.nodes) exceed(Budget::nodes);
  if (depth >= budgets_.depth) exceed(Budget::depth);
  Record& record = records_.emplace_back();
  record.begin = begin - chunk_begin_;
  record.length = end - begin;
  record.depth = static_cast<std::uint16_t>(depth);
  record.kind = kind;
  chunk_.min_depth = std::min(chunk_.min_depth, record.depth);
  last_end_ = end;
  if (!anchor_.empty() || !tag_.empty()) {
    record.flags |= Record::kProperties;
    const auto relative = [&](Span span) {
      return span.empty() ? Span{} : Span{span.begin - chunk_begin_, span.end - chunk_begin_};
    };
    chunk_.properties.push_back({record_count() - 1, relative(anchor_), relative(tag_)});
    anchor_ = tag_ = {};
  }
  return record;
}

// A node where one is awaited: the value or item or key that is pending.
Record& Parser::emit_node(Kind kind, std::uint32_t begin, std::uint32_t end) {
  Record& record = emit(kind, begin, end, frames_.size());
  if (pending_ == Pending::key) record.flags |= Record::kKey;
  pending_ = Pending::none;
  cursor_ = end;
  return record;
}

void Parser::emit_missing(std::uint32_t at, bool key) {
  Record& record = emit(Kind::missing, at, at, frames_.size());
  if (key) record.flags |= Record::kKey;
}

void Parser::open_block(bool sequence, std::int32_t indent, std::uint32_t begin) {
  Record& record = emit_node(sequence ? Kind::sequence : Kind::mapping, begin, begin);
  (void)record;
  Frame frame;
  frame.indent = indent;
  frame.sequence = sequence;
  frame.record = static_cast<std::int32_t>(record_count() - 1);
  frames_.push_back(frame);
}

// Ends the blocks above the first `keep`.
void Parser::close_frames(std::size_t keep) {
  while (frames_.size() > keep) {
    end_explicit_key();
    const std::int32_t index = frames_.back().record;
    frames_.pop_back();
    if (index < 0) continue;
    Record& record = records_[static_cast<std::uint32_t>(index)];
    record.length = last_end_ - chunk_begin_ - record.begin;
    record.extent = record_count() - static_cast<std::uint32_t>(index);
  }
}

// The top mapping goes on behind a key that "?" began and no ":" followed.
void Parser::end_explicit_key() {
  if (frames_.empty() || !frames_.back().in_key) return;
  frames_.back().in_key = false;
  --explicit_keys_;
  emit_missing(last_end_, false);
}

// Nothing stands where a value was awaited.
void Parser::resolve_pending() {
  if (pending_ == Pending::none || pending_ == Pending::root) return;
  const bool key = pending_ == Pending::key;
  pending_ = Pending::none;
  emit_missing(pending_at_, key);
}

// Puts a mapping around the records from `from` on, which turned out to be its first key.
void Parser::wrap_in_mapping(std::uint32_t from, std::uint8_t flags) {
  auto& records = records_;
  Record mapping = records[from];
  mapping.kind = Kind::mapping;
  mapping.style = ScalarStyle::plain;
  mapping.flags = flags;
  mapping.length = 0;
  for (std::uint32_t i = from; i < records.size(); ++i) ++records[i].depth;
  records[from].flags |= Record::kKey;
  records.insert(records.begin() + from, mapping);
  for (Properties& properties : chunk_.properties) {
    if (properties.record >= from) ++properties.record;
  }
}

void Parser::drop_records(std::uint32_t from) {
  records_.resize(from);
  while (!chunk_.properties.empty() && chunk_.properties.back().record >= from) {
    chunk_.properties.pop_back();
  }
}

void Parser::note(ProblemKind kind, std::uint32_t begin, std::uint32_t end) {
  chunk_.certain = false;
  // Counted by line, so that where chunks are cut makes no difference. Who looks for the problem at
  // a fault needs the first ones: a line of 100,000 dashes has as many.
  constexpr std::uint32_t kMostInLine = 1'000;
  if (noted_line_ != line_begin_) noted_ = 0;
  noted_line_ = line_begin_;
  if (++noted_ > kMostInLine) return;
  chunk_.problems.push_back({kind, {begin - chunk_begin_, end - chunk_begin_}});
}

void Parser::exceed(Budget budget) {
  if (!exceeded_) exceeded_ = budget;
  finished_ = true;
}

}  // namespace buildspec::syntax
