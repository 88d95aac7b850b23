#include "linter/syntax/parser.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "linter/text/utf8.h"

namespace buildspec::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::size_t kMostFrames = 256;

// The directives that libyaml knows: behind a document they end it.
bool directive(const Source& source, std::uint32_t at) {
  const std::string_view line = source.view(at, source.line_end(at));
  return line.starts_with("%YAML ") || line.starts_with("%TAG ");
}

// What libyaml's reader lets pass (yaml_parser_update_buffer), byte order marks left out.
bool readable(char32_t c) {
  return c == 0x85 || (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) ||
         c >= 0x10000;
}
bool yaml_break(char32_t c) { return c == 0x85 || c == 0x2028 || c == 0x2029; }

}  // namespace

Parser::Parser(Source source, const Budgets& budgets) : source_(source), budgets_(budgets) {
  budgets_.depth = std::min(budgets.depth, 60'000U);
  const std::string_view head = source.view(0, std::min<std::uint32_t>(source.size, 3));
  if (head == kByteOrderMark) cursor_ = 3;
  frames_.reserve(16);
}

void Parser::resume(std::uint32_t at, const std::vector<Frame>& frames) {
  frames_ = frames;
  for (Frame& frame : frames_) frame.record = -1;
  cursor_ = at;
  at_line_begin_ = true;
  line_ready_ = false;
  chunk_begin_ = at;
  pending_ = Pending::none;
}

bool Parser::spend(const Chunk& chunk) {
  const std::uint32_t nodes = chunk.records.size();
  if (spent_nodes_ + nodes > budgets_.nodes) return false;
  if (spent_aliases_ + chunk.aliases > budgets_.aliases) return false;
  spent_nodes_ += nodes;
  spent_aliases_ += chunk.aliases;
  return true;
}

ChunkPtr Parser::next_chunk(std::uint32_t stop, std::uint32_t sync_at, const Chunk* sync) {
  stop_ = stop;
  sync_at_ = sync_at;
  sync_ = sync;
  cut_ = false;
  chunk_.before = frames_;
  for (Frame& frame : frames_) frame.record = -1;
  while (!cut_ && !finished_) {
    if (!line_ready_ && !next_line()) break;
    line_ready_ = true;
    step();
    if (!cut_) line_ready_ = false;
  }
  if (exceeded_) {
    line_begin_ = source_.size;
    looked(source_.size + 1);
    pending_ = Pending::none;
    explicit_keys_ = 0;
    for (Frame& frame : frames_) frame.in_key = false;
    close_frames(0);
  }
  return finish_chunk();
}

// Finds the next line with content: sets line_begin_, content_ and column_. False at the end.
bool Parser::next_line() {
  for (;;) {
    std::uint32_t line = cursor_;
    if (!at_line_begin_) line = source_.next_line(source_.line_end(cursor_));
    line_begin_ = line;
    if (line >= source_.size) {
      looked(source_.size + 1);
      end_document();
      return false;
    }
    at_line_begin_ = false;
    std::uint32_t at = source_.skip_spaces(line);
    column_ = static_cast<std::int32_t>(at - line);
    tabs_ = source_.at(at) == '\t';
    if (tabs_) {
      chunk_.certain = false;
      at = source_.skip_blanks(at);
    }
    content_ = cursor_ = at;
    if (source_.line_ends(at) || source_.at(at) == '#') continue;
    if (tabs_) fit_tabs();
    if (at == line && take_marker()) {
      if (finished_) return false;
      continue;
    }
    return true;
  }
}

// Lines that begin with "---", "...", "%" or a conflict marker. True if the line is dealt with.
bool Parser::take_marker() {
  const char c = source_.at(content_);
  const bool empty =
      pending_ == Pending::root && record_count() == 0 && anchor_.empty() && tag_.empty();
  if (source_.document_marker(content_)) {
    looked(content_ + 4);
    if (c == '.' || started_at_ != 0 || !empty) {
      chunk_.certain = chunk_.certain && !empty;
      end_document();
      return true;
    }
    started_at_ = cursor_ = content_ + 3;
    const std::uint32_t next = source_.skip_blanks(cursor_);
    if (source_.line_ends(next) || source_.at(next) == '#') return true;
    chunk_.certain = false;
    nodes(next, Place::in_line);
    return true;
  }
  if (c == '%') {
    chunk_.certain = false;
    const bool first = empty && started_at_ == 0;
    looked(content_ + 6);  // directive()
    if (!first && directive(source_, content_)) end_document();
    if (first || finished_) return true;
  }
  if (source_.conflict_marker(content_) && (c != '=' || !frames_.empty())) {
    note(ProblemKind::conflict_marker, content_, source_.line_end(content_));
    return true;
  }
  return false;
}

// One line with content, which next_line() has found.
void Parser::step() {
  const bool alone = source_.blank_or_end(content_ + 1);
  const bool dash = source_.at(content_) == '-' && alone;
  if (frames_.empty() && pending_ == Pending::none && !reopen_root(dash)) return;
  if (source_.at(content_) == ':' && alone && explicit_keys_ == 0 && !frames_.empty()) {
    return colon_line();
  }
  if (pending_ != Pending::none) {
    if (pending_takes_line(dash)) {
      if (!skipped_) nodes(content_, Place::block);
      skipped_ = false;
      return;
    }
    resolve_pending();
  }
  std::size_t keep = frames_.size();
  while (keep > 0 && frames_[keep - 1].indent > column_) --keep;
  if (keep == 0 || frames_[keep - 1].indent != column_) return begin_line(dash);
  // A list may stand at the column of its key: a line without a dash ends it.
  if (!dash && frames_[keep - 1].sequence && keep > 1 && !frames_[keep - 2].sequence &&
      frames_[keep - 2].indent == column_) {
    --keep;
  }
  if (frames_[keep - 1].sequence != dash) return begin_line(dash);
  cut_or_begin(keep, dash);
}

// A line behind a root that is complete: the root was the first key or item of a block, or the line
// belongs to nothing.
bool Parser::reopen_root(bool dash) {
  const bool key = !dash && line_at(line_begin_).kind == LineKind::key;
  if (!key && !dash) {
    cursor_ = source_.line_end(content_);
    if (!root_done_) note(ProblemKind::stray_text, content_, cursor_);
    root_done_ = true;
    return false;
  }
  note(dash ? ProblemKind::missing_dash : ProblemKind::missing_colon, records_[0].begin, last_end_);
  wrap_in_mapping(0, 0);
  Frame frame;
  frame.indent = column_;
  frame.sequence = dash;
  frame.record = 0;
  frames_.push_back(frame);
  if (dash) {
    records_[0].kind = Kind::sequence;
    records_[1].flags &= static_cast<std::uint8_t>(~Record::kKey);
  } else {
    emit_missing(last_end_, false);
  }
  return true;
}

// A line that fits the frame below `keep` exactly: the place where a chunk may end.
void Parser::cut_or_begin(std::size_t keep, bool dash) {
  PlainLine line;
  const bool is_plain = !dash && !source_.in_class(content_, kIndicator);
  if (is_plain) {
    line = plain_line(content_);
    if (!line.key) return misplaced_text(line);
  }
  if (keep < frames_.size()) close_frames(keep);
  if ((line_begin_ >= stop_ || line_begin_ == sync_at_) && wants_cut()) {
    cut_ = true;
    return;
  }
  if (is_plain) {
    node_begin_ = content_;
    const Step next = plain_key(content_, line, Place::entry);
    if (next.more) nodes(next.next, next.place);
    return;
  }
  nodes(content_, dash ? Place::block : Place::entry);
}

bool Parser::wants_cut() const {
  // A chunk keeps the blocks around it: not where there are very many.
  if (frames_.size() > kMostFrames) return false;
  // What is noted of the line at hand belongs to the next chunk, and what a colon means depends on
  // the blocks that it ends.
  if (tabs_ || source_.at(content_) == ':' || explicit_keys_ != 0 || line_begin_ == chunk_begin_ ||
      record_count() == 0)
    return false;
  if (line_begin_ == sync_at_ && sync_ != nullptr && sync_->before == frames_) return true;
  return line_begin_ >= stop_;
}

void Parser::end_document() {
  finished_ = true;
  if (pending_ == Pending::root) {
    pending_ = Pending::none;
    const std::uint32_t at = std::max({anchor_.end, tag_.end, started_at_});
    if (at != 0) emit_missing(at, false);
  } else {
    resolve_pending();
  }
  close_frames(0);
}

ChunkPtr Parser::finish_chunk() {
  // The line at hand decided where the blocks before it end.
  looked(finished_ ? std::min(line_begin_ + 4, source_.size + 1)
                   : source_.next_line(source_.line_end(content_)) + 1);
  const std::uint32_t begin = chunk_begin_;
  const std::uint32_t end = line_begin_;
  check_characters(begin, end);
  chunk_.length = end - begin;
  chunk_.looked = look_ - begin;
  chunk_.last_end = last_end_ - begin;
  for (const Frame& frame : frames_) {
    if (frame.record < 0) continue;
    Record& record = records_[static_cast<std::uint32_t>(frame.record)];
    record.flags |= Record::kOpen;
    record.extent = record_count() - static_cast<std::uint32_t>(frame.record);
  }
  spent_nodes_ += record_count();
  spent_aliases_ += chunk_.aliases;
  auto stored = std::make_shared<Chunk>();
  stored->before.swap(chunk_.before);
  stored->records = RecordList(records_);
  stored->properties = chunk_.properties;
  stored->problems = chunk_.problems;
  stored->length = chunk_.length;
  stored->looked = chunk_.looked;
  stored->last_end = chunk_.last_end;
  stored->aliases = chunk_.aliases;
  stored->min_depth = chunk_.min_depth;
  stored->certain = chunk_.certain;
  records_.clear();
  chunk_.properties.clear();
  chunk_.problems.clear();
  chunk_.aliases = 0;
  chunk_.min_depth = 0xFFFF;
  chunk_.certain = true;
  chunk_begin_ = end;
  look_ = end;
  return stored;
}

// Notes the first bad character of each line; anything but printable ASCII gets a closer look.
void Parser::check_characters(std::uint32_t begin, std::uint32_t end) {
  std::uint32_t at = begin;
  while (at < end) {
    while (at + 8 <= end && source_.usual(at)) at += 8;
    const std::uint32_t stop = std::min(at + 8, end);
    while (at < stop && !source_.in_class(at, kUnusual)) ++at;
    if (at >= stop) continue;
    const Utf8Character c = decode_utf8(source_.view(at, source_.size));
    const bool mark = at == 0 && c.code_point == 0xFEFF;
    if (!c.valid || (!mark && !readable(c.code_point))) {
      note(c.valid ? ProblemKind::control_character : ProblemKind::invalid_utf8, at, at + c.length);
      at = source_.line_end(at);
      continue;
    }
    if (yaml_break(c.code_point)) chunk_.certain = false;
    at += c.length;
  }
}

}  // namespace buildspec::syntax
