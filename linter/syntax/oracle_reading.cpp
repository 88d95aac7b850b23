#include "linter/syntax/oracle_reading.h"

#include <yaml.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "linter/syntax/decode.h"

namespace buildspec::oracle {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// go-yaml: max_flow_level and max_indents.
constexpr std::uint32_t kMaxDepth = 10'000;
// libyaml looks at every open bracket for every token: 10,000 nested brackets, 5e7 such looks, take
// it 0.1 s.
constexpr std::uint64_t kMaxFlowWork = 60'000'000;
// As deep as this nothing of the outermost bracket can make it a key any more (1024 characters).
constexpr std::uint32_t kDeepFlow = 1'100;
// Each patch that only libyaml's refusal shows costs another reading: 16 MiB of them take 0.5 s.
constexpr std::size_t kMaxRead = 16U << 20U;
constexpr std::size_t kMinReadings = 8;

// The length of the break at `at`; 0 where there is none.
std::size_t break_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const std::string_view rest = text.substr(at, 3);
  if (rest[0] == '\n') return 1;
  if (rest[0] == '\r') return rest.starts_with("\r\n") ? 2 : 1;
  if (rest.starts_with("\xC2\x85")) return 2;
  return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
}

bool is_break_or_end(std::string_view text, std::size_t at) {
  return at >= text.size() || break_length(text, at) != 0;
}

// Places as libyaml counts them, in characters, turned into bytes. Marks come nearly in order:
// counting goes on from the last one.
class Marks {
 public:
  explicit Marks(std::string_view text)
      : text_(text), first_(text.starts_with(kByteOrderMark) ? 3 : 0), at_(first_) {}

  [[nodiscard]] std::uint32_t byte(const yaml_mark_t& mark) {
    for (; index_ < mark.index && at_ < text_.size(); ++index_) {
      const auto lead = static_cast<unsigned char>(text_[at_]);
      at_ += lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    for (; index_ > mark.index && at_ > first_; --index_) {
      --at_;
      while (at_ > first_ && (static_cast<unsigned char>(text_[at_]) & 0xC0U) == 0x80) --at_;
    }
    return static_cast<std::uint32_t>(std::min(at_, text_.size()));
  }

 private:
  std::string_view text_;
  std::size_t first_;
  std::size_t at_;         // the byte of the last mark
  std::size_t index_ = 0;  // its character
};

// The last byte of a break.
bool is_line_end(char c) {
  return c == '\n' || c == '\r' || c == '\x85' || c == '\xA8' || c == '\xA9';
}

bool is_blank(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == ' ' || text[at] == '\t');
}

bool is_alpha(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-';
}

bool is_flow_indicator(char c) {
  return std::string_view(",[]{}").find(c) != std::string_view::npos;
}

// --- Patches: a private copy of the text, of the same length, that libyaml reads as go-yaml reads
// the original. They change values only where no value can change a verdict.

// The copy; made when there is something to change.
class Patched {
 public:
  explicit Patched(std::string_view original) : original_(original) {}
  [[nodiscard]] std::string_view text() const { return copy_ ? *copy_ : original_; }
  [[nodiscard]] bool changed() const { return copy_ && *copy_ != original_; }
  [[nodiscard]] std::string& copy() {
    if (!copy_) copy_.emplace(original_);
    return *copy_;
  }

 private:
  std::string_view original_;
  std::optional<std::string> copy_;
};

// "\/" is an escape for libyaml only: make it one that neither knows.
void patch_slashes(std::string& text) {
  for (std::size_t at = text.find('\\'); at != std::string::npos && at + 1 < text.size();
       at = text.find('\\', at + 2)) {
    if (text[at + 1] == '/') text[at + 1] = 'z';
  }
}

// Only libyaml lets a byte order mark begin a line: make it another character of three bytes.
void patch_byte_order_marks(std::string& text) {
  for (std::size_t at = text.find(kByteOrderMark, 1); at != std::string::npos;
       at = text.find(kByteOrderMark, at + 3)) {
    text.replace(at, 3, "\xE3\x80\x81");
  }
}

// Version 1.2 is known to libyaml only: make it one that neither knows.
void patch_version(std::string& text) {
  std::size_t line = text.starts_with(kByteOrderMark) ? 3 : 0;
  while (line < text.size()) {
    std::size_t end = line;
    while (!is_break_or_end(text, end)) ++end;
    std::size_t at = line;
    while (is_blank(text, at)) ++at;
    if (at < end && text[at] != '#' && text[line] != '%') return;  // the directives end here
    if (text.compare(line, 5, "%YAML") == 0) {
      std::size_t digit = std::min(text.find('.', line), end);
      while (digit + 1 < end && text[digit + 1] >= '0' && text[digit + 1] <= '9') ++digit;
      if (digit < end && text[digit] == '2') text[digit] = '3';
    }
    line = end + break_length(text, end);
    if (line == end) return;
  }
}

// In go-yaml a colon before a flow indicator belongs to the plain scalar that it follows. `at` is
// such a colon; the ones behind it that are certain to be the same are changed with it.
void patch_colons(std::string& text, std::size_t at) {
  text[at] = 'x';
  for (at = text.find(':', at); at != std::string::npos && at + 1 < text.size();
       at = text.find(':', at + 1)) {
    if (!is_flow_indicator(text[at + 1]) && text[at + 1] != '?') continue;
    std::size_t begin = at;
    while (begin > 0 && (is_alpha(text[begin - 1]) || text[begin - 1] == '.')) --begin;
    const bool plain =
        begin < at && text[begin] != '-' &&
        (begin == 0 || std::string_view(" [{,").find(text[begin - 1]) != std::string_view::npos);
    if (plain) text[at] = 'x';
  }
}

// "\'" is an escape for go-yaml only: make the ones of this scalar, from the one at `at` on,
// escapes of both.
void patch_apostrophes(std::string& text, std::size_t at) {
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\' || at + 1 >= text.size()) continue;
    if (text[at + 1] == '\'') text[at + 1] = 'e';
    ++at;
  }
}

// The same for what stands between double quotes on one of the lines behind `at`, if nothing in
// front of it can make the quotes mean something else.
void patch_apostrophes_behind(std::string& text, std::size_t at) {
  bool quoted = false;
  bool clear = false;  // the rest of this line is not to be touched
  for (at = std::min(text.find('\n', at), text.size()); at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      quoted = false;
      clear = true;
    } else if (!clear) {
      continue;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '\'' || c == '#' || c == '\\')) {
      clear = false;
    } else if (c == '\\' && at + 1 < text.size()) {
      if (text[at + 1] == '\'') text[at + 1] = 'e';
      if (text[at + 1] != '\n') ++at;
    }
  }
}

// A tag of go-yaml's goes on over commas and square brackets: the next one from `at` on, in a tag
// or its exclamation mark.
std::size_t bracket_in_tag(std::string_view text, std::size_t at) {
  if (at + 1 < text.size() && text[at] == '!' && text[at + 1] == '<') return std::string::npos;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ',' || c == '[' || c == ']') return at;
    if (!is_alpha(c) && std::string_view(";/?:@&=+$.!~*'()%").find(c) == std::string_view::npos) {
      break;
    }
  }
  return std::string::npos;
}

// True if there were some and they are changed. `at` is the tag's exclamation mark.
bool patch_tag(Patched& patched, std::size_t at) {
  bool changed = false;
  for (at = bracket_in_tag(patched.text(), at); at != std::string::npos;
       at = bracket_in_tag(patched.text(), at)) {
    patched.copy()[at] = ';';
    changed = true;
  }
  return changed;
}

// The anchor and the tag in front of a node.
struct Properties {
  std::size_t anchor = std::string_view::npos;  // its name
  std::size_t tag = std::string_view::npos;     // its exclamation mark
  std::size_t end = 0;                          // where the node itself begins
};

Properties read_properties(std::string_view text, std::size_t at) {
  Properties found;
  while (at < text.size()) {
    if (text[at] == '!' && found.tag == std::string_view::npos) {
      found.tag = at;
      while (!is_blank(text, at) && !is_break_or_end(text, at)) ++at;
    } else if (text[at] == '&') {
      found.anchor = at + 1;
      for (++at; at < text.size() && is_alpha(text[at]);) ++at;
    } else if (text[at] == '#') {
      while (!is_break_or_end(text, at)) ++at;
    } else if (is_blank(text, at) || is_break_or_end(text, at)) {
      at += std::max<std::size_t>(break_length(text, at), 1);
    } else {
      break;
    }
  }
  found.end = std::min(at, text.size());
  return found;
}

// In go-yaml a question mark ends a plain scalar in a flow collection and begins a key, where none
// can stand. A bracket in its place is refused by libyaml with the same words.
bool patch_question_marks(Patched& patched, Span span) {
  bool changed = false;
  for (std::size_t at = span.begin + 1; at < span.end; ++at) {
    if (patched.text()[at] != '?') continue;
    patched.copy()[at] = '[';
    changed = true;
  }
  return changed;
}

// The column of a block scalar's body: what the first line of its value lacks of its source.
std::uint32_t body_indent(std::string_view source, std::string_view value) {
  const auto leading_blanks = [](std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t begin = at;
      while (at < text.size() && text[at] == ' ') ++at;
      if (!is_break_or_end(text, at)) return at - begin;
      ++at;
    }
    return std::size_t{0};
  };
  std::size_t body = 0;
  while (!is_break_or_end(source, body)) ++body;
  const std::size_t in_source = leading_blanks(source.substr(body));
  const std::size_t in_value = leading_blanks(value);
  return static_cast<std::uint32_t>(in_source - std::min(in_source, in_value));
}

// --- Reading

// Gives libyaml its input in go-yaml's portions: what is wrong far behind the place that is being
// read, say behind the first document, must not be seen yet.
struct Input {
  std::string_view text;
  std::size_t at = 0;
  std::size_t capacity = 0;  // libyaml's raw buffer; the first call asks for all of it

  static int read(void* self, unsigned char* buffer, std::size_t size, std::size_t* read) {
    constexpr std::size_t kPortion = 512;
    auto& input = *static_cast<Input*>(self);
    input.capacity = std::max(input.capacity, size);
    const std::size_t left_over = std::min(input.capacity - size, kPortion - 1);
    const std::size_t count = std::min({size, kPortion - left_over, input.text.size() - input.at});
    std::memcpy(buffer, input.text.data() + input.at, count);
    input.at += count;
    *read = count;
    return 1;
  }
};

std::string_view text_of(const yaml_char_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}
std::string_view text_of(const yaml_char_t* bytes) {
  return bytes == nullptr ? std::string_view() : reinterpret_cast<const char*>(bytes);
}

ScalarStyle style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return ScalarStyle::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return ScalarStyle::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE: return ScalarStyle::literal;
    case YAML_FOLDED_SCALAR_STYLE: return ScalarStyle::folded;
    default: return ScalarStyle::plain;
  }
}

// One reading of the patched text. It tells the sink, or patches and asks to be repeated.
class Reading {
 public:
  Reading(std::string_view original, Patched& patched, NodeSink& sink)
      : original_(original),
        patched_(patched),
        is_patched_(patched.changed()),
        sink_(sink),
        marks_(original),
        input_{patched.text()} {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input(&parser_, &Input::read, &input_);
  }
  ~Reading() { yaml_parser_delete(&parser_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  // False if the text was patched and must be read again.
  bool run() {
    bool more = true;
    while (more && !outcome_.fault) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) {
        on_error();
        break;
      }
      more = on_event(event);
      yaml_event_delete(&event);
    }
    for (const Span span : plain_in_flow_) {
      if (patch_question_marks(patched_, span)) changed_ = true;
    }
    for (const std::size_t tag : tags_) {
      if (patch_tag(patched_, tag)) changed_ = true;
    }
    return !changed_;
  }
  Outcome take() { return std::move(outcome_); }

 private:
  // A collection that is not closed.
  struct Open {
    std::uint32_t begin = 0;
    std::uint32_t children = 0;  // keys and values count each
    bool mapping = false;
    bool flow = false;
    bool counts = false;  // in go-yaml's depth of brackets or of indentations
  };

  // The value of a scalar as it stands in the original, where that was patched.
  [[nodiscard]] std::optional<std::string> restored(const NodeEvent& node) const {
    const std::string_view source = original_.substr(node.span.begin, node.span.size());
    if (!is_patched_ || patched_.text().substr(node.span.begin, node.span.size()) == source) {
      return std::nullopt;
    }
    Span content = node.span;
    content.begin = static_cast<std::uint32_t>(
        std::min<std::size_t>(read_properties(original_, content.begin).end, content.end));
    const std::uint32_t indent =
        body_indent(original_.substr(content.begin, content.size()), node.value);
    return std::string(decode(original_, content, node.style, indent).value());
  }

  void fail(std::string message, std::uint32_t at, std::uint32_t context) {
    outcome_.fault = Fault{std::move(message), at, context, 0, false};
  }

  void on_error() {
    std::string problem = parser_.problem == nullptr ? "" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      const auto at = static_cast<std::uint32_t>(
          std::min<std::size_t>(parser_.problem_offset, original_.size()));
      fail(problem, at, at);
      return;
    }
    const std::uint32_t at = marks_.byte(parser_.problem_mark);
    const bool has_context = parser_.context != nullptr;
    const std::uint32_t context = has_context ? marks_.byte(parser_.context_mark) : at;
    find_pending(at);
    if (!patch_error(problem, at, context)) fail(problem, at, context);
  }

  // Between the last event and the error there may be tags and plain scalars that had no event yet.
  void find_pending(std::uint32_t end) {
    const std::uint32_t begin = last_begin_;
    bool in_flow = flow_depth_ > 0;
    for (std::uint32_t at = begin; at < end; ++at) {
      const char c = original_[at];
      if (c == '[' || c == '{') in_flow = true;
      if (c != '?' && c != '!') continue;
      const char before = last_character(at);
      if (c == '?' && in_flow && !is_indicator(before)) {
        plain_in_flow_.push_back({at - 1, at + 1});
      }
      const bool on_new_line = at == 0 || is_line_end(original_[at - 1]);
      if (c == '!' && (on_new_line || is_indicator(before)) &&
          bracket_in_tag(patched_.text(), at) != std::string_view::npos) {
        tags_.push_back(at);
      }
    }
  }
  // The last character in front of `at` that is neither blank nor break; a comma if there is none.
  [[nodiscard]] char last_character(std::size_t at) const {
    while (at > 0 &&
           std::string_view(" \t\r\n").find(original_[at - 1]) != std::string_view::npos) {
      --at;
    }
    return at == 0 ? ',' : original_[at - 1];
  }
  [[nodiscard]] static bool is_indicator(char c) {
    return std::string_view(",[]{}?:-&*!|>'\"%@`").find(c) != std::string_view::npos;
  }

  // Errors that go-yaml does not have, or words differently.
  bool patch_error(std::string& problem, std::uint32_t at, std::uint32_t context) {
    const std::string_view where = parser_.context == nullptr ? "" : parser_.context;
    if (problem == "found unexpected ':'") {
      patch_colons(patched_.copy(), at);
      changed_ = true;
    } else if (problem == "found unknown escape character" && original_.substr(at, 2) == "\\'") {
      patch_apostrophes(patched_.copy(), at);
      patch_apostrophes_behind(patched_.copy(), at);
      changed_ = true;
    } else if (where == "while parsing a tag" || where == "while scanning a tag") {
      changed_ = patch_tag(patched_, context) || changed_;
    } else if (problem == "could not find expected ':'" && at < original_.size() &&
               std::string_view("@`%\t").find(original_[at]) != std::string_view::npos &&
               !ends_plain(at)) {
      // go-yaml sees first that no token can begin here.
      problem = "found character that cannot start any token";
    }
    return changed_;
  }

  // Whether the token in front of `at` is a plain scalar, or a comment behind something. Reading
  // one takes the scanner to the next line already.
  [[nodiscard]] bool ends_plain(std::size_t at) const {
    while (at > 0 &&
           std::string_view(" \t\r\n").find(original_[at - 1]) != std::string_view::npos) {
      --at;
    }
    if (at == 0) return false;
    if (std::string_view("\"'[]{},").find(original_[at - 1]) != std::string_view::npos)
      return false;
    while (at > 0 && is_alpha(original_[at - 1])) --at;
    return at == 0 || std::string_view("*&!").find(original_[at - 1]) == std::string_view::npos;
  }

  // False at the end of the document.
  bool on_event(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT: on_scalar(event); return true;
      case YAML_ALIAS_EVENT: on_alias(event); return true;
      case YAML_SEQUENCE_START_EVENT: {
        const auto& start = event.data.sequence_start;
        on_start(event, Kind::sequence, start.anchor, start.tag,
                 start.style == YAML_FLOW_SEQUENCE_STYLE);
        return true;
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& start = event.data.mapping_start;
        on_start(event, Kind::mapping, start.anchor, start.tag,
                 start.style == YAML_FLOW_MAPPING_STYLE);
        return true;
      }
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: on_end(event); return !ended_;
      case YAML_DOCUMENT_END_EVENT: on_document_end(marks_.byte(event.start_mark)); return false;
      case YAML_STREAM_END_EVENT: return false;
      default: return true;
    }
  }

  // `next` is where the token begins that ended the document.
  void on_document_end(std::size_t next) {
    if (next >= original_.size()) return;
    const bool at_line_begin = next == 0 || is_line_end(original_[next - 1]);
    const std::string_view rest = original_.substr(next, 3);
    const bool marked = rest == "---" || rest == "..." || rest.starts_with('%');
    if (!at_line_begin || !marked) outcome_.cut_short = static_cast<std::uint32_t>(next);
  }

  // Counts a node in the collection that is open, and gives it a place and an anchor.
  NodeEvent enter(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor,
                  const yaml_char_t* tag) {
    NodeEvent node;
    node.kind = kind;
    node.span.begin = marks_.byte(event.start_mark);
    node.span.end = marks_.byte(event.end_mark);
    last_begin_ = node.span.begin;
    if (anchor != nullptr || tag != nullptr) {
      const Properties found = read_properties(original_, node.span.begin);
      node.anchor = text_of(anchor);
      node.anchor_at = static_cast<std::uint32_t>(std::min(found.anchor, original_.size()));
      if (tag != nullptr && found.tag != std::string_view::npos &&
          bracket_in_tag(patched_.text(), found.tag) != std::string_view::npos) {
        tags_.push_back(found.tag);
      }
    }
    // Keys and values of a mapping have a token of their own in front.
    const bool in_mapping = !open_.empty() && open_.back().mapping;
    if (!open_.empty()) ++open_.back().children;
    work_ += in_mapping ? 2 * std::uint64_t{flow_depth_} : flow_depth_;
    if (work_ > kMaxFlowWork) {
      fail("the collections in brackets are nested too deeply to be checked", node.span.begin,
           node.span.begin);
      outcome_.fault->over_budget = true;
    }
    return node;
  }

  void on_scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    NodeEvent node = enter(event, Kind::scalar, scalar.anchor, scalar.tag);
    node.style = style_of(scalar.style);
    node.implicit = scalar.plain_implicit != 0;
    node.value = text_of(scalar.value, scalar.length);
    node.tag = text_of(scalar.tag);
    if (node.style == ScalarStyle::plain && flow_depth_ > 0 &&
        node.value.find('?') != std::string_view::npos) {
      const std::size_t begin = read_properties(original_, node.span.begin).end;
      plain_in_flow_.push_back({static_cast<std::uint32_t>(begin), node.span.end});
    }
    const std::optional<std::string> original = restored(node);
    if (original) node.value = *original;
    sink_.on_node(node);
  }

  void on_alias(const yaml_event_t& event) {
    NodeEvent node = enter(event, Kind::alias, nullptr, nullptr);
    node.value = text_of(event.data.alias.anchor);
    if (!sink_.on_node(node)) {
      fail("unknown anchor '" + std::string(node.value) + "' referenced", node.span.begin,
           node.span.begin);
    }
  }

  void on_start(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor,
                const yaml_char_t* tag, bool flow) {
    NodeEvent node = enter(event, kind, anchor, tag);
    node.flow = flow;
    sink_.on_node(node);
    // Go counts brackets and indentations: not a pair without braces in a flow sequence, nor a
    // sequence that is as deep as its key, whose event ends behind its first dash.
    const std::uint32_t end = node.span.end;
    const char last =
        end == node.span.begin || end == 0 || end > original_.size() ? '\0' : original_[end - 1];
    const bool counts = flow ? last == '[' || last == '{' : kind == Kind::mapping || last != '-';
    open_.push_back({node.span.begin, 0, kind == Kind::mapping, flow, counts});
    std::uint32_t& depth = flow ? flow_depth_ : block_depth_;
    if (counts) ++depth;
    if (depth > kMaxDepth && !outcome_.fault) {
      fail("exceeded max depth of 10000", node.span.begin, node.span.begin);
    }
    if (flow && counts && flow_depth_ == kDeepFlow) look_for_depth(end);
  }

  // Whether nothing but opening brackets follows, until there are too many of them: libyaml need
  // not be asked about each.
  void look_for_depth(std::size_t at) {
    for (std::uint32_t depth = flow_depth_; at < original_.size(); ++at) {
      const char c = original_[at];
      if (c != '[' && c != '{' && c != ' ' && c != '\n') return;
      if ((c == '[' || c == '{') && ++depth > kMaxDepth && !outcome_.fault) {
        fail("exceeded max depth of 10000", static_cast<std::uint32_t>(at),
             static_cast<std::uint32_t>(at));
        return;
      }
    }
  }

  void on_end(const yaml_event_t& event) {
    const Open ended = open_.back();
    open_.pop_back();
    if (ended.counts) --(ended.flow ? flow_depth_ : block_depth_);
    sink_.on_end(marks_.byte(event.end_mark));
    if (ended.flow && ended.children == 0) on_empty_flow(ended.begin);
  }

  // go-yaml forgets that an empty flow collection could be a key: it takes it for a value and
  // stumbles over the colon, or stops there, where the value is the document.
  void on_empty_flow(std::uint32_t begin) {
    if (open_.empty()) return;
    const Open& parent = open_.back();
    if (!parent.mapping || parent.children % 2 == 0) return;
    const bool first = parent.children == 1;
    const bool implicit = first ? parent.begin == begin : !follows_question_mark(begin);
    if (parent.flow) {
      if (first && parent.begin != begin && follows_question_mark(begin)) return;
      fail(first && parent.begin == begin ? "did not find expected ',' or ']'"
                                          : "did not find expected ',' or '}'",
           begin, begin);
    } else if (implicit && first && open_.size() == 1) {
      ended_ = true;
      sink_.drop_root();
    } else if (implicit) {
      const Open* above = open_.size() > 1 ? &open_[open_.size() - 2] : nullptr;
      const bool item = first && above != nullptr && !above->mapping && above->counts;
      fail(item ? "did not find expected '-' indicator" : "did not find expected key", begin,
           begin);
    }
  }

  [[nodiscard]] bool follows_question_mark(std::size_t at) const {
    return last_character(at) == '?';
  }

  std::string_view original_;
  Patched& patched_;
  bool is_patched_;
  NodeSink& sink_;
  Marks marks_;
  Input input_;
  yaml_parser_t parser_{};
  Outcome outcome_;
  std::vector<Open> open_;
  std::vector<Span> plain_in_flow_;  // with question marks
  std::vector<std::size_t> tags_;    // to be patched
  std::uint32_t last_begin_ = 0;     // of the last node
  std::uint32_t flow_depth_ = 0;
  std::uint32_t block_depth_ = 0;
  std::uint64_t work_ = 0;
  bool ended_ = false;    // go-yaml stops here
  bool changed_ = false;  // the text was patched
};

Outcome read_as_go_does(std::string_view text, NodeSink& sink) {
  Patched patched(text);
  if (text.find("\\/") != std::string_view::npos) patch_slashes(patched.copy());
  if (text.find(kByteOrderMark, 1) != std::string_view::npos) {
    patch_byte_order_marks(patched.copy());
  }
  if (text.find("%YAML") != std::string_view::npos) patch_version(patched.copy());
  for (std::size_t readings = 1;; ++readings) {
    Reading reading(text, patched, sink);
    if (reading.run()) return reading.take();
    if (readings >= kMinReadings && readings * text.size() > kMaxRead) break;
    sink.restart();
  }
  sink.restart();
  return {Fault{"the text is too odd to be checked", 0, 0, 0, true}, std::nullopt};
}

// The end of the empty flow collection at `at`; `at` if there is none.
std::size_t empty_flow_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '[' && text[at] != '{')) return at;
  const char closing = text[at] == '[' ? ']' : '}';
  std::size_t end = at + 1;
  while (is_blank(text, end) || break_length(text, end) != 0) ++end;
  return end < text.size() && text[end] == closing ? end + 1 : at;
}

}  // namespace

Outcome read_nodes(std::string_view text, NodeSink& sink) {
  Outcome outcome = read_as_go_does(text, sink);
  if (!outcome.fault || outcome.fault->message != "could not find expected ':'") return outcome;
  // libyaml gives up on a key that was never one as soon as it has seen its line; go-yaml first
  // reads what stands in front of it, which may be wrong itself. An empty flow collection it does
  // not take for a key at all, no more than a block scalar.
  const std::uint32_t key = outcome.fault->context;
  std::string before(text.substr(0, key));
  const bool empty_flow = empty_flow_end(text, key) != key;
  if (empty_flow) before += '|';
  sink.restart();
  std::optional<Fault> fault = read_as_go_does(before, sink).fault;
  if (fault && (fault->at < key || empty_flow)) outcome.fault = std::move(fault);
  return outcome;
}

}  // namespace buildspec::oracle
