// The recovering parser: one pass over the lines of the first document, writing records into
// chunks. Between lines that a chunk may begin with, its frames are all it remembers. Used by one
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/syntax/chunk.h"
#include "linter/syntax/source.h"
#include "linter/syntax/tree.h"

namespace buildspec::syntax {

// What stands first on a line, as far as one can tell without its context.
enum class LineKind : std::uint8_t { dash, key, text, end };
struct Line {
  LineKind kind = LineKind::end;
  std::uint32_t content = 0;  // its first byte that is no indentation
  std::int32_t column = -1;
  bool inline_value = false;  // something stands behind the key's colon
};

class Parser {
 public:
  Parser(Source source, const Budgets& budgets);

  // Goes to a line's begin in the state that a chunk begins with there.
  void resume(std::uint32_t at, const std::vector<Frame>& frames);
  // Writes one chunk, to the first line that a chunk may begin with at or behind `stop`, else to
  // the end of the document; also to the begin of `sync`, an old chunk that would now begin at
  // `sync_at`, if the parser arrives there in the state that the old one was parsed in.
  ChunkPtr next_chunk(std::uint32_t stop, std::uint32_t sync_at, const Chunk* sync);

  [[nodiscard]] bool finished() const { return finished_; }
  // The begin of the line that the next chunk begins with, or the end of the document.
  [[nodiscard]] std::uint32_t position() const { return line_begin_; }
  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
  [[nodiscard]] std::optional<Budget> exceeded() const { return exceeded_; }
  // Counts an old chunk as parsed; false, and nothing counted, if the budgets do not reach.
  [[nodiscard]] bool spend(const Chunk& chunk);

 private:
  // Where a value is awaited: in the document, behind a key, a dash, or "?".
  enum class Pending : std::uint8_t { none, root, pair, item, key };
  // What a node on a line may be: `entry` has to be a key of the top mapping, `block` may begin a
  // collection, `in_line` stands behind a key on the key's line and may not.
  enum class Place : std::uint8_t { entry, block, in_line };
  // Handlers of a node's begin return whether the line goes on with another node, at `next`.
  struct Step {
    bool more = false;
    std::uint32_t next = 0;
    Place place = Place::block;
  };
  struct PlainLine {
    std::uint32_t end = 0;   // of the text, blanks behind it left out
    std::uint32_t stop = 0;  // the key's colon, a comment's "#", or the line's end
    bool key = false;        // a colon and a blank follow
  };
  struct PlainRest {
    std::uint32_t end = 0;
    bool at_key = false;  // a line with a key stopped it
    std::int32_t key_column = 0;
    std::uint32_t before_dash = 0;  // where the lines before the first with a dash end
  };
  struct Quoted {
    std::uint32_t end = 0;  // behind the closing quote, or where the search ended
    bool closed = false;
    bool one_line = true;
    bool verbatim = true;
  };
  // `key`: an entry may begin; of a list's entry only this and `done` occur.
  enum class FlowState : std::uint8_t { key, key_done, value, done };
  struct FlowFrame {
    std::uint32_t begin = 0;
    std::uint32_t record = 0;
    FlowState state = FlowState::key;
    bool mapping = false;
    bool pair = false;           // a pair without braces, inside a sequence
    bool explicit_key = false;   // behind "?"
    std::uint32_t key_at = 0;    // begin of the key
    std::uint32_t value_at = 0;  // behind the colon
  };
  struct FlowEnd {
    std::uint32_t end = 0;
    bool ok = false;
  };

  // parser.cpp: lines and chunks.
  bool next_line();
  bool take_marker();
  void step();
  bool reopen_root(bool dash);
  void cut_or_begin(std::size_t keep, bool dash);
  bool wants_cut() const;
  ChunkPtr finish_chunk();
  void end_document();
  void check_characters(std::uint32_t begin, std::uint32_t end);

  // parser_records.cpp: writing records.
  Record& emit(Kind kind, std::uint32_t begin, std::uint32_t end, std::size_t depth);
  Record& emit_node(Kind kind, std::uint32_t begin, std::uint32_t end);
  void emit_missing(std::uint32_t at, bool key);
  void open_block(bool sequence, std::int32_t indent, std::uint32_t begin);
  void close_frames(std::size_t keep);
  void end_explicit_key();
  void resolve_pending();
  void wrap_in_mapping(std::uint32_t from, std::uint8_t flags);
  void drop_records(std::uint32_t from);
  void note(ProblemKind kind, std::uint32_t begin, std::uint32_t end);
  void looked(std::uint32_t end) {
    if (end > look_) look_ = end;
  }
  void exceed(Budget budget);
  [[nodiscard]] std::uint32_t record_count() const {
    return static_cast<std::uint32_t>(records_.size());
  }
  [[nodiscard]] std::int32_t parent_indent() const {
    return frames_.empty() ? -1 : frames_.back().indent;
  }

  // parser_block.cpp: what one line holds.
  void begin_line(bool dash);
  void nodes(std::uint32_t at, Place place);
  Step node(std::uint32_t at, Place place);
  Step indicator(std::uint32_t at, Place place);
  Step dash(std::uint32_t at, Place place);
  Step question(std::uint32_t at, Place place);
  Step colon(std::uint32_t at, Place place);
  Step properties(std::uint32_t at, Place place);
  Step block_next(std::uint32_t at, Pending pending, Place place);
  void open_at(bool sequence, std::uint32_t at);
  void begin_key(std::uint32_t at, Place place);
  Step key_done(std::uint32_t colon);
  Step value_done(std::uint32_t end, ProblemKind rest);
  [[nodiscard]] bool key_colon(std::uint32_t end, std::uint32_t& colon) const;

  // parser_scalar.cpp: scalars in block context.
  Step plain(std::uint32_t at, Place place);
  bool rest_below(const PlainLine& line, std::int32_t column);
  Step plain_key(std::uint32_t at, const PlainLine& line, Place place);
  Step text_value(std::uint32_t at);
  [[nodiscard]] PlainLine plain_line(std::uint32_t at) const;
  PlainRest plain_rest(const PlainLine& first, bool keys);
  Step quoted(std::uint32_t at, Place place);
  Step unclosed_quote(std::uint32_t at, Place place);
  Quoted scan_quoted(std::uint32_t at);
  void scan_escape(std::uint32_t& at, Quoted& quoted);
  Step alias(std::uint32_t at, Place place);

  // parser_block_scalar.cpp: literal and folded scalars.
  Step block_scalar(std::uint32_t at);
  std::uint32_t block_header(std::uint32_t at, std::int32_t& increment);
  std::int32_t block_indent(std::uint32_t line_end, std::int32_t increment);
  bool body_goes_on(std::uint32_t line, std::int32_t indent, bool has_body);

  // parser_flow.cpp: collections in brackets.
  Step flow(std::uint32_t at, Place place);
  FlowEnd flow_collection(std::uint32_t at, bool strict);
  bool flow_space(std::uint32_t& at, bool strict);
  bool flow_token(std::uint32_t& at, bool strict);
  bool flow_close(std::uint32_t& at, bool strict);
  bool flow_comma(std::uint32_t& at, bool strict);
  bool flow_colon(std::uint32_t& at, bool strict);
  bool flow_question(std::uint32_t& at, bool strict);
  bool flow_gives_up(std::uint32_t line_begin);
  [[nodiscard]] bool flow_quote_is_sane(std::uint32_t end) const;
  bool flow_properties(std::uint32_t& at, bool strict);
  bool flow_scalar(std::uint32_t& at, bool strict);
  bool flow_plain(std::uint32_t& at, bool strict);
  bool flow_begin_node(std::uint32_t at, bool strict);
  void flow_node_done(std::uint32_t record, std::uint32_t begin, std::uint32_t end);
  void flow_open(std::uint32_t at, bool mapping, bool pair);
  void flow_end_entry();
  void flow_pop(std::uint32_t end);
  [[nodiscard]] std::size_t flow_depth() const { return frames_.size() + flow_.size(); }

  // parser_recovery.cpp: lines that fit nowhere.
  void fit_tabs();
  [[nodiscard]] std::int32_t tab_column() const;
  Step split_key(std::int32_t column);
  bool is_tail(const Line& tail, std::int32_t column, bool sure);
  [[nodiscard]] bool value_ends_in_line(const Line& key) const;
  bool dedents_between(const Line& first, std::int32_t key, std::int32_t text);
  bool replace_root_list();
  bool conflict_in_text(std::uint32_t line_begin, std::int32_t indent);
  [[nodiscard]] Line line_at(std::uint32_t line_begin);
  Line line_after(std::uint32_t at);
  bool pending_takes_line(bool dash);
  enum class Sibling : std::uint8_t { none, key, item };
  Sibling sibling_below(std::uint32_t at, Place place);
  Step skip_node(std::uint32_t at, ProblemKind kind);
  [[nodiscard]] bool goes_deeper(const Line& next) const;
  bool skip_line();
  void colon_line();
  void misplaced_dash();
  void misplaced_key();
  void misplaced_text(const PlainLine& line);
  void stray_entry(std::size_t frame);
  [[nodiscard]] bool key_without_colon(const PlainLine& line, const Line& next, std::size_t exact,
                                       std::size_t goes_on) const;
  Step entry_without_colon(std::uint32_t at, const PlainLine& line);
  [[nodiscard]] std::uint32_t tight_colon(std::uint32_t at, std::uint32_t end) const;
  [[nodiscard]] bool word_like(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] std::size_t nearest(bool sequence, std::int32_t column) const;
  [[nodiscard]] std::size_t matching(const Line& line) const;

  Source source_;
  Budgets budgets_;
  std::uint32_t spent_nodes_ = 0;
  std::uint32_t spent_aliases_ = 0;
  std::optional<Budget> exceeded_;

  // Between lines.
  std::vector<Frame> frames_;
  std::uint32_t line_begin_ = 0;
  std::uint32_t cursor_ = 0;   // what stands before it is parsed
  bool at_line_begin_ = true;  // the cursor is at the begin of a line that is not parsed
  bool line_ready_ = false;    // next_line() has run, the line is not parsed
  bool finished_ = false;
  std::uint32_t started_at_ = 0;     // behind the document's "---"
  bool root_done_ = false;           // text behind a complete root was noted
  std::uint32_t explicit_keys_ = 0;  // frames with in_key

  // The line at hand.
  std::uint32_t content_ = 0;
  std::int32_t column_ = 0;
  bool tabs_ = false;  // in its indentation
  Pending pending_ = Pending::root;
  std::uint32_t pending_at_ = 0;
  Span anchor_;
  Span tag_;
  Span outer_anchor_;  // of the mapping, while its first key has its own
  Span outer_tag_;
  std::uint32_t node_begin_ = 0;  // of the node at hand, its anchor and tag on this line included

  // The chunk at hand.
  Chunk chunk_;  // but for its records
  std::vector<Record> records_;
  std::uint32_t chunk_begin_ = 0;
  std::uint32_t noted_line_ = 0;  // the line that the latest problem was noted in ...
  std::uint32_t noted_ = 0;       // ... and how many were
  std::uint32_t stop_ = 0;
  std::uint32_t sync_at_ = 0;
  const Chunk* sync_ = nullptr;
  bool cut_ = false;
  bool skipped_ = false;  // pending_takes_line() left the line out
  std::uint32_t look_ = 0;
  std::uint32_t last_end_ = 0;

  // The last lines with dashes that went on a plain scalar, up to a line with a key: the reading of
  // any of them would end there too.
  std::uint32_t run_end_ = 0;
  std::int32_t run_indent_ = 0;
  std::int32_t run_column_ = 0;

  // The brackets at hand, and where the last strict reading of brackets failed: what was open there
  // fails there again, so no text is read more than twice.
  std::deque<FlowFrame> flow_;    // 10,000 of them are not copied as they grow, nor kept
  std::uint32_t flow_break_ = 0;  // the last line break passed
  bool trying_ = false;           // records may be taken back: they do not count yet
  std::vector<std::uint32_t> failed_open_;
  std::uint32_t failed_at_ = 0;
};

}  // namespace buildspec::syntax
